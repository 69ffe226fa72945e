"""The flash by the first-order conditions of Denton's minimum, solved by elimination in sixty digits.

The annual accounts are the pipeline's own, which their own computation answers for; revenue is the departments' truth.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import duckdb

from tests.pipeline.counted import Truth, percent
from tests.pipeline.truth import order_25

KEY = ("quarter", "category_code")
MEMBERS = {code: category for code, (category, _) in order_25().items()}
Revenue = dict[tuple[str, str], Fraction]
"""(month, category) ► revenue since January, 千元."""
Quarters = dict[tuple[int, int], Decimal]


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    revenue, accounts = in_quarters(since_january(truth)), annual(truth)
    finals: dict[str, Quarters] = {"00": defaultdict(Decimal)}
    firsts: dict[str, Quarters] = {"00": defaultdict(Decimal)}
    for category, years in accounts.items():
        indicator = {
            quarter: amount
            for (quarter, code), amount in revenue.items()
            if code == category and quarter[0] >= min(years)
        }
        finals[category] = denton(years, indicator)
        firsts[category] = first_estimates(years, indicator)
        for quarter, amount in finals[category].items():
            finals["00"][quarter] += amount
        for quarter, amount in firsts[category].items():
            firsts["00"][quarter] += amount
    for category, final in finals.items():
        yield from told(category, final, firsts[category], max(accounts["01"]))


def annual(truth: Truth) -> dict[str, dict[int, Decimal]]:
    """Category ► year ► value added of the city, 万元."""
    found: dict[str, dict[int, Decimal]] = defaultdict(dict)
    cells = (
        "select category_code, year, value_added from int_value_added_by_category where area_code = '3302' order by all"
    )
    with duckdb.connect(str(truth.warehouse), read_only=True) as connection:
        for category, year, amount in connection.execute(cells).fetchall():
            if len(category) == 2 and category != "00":
                found[category][year] = amount
    return found


def since_january(truth: Truth) -> Revenue:
    """Industry after 2023: the same quarter a year before, times what the same units took in then and now."""
    of_industry: Revenue = defaultdict(Fraction)
    of_services: Revenue = defaultdict(Fraction)
    for row in truth.rows("statistics_bureau/quarterly_revenue"):
        code = row["industry_code"]
        if code in MEMBERS:
            part = of_industry if "06" <= code[:2] <= "46" else of_services
            part[row["month"], MEMBERS[code]] += int(row["revenue_to_date"])
    now, before = same_units(truth)
    for month in sorted(month for month, category in now if category == "_T"):
        for category in sorted(set(MEMBERS.values())):
            last = of_industry.get((f"{int(month[:4]) - 1}{month[4:]}", category))
            pair = (month, category if now.get((month, category)) else "_T")
            if last is not None:
                of_industry[month, category] = last * Fraction(now[pair], before[pair])
    months = {month for month, _ in of_services} & {month for month, _ in of_industry}
    return {
        (m, c): of_industry.get((m, c), Fraction(0)) + of_services.get((m, c), Fraction(0))
        for m in months
        for c in set(MEMBERS.values())
    }


def same_units(truth: Truth) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """(month, category or _T) ► revenue of the units that tell both years: now, and a year before."""
    now: dict[tuple[str, str], int] = defaultdict(int)
    before: dict[tuple[str, str], int] = defaultdict(int)
    for row in truth.rows("statistics_bureau/monthly_revenue"):
        a, b = int(row["revenue_to_date"]), int(row["revenue_to_date_before"] or 0)
        if row["month"][5:] in ("03", "06", "09", "12") and row["industry_code"] in MEMBERS and a and b:
            for category in (MEMBERS[row["industry_code"]], "_T"):
                now[row["month"], category] += a
                before[row["month"], category] += b
    return now, before


def in_quarters(cumulative: Revenue) -> dict[tuple[tuple[int, int], str], Fraction]:
    """((year, quarter), category) ► revenue of the quarter alone."""
    found = {}
    for (month, category), amount in sorted(cumulative.items()):
        year, end = int(month[:4]), int(month[5:])
        so_far = cumulative[f"{year}-{end - 3:02d}", category] if end > 3 else Fraction(0)
        found[(year, end // 3), category] = amount - so_far
    return found


def denton(years: dict[int, Decimal], indicator: dict[tuple[int, int], Fraction]) -> Quarters:
    """The indicator times the ratios z that minimise Σ(z_t − z_{t−1})² while Σ z·indicator is every year's account."""
    quarters, size = sorted(indicator), len(indicator)
    with localcontext() as context:
        context.prec = 60
        revenue = [Decimal(indicator[q].numerator) / Decimal(indicator[q].denominator) / 1_000_000 for q in quarters]
        system = [[Decimal(0)] * (size + len(years) + 1) for _ in range(size + len(years))]
        for t in range(size):
            for other in (t - 1, t + 1):
                if 0 <= other < size:
                    system[t][t] += 1
                    system[t][other] -= 1
        for row, (year, amount) in enumerate(sorted(years.items()), start=size):
            system[row][-1] = amount
            for t, quarter in enumerate(quarters):
                if quarter[0] == year:
                    system[row][t] = system[t][row] = revenue[t]
        ratios = solved(system)
        return {quarter: ratios[t] * revenue[t] for t, quarter in enumerate(quarters)}


def solved(system: list[list[Decimal]]) -> list[Decimal]:
    """Gauss and Jordan, with the largest pivot."""
    for column in range(len(system)):
        pivot = max(range(column, len(system)), key=lambda row: abs(system[row][column]))
        system[column], system[pivot] = system[pivot], system[column]
        system[column] = [cell / system[column][column] for cell in system[column]]
        for row in range(len(system)):
            if row != column and system[row][column]:
                factor = system[row][column]
                system[row] = [a - factor * b for a, b in zip(system[row], system[column], strict=True)]
    return [row[-1] for row in system]


def first_estimates(years: dict[int, Decimal], indicator: dict[tuple[int, int], Fraction]) -> Quarters:
    """Each quarter by the accounts of earlier years and revenue up to that quarter, no later."""
    found: Quarters = {}
    for quarter in sorted(indicator):
        known = {year: amount for year, amount in years.items() if year < quarter[0]}
        if known:
            found[quarter] = denton(known, {q: r for q, r in indicator.items() if q <= quarter})[quarter]
    return found


def told(category: str, final: Quarters, first: Quarters, last_year: int) -> Iterator[dict[str, object]]:
    for (year, number), amount in final.items():
        before = final.get((year - 1, number), Decimal(0))
        since = [(year, n) for n in range(1, number + 1)]
        now, then = sum(final[q] for q in since), sum(first.get(q, Decimal(0)) for q in since)
        yield {
            "quarter": f"{year}-Q{number}",
            "category_code": category,
            "value_added": rounded(amount),
            "growth_on_same_quarter": percent(amount - before, before) if before > 0 else None,
            "benchmark": "annual" if year <= last_year else "extrapolated",
            "first_estimate": rounded(first[year, number]) if (year, number) in first else None,
            "first_estimate_error": percent(then - now, now)
            if now > 0 and year <= last_year and (year, number) in first
            else None,
            "obs_status": "E",
            "conf_status": "F",
        }


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
