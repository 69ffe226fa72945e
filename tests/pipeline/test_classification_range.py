"""What the reconstructed list leaves open: the choice of k of n candidates, and the two ends of the range."""

import csv
from collections import defaultdict
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import duckdb

from published.home import PROJECT
from tests.pipeline.conftest import Desk
from tests.pipeline.truth import CITY, industry_cells

Pools = dict[str, tuple[int, list[str]]]
Ends = dict[tuple[int, str], tuple[Decimal, Decimal]]

EACH_CELL_IS_ROUNDED = Decimal("0.001")


def pools() -> Pools:
    """Middle class ► number of its members, and its candidates."""
    found: Pools = {}
    path = PROJECT / "dbt_project/seeds/codelists/patent_intensive_2019_candidates.csv"
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["code2"], (int(row["pick_k"]), []))[1].append(row["gbt4754_code"])
    return found


def published(desk: Desk) -> dict[tuple[int, str], tuple[Decimal, Decimal, Decimal]]:
    """(year, category) ► the low end, the figure and the high end, 万元."""
    query = """select year, category_code, value_added_low, value_added, value_added_high, area_code
               from int_classification_range inner join int_value_added_by_category
               using (year, area_code, category_code)"""
    with duckdb.connect(str(desk.home.warehouse), read_only=True) as warehouse:
        rows = warehouse.execute(query).fetchall()
    assert {row[-1] for row in rows} == {CITY}
    return {(year, category): (low, value, high) for year, category, low, value, high, _ in rows}


def of_city(feeds: Path) -> dict[int, dict[str, Decimal]]:
    """Year ► industry ► value added of the city, 千元."""
    cells: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for (year, _, industry), value in industry_cells(feeds)[0].items():
        cells[year][industry] += value
    return cells


def ends_of(feeds: Path) -> Ends:
    """The ends by sorting each pool."""
    ends: Ends = defaultdict(lambda: (Decimal(0), Decimal(0)))
    for year, values in of_city(feeds).items():
        for middle, (count, candidates) in pools().items():
            ordered = sorted(values.get(code, Decimal(0)) for code in candidates)
            least, most = sum(ordered[:count]), sum(ordered[len(ordered) - count :])
            for category in ("00", middle[:2]):
                low, high = ends[year, category]
                ends[year, category] = (low + least / 10, high + most / 10)
    return ends


def choices(values: dict[str, Decimal], category: str) -> set[Decimal]:
    """What a category can come to, 千元, over every choice of members of its middle classes."""
    totals = {Decimal(0)}
    for middle, (count, candidates) in pools().items():
        if middle.startswith(category):
            of_pool = {
                sum((values.get(code, Decimal(0)) for code in chosen), Decimal(0))
                for chosen in combinations(candidates, count)
            }
            totals = {total + part for total in totals for part in of_pool}
    return totals


def test_the_ends_are_the_sums_of_the_smallest_and_the_largest_candidates(released: Desk) -> None:
    found = {key: (low, high) for key, (low, _, high) in published(released).items()}
    wanted = ends_of(released.home.feeds)
    assert found.keys() == wanted.keys()
    assert all(
        abs(a - b) < EACH_CELL_IS_ROUNDED for key in wanted for a, b in zip(found[key], wanted[key], strict=True)
    )
    assert {category for _, category in wanted} == {"00", *(f"0{number}" for number in range(1, 8))}


def test_the_figure_lies_within_and_the_list_leaves_something_open(released: Desk) -> None:
    found = published(released)
    assert {key: cell for key, cell in found.items() if not cell[0] <= cell[1] <= cell[2]} == {}
    assert all(low < high for (_, category), (low, _, high) in found.items() if category == "00")


def test_no_choice_of_members_lies_beyond_the_ends(released: Desk) -> None:
    """Category 01 leaves four of six and four of five open, so that every choice can be tried."""
    found = published(released)
    for year, values in of_city(released.home.feeds).items():
        totals = [total / 10 for total in choices(values, "01")]
        low, _, high = found[year, "01"]
        assert abs(min(totals) - low) < EACH_CELL_IS_ROUNDED and abs(max(totals) - high) < EACH_CELL_IS_ROUNDED, year
    assert any(low < high for (_, category), (low, _, high) in found.items() if category == "01")
