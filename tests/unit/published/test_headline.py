"""The figure that stands for a dataset, as its page tells it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from published.dataset import Dataset, Headline
from published.site.pages.headline import headline
from published.vocabulary import Text, vocabulary
from tests.unit.published.described import COLUMNS, column, dataset

GROWTH = column("growth_nominal", "decimal(18,2)", "measure", unit="percent")
RANGE = tuple(column(name, "decimal(18,2)", "measure", unit="wan_yuan") for name in ("range_low", "range_high"))


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute(
            "create table orchard_yield"
            " (year, area_code, value_added, range_low, range_high, obs_status, growth_nominal)"
        )
        connection.executemany(
            "insert into orchard_yield values (?, ?, ?, ?, ?, ?, ?)",
            [
                (2022, "3302", 1000.0, 900.0, 1100.0, "A", None),
                (2023, "3302", 1234.5, 1000.25, 2000.0, "P", 23.45),
                (2023, "330203", 7.0, None, None, "A", None),
                (2024, "3302", None, None, None, "M", None),
            ],
        )
        yield connection


def orchard(where: dict[str, str]) -> Dataset:
    return dataset(columns=(*COLUMNS, *RANGE, GROWTH), headline=Headline(measure="value_added", where=where))


def test_the_newest_published_figure_stands_with_its_range_and_status(database: sqlite3.Connection) -> None:
    found = headline(orchard({"area_code": "3302"}), database)
    assert found is not None
    assert found.about == Text(zh="2023 · 宁波市 · 词", en="2023 · Ningbo · word")
    assert (found.value, found.unit, found.spread) == ("1,234.50", vocabulary().units["wan_yuan"], "1,000.25–2,000.00")
    assert (found.status, found.status_code) == (Text(zh="词", en="word"), "P")
    assert (found.measure.name, found.row["year"]) == ("value_added", 2023)


def test_its_growth_and_its_series_up_to_it_come_with_it(database: sqlite3.Connection) -> None:
    found = headline(orchard({"area_code": "3302"}), database)
    assert found is not None
    assert found.changes == ((Text(zh="词", en="word"), "+23.45%"),)
    assert found.series == (("2022", 1000.0, "A"), ("2023", 1234.5, "P"))


def test_a_figure_without_a_range_has_none(database: sqlite3.Connection) -> None:
    found = headline(orchard({"area_code": "330203"}), database)
    assert found is not None and (found.spread, found.status) == ("", None)


def test_nothing_stands_for_what_has_no_headline_no_row_or_two(database: sqlite3.Connection) -> None:
    assert headline(dataset(), database) is None
    assert headline(orchard({"area_code": "330299"}), database) is None
    assert headline(orchard({}), database) is None
