"""Each hand-written question: a table that it lets pass, and the smallest change that it must notice."""

import importlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from expectations.question import Question
from tests.unit.sql.personal import IMPERSONAL, PERSONAL

Row = dict[str, Any]
MONEY = pa.decimal128(18, 2)
TYPES: dict[str, pa.DataType] = {
    **dict.fromkeys(("value_added", "contract_value", "technical_value", "cumulative_value", "target"), MONEY),
    **dict.fromkeys(("indicator_value", "indicator_target", "on_track_line", "loan_amount"), MONEY),
    **dict.fromkeys(("share_of_total", "share_of_gdp", "growth_nominal", "first_estimate_error"), pa.decimal128(9, 2)),
    **dict.fromkeys(("contribution", "response_rate", "imputation_rate", "revision_percent"), pa.decimal128(9, 2)),
    **dict.fromkeys(("range_low", "range_high", "industrial_value_added", "share_of_classification"), MONEY),
    "industrial_value_added_since_january": MONEY,
    **dict.fromkeys(
        ("year", "units", "contracts", "contracts_with_value", "patents", "patents_in_force", "area_rank"), pa.int64()
    ),
    **dict.fromkeys(("loan_contracts", "pledge_registrations", "pledges_with_amount"), pa.int64()),
}
SEVEN = [f"0{number}" for number in range(1, 8)]


def asked(name: str) -> dict[str, Question]:
    questions: Iterable[Question] = importlib.import_module(f"expectations.plausibility.{name}").questions()
    return {question.name: question for question in questions}


def failing(name: str, rows: list[Row], previous: list[Row] | None = None) -> set[str]:
    """The questions that find something, put to DuckDB as the gate puts them."""
    with duckdb.connect() as connection:
        connection.register("candidate", typed(rows))
        connection.register("previous", typed(previous if previous is not None else rows))
        queries = {key: question.arguments["unexpected_rows_query"] for key, question in asked(name).items()}
        return {key for key, query in queries.items() if connection.sql(query.format(batch="candidate")).fetchall()}


def typed(rows: list[Row]) -> pa.Table:
    schema = pa.schema([(column, TYPES.get(column, pa.string())) for column in rows[0]])
    values = [{key: exact(value, TYPES.get(key)) for key, value in row.items()} for row in rows]
    return pa.Table.from_pylist(values, schema=schema)


def exact(value: object, kind: pa.DataType | None) -> object:
    return Decimal(str(value)) if value is not None and pa.types.is_decimal(kind or pa.string()) else value


def altered(rows: list[Row], where: Row, **changes: object) -> list[Row]:
    """The rows with the cells of those that match `where` replaced; a callable gets the old value."""
    found = [row for row in rows if row.items() >= where.items()]
    assert found
    return [row | {k: changed(row[k], new) for k, new in changes.items()} if row in found else row for row in rows]


def changed(value: object, new: object) -> object:
    return new(value) if callable(new) else new


def value_added() -> list[Row]:
    areas = {"3302": 10_000, "330203": 7_000, "3302_U": 3_000}
    shares = {"00": 100} | dict(zip(SEVEN, (30, 20, 20, 10, 10, 5, 5), strict=True)) | {"0101": 7}
    return [
        {
            "year": year,
            "area_code": area,
            "category_code": category,
            "value_added": total * share // 100,
            "units": 10,
            "share_of_gdp": 20 if area == "3302" else None,
            "growth_nominal": None if year == 2023 else 5,
            "contribution": None if year == 2023 else "5.00" if category == "00" else share / 20,
            "response_rate": 80,
            "imputation_rate": 20,
            "range_low": total * share // 100 - 1 if area == "3302" else None,
            "range_high": total * share // 100 + 100 if area == "3302" else None,
            "quality_grade": "C",
            "vintage": "revised",
            "conf_status": "F",
        }
        for year in (2023, 2024)
        for area, total in areas.items()
        for category, share in shares.items()
        if len(category) == 2 or area == "3302"
    ]


def flash() -> list[Row]:
    quarters = [f"{year}-Q{number}" for year in (2023, 2024) for number in range(1, 5)]
    levels = {"00": 100} | dict(zip(SEVEN, (30, 20, 20, 15, 10, 5, 0), strict=True))
    return [
        {"quarter": quarter, "category_code": category, "value_added": level, "first_estimate_error": 5}
        for quarter in quarters
        for category, level in levels.items()
    ]


def vintages() -> list[Row]:
    kinds = {"preliminary": "2024-03-31", "revised": "2024-11-30", "final": "2024-12-31"}
    return [
        {"year": year, "category_code": category, "vintage": kind, "released_on": day}
        | {"value_added": 100, "share_of_gdp": 20, "revision_percent": None if kind == "preliminary" else 5}
        | {"conf_status": "F"}
        for year, known in ((2023, 3), (2024, 1))
        for category in ("00", "01")
        for kind, day in list(kinds.items())[:known]
    ]


