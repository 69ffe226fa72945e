"""Before a correction is signed, every published figure that it changes is known, in every dataset."""

import csv
import os
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from orchestration import desk
from orchestration.desk import publish_signed, sign_by_itself
from orchestration.desk_page import desk_page
from orchestration.mistakes import Mistake
from orchestration.protection import candidate_path
from orchestration.touched import touched, touched_before_signing, write_list
from published.catalog import Catalog
from published.home import Home
from published.profile import Profile
from published.revision_policy import Stated
from published.sealing import seal
from published.vocabulary import Text
from tests.unit.published.described import WORDS, dataset, proposal, row, table, unread

NOW = datetime.now(UTC)
CORRECTED, SHARING, APART = dataset(name="corrected"), dataset(name="sharing"), dataset(name="apart", feeds=("a/b",))
CATALOG = Catalog(datasets=(CORRECTED, SHARING, APART), feeds=())
STAND_IN = Profile(name="stand_in", title=Text(zh="演示", en="demo"), synthetic=True, folder="feeds")
CORRECTION = Stated(reason="correction", note=WORDS)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Three datasets are public; one was corrected in a build that also made the two others anew."""
    monkeypatch.setattr(desk, "user", lambda: "clerk")
    home = Home(tmp_path).prepare()
    for one in CATALOG.datasets:
        seal(home, proposal(of=one), table(row(), row(2023)), unread)
    sign_by_itself(home, CATALOG, STAND_IN, NOW)
    publish_signed(home, CATALOG, STAND_IN, NOW)
    (home.built / "run").mkdir()
    for one in CATALOG.datasets:
        built(home, one.name, "12.50")
    built(home, "corrected", "13.00")
    seal(home, proposal(of=CORRECTED, stated=CORRECTION), table(row(value="13.00"), row(2023)), unread)
    return home


def built(home: Home, name: str, value: str, **more: object) -> None:
    """A candidate with its verdict, later than the build."""
    candidate = table(row(value=value, **more), row(2023), row(2025))
    pq.write_table(candidate, candidate_path(home, CATALOG.dataset(name)))
    (home.verdicts / f"{name}.json").write_text("{}", encoding="utf-8")


def test_every_published_figure_that_changes_is_named_in_every_dataset(home: Home) -> None:
    built(home, "sharing", "11.00", remark="=1+1")
    found = touched(home, CATALOG)
    assert {(one.dataset.name, one.against, len(one.cells)) for one in found} == {
        ("corrected", "1.0", 1),
        ("sharing", "1.0", 1),
    }, "what is new touches nothing that was published"
    with write_list(home, found).open(encoding="utf-8", newline="") as lines:
        listed = {(line["dataset"], line["key"], line["was"], line["becomes"]) for line in csv.DictReader(lines)}
    assert listed == {
        ("corrected", "2024 · 3302", "12.50", "13.00"),
        ("sharing", "2024 · 3302", "12.50", "11.00"),
    }


def test_a_figure_that_becomes_secret_or_goes_away_is_touched(home: Home) -> None:
    pq.write_table(table(row(value=None, share_of_gdp=None, conf_status="C")), candidate_path(home, SHARING))
    (sharing,) = (one for one in touched(home, CATALOG) if one.dataset == SHARING)
    assert {cell["nature"] for cell in sharing.cells} == {"withheld", "gone"}
    assert "12.50" not in {cell["was"] for cell in sharing.cells}


def test_a_correction_is_not_signed_while_datasets_of_its_feeds_are_older_than_its_build(home: Home) -> None:
    os.utime(home.verdicts / "apart.json", (0, 0))
    assert [one.dataset.name for one in touched_before_signing(home, CATALOG, CORRECTED, None)] == ["corrected"]
    os.utime(home.verdicts / "sharing.json", (0, 0))
    with pytest.raises(Mistake, match="yongzhuan release sharing corrected"):
        touched_before_signing(home, CATALOG, CORRECTED, None)


def test_what_corrects_nothing_is_signed_without_a_list(home: Home) -> None:
    os.utime(home.verdicts / "corrected.json", (0, 0))
    assert touched_before_signing(home, CATALOG, SHARING, None) == ()
    assert touched_before_signing(home, CATALOG, CORRECTED, "1.0") == (), "an emergency return waits for nobody"


def test_a_correction_that_is_not_the_newest_version_is_still_one(home: Home) -> None:
    seal(home, proposal(of=CORRECTED), table(row(value="13.00"), row(2023), row(2025)), unread)
    os.utime(home.verdicts / "sharing.json", (0, 0))
    with pytest.raises(Mistake, match=r"1\.1 版是更正"):
        touched_before_signing(home, CATALOG, CORRECTED, "1.1")


def test_the_desk_lists_the_cells_of_a_correction_that_waits_and_of_nothing_else(home: Home) -> None:
    page = desk_page_of(home)
    assert "更正触及的已公布的数" in page and "12.50" in page and "13.00" in page
    sign_by_itself(home, CATALOG, STAND_IN, NOW)
    publish_signed(home, CATALOG, STAND_IN, NOW)
    assert "更正触及的已公布的数" not in desk_page_of(home)


def desk_page_of(home: Home) -> str:
    for one in CATALOG.datasets:
        (home.verdicts / f"{one.name}.json").unlink(missing_ok=True)
    return desk_page(home, CATALOG, STAND_IN, datetime.now(UTC))
