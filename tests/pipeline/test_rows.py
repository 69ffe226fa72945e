"""Every injected defect is corrected or in quarantine, and no clean row is touched."""

from decimal import Decimal, InvalidOperation

import pandas as pd
import pyarrow.parquet as pq

from orchestration.rows import accounts, corrections, quarantine
from orchestration.transform import last_built
from published.catalog import Catalog
from published.home import PROJECT, Home
from tests.pipeline import truth
from tests.pipeline.conftest import Desk

Place = tuple[str, str, str, int]


def catalog(home: Home) -> Catalog:
    return Catalog.from_project(PROJECT / "dbt_project", home.dbt)


def places(table: pd.DataFrame) -> set[Place]:
    return set(zip(table["feed"], table["file"], table["sheet"].fillna(""), table["row"].astype(int), strict=True))


def injected(desk: Desk, treatment: str) -> set[Place]:
    defects = truth.read(desk.home.feeds, "defects")
    return places(defects[defects.treatment == treatment])


def test_quarantine_holds_exactly_the_rows_that_cannot_be_mended(released: Desk) -> None:
    found = places(quarantine(last_built(released.home).folder).to_pandas())
    assert found == injected(released, "quarantined")


def test_corrected_rows_are_exactly_those_with_a_mendable_defect(released: Desk) -> None:
    found = places(corrections(last_built(released.home).folder).to_pandas())
    assert found == injected(released, "corrected")


def test_corrections_restore_what_the_department_meant(released: Desk) -> None:
    keys = ["feed", "file", "sheet", "row", "column"]
    fixed = corrections(last_built(released.home).folder).to_pandas().fillna("")
    defects = truth.read(released.home.feeds, "defects").fillna("")
    meant = defects[(defects.treatment == "corrected") & (defects.kind != "repeated_per_patent")]
    both = meant.merge(fixed, on=keys, how="left", suffixes=("_true", "_made"))
    assert len(both) == len(meant)
    wrong = [row for row in both.itertuples() if not same(row.becomes_true, row.becomes_made)]
    assert not wrong


def test_a_known_error_is_corrected_once_and_called_so(released: Desk) -> None:
    fixed = corrections(last_built(released.home).folder).to_pandas()
    known = fixed[fixed.rule == "known_error"]
    columns = ["feed", "column", "was", "becomes"]
    assert known[columns].to_numpy().tolist() == [["human_resources_bureau/qualifications", "people", "1040", "104"]]


def same(meant: str, made: str) -> bool:
    """Equal as text, or as numbers: 104 and 104.0000 are one amount."""
    try:
        return meant == made or Decimal(meant) == Decimal(made)
    except InvalidOperation:
        return False


def test_every_delivered_row_is_accounted_for(released: Desk) -> None:
    built = last_built(released.home).folder
    rows = [row for feed in catalog(released.home).feeds for row in accounts(released.home, feed, built)]
    assert {row.feed for row in rows} == {feed.key for feed in catalog(released.home).feeds}
    assert all(row.adds_up for row in rows)
    assert sum(row.delivered for row in rows) == sum(
        pq.read_metadata(path).num_rows for path in (released.home.raw / "current").rglob("*.parquet")
    )


def test_the_city_holds_each_defect_many_times(city: Desk) -> None:
    """Twenty of each kind in every feed of a thousand rows and more; in a short list there is no room for so many,
    nor for spellings of long numbers where few numbers have four digits."""
    defects = truth.read(city.home.feeds, "defects")
    built = last_built(city.home).folder
    rows = {
        feed.key: sum(row.delivered for row in accounts(city.home, feed, built)) for feed in catalog(city.home).feeds
    }
    assert set(defects.feed) == set(rows)
    long = defects[(defects.feed.map(rows) >= 1_000) & (defects.kind != "known_error")]
    long = long[~long.kind.isin({"full_width_digits", "thousands_separator"})]
    assert long.groupby(["feed", "kind"]).size().min() >= 20
    assert long.feed.nunique() >= 10
