"""What docs/the_door.md promises: each way in which a delivery can differ has one behaviour."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from orchestration.archive import Archive
from orchestration.arrivals import notes_of
from orchestration.checks import delivered as checks
from orchestration.readers import read, schema
from orchestration.readers.notes import Notes
from orchestration.refusals import DeliveryRefused
from orchestration.snapshots import Taken, take
from published.catalog import Catalog
from published.feed import Feed
from published.home import PROJECT, Home
from tests.deliveries import COLUMNS, NOW, ROWS, csv_bytes, current_rows, delivered, feed, put
from tests.unit.sql.macros import model

POWERS = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}
CODE = "91330203MA20004490"
FEED = feed(title_contains=None, unit="千元")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path).prepare()


def arrive(home: Home, content: bytes, name: str = "", later: int = 0, declared: Feed = FEED) -> Taken:
    return take(home, declared, delivered(home, declared, content, name), NOW + timedelta(hours=later))


def failed(home: Home) -> dict[str, str]:
    return {check.name: check.found for check in checks(home, [FEED]) if not check.passed}


def test_columns_in_another_order_are_read_by_name_and_noted(home: Home) -> None:
    turned = csv_bytes().decode("gb18030").splitlines()
    lines = [turned[0], "营业收入,单位,", ",代码,名称", "12,A1,甲公司", '"3,400",A2,乙公司']
    arrive(home, "\r\n".join(lines).encode("gb18030"))
    assert [[row[name] for name in COLUMNS] for row in current_rows(home, FEED)] == ROWS
    assert "列次" in failed(home)["deliveries_as_agreed"]


def test_another_unit_is_kept_as_delivered_and_noted(home: Home) -> None:
    taken = arrive(home, csv_bytes(title="财务状况表 计量单位：万元"))
    assert {(row["_unit"], row["revenue"]) for row in current_rows(home, FEED)} == {("万元", "12"), ("万元", "3,400")}
    assert [note.zh for note in taken.passport.notes] == ["金额以「万元」报送（通常为「千元」），已精确换算"]
    assert "万元" in failed(home)["deliveries_as_agreed"]


@pytest.mark.parametrize("title", ["财务状况表", "财务状况表 单位:百万元", "单位:千元 单位:万元", "单位:万美元"])
def test_no_unit_an_unknown_one_or_two_are_refused(home: Home, title: str) -> None:
    with pytest.raises(DeliveryRefused, match="计量单位应为元、千元、万元、亿元之一"):
        arrive(home, csv_bytes(title=title))


@pytest.mark.parametrize("title", ["金额单位: 人民币千元", "单位:千元、人", "计量单位:千元 制表:某单位"])
def test_a_unit_is_found_among_other_words(home: Home, title: str) -> None:
    arrive(home, csv_bytes(title=title))
    assert {row["_unit"] for row in current_rows(home, FEED)} == {"千元"} and failed(home) == {}


def test_another_edition_of_the_code_list_is_refused_and_the_agreed_one_is_not(home: Home) -> None:
    coded = FEED.model_copy(update={"code_list_version": "GB/T 4754-2017"})
    arrive(home, csv_bytes(title="表 分类标准:GB/T 4754—2017 单位:千元"), declared=coded)
    with pytest.raises(DeliveryRefused, match=r"GB/T 4754-2011.*GB/T 4754-2017"):
        arrive(home, csv_bytes(title="表 分类标准:gb/t4754-2011 单位:千元"), declared=coded)


def test_the_same_rows_under_another_name_do_not_count_again(home: Home) -> None:
    arrive(home, csv_bytes())
    copy = arrive(home, csv_bytes(ROWS[::-1]), "returns_final.csv", later=1)
    assert copy.outcome == "copy" and len(current_rows(home, FEED)) == 2
    assert "returns_final.csv(内容与 returns_2024.csv 相同" in failed(home)["deliveries_once"]
    assert Archive.of(home, FEED).ledger.entries()[-1].outcome == "copy"


def test_a_copy_stays_a_copy_when_its_original_is_restated(home: Home) -> None:
    arrive(home, csv_bytes())
    arrive(home, csv_bytes([["A1", "甲公司", "13"]]), later=1)
    assert arrive(home, csv_bytes(), "returns_final.csv", later=2).outcome == "copy"
    assert [row["revenue"] for row in current_rows(home, FEED)] == ["13"]


def test_a_restated_file_counts_and_says_what_it_replaces(home: Home) -> None:
    first = arrive(home, csv_bytes())
    arrive(home, csv_bytes([["A1", "甲公司", "13"]]), later=1)
    assert [row["revenue"] for row in current_rows(home, FEED)] == ["13"]
    (note,) = notes_of(home, FEED)["returns_2024.csv"]
    assert first.passport.snapshot in note.zh and "2025-06-03 16:00" in note.zh
    assert (home.raw / "bureau/returns/returns_2024" / first.passport.folder / "rows.parquet").exists()
    assert failed(home) == {}, "a restatement departs from nothing that is agreed"


def test_a_late_file_counts_and_says_what_came_before_it(home: Home) -> None:
    arrive(home, csv_bytes(), "returns_2024.csv")
    arrive(home, csv_bytes([["A1", "甲公司", "11"]]), "returns_2023.csv", later=1)
    assert len(current_rows(home, FEED)) == 3
    assert [note.zh for note in notes_of(home, FEED)["returns_2023.csv"]] == ["迟报：returns_2024.csv 已先行收到"]


def test_files_in_turn_are_not_late(home: Home) -> None:
    arrive(home, csv_bytes(), "returns_2023.csv")
    arrive(home, csv_bytes([["A1", "甲公司", "11"]]), "returns_2024.csv", later=1)
    assert notes_of(home, FEED) == {"returns_2023.csv": (), "returns_2024.csv": ()}


def returns(unit: str, declared: Feed, folder: Path) -> tuple[pa.Table, list[str]]:
    """One unit's industrial return of 2024 with its money in the given unit, as the reader gives it."""
    given = {"organisation_code": CODE, "industry_code": "3911", "industry_edition": "2017", "year": "2024"}
    given |= {"reported_on": "2025-02-01", "average_employees": "12", "unit_name": "甲", "size_class": "1"}
    cells = []
    for place, column in enumerate(declared.columns):
        thousands = Decimal("1234567.89") + place
        money = f"{thousands.scaleb(3 - POWERS[unit]):f}"
        cells.append(given.get(column.name, "内资" if column.name == "registration_type" else money))
    heads = [column.header.partition("|") for column in declared.columns]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [[f"B103-1 2024年 计量单位:{unit}"], [top for top, _, _ in heads], [field for *_, field in heads], cells]
    )
    path = put(folder / unit / "industrial_returns_2024.csv", text.getvalue().encode("gb18030"))
    notes = Notes()
    rows = pa.Table.from_batches(list(read(declared.model_copy(update={"minimum_rows": 1}), path, notes)))
    marks = {"_snapshot": "s", "_file": path.name}
    for name, mark in marks.items():
        rows = rows.append_column(name, pa.array([mark], pa.large_string()))
    assert rows.schema.names[: len(schema(declared))] == schema(declared).names
    return rows, [note.zh for note in notes.texts]


