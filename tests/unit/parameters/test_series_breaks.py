"""Between which periods each series is broken, by hand."""

import pytest

from tests.unit.parameters.made import asked
from tests.unit.sql.macros import macro

# dataset ► first year after the break, and why
BROKEN = {
    "national_patent_intensive_value_added": (2023, "census"),
    "patent_intensive_value_added_by_cluster": (2025, "cluster_list"),
    "resident_population": (2016, "area"),
    "industrial_value_added_by_area": (2016, "area"),
    "high_technology_value_added": (2018, "classification"),
}


@pytest.mark.parametrize("dataset", BROKEN)
def test_a_series_is_broken_before_its_year_and_nowhere_beside(dataset: str) -> None:
    year, kind = BROKEN[dataset]
    breaks = {
        later: asked(f"select {macro('series_break')(dataset, str(later - 1), str(later))}", "series_breaks")[0][0]
        for later in (year - 1, year, year + 1)
    }
    assert breaks == {year - 1: None, year: kind, year + 1: None}
