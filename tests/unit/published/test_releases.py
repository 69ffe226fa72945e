"""A release is numbered by what changed, sealed as the same bytes everywhere, and public for ever."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from published import sealing
from published.folders import SUMS, read_sums, sha256
from published.home import Home
from published.manifest import Link, Manifest, Snapshot
from published.reasons import NeedsReason
from published.releases import Release, newest, publish, read_dataset, read_table, release_folder, versions
from published.revision import FIRST
from published.revision_policy import Stated
from published.sealing import seal
from published.traces import texts
from published.verdict import Verdict
from published.vocabulary import Text
from tests.unit.published.described import (
    COLUMNS,
    ORIGIN,
    SYNTHETIC,
    WORDS,
    column,
    dataset,
    proposal,
    row,
    table,
    unread,
)

NAME = "orchard_yield"
TABLE = table(row(), row(area="330203", value=None, obs_status="M"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def sealed(home: Home, notice: Text | None = None, value: str = "12.50") -> str | None:
    release = seal(home, proposal(notice), table(row(value=value)), unread)
    return release.version if release else None


def test_the_first_release_holds_everything(home: Home) -> None:
    release = seal(home, proposal(SYNTHETIC), TABLE, unread)
    assert release is not None
    assert release.version == "1.0"
    folder = home.sealed / NAME / "1.0"
    data = {f"{NAME}.{suffix}" for suffix in ("parquet", "csv", "excel.csv", "xlsx", "db")}
    files = data | {"README.md", "method.md", "release.json", SUMS}
    proof = {"manifest.json", "manifest.json.minisig"}
    told = {"dataset.json", "verdict.json", "verdict.html", "quality.json", "quality.html"}
    assert set(tree(folder)) == files | told | proof
    assert Release.read(folder) == release
    assert read_dataset(folder) == dataset(notice=SYNTHETIC, release=None)
    assert Verdict.model_validate_json((folder / "verdict.json").read_bytes()).notice == SYNTHETIC
    assert read_sums(folder) == {name: sha256(folder / name) for name in tree(folder) if name != SUMS}


def test_another_release_date_is_no_other_content(home: Home) -> None:
    first = seal(home, proposal(of=dataset(release={"rule": "0 10 31 12 *", "lag": 1})), TABLE, unread)
    assert first is not None
    assert seal(home, proposal(of=dataset(release={"dates": ["2027-01-15 10:00"], "lag": 2})), TABLE, unread) is None


def test_every_file_of_invented_figures_says_so(home: Home) -> None:
    seal(home, proposal(SYNTHETIC, report="<p>演示数据</p>"), TABLE, unread)
    files = [path for path in home.sealed.rglob("*") if path.is_file()]
    assert [path.name for path in files if not any("演示数据" in text for text in texts(path))] == []


def test_every_row_of_invented_figures_says_so(home: Home) -> None:
    seal(home, proposal(SYNTHETIC), TABLE, unread)
    stamped = read_table(home.sealed / NAME / "1.0", NAME)
    assert stamped.column("notice").to_pylist() == ["演示数据 (synthetic data)"] * 2
    assert stamped.drop_columns("notice").to_pylist() == TABLE.to_pylist()


def test_real_figures_carry_no_stamp(home: Home) -> None:
    seal(home, proposal(), TABLE, unread)
    assert read_table(home.sealed / NAME / "1.0", NAME).column_names == TABLE.column_names


def test_another_format_makes_no_release_of_unchanged_content(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(sealing, "WRITERS", {name: sealing.WRITERS[name] for name in ("parquet", "csv", "db")})
        assert sealed(home) == "1.0"
    assert sealed(home) is None
    assert not (home.sealed / NAME / "1.0" / f"{NAME}.xlsx").exists()


def test_unchanged_content_makes_no_release(home: Home) -> None:
    assert sealed(home) == "1.0"
    before = tree(home.sealed)
    assert sealed(home) is None
    assert tree(home.sealed) == before
    assert versions(home.sealed, NAME) == ("1.0",)


def test_other_inputs_or_code_or_another_report_of_the_same_content_make_none(home: Home) -> None:
    seal(home, proposal(), TABLE, unread)
    rows = {"feed": "statistics_bureau/orchards", "file": "again.csv", "rows_sha256": "0" * 64}
    inputs = (Snapshot(**rows, snapshot="0" * 16, bytes_sha256="0" * 64),)
    origin = ORIGIN.model_copy(update={"lock_sha256": "9" * 64})
    again = proposal(report="<p>again</p>").model_copy(update={"inputs": inputs, "origin": origin})
    assert seal(home, again, TABLE, unread) is None


def test_changed_data_words_or_stamp_make_a_minor_release(home: Home) -> None:
    assert sealed(home) == "1.0"
    assert sealed(home, value="12.51") == "1.1"
    assert sealed(home, SYNTHETIC, value="12.51") == "1.2"
    renamed = dataset(title=Text(zh="新题", en="New title"))
    release = seal(home, proposal(SYNTHETIC, renamed), table(row(value="12.51")), unread)
    assert release is not None
    assert release.version == "1.3"


def test_changed_words_of_a_method_are_a_minor_release_and_an_unchanged_one_is_none(home: Home) -> None:
    told = [Text(zh="## 怎么算", en=en) for en in ("By hand.", "By hand.", "By machine.")]
    found = [seal(home, proposal(of=dataset(method=method)), TABLE, unread) for method in told]
    assert [release and release.version for release in found] == ["1.0", None, "1.1"]
    pages = [(home.sealed / NAME / version / "method.md").read_text("utf-8") for version in ("1.0", "1.1")]
    assert "By hand." in pages[0] and "By machine." in pages[1]


def test_a_release_sealed_before_there_were_methods_can_be_read(home: Home) -> None:
    seal(home, proposal(of=dataset(method=None)), TABLE, unread)
    folder = home.sealed / NAME / "1.0"
    described = json.loads((folder / "dataset.json").read_text("utf-8"))
    del described["method"]
    (folder / "dataset.json").write_text(json.dumps(described), encoding="utf-8")
    assert read_dataset(folder).method is None
    assert not (folder / "method.md").exists()


def test_a_changed_structure_is_a_major_release(home: Home) -> None:
    sealed(home)
    sealed(home, value="13")
    wider = (*COLUMNS, column("trees", "integer", "measure", unit="count"))
    changed = dataset(columns=wider, structure="second")
    release = seal(home, proposal(of=changed), table(row(trees=7), columns=wider), unread)
    assert release is not None
    assert release.version == "2.0"
    assert versions(home.sealed, NAME) == ("1.0", "1.1", "2.0")


def test_going_back_to_old_figures_is_a_new_release(home: Home) -> None:
    assert [sealed(home, value=value) for value in ("1", "2", "1")] == ["1.0", "1.1", "1.2"]


def test_each_manifest_names_the_one_before(home: Home) -> None:
    for value in ("1", "2"):
        sealed(home, value=value)
    first, second = (home.sealed / NAME / version for version in ("1.0", "1.1"))
    assert Manifest.read(first).previous is None
    assert Manifest.read(second).previous == Link(version="1.0", manifest_sha256=sha256(first / "manifest.json"))


def test_a_release_without_a_manifest_begins_no_chain(home: Home) -> None:
    sealed(home)
    for name in ("manifest.json", "manifest.json.minisig"):
        (home.sealed / NAME / "1.0" / name).unlink()
    assert sealed(home, value="2") == "1.1"
    assert Manifest.read(home.sealed / NAME / "1.1").previous is None


def test_ten_comes_after_nine(home: Home) -> None:
    found = [sealed(home, value=str(Decimal(number))) for number in range(12)]
    assert found[-3:] == ["1.9", "1.10", "1.11"]
    assert versions(home.sealed, NAME)[-3:] == ("1.9", "1.10", "1.11")
    release = newest(home.sealed, NAME)
    assert release is not None
    assert release.version == "1.11"


def test_the_same_content_is_the_same_bytes_in_another_home(tmp_path: Path) -> None:
    homes = [Home(tmp_path / name).prepare() for name in ("one", "other")]
    for home in homes:
        sealed(home, SYNTHETIC)
        sealed(home, SYNTHETIC, value="13")
    assert tree(homes[0].sealed) == tree(homes[1].sealed)


def test_the_first_release_has_nothing_to_be_compared_with(home: Home) -> None:
    sealed(home)
    release = newest(home.sealed, NAME)
    assert release is not None and release.revision == FIRST
    assert not list(home.sealed.rglob("changes.*"))


def test_the_next_release_says_cell_by_cell_what_changed(home: Home) -> None:
    sealed(home, SYNTHETIC)
    sealed(home, SYNTHETIC, value="12.51")
    folder = home.sealed / NAME / "1.1"
    assert (folder / "changes.csv").read_text("utf-8").splitlines() == [
        "year,area_code,period,column,was,becomes,nature,notice",
        "2024,3302,2024,value_added,12.50,12.51,revised,演示数据 (synthetic data)",
    ]
    told = json.loads((folder / "changes.json").read_text("utf-8"))
    assert told["about"] == {"dataset": NAME, "against": "1.0", "notice": "演示数据 (synthetic data)"}
    assert [(line["column"], line["was"], line["becomes"]) for line in told["changes"]] == [
        ("value_added", "12.50", "12.51")
    ]
    assert {"changes.csv", "changes.json"} <= set(read_sums(folder))
    revision = Release.read(folder).revision
    assert revision is not None and revision.against == "1.0"
    assert [(one.measure, one.mean_absolute_revision) for one in revision.measures] == [
        ("value_added", Decimal("0.0100"))
    ]


def test_a_stated_method_or_classification_is_a_major_release_and_a_correction_is_not(home: Home) -> None:
    sealed(home)
    found = []
    for number, reason in enumerate(("method", "correction", "classification"), start=20):
        stated = Stated.model_validate({"reason": reason, "note": WORDS})
        release = seal(home, proposal(stated=stated), table(row(value=str(number))), unread)
        found.append(release and release.version)
    assert found == ["2.0", "2.1", "3.0"]


def test_figures_that_change_without_a_reason_are_not_sealed(home: Home) -> None:
    sealed(home)
    before = tree(home.sealed)
    with pytest.raises(NeedsReason, match="orchard_yield"):
        seal(home, proposal(stated=None), table(row(value="13")), unread)
    assert tree(home.sealed) == before


def test_a_release_sealed_before_revisions_were_told_can_be_read_and_followed(home: Home) -> None:
    sealed(home)
    path = home.sealed / NAME / "1.0" / "release.json"
    told = json.loads(path.read_text("utf-8"))
    del told["revision"]
    path.write_text(json.dumps(told), encoding="utf-8")
    assert Release.read(path.parent).revision is None
    assert sealed(home, value="13") == "1.1"


def test_a_failed_seal_leaves_nothing(home: Home) -> None:
    with pytest.raises(Exception, match="UNIQUE"):
        seal(home, proposal(), table(row(), row()), unread)
    assert tree(home.sealed) == {}
    assert versions(home.sealed, NAME) == ()
    assert newest(home.sealed, NAME) is None


def test_publishing_links_a_version_to_its_address_once(home: Home) -> None:
    for value in ("1", "2"):
        sealed(home, value=value)
    assert tree(home.releases) == {}
    publish(home, NAME, "1.1")
    assert versions(home.releases, NAME) == ("1.1",), "what was sealed and never published stays where it is"
    assert tree(home.releases / NAME / "1.1") == tree(home.sealed / NAME / "1.1")
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in home.releases.rglob("*")}
    publish(home, NAME, "1.1")
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in home.releases.rglob("*")} == before


def test_sealed_files_are_read_only(home: Home) -> None:
    sealed(home)
    assert {path.stat().st_mode & 0o777 for path in home.sealed.rglob("*") if path.is_file()} == {0o444}


def test_a_release_is_read_where_it_waits_until_it_is_public(home: Home) -> None:
    sealed(home)
    assert release_folder(home, NAME, "1.0") == home.sealed / NAME / "1.0"
    publish(home, NAME, "1.0")
    assert release_folder(home, NAME, "1.0") == home.releases / NAME / "1.0"


def test_a_release_is_compared_with_what_is_public_before_it_not_with_what_never_was(home: Home) -> None:
    seal(home, proposal(), table(row(value="1")), unread)
    seal(home, proposal(), table(row(value="2")), unread)
    third = seal(home, proposal().model_copy(update={"follows": "1.0"}), table(row(value="3")), unread)
    assert third is not None and third.revision is not None
    assert (third.version, third.revision.against) == ("1.2", "1.0")
    changes = (home.sealed / NAME / "1.2" / "changes.csv").read_text(encoding="utf-8")
    assert "1.00" in changes and "2.00" not in changes


def test_where_nothing_is_public_before_it_a_release_is_the_first(home: Home) -> None:
    seal(home, proposal(), table(row(value="1")), unread)
    second = seal(home, proposal().model_copy(update={"follows": ""}), table(row(value="2")), unread)
    assert second is not None and (second.version, second.revision) == ("1.1", FIRST)
    assert not (home.sealed / NAME / "1.1" / "changes.csv").exists()
