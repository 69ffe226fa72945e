"""Which criteria an industry just meets and just misses, and how many it needs, by hand."""

from tests.unit.parameters.made import Row, made

YEARS = (2018, 2019, 9999)


def industry(code: str, grants: int, research: int, year: int) -> Row:
    """Against the city's mean, per cent: grants (many and dense) and research on revenue."""
    return {
        "window_to": year,
        "industry": code,
        "invention_grants": grants,
        "grants_with_employed": grants,
        "average_employed": 100,
        "rd_expenditure": research,
        "revenue": 100,
    }


def test_two_of_three_criteria_above_the_mean_make_an_industry_intensive() -> None:
    windows = []
    for year in YEARS:
        windows += [industry("1511", 105, 95, year), industry("1512", 95, 105, year)]
        windows.append(industry("_T", 200, 200, year) | {"average_employed": 200, "revenue": 200})
    rows = made(
        "patent_intensity_by_industry",
        "intensity_criteria",
        "gbt4754_2017",
        "patent_intensive_2019",
        int_intensity_by_window=windows,
        int_classification_judged=[{"is_official": False}],
    )
    met = ("density_met", "scale_met", "rd_met", "criteria_met", "agreement")
    found = {(row["window_to"], row["industry"]): tuple(row[name] for name in met) for row in rows}
    for year in YEARS[1:]:
        assert found.pop((year, "1511")) == ("Y", "Y", "N", 2, "criteria_only")
        assert found.pop((year, "1512")) == ("N", "N", "Y", 1, "agrees")
    assert {industry for _, industry in found} == {"_T"} and (2018, "_T") not in found