def high_technology() -> list[Row]:
    groups = {"M": 100, "M1": 60, "M2": 40, "S": 100, "S1": 100}
    return [
        {"year": 2024, "area_code": area, "high_technology_group": group, "value_added": share}
        | {"share_of_classification": share, "share_of_gdp": 30 if area == "3302" else None, "conf_status": "F"}
        for area in ("3302", "330203")
        for group, share in groups.items()
        if area == "3302" or len(group) == 1
    ]


def industrial() -> list[Row]:
    kinds = {"3302": ("total", 100), "330203": ("part", 85), "330213x": ("of_which", 5), "3302_D": ("difference", 15)}
    return [
        {"month": "2018-11", "reported_area": area, "row_kind": kind}
        | {"industrial_value_added": value, "industrial_value_added_since_january": value}
        for area, (kind, value) in kinds.items()
    ]


def contracts() -> list[Row]:
    return [
        {
            "month": month,
            "area_code": area,
            "contract_type": kind,
            "patent_related": related,
            "contracts": number * weight,
            "contracts_with_value": number * weight,
            "contract_value": 100,
            "technical_value": 80,
            "cumulative_value": 100,
            "target": 1000 if (area, kind, related) == ("3302", "_T", "Y") else None,
        }
        for area, weight in (("3302", 2), ("330203", 1), ("3302_U", 1))
        for kind, number in (("_T", 10), ("transfer", 6), ("service", 4))
        for related in ("_T", "Y")
        for month in ("2024-12", "2025-12")
    ]


def cases() -> list[Row]:
    text = ("title", "subject_name", "partner", "background", "practice", "effect", "lesson")
    words = [dict.fromkeys(text, told) | {"partner": None} for told in IMPERSONAL]
    return [{"case_number": str(n), **said, "patents": 2, "patents_in_force": 1} for n, said in enumerate(words, 1)]


def offers() -> list[Row]:
    return [
        {"declaration_number": str(n), "licensor_name": None, "fee_terms": told} for n, told in enumerate(IMPERSONAL, 1)
    ]


def pledges() -> list[Row]:
    quarter = {"quarter": "2025-Q1", "pledge_registrations": 4, "pledges_with_amount": 2}
    loans = {"loan_contracts": 2, "loan_amount": "1000.00"}
    none = {"loan_contracts": 0, "loan_amount": "0.00"}
    withheld = {"quarter": "2025-Q2", "area_code": "3302", "loan_contracts": 1, "loan_amount": None}
    return [quarter | {"area_code": "3302"} | loans, quarter | {"area_code": "330203"} | none, quarter | withheld]


def national() -> list[Row]:
    def told(category: str, value: str | None, share: str | None) -> Row:
        return {"year": 2023, "release_date": "2024-12-31", "category_code": category} | {
            "value_added": value,
            "share_of_total": share,
        }

    parts = [told(code, "1000000000.00", "14.3") for code in SEVEN]
    earlier = told("00", None, None) | {"release_date": "2023-12-29"}
    return [told("00", "7000000000.00", None), *parts, earlier]


def monitor() -> list[Row]:
    ranked = {"3302": (50, None), "330203": (40, 1), "330205": (30, 2), "330206": (30, 2), "330211": (20, 4)}
    return [
        {"period": "2025-06", "area_code": area, "indicator": "x", "indicator_value": value, "area_rank": rank}
        | {"indicator_target": 100 if rank is None else None, "on_track_line": 45 if rank is None else None}
        for area, (value, rank) in ranked.items()
    ]


CITY = {"area_code": "3302", "category_code": "00", "year": 2024}
PART = {"area_code": "3302", "category_code": "03", "year": 2024}
TOTAL = {"area_code": "3302", "contract_type": "_T", "patent_related": "_T"}
ONE = {"case_number": "1"}
GOOD = {
    "patent_intensive_value_added": value_added(),
    "patent_intensive_value_added_flash": flash(),
    "value_added_vintages": vintages(),
    "high_technology_value_added": high_technology(),
    "industrial_value_added_by_area": industrial(),
    "technology_contract_turnover": contracts(),
    "typical_cases": cases(),
    "open_licences": offers(),
    "pledge_financing": pledges(),
    "national_patent_intensive_value_added": national(),
    "target_monitor": monitor(),
}


