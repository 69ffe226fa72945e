"""Which of several rows about one thing counts, and what the others are called."""

import re
from typing import Any

import pyarrow as pa

from tests.unit.sql.macros import database, model

CODE = "91330203MA20004490"
PATENT = "95115608.X"
TRACES = ("_snapshot", "_sheet", "_title", "_unit")

Row = dict[str, Any]


def judged(name: str, rows: list[Row], *columns: str) -> list[tuple[Any, ...]]:
    """The faults (and further columns) of rows delivered in this order; what is not given is blank."""
    sql = model(name)
    blank: Row = dict.fromkeys([*TRACES, *re.findall(r"source\.(\w+)", sql)]) | {"_file": "a", "_snapshot": "s"}
    full = [blank | {"_row": place} | row for place, row in enumerate(rows, 1)]
    schema = pa.schema([(key, pa.int64() if key == "_row" else pa.string()) for key in full[0]])
    connection = database()
    connection.register("delivered", pa.Table.from_pylist(full, schema=schema))
    spell = {
        "feed": name.removeprefix("base_").replace("__", "/"),
        "snapshot": "s",
        "counted_from": "2025",
        "counted_to": None,
    }
    connection.register(
        "deliveries", pa.Table.from_pylist([spell | {"file": file} for file in {row["_file"] for row in full}])
    )
    listed = ", ".join(["list_transform(_faults, lambda fault: fault.rule)", *columns])
    return connection.execute(f"select {listed} from ({sql}) order by _file, _row").fetchall()


def test_the_last_delivered_state_of_a_case_counts() -> None:
    case: Row = {
        "case_number": "A1",
        "level": "市级",
        "kind": "质押融资",
        "state": "已提交",
        "subject_code": CODE,
        "area_code": "330203",
        "submitted_on": "2025-06-01",
        "title": "甲",
        "consent": "是",
    }
    other = case | {"case_number": "A2"}
    rows = [case, case, case | {"title": "乙"}, case | {"title": "丙", "_file": "b", "_row": 1}]
    refused = other | {"title": "手机138 1234 5678", "consent": "否"}
    assert judged("base_ip_office__typical_cases", [*rows[:3], other, refused, rows[3]], "has_consent") == [
        (["superseded_state"], True),
        (["duplicate_row"], True),
        (["superseded_state"], True),
        ([], False),
        (["personal_data_in_text"], False),
        ([], True),
    ]


def test_the_last_delivered_state_of_a_patent_counts() -> None:
    patent = {"app_number": PATENT, "pat_type": "1", "status_code": "10", "app_date": "1995-06-01"}
    rows = [patent, patent | {"status_code": "20"}, patent, patent | {"status_code": "99"}]
    assert judged("base_ip_office__patents", rows) == [
        (["superseded_state"],),
        ([],),
        (["duplicate_row"],),
        (["status_code_unknown"],),
    ]


def test_a_flag_is_raised_or_not_and_one_that_is_missing_is_not() -> None:
    patent = {"app_number": PATENT, "pat_type": "1", "status_code": "10", "app_date": "1995-06-01"}
    rows = [patent | {"award_flag": "9"}, patent | {"award_flag": "1", "high_value_flag": None}]
    assert judged("base_ip_office__patents", rows) == [(["flag_unknown"],), ([],)]


def test_a_technical_value_needs_a_value_and_an_area_six_digits() -> None:
    contract = {
        "contract_number": "20253302030012",
        "contract_type": "技术服务",
        "contract_state": "登记",
        "signed_on": "2025-06-01",
        "registered_on": "2025-06-02",
        "seller_area_code": "310000",
    }
    changes: list[Row] = [{}, {"technical_value": "5"}, {"contract_value": "5"}, {"seller_area_code": "31"}]
    assert judged("base_science_bureau__technology_contracts", [contract | change for change in changes]) == [
        ([],),
        (["technical_value_without_value"],),
        ([],),
        (["area_code_unknown"],),
    ]


def test_a_faulty_area_does_not_make_the_sound_one_a_copy() -> None:
    area = {"_title": "2024年地区生产总值(初步核算) 发布日期:2025-01-25", "area_name": "海曙区"}
    rows = [area | {"gdp": gdp} for gdp in ("约100", "100", "101")]
    assert judged("base_statistics_bureau__gdp_accounts", rows) == [
        (["number_unreadable"],),
        ([],),
        (["duplicate_row"],),
    ]


def test_entries_in_conflict_over_the_area_count_neither() -> None:
    entry = {"organisation_code": CODE, "unit_name": "甲", "area_code": "330203", "year": "2023"}
    later = entry | {"year": "2024"}
    rows = [
        entry,
        entry,
        entry | {"unit_name": "乙"},
        entry | {"area_code": "999999"},
        later,
        later | {"area_code": "330206"},
    ]
    assert judged("base_statistics_bureau__unit_register", rows) == [
        ([],),
        (["duplicate_row"],),
        (["second_entry"],),
        (["area_code_unknown"],),
        (["conflicting_entries"],),
        (["conflicting_entries"],),
    ]
