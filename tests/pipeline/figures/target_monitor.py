"""The monitored indicators area by area: targets, the seasonal line and ranks, worked out with dictionaries."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from published.home import PROJECT
from tests.pipeline import truth as returns
from tests.pipeline.counted import AREAS, CITY, DIVISIONS, NAMES, Truth, cents, percent
from tests.pipeline.figures import high_value_patents, zero_out_progress

KEY = ("period", "area_code", "indicator")
TOLERANCE = Decimal("0.01")
Series = dict[tuple[str, str], tuple[Decimal | None, Decimal, str]]
"""(period, area) ► value, size of its base, status."""


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    targets = {(row["indicator"], row["year"], row["area_code"]): Decimal(row["target"]) for row in seed("targets")}
    measured = {
        "technology_contract_turnover": turnover(truth),
        "high_value_per_10k": high_value(truth),
        "zero_out_share": zero_out(truth),
        "value_added_share_of_gdp": share_of_gdp(truth),
    }
    for parameters in seed("monitor_indicators"):
        name = parameters["indicator"]
        series = measured[name]
        places = ranks(series, Decimal(parameters["minimum_base"]))
        for (period, area), (value, _, status) in series.items():
            target = targets.get((name, period[:4], area))
            before = places.get((f"{int(period[:4]) - 1}{period[4:]}", area))
            place = places[period, area]
            yield {
                "period": period,
                "area_code": area,
                "indicator": name,
                "unit_of_measure": parameters["unit_of_measure"],
                "indicator_value": value,
                "indicator_target": target,
                "area_rank": place,
                "rank_change": before - place if before and place else None,
                "obs_status": status,
                **progress(series, period, area, target),
            }


def seed(name: str) -> list[dict[str, str]]:
    with (PROJECT / f"dbt_project/seeds/parameters/{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def progress(series: Series, period: str, area: str, target: Decimal | None) -> dict[str, object]:
    value, share = series[period, area][0], seasonal_share(series, period, area)
    if target is None or value is None:
        return {"attainment": None, "seasonal_share": None, "on_track_line": None, "track_status": "_Z"}
    line = cents(target * share / 100) if share is not None else None
    status = "_Z" if line is None else "on_track" if value >= line else "behind"
    shares = {"attainment": percent(value, target), "seasonal_share": share}
    return shares | {"on_track_line": line, "track_status": status}


def seasonal_share(series: Series, period: str, area: str) -> Decimal | None:
    """Mean share of the earlier years that have all twelve months; an annual indicator is due in full."""
    if len(period) == 4:
        return Decimal(100)
    shares = []
    for year in sorted({known[:4] for known, _ in series if known[:4] < period[:4]}):
        months = [series.get((f"{year}-{month:02d}", area)) for month in range(1, 13)]
        values = [cell[0] for cell in months if cell and cell[0] is not None]
        if len(values) == 12 and values[11] > 0:
            shares.append(percent(values[int(period[5:]) - 1], values[11]))
    return cents(sum(shares) / len(shares)) if shares else None


def ranks(series: Series, minimum: Decimal) -> dict[tuple[str, str], int | None]:
    """1 + how many divisions of the period are better; None for what is not ranked."""
    divisions = [f"{CITY}{division}" for division in DIVISIONS]
    eligible: dict[str, dict[str, Decimal]] = {}
    for (period, area), (value, base, _) in series.items():
        if area in divisions and value is not None and base >= minimum:
            eligible.setdefault(period, {})[area] = value

    def place(period: str, area: str) -> int | None:
        values = eligible.get(period, {})
        return 1 + sum(other > values[area] for other in values.values()) if area in values else None

    return {key: place(*key) for key in series}


def turnover(truth: Truth) -> Series:
    values, _ = returns.turnover_cells(truth.feeds)
    related = {key: value for key, value in values.items() if key[3]}
    months = sorted({month for month, *_ in values})
    every = [f"{y}-{m:02d}" for y in range(int(months[0][:4]), int(months[-1][:4]) + 1) for m in range(1, 13)]
    found: Series = {}
    for period in (month for month in every if months[0] <= month <= months[-1]):
        for area in AREAS:
            total = sum(
                (
                    value
                    for (month, seller, _, _), value in related.items()
                    if month[:4] == period[:4] and month <= period and area in (CITY, seller)
                ),
                Decimal(0),
            )
            found[period, area] = (cents(total), Decimal(0), "A")
    return found


def high_value(truth: Truth) -> Series:
    return series_of(high_value_patents.rows(truth), "high_value_kind", "high_value_per_10k", "resident_population")


def zero_out(truth: Truth) -> Series:
    return series_of(zero_out_progress.rows(truth), "industry_group", "cleared_share", "above_scale_enterprises")


def series_of(rows: Iterator[dict[str, Any]], dimension: str, value: str, base: str) -> Series:
    """The totals of another computation."""
    totals = (row for row in rows if row[dimension] == "_T")
    return {
        (str(row["year"]), row["area_code"]): (row[value], Decimal(row[base] or 0), row["obs_status"]) for row in totals
    }


def share_of_gdp(truth: Truth) -> Series:
    values, units = returns.value_added_cells(truth.feeds)
    gdp = {(year, NAMES[name]): amount for (year, name), amount in returns.newest_gdp(truth.feeds).items()}
    found: Series = {}
    for year in sorted({year for year, _, _ in values}):
        for area in AREAS:
            thousands, whole = values.get((year, area, "00"), 0), gdp.get((year, area))
            share = percent(Decimal(thousands) / 100_000, whole) if whole is not None else None
            found[str(year), area] = (share, Decimal(units.get((year, area, "00"), 0)), "P")
    return found