def noticed() -> Iterator[tuple[str, str, Row, Row]]:
    """Dataset, the one question that fails, where, what."""
    name = "patent_intensive_value_added"
    for share in (1.99, 60.01, None):
        yield name, "share_of_gdp_believable", CITY, {"share_of_gdp": share}
    for growth in (-20.01, 40.01):
        yield name, "city_growth_believable", CITY, {"growth_nominal": growth}
    for growth in (-50.01, 100.01):
        yield name, "category_growth_usual", PART, {"growth_nominal": growth}
    yield name, "units_kept", CITY, {"units": 7}
    yield name, "contributions_make_the_growth", PART, {"contribution": "1.05"}
    for low, high in ((2001, 2100), (1999, "1999.99"), (None, 2100)):
        yield name, "range_holds_the_figure", PART, {"range_low": low, "range_high": high}
    yield name, "imputation_bounded", CITY, {"imputation_rate": "20.01"}
    yield name, "response_usual", CITY, {"response_rate": "79.99"}
    yield name, "quality_usable", PART, {"quality_grade": "D"}
    yield from noticed_beside_the_accounts()
    name, last = "patent_intensive_value_added_flash", {"quarter": "2024-Q4"}
    yield name, "quarters_follow_each_other", last, {"quarter": "2025-Q1"}
    yield name, "quarters_follow_each_other", last | {"category_code": "07"}, {"quarter": "2025-Q1"}
    yield name, "categories_not_negative", last | {"category_code": "07"}, {"value_added": "-0.01"}
    for error in ("-5.01", "5.01"):
        yield name, "past_flashes_near", last | {"category_code": "00"}, {"first_estimate_error": error}
    name = "technology_contract_turnover"
    for value in (33, 301):
        yield name, "year_on_year_believable", TOTAL | {"month": "2025-12"}, {"cumulative_value": value}
    yield name, "technical_within_value", TOTAL, {"technical_value": 100.01}
    yield name, "target_only_for_the_city", {"area_code": "330203", "patent_related": "Y"}, {"target": 1}
    yield name, "target_only_for_the_city", TOTAL, {"target": 1}
    yield name, "value_known_for_most", TOTAL, {"contracts_with_value": 17}
    name = "typical_cases"
    for told in PERSONAL:
        for column in ("title", "subject_name", "partner", "background", "practice", "effect", "lesson"):
            yield name, "no_personal_data", ONE, {column: told}
    for told in PERSONAL:
        for column in ("licensor_name", "fee_terms"):
            yield "open_licences", "no_personal_data", {"declaration_number": "1"}, {column: told}
    for amount in ("19.99", "100000.01"):
        yield "pledge_financing", "average_loan_believable", {"area_code": "3302"}, {"loan_amount": amount}
    yield "pledge_financing", "amount_known_for_most", {"area_code": "3302"}, {"pledges_with_amount": 1}
    yield name, "narrative_complete", ONE, {"lesson": None}
    yield name, "patents_in_force_within", ONE, {"patents_in_force": 3}
    name = "national_patent_intensive_value_added"
    yield name, "shares_recompute", {"category_code": "04"}, {"share_of_total": "14.4"}
    name = "target_monitor"
    yield name, "ranks_have_no_gap_but_for_ties", {"area_code": "330211"}, {"area_rank": 3}
    yield name, "ranks_have_no_gap_but_for_ties", {"area_code": "330203"}, {"area_rank": None}
    yield name, "equal_values_share_a_rank", {"area_code": "330205"}, {"indicator_value": 31}
    yield name, "equal_values_share_a_rank", {"area_code": "330211"}, {"indicator_value": 30}
    yield name, "line_within_the_target", {"area_code": "3302"}, {"on_track_line": "100.01"}
    yield name, "no_target_for_a_division", {"area_code": "330203"}, {"indicator_target": 100}


def noticed_beside_the_accounts() -> Iterator[tuple[str, str, Row, Row]]:
    """The same of what is drawn from the accounts or held against them."""
    name, last = "value_added_vintages", {"year": 2024, "category_code": "00"}
    yield name, "vintages_in_their_order", last, {"vintage": "revised"}
    yield name, "vintages_in_their_order", {"year": 2023, "vintage": "final"}, {"released_on": "2024-10-31"}
    for share in ("1.99", "60.01", None):
        yield name, "share_of_gdp_believable", last, {"share_of_gdp": share}
    for revision in ("-5.01", "5.01"):
        yield (
            name,
            "vintage_revision_usual",
            {"category_code": "00", "vintage": "final"},
            {"revision_percent": revision},
        )
    name = "high_technology_value_added"
    for share in ("-0.01", "30.01", None):
        yield (
            name,
            "high_technology_share_of_gdp",
            {"area_code": "3302", "high_technology_group": "S"},
            {"share_of_gdp": share},
        )
    yield name, "groups_make_their_classification", {"high_technology_group": "M2"}, {"value_added": "40.06"}
    yield name, "group_share_believable", {"high_technology_group": "M2"}, {"share_of_classification": "100.01"}
    name, rest = "industrial_value_added_by_area", {"row_kind": "part"}
    for measure in ("industrial_value_added", "industrial_value_added_since_january"):
        yield name, f"divisions_and_difference_make_the_total_of_{measure}", rest, {measure: "85.01"}


