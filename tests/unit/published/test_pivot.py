"""A cross table holds every selected row in one cell of its own."""

from collections import Counter
from datetime import UTC, datetime
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from published.dataset import Column, Headline
from published.site.language import languages
from published.site.pages.catalogue import Entry
from published.site.pages.cells import Cell
from published.site.pages.pivot import Pivot, measure_of, pivot
from tests.unit.published.described import COLUMNS, column, dataset

KINDS = (*COLUMNS, column("kind", role="dimension"))
ORCHARDS = dataset(
    columns=KINDS, key=("year", "area_code", "kind"), headline=Headline(measure="share_of_gdp", where={"kind": "a"})
)
SINCE = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
ENTRY = Entry(ORCHARDS, "1.0", SINCE, None, 0, None, {}, (), cases=False, figure=None)
KEYS = list(product((2022, 2023, 2024), ("330203", "3302", "999"), ("b", "a")))


def crossed(keys: list[tuple[int, str, str]], down: str, across: str) -> tuple[list[dict[str, Any]], Pivot]:
    """A cross table of rows with these keys, each with a figure of its own."""
    names = ("year", "area_code", "kind")
    rows = [{**dict(zip(names, key, strict=True)), "value_added": number} for number, key in enumerate(keys)]

    def look(place: int, measure: Column) -> Cell:
        return Cell(f"{rows[place][measure.name]}", "number")

    return rows, pivot(rows, ENTRY, (down, across, ORCHARDS.column("value_added")), look, languages()["zh"])


@given(
    keys=st.lists(st.sampled_from(KEYS), min_size=1, unique=True),
    layout=st.permutations(["year", "area_code", "kind"]),
)
@settings(deadline=None)
def test_every_row_stands_exactly_once_with_its_figure(keys: list[tuple[int, str, str]], layout: list[str]) -> None:
    rows, found = crossed(keys, layout[0], layout[1])
    cells = [cell.text for line in found.lines for cell in line.cells if cell]
    assert Counter(cells) == Counter(str(row["value_added"]) for row in rows)
    assert {len(line.cells) for line in found.lines} == {len(found.columns)}
    assert {len(line.heads) for line in found.lines} == {len(found.stub)}
    assert len({line.heads for line in found.lines}) == len(found.lines)


def test_periods_come_newest_first_and_codes_in_the_order_of_their_list() -> None:
    _, found = crossed([key for key in KEYS if key[2] == "a"], "area_code", "year")
    assert found.columns == ("2024 年", "2023 年", "2022 年")
    assert [line.heads for line in found.lines] == [("宁波市",), ("海曙区",), ("999",)]


def test_what_the_rows_do_not_share_heads_them_too_and_gaps_stay_open() -> None:
    _, found = crossed([(2024, "3302", "a"), (2024, "330203", "b")], "area_code", "year")
    assert [line.heads for line in found.lines] == [("宁波市", "a"), ("海曙区", "b")]
    _, found = crossed([(2024, "3302", "a"), (2023, "330203", "a")], "area_code", "year")
    assert [[cell and cell.text for cell in line.cells] for line in found.lines] == [["0", None], [None, "1"]]


def test_the_figure_is_the_one_asked_for_else_the_headlines() -> None:
    assert measure_of(ENTRY, ["value_added"]).name == "value_added"
    assert measure_of(ENTRY, []).name == "share_of_gdp"
