"""How far the accounts are from the truth when returns are missing or grossly wrong, per category of Order 25.

    DATA_HOME=… .venv/bin/python -m benchmarks.accounts_errors

Returns are drawn from the generator's truth and the accounts' models run again on them. Three stages stand side by
side, because true margins hide errors: the listed units alone, with the below-scale part before raking, and after it.
"""

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.replay import Replay
from published.home import Home

STAGES = ("above scale", "before raking", "after raking")
FACTORS = {"×1000": 1000, "×100": 100, "×10": 10, "÷10": 0.1, "÷100": 0.01, "÷1000": 0.001}
ONE_ITEM = "one item ×10"
KINDS = (*FACTORS, ONE_ITEM)
# the scale errors share nine tenths of the gross errors
ODDS = (*[0.15] * len(FACTORS), 0.1)
LARGE_ITEMS = ("payroll_payable", "depreciation", "operating_profit")
FORMS = {
    "industry": "stg_statistics_bureau__industrial_returns",
    "service": "stg_statistics_bureau__service_returns",
}
SEEDS = (1, 2, 3)
YEAR = 2023
WANTED = ("int_value_added_by_vintage", "int_value_added_outliers")
NUMBERS = """
    with listed as (
        select units.year, list.code1 as category_code, sum(units.value_added) * 0.1 as above_scale
        from truth_units as units
        inner join patent_intensive_2019 as list on units.industry_code = list.gbt4754_code
        group by all
    ),
    small as (
        select units.year, list.code1 as category_code, sum(units.value_added) as below_scale
        from truth_small as units
        inner join patent_intensive_2019 as list on units.industry_code = list.gbt4754_code
        group by all
    )
    select
        cells.year,
        cells.category_code,
        cells.reported + cells.imputed - listed.above_scale as "above scale off",
        100 * abs("above scale off" / listed.above_scale)::double as "above scale",
        100 * abs(cells.estimate / (listed.above_scale + small.below_scale) - 1)::double as "before raking",
        100 * abs(cells.value_added / (listed.above_scale + small.below_scale) - 1)::double as "after raking"
    from int_value_added_by_vintage as cells
    inner join listed on cells.year = listed.year and cells.category_code = listed.category_code
    inner join small on cells.year = small.year and cells.category_code = small.category_code
    where cells.is_newest and cells.area_code = '3302'
    order by cells.year, cells.category_code
"""


@dataclass(frozen=True)
class Scenario:
    """The share of value missing at random, whether the largest of each category are too, and the gross errors."""

    missing: float = 0.0
    largest: bool = False
    gross: float = 0.0

    def __str__(self) -> str:
        missing = f"{self.missing:.0%} of value missing" if self.missing else "full response"
        return (
            missing
            + (" + the largest" if self.largest else "")
            + (f", {self.gross:.0%} gross errors" if self.gross else "")
        )


SCENARIOS = (
    Scenario(),
    *(
        Scenario(missing, largest, gross)
        for missing in (0.05, 0.15)
        for largest in (False, True)
        for gross in (0.0, 0.02)
    ),
)


@dataclass(frozen=True)
class Outcome:
    """Per year and category the error of each stage, %, and per gross error of which kind what became of the return."""

    errors: pd.DataFrame
    gross: pd.DataFrame


class Accounts:
    """The accounts of a released home, to be made again from other returns."""

    def __init__(self, replay: Replay, feeds: Path) -> None:
        self._replay = replay
        self._truth = pd.read_parquet(feeds / "truth" / "units.parquet")
        self._truth["category"] = self._truth.industry_code.map(
            dict(replay.database.execute("select gbt4754_code, code1 from patent_intensive_2019").fetchall())
        )
        small = feeds / "truth" / "small_units.parquet"
        replay.database.register("truth_units", self._truth)
        replay.database.execute(f"create temp view truth_small as from '{small}'")
        described = replay.database.execute(f"describe {FORMS['industry']}").fetchall()
        self._money = [name for name, kind, *_ in described if kind.startswith("DECIMAL")]

    def under(self, scenario: Scenario, seed: int) -> Outcome:
        """The accounts when this is what the bureau got."""
        returns = drawn(self._truth, scenario, seed, self._money)
        for sector, form in FORMS.items():
            self._replay.replace(form, returns[returns.sector == sector])
        self._replay.run(WANTED)
        judged = self._replay.database.execute(
            "select organisation_code, year, is_flagged, is_implausible from int_value_added_outliers"
        ).df()
        kinds = returns[["organisation_code", "year", "kind"]].merge(judged, on=["organisation_code", "year"])
        return Outcome(self._replay.database.execute(NUMBERS).df(), kinds)


