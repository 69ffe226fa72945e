"""Up to which sampling error and which imputed part a cell has which grade, by hand."""

from tests.unit.parameters.made import made

# sampling error, % of the estimate ► grade where nothing is imputed
BY_ERROR = {1.00: "A", 1.01: "B", 3.00: "B", 3.01: "C", 10.00: "C", 10.01: "D", 999.01: "D"}
# imputed part, % ► grade where nothing is sampled
BY_IMPUTED = {5.00: "A", 5.01: "B", 15.00: "B", 15.01: "C", 40.00: "C", 40.01: "D", 100.00: "D"}


def test_a_grade_reaches_to_its_limits_and_no_further() -> None:
    tried = [*((error, 0.0) for error in BY_ERROR), *((0.0, imputed) for imputed in BY_IMPUTED)]
    cells = [
        {
            "year": number,
            "area_code": "330203",
            "category_code": "01",
            "estimate": 100.0,
            "units": 9,
            "units_reported": 8,
        }
        | {"imputed": round(imputed * 100), "reported": 10_000 - round(imputed * 100)}
        for number, (_, imputed) in enumerate(tried)
    ]
    errors = [
        {"year": number, "area_code": "330203", "category_code": "01", "standard_error": error}
        for number, (error, _) in enumerate(tried)
    ]
    rows = made(
        "int_value_added_quality", "quality_grades", int_value_added_by_category=cells, int_below_scale_errors=errors
    )
    grades = {row["year"]: row["quality_grade"] for row in rows}
    assert [grades[number] for number in range(len(tried))] == [*BY_ERROR.values(), *BY_IMPUTED.values()]


def test_where_returns_come_to_nothing_the_grade_is_the_last() -> None:
    cell = {"area_code": "330203", "category_code": "01", "estimate": 100.0, "units": 2, "units_reported": 1}
    odd = {2020: (-100.0, 50.0), 2021: (0.0, 0.0), 2022: (-10.0, 60.0), 2023: (100.0, -1.0)}
    cells = [cell | {"year": year, "reported": one, "imputed": other} for year, (one, other) in odd.items()]
    errors = [{"year": 2020, "area_code": "330203", "category_code": "01", "standard_error": 0.0}]
    rows = made(
        "int_value_added_quality", "quality_grades", int_value_added_by_category=cells, int_below_scale_errors=errors
    )
    assert {row["year"]: row["quality_grade"] for row in rows} == dict.fromkeys(odd, "D")
