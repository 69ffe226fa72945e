"""The accounts of value added: what must hold on every release, what a statistician decides, and what stops them."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.pipeline import accounts, truth
from tests.pipeline.conftest import Desk

DATASET = "patent_intensive_value_added"
CITY = truth.CITY
RETURNS = "statistics_bureau/industrial_returns/industrial_returns_2024.csv"
MARGINS = "statistics_bureau/account_margins/account_margins.csv"


def query(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(desk.home.warehouse), read_only=True) as warehouse:
        return warehouse.execute(sql).fetchall()


def test_every_area_and_industry_of_every_newest_vintage_equals_plain_python(released: Desk) -> None:
    made = query(
        released,
        """select year, area_code, industry_code, units, units_reported, reported, imputed, below_scale,
                  value_added, without_imputation
           from int_value_added_adjusted where is_newest""",
    )
    wanted = accounts.cells(released.home.feeds)
    assert {row[:3] for row in made} == set(wanted)
    for *key, units, units_reported, reported, imputed, below_scale, raked, bare in made:
        cell = wanted[tuple(key)]
        assert (units, units_reported, reported) == (cell.units, cell.units_reported, cell.reported), key
        assert imputed == cell.imputed and below_scale == pytest.approx(cell.below_scale, abs=Decimal("0.000002")), key
        assert float(raked) == pytest.approx(cell.raked, rel=1e-9, abs=1e-6), key
        assert float(bare) == pytest.approx(cell.without_imputation, rel=1e-9, abs=1e-6), key


def test_margins_hold(released: Desk) -> None:
    """Every margin of the accounts that binds a section that is estimated, within a millionth."""
    bound = query(
        released,
        """select margins.year, vintages.vintage, margins.section, margins.area_code, margins.value_added,
                  sum(cells.value_added)
           from int_account_margins as margins
           inner join int_account_vintages as vintages
           on margins.year = vintages.year and margins.version = vintages.accounts_version
           inner join (select *, unnest(['3302', area_code]) as place from int_value_added_adjusted) as cells
           on margins.year = cells.year and vintages.vintage = cells.vintage
           and margins.section = cells.section and margins.area_code = cells.place
           group by all""",
    )
    assert len(bound) > 14 * 4 * 10
    assert [row for row in bound if abs(row[5] - row[4]) > row[4] / 1_000_000] == []


def test_contributions_add_up_to_the_growth_of_the_total(released: Desk) -> None:
    parts: dict[tuple[object, object], Decimal] = defaultdict(Decimal)
    totals = {}
    for row in released.built(DATASET):
        if len(str(row["category_code"])) == 2 and row["contribution"] is not None:
            if row["category_code"] == "00":
                totals[row["year"], row["area_code"]] = row["growth_nominal"]
            else:
                parts[row["year"], row["area_code"]] += Decimal(str(row["contribution"]))
    assert len(totals) == 4 * 12
    assert {
        key: (parts[key], total)
        for key, total in totals.items()
        if abs(parts[key] - Decimal(str(total))) > Decimal("0.035")
    } == {}


def test_the_true_value_lies_within_three_sampling_errors(city: Desk) -> None:
    """What the bootstrap says of the below-scale part, against the part that the generator made."""
    members = truth.order_25()
    made: dict[tuple[int, str], float] = defaultdict(float)
    for row in truth.read(city.home.feeds, "small_units").itertuples():
        if row.industry_code in members:
            for category in ("00", members[row.industry_code][0]):
                made[row.year, category] += row.value_added
    found = query(
        city,
        """select year, category_code, below_scale, standard_error from int_below_scale_errors
           where area_code = '' and length(category_code) = 2""",
    )
    distances = [abs(below - made[year, category]) / error for year, category, below, error in found]
    assert len(distances) == 5 * 8 and max(distances) < 3
    assert sum(distance < 1 for distance in distances) > 20, "errors are not merely generous"


def rewritten(desk: Desk, feed: str, change: Callable[[list[str]], list[str]]) -> None:
    """One delivered file with its lines changed."""
    path = desk.home.feeds / feed
    path.write_text("\n".join(change(path.read_text("gb18030").splitlines())) + "\n", encoding="gb18030")


def a_return(desk: Desk) -> str:
    """A unit that returned both years, and was corrected in neither."""
    spoilt = set(truth.read(desk.home.feeds, "defects").entity)
    rows = truth.read(desk.home.feeds, "statistics_bureau__industrial_returns")
    both = set(rows[rows.year == "2023"].organisation_code) & set(rows[rows.year == "2024"].organisation_code)
    return min(both - spoilt)


def test_a_return_in_the_wrong_unit_is_imputed_until_somebody_keeps_it(fresh: Desk) -> None:
    code = a_return(fresh)

    def a_hundredfold(lines: list[str]) -> list[str]:
        return [times_a_hundred(line) if line.startswith(code) else line for line in lines]

    def times_a_hundred(line: str) -> str:
        cells = line.split(",")
        return ",".join([*cells[:8], *(f"{cell}00" if cell not in ("", "0") else cell for cell in cells[8:])])

    rewritten(fresh, RETURNS, a_hundredfold)
    fresh.run("release", DATASET)
    method = f"select vintage, method from int_value_added_completed where organisation_code = '{code}' and year = 2024"
    assert {method for _, method in query(fresh, method)} == {"last_year"}
    review = fresh.home.accounts / "review.csv"
    with review.open(encoding="utf-8-sig", newline="") as lines:
        (asked,) = [row for row in csv.DictReader(lines) if row["统一社会信用代码"] == code and row["年份"] == "2024"]
    assert asked["判定前的处理"] == "暂不采用，按插补" and Decimal(asked["与上年之比÷同类中位数"]) > 50
    text = review.read_text("utf-8-sig")
    (line,) = [line for line in text.splitlines() if line.startswith(f"{code},2024,")]
    review.write_text(text.replace(line, f"{line}保留"), encoding="utf-8-sig")
    fresh.run("release", DATASET, check=False)
    assert {method for vintage, method in query(fresh, method) if vintage == "revised"} == {"reported"}
    assert code not in review.read_text("utf-8-sig")
    assert (fresh.home.accounts / "decisions.csv").read_text("utf-8").splitlines()[1].startswith(f"{code},2024,保留,")


def test_margins_that_contradict_each_other_hold_the_accounts_by_name(fresh: Desk) -> None:
    def doubled(lines: list[str]) -> list[str]:
        (first, *_) = [line for line in lines if re.fullmatch(r"2023,普查修订,2024-12-27,3302,[CIMN],[0-9.]+", line)]
        *names, amount = first.split(",")
        sections.append(names[-1])
        return [",".join([*names, str(Decimal(amount) * 2)]) if line == first else line for line in lines]

    sections: list[str] = []
    before = sorted(path.name for path in (fresh.home.releases / DATASET).iterdir())
    rewritten(fresh, MARGINS, doubled)
    done = fresh.run("release", DATASET, check=False)
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert f"2023 final {sections[0]} 3302" in told and "请核对这些边际的总计" in told, told
    assert "Traceback" not in told
    assert sorted(path.name for path in (fresh.home.releases / DATASET).iterdir()) == before


def test_the_truth_of_the_vintages_is_what_the_parameter_table_says() -> None:
    """The independent computation has its own list of vintages: it and the table change together or not at all."""
    path = Path(__file__).parents[2] / "dbt_project/seeds/parameters/vintages.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        table = {(int(r["year"]), r["vintage"]): (r["released_on"], r["returns_until"]) for r in csv.DictReader(lines)}
    assert table == {key: (released_on, until) for key, (released_on, until, _, _) in accounts.VINTAGES.items()}
