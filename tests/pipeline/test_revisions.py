"""The real case: the fifth census revised the national share of 2022 from 12.71 % to 12.60 %; others need a reason."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from orchestration.protection import candidate_path
from orchestration.releases import seal_candidate
from published.catalog import Catalog
from published.dataset import Dataset
from published.folders import sha256
from published.formats.sqlite import assemble
from published.home import PROJECT, Home
from published.profile import Profile
from published.releases import Release, newest, publish, read_dataset, read_table, versions
from published.sealing import Proposal, seal
from published.verdict import Verdict
from published.vintages import name_of, part
from tests.pipeline.conftest import Desk
from tests.unit.published.described import ORIGIN, SIGNER

NAME = "national_patent_intensive_value_added"
FIRST, CENSUS = "2023-12-29", "2024-12-31"


@pytest.fixture(scope="module")
def announced(tiny: Desk) -> tuple[Dataset, pa.Table]:
    """The dataset as it is described and computed, without the stamp of the demonstration."""
    folder = tiny.home.releases / NAME / versions(tiny.home.releases, NAME)[-1]
    dataset = read_dataset(folder)
    return dataset, read_table(folder, NAME).select([column.name for column in dataset.columns])


@pytest.fixture(scope="module")
def home(announced: tuple[Dataset, pa.Table], tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The announcements up to 2023 sealed and published, then those up to 2024; nobody states a reason."""
    made = Home(tmp_path_factory.mktemp("announced")).prepare()
    dataset, table = announced
    verdict = Verdict(dataset=NAME, previous=None, checks=(), rows=())
    for day in (FIRST, CENSUS):
        known = table.filter(pc.less_equal(table["release_date"], day))
        said = {"dataset": dataset, "notice": None, "verdict": verdict, "report": "", "inputs": ()}
        release = seal(made, Proposal(**said, origin=ORIGIN, signer=SIGNER), known, lambda _folder: None)
        assert release is not None
        publish(made, NAME, release.version)
    return made


@pytest.fixture(scope="module")
def revised(home: Home) -> Release:
    release = newest(home.releases, NAME)
    assert release is not None and release.version == "1.1" and release.revision is not None
    return release


def test_the_census_is_the_reason_and_2023_is_new(revised: Release) -> None:
    assert revised.revision is not None
    found = {part.reason: (part.periods, part.note is not None) for part in revised.revision.reasons}
    assert found == {"new_period": (("2023",), False), "benchmark": (("2022",), True)}


def test_the_share_of_2022_is_the_one_figure_that_was_revised(home: Home) -> None:
    lines = (home.releases / NAME / "1.1" / "changes.csv").read_text("utf-8").splitlines()
    figures = [line for line in lines[1:] if line.split(",")[4]]
    assert figures == [f"2022,00,{CENSUS},2022,share_of_gdp,12.71,12.60,revised"]
    assert {line.rpartition(",")[2] for line in lines[1:]} == {"new_period", "new_row", "revised"}


def test_it_moved_by_0_11_percentage_points(revised: Release) -> None:
    assert revised.revision is not None
    (moved,) = revised.revision.measures
    assert (moved.measure, moved.cells, moved.periods) == ("share_of_gdp", 1, ("2022",))
    assert (moved.mean_absolute_revision, moved.relative) == (Decimal("0.1100"), Decimal("0.87"))


@pytest.mark.parametrize(("release", "shares"), [(1, {"2022": "12.71"}), (2, {"2022": "12.60", "2023": "13.04"})])
def test_the_vintages_know_what_was_announced_as_of_each_release(
    home: Home, announced: tuple[Dataset, pa.Table], tmp_path: Path, release: int, shares: dict[str, str]
) -> None:
    assemble([part(home, announced[0], ("1.0", "1.1"))], tmp_path / "open.db")
    stood = (
        f"select year, printf('%.2f', share_of_gdp) from {name_of(NAME)} where category_code = '00' and year >= 2022 "
        "and first_release <= ?1 and coalesce(last_release, ?1) >= ?1 order by release_date"
    )
    with closing(sqlite3.connect(tmp_path / "open.db")) as database:
        known = {str(year): share for year, share in database.execute(stood, (release,))}
    assert known == shares


def test_figures_that_change_without_a_reason_are_refused_in_one_sentence(fresh: Desk) -> None:
    catalog = Catalog.from_project(PROJECT / "dbt_project", fresh.home.dbt)
    dataset = catalog.dataset("resident_population")
    path = candidate_path(fresh.home, dataset)
    rows = pq.read_table(path).sort_by("year").to_pylist()
    rows[0]["population_at_year_end"] += 1
    pq.write_table(pa.Table.from_pylist(rows, pq.read_schema(path)), path)
    judged = fresh.home.verdicts / f"{dataset.name}.json"
    verdict = Verdict.model_validate_json(judged.read_bytes()).model_copy(update={"candidate": sha256(path)})
    judged.write_text(verdict.model_dump_json(), encoding="utf-8")
    silent = Profile.load("stand_in").model_copy(update={"restates": None})
    before = versions(fresh.home.sealed, dataset.name)
    with pytest.raises(dg.Failure, match=rf"resident_population）：{rows[0]['year']} 已公布的 1 个数变了.*须说明原因"):
        seal_candidate(dataset, catalog, fresh.home, silent)
    assert versions(fresh.home.sealed, dataset.name) == before
    release = seal_candidate(dataset, catalog, fresh.home, Profile.load("stand_in"))
    assert release is not None and release.revision is not None
    assert [(part.reason, part.changes) for part in release.revision.reasons] == [("routine", 1)]
