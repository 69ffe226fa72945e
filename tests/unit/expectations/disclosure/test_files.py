"""Every file of a release is read before it is sealed: the judged table in each format, nobody's numbers in any."""

import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from expectations.disclosure.files import inspect
from published.dataset import Dataset
from published.home import Home
from published.sealing import seal
from tests.unit.published.described import dataset, proposal, row, table

TABLE = table(row(), row(area="330203"), row(area="330205", value=None))
HIDDEN = row(area="330205", value=None, share_of_gdp=None, conf_status="C")
SECRET = table(row(), row(area="330203"), HIDDEN)
CODE = "91330203MA20004490"


def _failed(folder: Path, of: Dataset) -> set[str]:
    return {check.name for check in inspect(of, TABLE, folder) if not check.passed}


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    home = Home(tmp_path).prepare()
    seal(home, proposal(), TABLE, lambda filled: None)
    return home.sealed / dataset().name / "1.0"


def test_a_release_as_it_is_written_passes(folder: Path) -> None:
    assert _failed(folder, dataset()) == set()


@pytest.fixture()
def revised(tmp_path: Path) -> Path:
    """The next release, with its change set: one figure revised, one withheld."""
    home = Home(tmp_path).prepare()
    seal(home, proposal(), table(row(value="12"), row(area="330203"), row(area="330205")), lambda filled: None)
    seal(home, proposal(), SECRET, lambda filled: None)
    return home.sealed / dataset().name / "1.1"


def test_a_change_set_as_it_is_written_passes(revised: Path) -> None:
    assert (revised / "changes.csv").exists()
    assert [check.name for check in inspect(dataset(), SECRET, revised) if not check.passed] == []


@pytest.mark.parametrize("name", ["changes.csv", "changes.json"])
def test_a_change_set_that_repeats_what_is_withheld_now_is_found(revised: Path, name: str) -> None:
    path = revised / name
    told = {"changes.csv": ("value_added,,", "value_added,12.50,"), "changes.json": ('"was": null', '"was": "12.50"')}
    path.write_text(path.read_text("utf-8").replace(*told[name]), encoding="utf-8")
    failed = [check for check in inspect(dataset(), SECRET, revised) if not check.passed]
    assert [(check.name, check.found) for check in failed] == [("changes_repeat_nothing_withheld", name)]


@pytest.mark.parametrize("extension", ["csv", "excel.csv", "xlsx", "db", "parquet"])
def test_a_format_that_shows_another_figure_is_found(folder: Path, extension: str) -> None:
    path = folder / f"{dataset().name}.{extension}"
    other = folder.parent / "other"
    home = Home(other).prepare()
    seal(
        home, proposal(), table(row(value="99.99"), row(area="330203"), row(area="330205", value=None)), lambda f: None
    )
    path.write_bytes((home.sealed / dataset().name / "1.0" / path.name).read_bytes())
    assert _failed(folder, dataset()) == {"same_in_every_format"}


@pytest.mark.parametrize("name", ["README.md", "verdict.html", "dataset.json", "release.json", "SHA256SUMS"])
def test_a_telephone_number_in_any_text_file_is_found(folder: Path, name: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as text:
        text.write("联系 138 1234 5678\n")
    assert _failed(folder, dataset()) == {"no_personal_data_in_files"}


@pytest.mark.parametrize("digest", ["ab13812345678c", "13812345678a", "cafe138123456780"])
def test_digests_are_no_telephone_numbers_and_telephone_numbers_no_digests(folder: Path, digest: str) -> None:
    """A commit has 40 letters, a snapshot 16; among so many figures some look like a telephone number."""
    snapshot = digest.rjust(16, "f")
    for told in (snapshot, f"{snapshot}-0a1b2c3d", digest.rjust(40, "0"), digest.rjust(64, "0")):
        (folder / "README.md").write_text(f"snapshot {told}\n", encoding="utf-8")
        assert _failed(folder, dataset()) == set(), told
    for told in ("13812345678", "0" * 5 + " 13812345678", "330203199001011234"):
        (folder / "README.md").write_text(f"snapshot {told}\n", encoding="utf-8")
        assert "no_personal_data_in_files" in _failed(folder, dataset()), told


def test_an_identity_number_in_a_table_of_codes_is_found(folder: Path) -> None:
    with closing(sqlite3.connect(folder / f"{dataset().name}.db")) as database, database:
        tables = [row[0] for row in database.execute("select name from sqlite_master where name like 'codes_%'")]
        database.execute(f'insert into "{tables[0]}" values (?, ?, ?)', ("x", "33020319900101123X", "x"))
    assert "no_personal_data_in_files" in _failed(folder, dataset())


def test_a_telephone_number_in_the_notes_of_a_workbook_is_found(folder: Path) -> None:
    path = folder / f"{dataset().name}.xlsx"
    book = openpyxl.load_workbook(path)
    book["说明 Notes"]["A2"] = "联系 138 1234 5678"
    book.save(path)
    assert _failed(folder, dataset()) == {"no_personal_data_in_files"}


def test_text_of_every_kind_is_the_same_in_every_format(tmp_path: Path) -> None:
    hostile = table(row(remark="=1+1"), row(2023, remark="'a\r\nb"), row(2022, remark="字" * 40_000))
    seal(Home(tmp_path).prepare(), proposal(), hostile, lambda filled: None)
    sealed = tmp_path / "sealed" / dataset().name / "1.0"
    assert [check.name for check in inspect(dataset(), hostile, sealed) if not check.passed] == []


def test_a_statistic_names_no_organisation_by_its_code_and_a_register_may(folder: Path) -> None:
    with (folder / "README.md").open("a", encoding="utf-8") as text:
        text.write(f"{CODE}\n")
    assert _failed(folder, dataset()) == {"no_organisation_codes_in_files"}
    assert _failed(folder, dataset().model_copy(update={"kind": "register"})) == set()
