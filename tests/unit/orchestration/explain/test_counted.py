"""The rows of a cell: which ones count, what they add up to, and where they were delivered."""

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from orchestration.explain.counted import Part, parts
from orchestration.mistakes import Mistake
from published.dataset import Dataset
from published.made_from import Counted
from tests.unit.published.described import AREAS, COLUMNS, column, dataset

TREES = "stg_bureau__trees"
FEED = {TREES: "bureau/trees"}
KIND = column("kind", role="dimension")


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """Five trees as delivered, one of them in quarantine; of one orchard nothing was delivered."""
    with duckdb.connect() as connection:
        connection.execute(f"""
            create table base_bureau__trees as
            select 's' as _snapshot, 'trees.csv' as _file, null as _sheet, *, [] as _fixes from (values
                (1, 'a', date '2024-03-01', '330203', 'plum', 10.25, []),
                (2, 'a', date '2024-12-31', '330203', 'pear', 2.00, []),
                (3, 'b', date '2024-05-01', '330200', 'plum', 0.50, []),
                (4, 'b', date '2023-05-01', '330203', 'plum', 7.00, []),
                (5, 'a', date '2024-05-01', '330203', 'plum', 99.00,
                    [{{'rule': 'date_impossible', 'column': 'picked_on', 'value': '2024-02-30'}}])
            ) as trees (_row, orchard, picked_on, area_code, kind, crop, _faults);
            create view {TREES} as select * exclude (_faults, _fixes) from base_bureau__trees where len(_faults) = 0;
            create table orchards as
            select * from (values ('a', 2024, 12.25), ('c', 2024, 1.75)) as orchards (orchard, year, crop)
        """)
        yield connection


def described(frequency: str = "annual") -> Dataset:
    key = ("year", "area_code", "kind")
    return dataset(columns=(*COLUMNS, KIND), key=key, frequency=frequency, code_lists={"area": AREAS, "status": ()})


def found(connection: duckdb.DuckDBPyConnection, counted: Counted, **cell: str) -> Part | None:
    told = {"year": "2024", "area_code": "3302", "kind": "_T"} | cell
    return next(iter(parts(connection, described(), [counted], told, FEED)), None)


def picked(**changes: object) -> Counted:
    told = {
        "model": TREES,
        "by": {"year": "picked_on", "area_code": "area_code", "kind": "kind"},
        "figures": {"value_added": "sum(crop)"},
    }
    return Counted.model_validate(told | changes)


@pytest.mark.parametrize(
    ("cell", "rows", "total"),
    [
        ({}, [1, 2, 3], "12.75"),
        ({"area_code": "330203"}, [1, 2], "12.25"),
        ({"area_code": "3302_U"}, [3], "0.50"),
        ({"kind": "plum"}, [1, 3], "10.75"),
        ({"year": "2023"}, [4], "7.00"),
        ({"year": "2022"}, [], None),
    ],
)
def test_days_stand_in_their_period_areas_under_those_above_and_the_total_has_all(
    warehouse: duckdb.DuckDBPyConnection, cell: dict[str, str], rows: list[int], total: str | None
) -> None:
    part = found(warehouse, picked(), **cell)
    assert part is not None
    assert [row.row for row in part.delivered] == rows
    assert part.figures["value_added"] == (Decimal(total) if total else None)
    assert {(row.feed, row.file, row.snapshot) for row in part.delivered} <= {("bureau/trees", "trees.csv", "s")}
    assert (part.rows, part.undelivered) == (len(rows), 0)


def test_a_list_of_values_counts_under_each(warehouse: duckdb.DuckDBPyConnection) -> None:
    both = picked(by={"year": "picked_on", "area_code": "area_code", "kind": "[kind, 'fruit']"})
    part = found(warehouse, both, kind="fruit")
    assert part is not None and part.rows == 3


def test_a_column_that_is_not_named_has_rows_in_its_total_alone(warehouse: duckdb.DuckDBPyConnection) -> None:
    unnamed = picked(by={"year": "picked_on", "area_code": "area_code"})
    assert found(warehouse, unnamed) is not None
    assert found(warehouse, unnamed, kind="plum") is None


def test_figures_may_depend_on_the_cell(warehouse: duckdb.DuckDBPyConnection) -> None:
    weighed = picked(figures={"value_added": "sum(crop * case cell.kind when 'plum' then 2 else 1 end)"})
    part = found(warehouse, weighed, kind="plum")
    assert part is not None and part.figures["value_added"] == Decimal("21.50")


def test_units_lead_to_all_their_rows_with_faults_named_and_to_none_where_they_are_estimated(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    unit = {"bureau/trees": {"orchard": "orchard"}}
    by_orchard = picked(model="orchards", by={"year": "year"}, figures={"value_added": "sum(crop)"}, units=unit)
    (part,) = parts(warehouse, described(), [by_orchard], {"year": "2024", "area_code": "_T", "kind": "_T"}, FEED)
    assert [row.row for row in part.delivered] == [1, 2, 5]
    assert [row.faults[0]["rule"] for row in part.delivered if row.faults] == ["date_impossible"]
    assert (part.rows, part.undelivered, part.figures["value_added"]) == (2, 1, Decimal("14.00"))


def test_a_table_that_the_last_build_did_not_make_is_asked_for(warehouse: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(Mistake, match="请先运行 yongzhuan build"):
        found(warehouse, picked(model="int_not_built_yet"))