def drawn(truth: pd.DataFrame, scenario: Scenario, seed: int, money: Sequence[str]) -> pd.DataFrame:
    """The returns that came, with `kind`, empty where the return is right; all of them in time."""
    years = [
        year_drawn(units, scenario, np.random.default_rng([seed, int(year)]), money)
        for year, units in truth.groupby("year")
    ]
    found = pd.concat(years, ignore_index=True)
    return found.assign(reported_on=pd.to_datetime((found.year + 1).astype(str) + "-02-01"))


def year_drawn(
    units: pd.DataFrame, scenario: Scenario, dice: np.random.Generator, money: Sequence[str]
) -> pd.DataFrame:
    """Units are dropped in random order until their share of the value is missing."""
    units = units.iloc[dice.permutation(len(units))]
    value = units.value_added.clip(lower=0).to_numpy()
    came = np.cumsum(value) > scenario.missing * value.sum()
    if scenario.largest:
        came &= ~units.index.isin(units.groupby("category").value_added.idxmax())
    returns = units[came].astype(dict.fromkeys(money, float))
    wrong = dice.random(len(returns)) < scenario.gross
    kind = np.where(wrong, dice.choice(KINDS, len(returns), p=ODDS), "")
    for name, factor in FACTORS.items():
        returns.loc[kind == name, list(money)] *= factor
    item = dice.choice(LARGE_ITEMS, len(returns))
    for name in LARGE_ITEMS:
        returns.loc[(kind == ONE_ITEM) & (item == name), name] *= 10
    return returns.assign(kind=kind)


def main() -> None:
    """Print the errors of the year in full, those of the other years in short, and what became of the gross errors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="a released city; DATA_HOME unless said")
    home = Home(parser.parse_args().home) if parser.parse_args().home else Home.from_environment()
    with tempfile.TemporaryDirectory() as folder, Replay(home, Path(folder)) as replay:
        accounts = Accounts(replay, home.feeds)
        outcomes = {
            scenario: [accounts.under(scenario, seed) for seed in (SEEDS if scenario.missing else SEEDS[:1])]
            for scenario in SCENARIOS
        }
    print(f"Error of the seven category totals against the truth, {YEAR}, %: mean (worst category)\n")
    print(f"{'':52}" + "".join(f"{stage:>20}" for stage in STAGES))
    for scenario, found in outcomes.items():
        print(f"{scenario!s:52}" + "".join(f"{_mean(found, YEAR, stage)} {_worst(found, stage)}" for stage in STAGES))
    _other_years(outcomes)
    _gross_errors([outcome.gross for found in outcomes.values() for outcome in found])


def _mean(found: Sequence[Outcome], year: int, stage: str) -> str:
    errors = pd.concat([outcome.errors for outcome in found])
    return f"{errors[errors.year == year][stage].mean():9.2f}"


def _worst(found: Sequence[Outcome], stage: str) -> str:
    errors = pd.concat([outcome.errors for outcome in found])
    mean = errors[errors.year == YEAR].groupby("category_code")[stage].mean()
    return f"({mean.idxmax()} {mean.max():5.2f})"


def _other_years(outcomes: dict[Scenario, list[Outcome]]) -> None:
    years = [year for year in sorted(set(outcomes[Scenario()][0].errors.year)) if year != YEAR]
    print(
        f"\nThe other years: mean error {' / '.join(STAGES)}, %\n\n{'':52}" + "".join(f"{year:>20}" for year in years)
    )
    for scenario, found in outcomes.items():
        cells = ["/".join(_mean(found, year, stage).strip() for stage in STAGES) for year in years]
        print(f"{scenario!s:52}" + "".join(f"{cell:>20}" for cell in cells))


def _gross_errors(judged: Sequence[pd.DataFrame]) -> None:
    returns = pd.concat(judged)
    print(f"\nAll years and draws together\n\n{'':20}{'returns':>12}{'flagged':>12}{'set aside':>12}")
    for kind in (*KINDS, ""):
        rows = returns[returns.kind == kind]
        print(f"{kind or 'right':20}{len(rows):12,}{rows.is_flagged.sum():12,}{rows.is_implausible.sum():12,}")


if __name__ == "__main__":
    main()
