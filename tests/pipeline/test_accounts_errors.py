"""The accounts against the truth: exact where every return came and is right, close where returns are missing."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.accounts_errors import ONE_ITEM, YEAR, Accounts, Outcome, Scenario
from benchmarks.replay import Replay
from tests.pipeline.conftest import Desk

MADE = ("int_value_added_by_unit", "int_value_added_below_scale", "int_value_added_raked", "int_value_added_by_vintage")


@pytest.fixture(scope="module")
def accounts(city: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Accounts]:
    with Replay(city.home, tmp_path_factory.mktemp("replay")) as replay:
        yield Accounts(replay, city.home.feeds)


@pytest.fixture(scope="module")
def worse(accounts: Accounts) -> Outcome:
    return accounts.under(Scenario(0.05, gross=0.02), seed=1)


def mean(outcome: Outcome, stage: str) -> float:
    errors = outcome.errors
    return float(errors[errors.year == YEAR][stage].mean())


def test_a_replay_of_the_same_returns_makes_the_same_accounts(tiny: Desk, tmp_path: Path) -> None:
    with Replay(tiny.home, tmp_path) as replay:
        before = {name: replay.database.execute(f"from {name} order by all").fetchall() for name in MADE}
        for name in ("stg_statistics_bureau__industrial_returns", "stg_statistics_bureau__account_margins"):
            replay.replace(name, replay.database.execute(f"from {name}").df())
        assert set(MADE) - {"int_value_added_below_scale"} <= set(replay.run(["int_value_added_by_vintage"]))
        assert {name: replay.database.execute(f"from {name} order by all").fetchall() for name in MADE} == before


def test_with_every_return_right_the_listed_units_are_exact(accounts: Accounts) -> None:
    outcome = accounts.under(Scenario(), seed=1)
    assert set(outcome.errors.category_code) == {f"0{number}" for number in range(1, 8)}
    assert len(set(outcome.errors.year)) == 5
    assert (outcome.errors["above scale off"] == 0).all(), "0.00 万元 in every year and category"
    assert not outcome.gross.is_implausible.any(), "a right return is not set aside"


def test_with_five_per_cent_missing_the_error_stays_below_one_per_cent(worse: Outcome) -> None:
    for stage in ("above scale", "before raking", "after raking"):
        assert 0 < mean(worse, stage) < 1, stage


def test_gross_errors_of_scale_are_set_aside_and_right_returns_are_not(worse: Outcome) -> None:
    returns: pd.DataFrame = worse.gross
    scaled = returns[~returns.kind.isin(["", ONE_ITEM])]
    assert len(scaled) > 500 and scaled.is_implausible.mean() > 0.99
    assert returns[returns.kind == ""].is_implausible.mean() < 0.001
    assert returns[returns.kind == ONE_ITEM].is_flagged.mean() > 0.95, "at least shown to the statistician"
