"""Raking factors and sensitivity reach the statisticians as files that a spreadsheet opens."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.accounts_report import write_accounts


def factor(section: str, value: str | None, *, is_newest: bool = True) -> dict[str, object]:
    return {
        "year": 2024,
        "vintage": "revised",
        "section": section,
        "area_code": "330203",
        "is_newest": is_newest,
        "estimate": Decimal("100.000000"),
        "value_added": Decimal("110.000000"),
        "factor": None if value is None else Decimal(value),
    }


def put(built: Path, model: str, rows: list[dict[str, object]]) -> None:
    pq.write_table(pa.Table.from_pylist(rows), built / f"{model}.parquet")


def test_the_factor_furthest_from_one_comes_first_and_old_vintages_are_left_out(tmp_path: Path) -> None:
    rows = [factor("C", "1.1"), factor("I", "0.5"), factor("M", "1.9"), factor("G", None)]
    put(tmp_path, "int_raking_factors", [*rows, factor("D", "9", is_newest=False)])
    (path,) = write_accounts(tmp_path, tmp_path)
    content = path.read_bytes()
    assert path.name == "raking_factors.csv" and content.startswith(b"\xef\xbb\xbf")
    header, *lines = content.decode("utf-8-sig").splitlines()
    assert header.startswith("年份 Year,版本 Vintage,行业门类 Section,区划代码 Area,") and "factor" not in header
    assert [line.split(",")[2] for line in lines] == ["G", "I", "M", "C"]
    assert lines[1] == "2024,revised,I,330203,100.000000,110.000000,0.5"


def test_the_newest_year_of_the_sensitivity_comes_first(tmp_path: Path) -> None:
    told = {"area_code": "3302", "category_code": "00", "scenario": "published", "value_added": Decimal("5.5")}
    put(tmp_path, "int_value_added_sensitivity", [told | {"year": year} for year in (2023, 2024)])
    (path,) = write_accounts(tmp_path, tmp_path)
    assert path.name == "sensitivity.csv"
    assert path.read_text("utf-8-sig").splitlines()[1:] == ["2024,3302,00,published,5.5", "2023,3302,00,published,5.5"]


def test_a_build_of_other_datasets_leaves_the_files_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "sensitivity.csv").write_text("earlier", encoding="utf-8")
    assert write_accounts(tmp_path, tmp_path) == ()
    assert (tmp_path / "sensitivity.csv").read_text("utf-8") == "earlier"
