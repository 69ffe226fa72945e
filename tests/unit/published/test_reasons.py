"""Why a release differs: found where the data say it, announced ahead, routine while open, else a person's word."""

from decimal import Decimal
from typing import Any

import pytest

from published.dataset import Dataset
from published.reasons import Classified, NeedsReason, classified
from published.revision_policy import Denominator, Planned, Policy, Stated
from published.revisions import compare
from tests.unit.published.described import COLUMNS, WORDS, column, dataset, row, table

CENSUS = Planned(reason="benchmark", arrives="2025", periods="..2023", note=WORDS)
OPEN = Policy(routine=1)


def reasons(
    earlier: list[dict[str, Any]],
    later: list[dict[str, Any]],
    policy: Policy = OPEN,
    stated: Stated | None = None,
    of: Dataset | None = None,
) -> list[tuple[str, tuple[str, ...], int]]:
    chosen = of or dataset()
    found = classified(compare(chosen, table(*earlier), chosen, table(*later)), policy, stated)
    return [(one.reason, one.periods, one.changes) for one in found]


def because(reason: str) -> Stated:
    return Stated.model_validate({"reason": reason, "note": WORDS})


def test_words_statuses_and_secrets_are_description() -> None:
    assert reasons([row()], [row()]) == [("description", (), 0)]
    assert reasons([row()], [row(remark="a")]) == [("description", (), 0)]
    assert reasons([row()], [row(value=None, share_of_gdp=None, conf_status="C")]) == [("description", (), 0)]


def test_new_periods_and_what_becomes_final_need_nobody() -> None:
    later = [row(2023, value="13"), row(2024)]
    found = reasons([row(2023, obs_status="P")], later, Policy())
    assert found == [("new_period", ("2024",), 1), ("final", ("2023",), 2)]


def test_the_newest_published_periods_are_open_to_routine() -> None:
    assert reasons([row(2022), row(2023)], [row(2022), row(2023, value="13")]) == [("routine", ("2023",), 1)]


def test_late_rows_and_figures_where_there_were_none_change_nothing_that_was_published() -> None:
    empty = row(2022, value=None, obs_status="M")
    later = [row(2022, obs_status="M"), row(2023), row(2022, "330203")]
    assert reasons([empty, row(2023)], later) == [("routine", ("2022",), 2)]


@pytest.mark.parametrize("later", [[row(2022, value="13"), row(2023)], [row(2023)], [row(2022, value=None), row(2023)]])
def test_a_closed_period_needs_a_reason(later: list[dict[str, Any]]) -> None:
    with pytest.raises(NeedsReason, match=r"果园产出（orchard_yield）：2022 已公布的 1 个数变了"):
        reasons([row(2022), row(2023)], later)


def test_many_closed_periods_are_told_by_their_ends() -> None:
    with pytest.raises(NeedsReason, match="2000 至 2019 间 20 期已公布的 20 个数"):
        reasons(
            [row(year) for year in range(2000, 2020)], [row(year, value="13") for year in range(2000, 2020)], Policy()
        )


def test_a_stated_reason_holds_for_all_that_was_not_announced() -> None:
    later = [row(2022, value="13"), row(2023, value="13")]
    assert reasons([row(2022), row(2023)], later, stated=because("correction")) == [("correction", ("2022", "2023"), 2)]


def test_a_planned_revision_comes_with_its_first_figures_and_not_before() -> None:
    policy = Policy(planned=(CENSUS,))
    known, revised = [row(2022), row(2023)], [row(2022, value="13"), row(2023)]
    assert reasons(known, [*revised, row(2025)], policy) == [("new_period", ("2025",), 1), ("benchmark", ("2022",), 1)]
    with pytest.raises(NeedsReason):
        reasons(known, [*revised, row(2024)], policy)


def test_a_planned_revision_excuses_no_other_period() -> None:
    with pytest.raises(NeedsReason, match="2024 已公布的 1 个数"):
        reasons([row(2024)], [row(2024, value="13"), row(2025)], Policy(planned=(CENSUS,)))


def test_a_stated_routine_says_nothing_where_nothing_was_revised_and_a_method_always_does() -> None:
    assert reasons([row()], [row()], stated=because("routine")) == [("description", (), 0)]
    assert reasons([row()], [row()], stated=because("method")) == [("method", (), 0)]


SHARES = Policy(denominators=(Denominator(feed="a/gdp", vintage="remark", measures=("share_of_gdp",)),))
"""The remark tells the vintage of what shares are divided by."""


def test_another_vintage_of_the_denominator_opens_the_shares_however_old_they_are() -> None:
    known = [row(2022, remark="first"), row(2023, remark="first")]
    later = [row(2022, remark="census", share_of_gdp=Decimal("1.20")), row(2023, remark="first")]
    assert reasons(known, later, SHARES) == [("denominator", ("2022",), 1)]


@pytest.mark.parametrize(
    "changed",
    [{"share_of_gdp": Decimal("1.20")}, {"remark": "census", "value": "13"}],
    ids=["the share without another vintage", "the numerator"],
)
def test_another_vintage_excuses_nothing_else(changed: dict[str, Any]) -> None:
    with pytest.raises(NeedsReason, match="2022 已公布的 1 个数"):
        reasons([row(2022, remark="first"), row(2023)], [row(2022, **{"remark": "first"} | changed), row(2023)], SHARES)


def test_a_changed_structure_needs_a_reason() -> None:
    now = dataset(columns=(*COLUMNS, column("trees", "integer", "measure", unit="count")))
    wider = table(row(trees=7), columns=now.columns)
    found = compare(dataset(), table(row()), now, wider)
    with pytest.raises(NeedsReason, match="trees"):
        classified(found, OPEN, None)
    assert classified(found, OPEN, because("method")) == (Classified(reason="method", note=WORDS),)


def test_entries_of_a_register_come_change_and_go_as_routine() -> None:
    register = dataset(kind="register", release={"rule": "0 9 * * 1"})
    later = [row(2022, remark="a"), row(2023, "330203")]
    assert reasons([row(2022), row(2023)], later, Policy(), of=register) == [("routine", ("2022", "2023"), 3)]