def value_added(rows: pa.Table) -> list[tuple[object, ...]]:
    """The figures that the models make of a return in order."""
    with models_over(rows) as connection:
        told = connection.execute("select _faults, _fixes from stg_statistics_bureau__industrial_returns").fetchall()
        assert told == [([], [])], "a file in another unit is neither faulty nor corrected cell by cell"
        query = f"select value_added, value_added_by_production from ({model('int_value_added_by_unit')})"
        return connection.execute(query).fetchall()


@contextmanager
def models_over(rows: pa.Table, industries: str = "('3911', 'x', 'x', '3911')") -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the returns as their base model judges them, and what it looks into."""
    with duckdb.connect(config={"threads": 1}) as connection:
        for path in (PROJECT / "dbt_project" / "seeds").rglob("*.csv"):
            text = ", all_varchar = true" if path.parent.name in ("codelists", "corrections") else ""
            connection.execute(f"create table {path.stem} as from read_csv('{path}'{text})")
        connection.register("delivered", rows)
        connection.execute(
            f"""create table stg_statistics_bureau__unit_register as
            select '{CODE}' as organisation_code, 2024 as year, 'B103-1' as form, '330203' as area_code"""
        )
        editions = "stg_codelists__industry_editions(code, name_2011, name_2017, becomes_2017)"
        connection.execute(f"create table {editions} as from (values {industries})")
        base = model("base_statistics_bureau__industrial_returns")
        connection.execute(f"create table stg_statistics_bureau__industrial_returns as {base}")
        industry, services = (f"stg_statistics_bureau__{name}_returns" for name in ("industrial", "service"))
        connection.execute(f"create table {services} as from {industry} limit 0")
        connection.execute(
            f"""create table int_listed_units as
            select '{CODE}' as organisation_code, 2024 as year, '330203' as area_code, 1 as register_revenue"""
        )
        connection.execute("create table int_industry_sections as select '3911' as industry_code, '39' as division")
        yield connection


def test_the_same_return_in_any_unit_gives_the_same_figure(catalog: Catalog, tmp_path: Path) -> None:
    declared = catalog.feed("statistics_bureau/industrial_returns")
    read_in = {unit: returns(unit, declared, tmp_path) for unit in POWERS}
    figures = {unit: value_added(rows) for unit, (rows, _) in read_in.items()}
    assert len(figures["千元"]) == 1 and figures["千元"][0][0] > 0
    assert all(found == figures["千元"] for found in figures.values())
    assert [bool(notes) for _, notes in read_in.values()] == [unit != "千元" for unit in POWERS]


@pytest.mark.parametrize(
    ("names", "rules"),
    [
        ("('3911', 'x', 'x', '3911')", []),
        ("('3911', 'x', null, null)", ["industry_code_of_2011_only"]),
        ("('3912', 'x', 'x', '3912')", ["industry_code_unknown"]),
    ],
)
def test_a_code_of_another_edition_alone_is_quarantined_by_that_name(
    catalog: Catalog, tmp_path: Path, names: str, rules: list[str]
) -> None:
    rows, _ = returns("千元", catalog.feed("statistics_bureau/industrial_returns"), tmp_path)
    with models_over(rows, names) as connection:
        query = (
            "select list_transform(_faults, lambda fault: fault.rule) from stg_statistics_bureau__industrial_returns"
        )
        assert connection.execute(query).fetchall() == [(rules,)]
