"""Plots as other pages show them: at their addresses, at their size, in words; none where there is nothing to show."""

import sqlite3
from datetime import UTC, datetime
from typing import Any

import pytest

from published.site.language import languages
from published.site.notice import STAMP
from published.site.pages.catalogue import Entry
from published.site.pages.headline import headline
from published.site.pages.pictures import picture, pictures
from tests.site.sample import catalog

DATASETS = {one.name: one for one in catalog().datasets}
NAME = "patent_intensive_value_added"
SINCE = datetime(2026, 11, 22, tzinfo=UTC)
ZH, EN = languages()["zh"], languages()["en"]


def database(name: str, rows: list[dict[str, Any]]) -> sqlite3.Connection:
    """A table of a dataset with these rows; columns that a row does not name are empty."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    names = [column.name for column in DATASETS[name].columns]
    connection.execute(f'create table "{name}" ({", ".join(names)})')
    for row in rows:
        values = [row.get(one) for one in names]
        connection.execute(f'insert into "{name}" values ({", ".join("?" * len(names))})', values)
    return connection


def entry(name: str, connection: sqlite3.Connection) -> Entry:
    dataset = DATASETS[name]
    return Entry(dataset, "1.0", SINCE, None, 0, None, {}, (), cases=False, figure=headline(dataset, connection))


def total(year: str, value: float | None, category: str = "00") -> dict[str, Any]:
    where = {"year": year, "area_code": "3302", "category_code": category}
    return {**where, "value_added": value, "obs_status": "P", "conf_status": "F"}


TWO_YEARS = [total("2023", 30_000_000.0), total("2024", 38_024_671.0)]


def test_a_picture_has_two_sizes_its_page_and_the_words_of_the_plot() -> None:
    connection = database(NAME, TWO_YEARS)
    found = picture(connection, entry(NAME, connection), {}, EN, STAMP)
    assert found is not None
    assert (found.href, found.wide.src, found.png) == (f"/plots/{NAME}", f"/plots/{NAME}.svg", f"/plots/{NAME}.png")
    assert found.narrow.src == f"/plots/{NAME}.svg?_narrow=1" and (found.wide.width, found.narrow.width) == (640, 340)
    assert min(found.wide.height, found.narrow.height) > 200
    assert found.words.startswith("synthetic data. Time series: Value added") and "3,802.5 in 2024" in found.words


def test_figures_that_are_real_have_no_stamp() -> None:
    connection = database(NAME, TWO_YEARS)
    found = picture(connection, entry(NAME, connection), {}, ZH, None)
    assert found is not None and found.words.startswith("时间序列：")


@pytest.mark.parametrize("given", [{"_plot": ["gauge"]}, {"year": ["1999"]}, {"_measure": ["nothing"]}])
def test_what_cannot_be_drawn_is_no_picture(given: dict[str, list[str]]) -> None:
    connection = database(NAME, TWO_YEARS)
    assert picture(connection, entry(NAME, connection), given, ZH, None) is None


def test_parts_that_do_not_add_up_are_no_picture() -> None:
    connection = database(NAME, [total("2024", 100.0), total("2024", 30.0, "01"), total("2024", 70.0, "02")])
    assert picture(connection, entry(NAME, connection), {"_plot": ["stacked"]}, ZH, None) is not None
    connection.execute("update patent_intensive_value_added set value_added = 20 where category_code = '01'")
    assert picture(connection, entry(NAME, connection), {"_plot": ["stacked"]}, ZH, None) is None


@pytest.mark.parametrize(("rows", "there"), [(TWO_YEARS, True), (TWO_YEARS[:1], False), ([], False)])
def test_a_dataset_has_a_picture_where_its_headline_has_a_course(rows: list[dict[str, Any]], there: bool) -> None:
    connection = database(NAME, rows)
    assert ({*pictures(connection, {NAME: entry(NAME, connection)}, ZH, None)} == {NAME}) is there
