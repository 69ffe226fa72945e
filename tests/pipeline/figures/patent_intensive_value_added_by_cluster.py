"""Value added by cluster and list, industry by industry, with the coefficients read from the mapping."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from published.home import PROJECT
from tests.pipeline.counted import Truth, cents, percent
from tests.pipeline.truth import industry_cells, order_25

KEY = ("year", "cluster_list", "cluster_code")
TOLERANCE = Decimal("0.01")
SEEDS = PROJECT / "dbt_project" / "seeds"
IN_FORCE = {"2023": (2023, 2024), "2025": range(2025, 9999)}


def seed(path: str) -> list[dict[str, str]]:
    with (SEEDS / f"{path}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    codes = {row["zh"]: row["code"] for row in seed("codelists/cluster")}
    shares: dict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for row in seed("concordances/cluster_industry"):
        shares[row["version"], row["gbt4754_code"]][codes[row["cluster"]]] = Decimal(row["coefficient"])
    lists = {version: clusters(version, codes) for version in ("2023", "2025")}
    values, units, years = sums(truth, shares, lists)
    for year in years:
        for version, named in lists.items():
            for cluster in ("_T", "_U", *named):
                value, total = values[year, version, cluster], values[year, version, "_T"]
                yield {
                    "year": year,
                    "cluster_list": version,
                    "cluster_code": cluster,
                    "value_added": cents(value),
                    "share_of_intensive": percent(value, total) if total else None,
                    "units": units[year, version, cluster],
                    "list_in_force": "Y" if year in IN_FORCE[version] else "N",
                    "obs_status": "P",
                }


def clusters(version: str, codes: dict[str, str]) -> list[str]:
    named = seed("reference/ningbo_clusters_361")
    return [codes[row["cluster"]] for row in named if row["version"] == version]


def sums(truth: Truth, shares: dict, lists: dict) -> tuple[dict, dict, list[int]]:
    """(year, list, cluster) ► value added in 万元 and units, and every year with a return."""
    members, seen = order_25(), set()
    values: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
    units: dict[tuple[int, str, str], int] = defaultdict(int)
    thousands, counted = industry_cells(truth.feeds)
    for (year, area, industry), value in thousands.items():
        seen.add(year)
        if industry not in members:
            continue
        for version in lists:
            served = shares.get((version, industry), {})
            parts = served | {"_U": 1 - sum(served.values(), Decimal(0)), "_T": Decimal(1)}
            for cluster, part in parts.items():
                if part:
                    values[year, version, cluster] += part * value / 10
                    units[year, version, cluster] += counted[year, area, industry]
    return values, units, sorted(seen)