@pytest.mark.parametrize("name", GOOD)
def test_a_believable_table_passes(name: str) -> None:
    assert failing(name, GOOD[name]) == set()


@pytest.mark.parametrize("name", GOOD)
def test_before_the_first_release_there_is_nothing_to_compare_with(name: str) -> None:
    first = GOOD[name][0] | {"year": 1900, "case_number": "0", "month": "1900-01"}
    assert failing(name, GOOD[name], previous=[{key: first[key] for key in GOOD[name][0]}]) == set()


@pytest.mark.parametrize(("name", "question", "where", "what"), list(noticed()))
def test_the_smallest_unbelievable_change_is_noticed(name: str, question: str, where: Row, what: Row) -> None:
    assert failing(name, altered(GOOD[name], where, **what)) == {question}


def test_parts_make_the_whole_of_the_value_added() -> None:
    name = "patent_intensive_value_added"
    rows = GOOD[name]
    bump = {"value_added": lambda value: value + Decimal("0.07")}
    assert failing(name, altered(rows, PART, **bump)) == {"categories_make_the_total", "areas_make_the_city"}
    within = {"value_added": lambda value: value + Decimal("0.04")}
    assert failing(name, altered(rows, PART, **within)) == set()


def test_categories_make_the_whole_of_the_flash() -> None:
    name, where = "patent_intensive_value_added_flash", {"quarter": "2024-Q2", "category_code": "03"}
    for bump, expected in (("0.04", set()), ("0.05", {"categories_make_the_total"})):
        rows = altered(GOOD[name], where, value_added=lambda value, bump=bump: value + Decimal(bump))
        assert failing(name, rows) == expected


def test_parts_make_the_whole_of_the_contracts() -> None:
    name = "technology_contract_turnover"
    more = {"contracts": lambda value: value + 1}
    found = failing(name, altered(GOOD[name], TOTAL, **more))
    assert found == {"types_make_the_total", "areas_make_the_city"}


def test_a_difference_beyond_its_usual_size_is_noticed() -> None:
    name = "industrial_value_added_by_area"
    rows = altered(GOOD[name], {"row_kind": "part"}, industrial_value_added_since_january="84.99")
    rows = altered(rows, {"row_kind": "difference"}, industrial_value_added_since_january="15.01")
    assert failing(name, rows) == {"difference_is_small"}


def test_a_revision_of_the_citys_total_is_noticed() -> None:
    name = "patent_intensive_value_added"
    for factor, expected in (("0.96", set()), ("0.94", {"revision_usual"}), ("1.07", {"revision_usual"})):
        before = altered(GOOD[name], CITY, value_added=lambda value, factor=factor: value * Decimal(factor))
        assert failing(name, GOOD[name], previous=before) == expected


def test_national_categories_make_the_total_within_their_rounding() -> None:
    name = "national_patent_intensive_value_added"
    for units, expected in ((40_000, set()), (40_001, {"categories_make_the_total"})):
        bump = {"value_added": lambda value, units=units: Decimal(value) + units}
        assert failing(name, altered(GOOD[name], {"category_code": "04"}, **bump)) == expected


def test_every_question_is_shown_failing_here() -> None:
    by_hand = {"categories_make_the_total", "areas_make_the_city", "types_make_the_total", "revision_usual"} | {
        "difference_is_small"
    }
    shown = {question for _, question, _, _ in noticed()} | by_hand
    assert {key for name in GOOD for key in asked(name)} == shown


def test_floors_hold_and_what_is_merely_unusual_warns() -> None:
    warnings = {key for name in GOOD for key, question in asked(name).items() if question.severity == "warning"}
    assert warnings == {
        "amount_known_for_most",
        "categories_not_negative",
        "category_growth_usual",
        "difference_is_small",
        "group_share_believable",
        "narrative_complete",
        "no_target_for_a_division",
        "past_flashes_near",
        "quality_usable",
        "response_usual",
        "revision_usual",
        "value_known_for_most",
        "vintage_revision_usual",
    }


def test_a_total_is_asked_of_its_parts_only_where_all_are_shown() -> None:
    row = {"year": 2024, "area_code": "330203", "category_code": "04"}
    withheld = altered(value_added(), row, value_added=None, contribution=None, conf_status="C")
    assert failing("patent_intensive_value_added", withheld) == set()
    wrong = altered(withheld, row | {"category_code": "05"}, value_added=lambda value: value + 500)
    assert failing("patent_intensive_value_added", wrong) == {"areas_make_the_city"}
