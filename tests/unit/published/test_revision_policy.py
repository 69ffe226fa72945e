"""What a dataset may say ahead of its revisions, and a person when one has come."""

import pytest

from published.revision_policy import Planned, Policy, Stated
from tests.unit.published.described import WORDS, dataset


@pytest.mark.parametrize(
    ("periods", "inside", "outside"),
    [
        ("..2022", ["2018", "2022", "2022-12", "2022-Q4"], ["2023", "2023-01"]),
        ("2018..2022", ["2018", "2018-01"], ["2017-12"]),
        ("2018-07..", ["2018-07", "2030"], ["2018-06"]),
    ],
)
def test_planned_periods_hold_their_months_and_quarters(periods: str, inside: list[str], outside: list[str]) -> None:
    planned = Planned(reason="benchmark", arrives="2023", periods=periods, note=WORDS)
    assert [period for period in [*inside, *outside] if planned.covers(period)] == inside


@pytest.mark.parametrize("periods", ["2022", "2023..2022", ""])
def test_periods_are_a_range(periods: str) -> None:
    with pytest.raises(ValueError, match=r"first\.\.last"):
        Planned(reason="benchmark", arrives="2023", periods=periods, note=WORDS)


def test_what_is_found_cannot_be_stated() -> None:
    with pytest.raises(ValueError, match="final"):
        Stated.model_validate({"reason": "final", "note": WORDS})


def test_what_restates_older_rows_is_a_column_of_the_key_and_no_period() -> None:
    assert dataset().period == "year"
    assert dataset(revisions=Policy(announced="year")).period is None
    with pytest.raises(ValueError, match="announced 'remark'"):
        dataset(revisions=Policy(announced="remark"))
