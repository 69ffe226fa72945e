"""A revision triangle says what each release told of each period, and marks what it told otherwise."""

import sqlite3
from collections.abc import Sequence
from typing import Any

import pytest

from published.dataset import Dataset, Headline
from published.revision_policy import Policy
from published.site.pages.triangle import PERIODS, RELEASES, Triangle, triangles
from tests.unit.published.described import COLUMNS, column, dataset

SERIES = dataset(headline=Headline(measure="value_added", where={"area_code": "3302"}))
State = tuple[int, float | None, int, int | None]


def told(states: Sequence[State], releases: int, of: Dataset = SERIES, **more: Any) -> tuple[Triangle, ...]:
    """The triangles of states (year, value added, first and last release) in releases 1.0, 1.1 and so on."""
    names = ["year", "area_code", "value_added", "share_of_gdp", "remark", "obs_status", "conf_status"]
    with sqlite3.connect(":memory:") as database:
        database.row_factory = sqlite3.Row
        database.execute(f"create table orchard_yield_vintages ({', '.join(names)}, first_release, last_release)")
        for number, (year, value, first, last) in enumerate(states):
            row = (year, "3302", value, None, str(number), more.get("obs", "A"), more.get("conf", "F"), first, last)
            database.execute("insert into orchard_yield_vintages values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        return triangles(of, [f"1.{number}" for number in range(releases)], database)


def kinds(found: Triangle) -> dict[str, list[str]]:
    return {period: [figure.kind for figure in figures] for period, figures in found.lines}


def test_a_figure_is_new_then_the_same_or_revised_by_so_much() -> None:
    (found,) = told([(2023, 1.5, 1, 1), (2023, 1.25, 2, None), (2024, 3, 2, None)], 2)
    assert found.versions == ("1.0", "1.1")
    assert kinds(found) == {"2024": ["none", "new"], "2023": ["new", "revised"]}
    assert found.lines[1][1][1].change == "−0.25"


def test_releases_that_left_the_series_alone_are_not_shown() -> None:
    (found,) = told([(2023, 1, 1, 3), (2023, 2, 4, None)], 6)
    assert found.versions == ("1.0", "1.3")


def test_what_is_withheld_is_not_what_is_missing_and_nothing_is_revised_to_it() -> None:
    (secret,) = told([(2023, None, 1, None)], 1, conf="C")
    (missing,) = told([(2023, None, 1, None)], 1, obs="M")
    (none,) = told([(2023, None, 1, None)], 1)
    assert (kinds(secret), kinds(missing)) == ({"2023": ["secret"]}, {"2023": ["missing"]})
    assert none.lines[0][1][0].text == "–"


def test_a_row_that_went_is_nothing_from_then_on() -> None:
    (found,) = told([(2023, 1, 1, 1), (2024, 1, 1, None)], 2)
    assert kinds(found) == {"2024": ["new", "same"], "2023": ["new", "none"]}


def test_it_stays_readable_however_much_there_is_and_keeps_old_periods_that_were_revised() -> None:
    long = [(year, 1.0, 1, None) for year in range(1990, 2024)]
    often = [(1980, float(number), number, number) for number in range(1, 30)]
    (found,) = told([*long, *often, (1980, 99.0, 30, None)], 30)
    assert len(found.versions) == RELEASES and found.versions[-1] == "1.29"
    assert [period for period, _ in found.lines] == [*(str(year) for year in range(2023, 2023 - PERIODS, -1)), "1980"]


def test_several_rows_of_a_period_are_no_series_unless_they_restate_one_another() -> None:
    states: list[State] = [(2023, 1, 1, None), (2023, 2, 2, None), (2023, None, 2, None)]
    assert told(states, 2) == ()
    announcing = dataset(
        columns=tuple(column("remark", role="time") if one.name == "remark" else one for one in COLUMNS),
        key=("year", "area_code", "remark"),
        headline=SERIES.headline,
        revisions=Policy(announced="remark"),
    )
    (found,) = told(states, 2, announcing)
    assert kinds(found) == {"2023": ["new", "revised"]}


@pytest.mark.parametrize("of", [dataset(), dataset(headline=SERIES.headline, key=("area_code",))])
def test_without_a_headline_or_periods_there_is_none(of: Dataset) -> None:
    assert told([(2023, 1, 1, None)], 1, of) == ()
