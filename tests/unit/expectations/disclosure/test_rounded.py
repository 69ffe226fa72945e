"""A rounded universe from what was built to its candidates: every measure, every row, and what is told of it."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pytest

from expectations.disclosure.linked import Past
from expectations.disclosure.protection import Universe
from expectations.disclosure.public_figures import Contradiction
from expectations.disclosure.rounded import Rounded, round_off
from expectations.disclosure.rules import Rules
from expectations.disclosure.suppression import Impossible
from tests.unit.published.described import dataset, row, table

BASES = {"value_added": 5, "share_of_gdp": 10}
FIRMS = {("330203", "a"): 3, ("330203", "b"): 4, ("330205", "c"): 9, ("330205", "d"): 8, ("330205", "e"): 7}
AREAS = ("330203", "330205")


def orchards(bases: Mapping[str, int] = BASES, **changes: Decimal) -> Universe:
    """Two areas and the city in one year; share_of_gdp stands for a second measure, twice the first."""
    described = dataset(
        disclosure={
            "universe": "orchards", "rules": "default", "levels": ["value_added"],
            "rounding": {"bases": dict(bases), "at_most": {"value_added": "share_of_gdp"}},
        }
    )  # fmt: skip
    totals = {area: sum(amount for (at, _), amount in FIRMS.items() if at == area) for area in AREAS}
    totals |= {"3302": sum(FIRMS.values()), "330206": 0}
    figures = {area: Decimal(total) for area, total in totals.items()} | changes
    rows = [row(area=area, value=f"{v:.2f}", share_of_gdp=Decimal(2) * v) for area, v in figures.items()]
    contributions = [
        {"inner": area, "measure": name, "holder": firm, "amount": float(times * amount)}
        for (area, firm), amount in FIRMS.items()
        for name, times in (("value_added", 1), ("share_of_gdp", 2))
    ]
    published = [
        {
            "dataset": "orchard_yield",
            "key": f"2024|{at}",
            "cell": at,
            "measure": name,
            "inner": area,
            "coefficient": 1.0,
        }
        for area in AREAS
        for at in (area, "3302")
        for name in BASES
    ]
    return Universe(
        name="orchards",
        datasets=(described,),
        tables={"orchard_yield": table(*rows)},
        held={},
        contributions=pa.Table.from_pylist(contributions),
        published=pa.Table.from_pylist(published),
        past=Past(),
    )


def shown(done: Rounded) -> dict[str, tuple[Decimal, Decimal, str]]:
    ((_, candidate, _),) = done.candidates()
    return {
        row["area_code"]: (row["value_added"], row["share_of_gdp"], row["conf_status"]) for row in candidate.to_pylist()
    }


def test_every_measure_of_every_row_is_a_multiple_of_its_base_and_adds_up() -> None:
    done = round_off(orchards(), Rules(), {})
    found = shown(done)
    assert done.check().passed
    for first, second, status in found.values():
        assert first % 5 == second % 10 == 0 and first <= second and status == "F"
    for column in (0, 1):
        assert found["330203"][column] + found["330205"][column] == found["3302"][column]
    assert found["330206"] == (0, 0, "F")


def test_what_is_told_of_it_names_base_and_doubt_and_withholds_nothing() -> None:
    done = round_off(orchards(), Rules(), {})
    ((_, _, told),) = done.candidates()
    assert (told.withheld_rows, told.complementary, told.cells, told.at_risk) == (0, 0, 6, 2)
    assert done.withheld("orchard_yield") == frozenset()
    assert [each.base for each in told.rounded] == [10, 5]
    assert all(each.narrowest is not None and each.narrowest >= 1.5 for each in told.rounded)
    assert list(done.report()) == [
        ("330203 (share_of_gdp)", "threshold dominance p_percent"),
        ("330203 (value_added)", "threshold dominance p_percent"),
    ]


def test_earlier_releases_count_for_the_audit() -> None:
    """Who knows that 7 is at most 7.5 already knows too much: no rounding hides it again."""
    with pytest.raises(Impossible, match="330203"):
        round_off(orchards(), Rules(), {("orchard_yield", "2024|330203", "value_added"): (0.0, 7.5)})
    assert round_off(orchards(), Rules(), {("orchard_yield", "2024|330203", "value_added"): (0.0, 9.0)}).check().passed


def test_a_figure_that_nothing_makes_up_cannot_be_shown() -> None:
    with pytest.raises(Contradiction, match=r"2024\|330206"):
        round_off(orchards(**{"330206": Decimal(1)}), Rules(), {})


def test_a_figure_that_is_not_what_makes_it_up_is_found_by_the_audit() -> None:
    """The audit reads the table: if another figure stands in it, it does not believe what was computed."""
    done = round_off(orchards(), Rules(), {})
    (one,) = done.shown
    field = one.table.schema.field(2)
    wrong = one.table.set_column(2, field, pa.array([Decimal(50)] * 4, field.type))
    figures = next(each for each in done.measures if each.name == "value_added")
    public = figures.public([replace(one, table=wrong)])
    with pytest.raises(Contradiction, match="is not its value"):
        public.interval(figures.part.tables, figures.part.tables.measures[0])


def test_a_base_too_small_for_one_measure_is_refused_by_its_name() -> None:
    """The larger of two has 8: to stay 60 % of that in doubt takes more than a base of 2."""
    with pytest.raises(Impossible, match=r"share_of_gdp rounded to base 2: .*330203; base 7 would do"):
        round_off(orchards({"value_added": 5, "share_of_gdp": 2}), Rules(range_percent=60), {})
