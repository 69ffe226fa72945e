import pytest

from published.verdict import Check, RowAccount, Verdict
from tests.unit.published.described import check

GOOD = check()
NOTE = check("warning", passed=False)
FAULT = check("critical", passed=False)


def account(delivered: int, accepted: int, corrected: int, quarantined: int) -> RowAccount:
    return RowAccount(
        feed="bureau/returns",
        file="a.csv",
        delivered=delivered,
        accepted=accepted,
        corrected=corrected,
        quarantined=quarantined,
    )


@pytest.mark.parametrize(
    ("checks", "outcome"),
    [
        ((), "release"),
        ((GOOD,), "release"),
        ((GOOD, check("warning")), "release"),
        ((GOOD, NOTE), "release_with_notes"),
        ((GOOD, FAULT), "hold"),
        ((NOTE, GOOD, FAULT), "hold"),
    ],
)
def test_the_worst_check_decides(checks: tuple[Check, ...], outcome: str) -> None:
    verdict = Verdict(dataset="orchard_yield", previous=None, checks=checks, rows=())
    assert verdict.outcome == outcome
    assert verdict.failed == tuple(asked for asked in checks if not asked.passed)


@pytest.mark.parametrize(
    ("rows", "adds_up"),
    [((10, 7, 2, 1), True), ((0, 0, 0, 0), True), ((10, 7, 2, 0), False), ((10, 9, 2, 0), False)],
)
def test_every_delivered_row_is_accounted_for(rows: tuple[int, int, int, int], adds_up: bool) -> None:
    assert account(*rows).adds_up is adds_up


def test_a_verdict_survives_json() -> None:
    verdict = Verdict(dataset="orchard_yield", previous="1.0", checks=(NOTE,), rows=(account(2, 1, 1, 0),))
    assert Verdict.model_validate_json(verdict.model_dump_json()) == verdict
