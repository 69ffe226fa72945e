"""The pools that bear part of the loss when a loan against patents fails, reported month by month."""

from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.text import wan
from sample_feeds.world import World

HEADER: Header = (
    ("pool_number", "资金池编号"),
    ("pool_name", "资金池名称"),
    ("area_code", "行政区划代码"),
    ("month", "报告月份"),
    ("established_on", "设立日期"),
    ("fund_size", "资金规模"),
    ("covered_loans", "在保贷款笔数"),
    ("compensated", "累计代偿金额"),
    ("in_use", "是否运行"),
)
FORM = Form(
    feed="financial_office/risk_compensation",
    header=HEADER,
    shape="csv",
    entity="pool_number",
    title="专利权质押融资风险补偿资金池 金额单位：万元",
    areas=("area_code",),
    dates=("established_on",),
    amounts=("fund_size", "compensated"),
    required=("pool_name",),
)
_FIRST, _LAST = np.datetime64("2021-01"), np.datetime64("2025-11")
_MOST_POOLS, _CLOSED = 3, 0.2


def deliver_compensation(folder: Path, world: World) -> Filled:
    """A row per pool and month since it was established; a pool may grow and, in the end, be closed."""
    rng = world.part.stream("risk_compensation")
    divisions = world.reference.divisions
    places = [
        (code, divisions[code]) for code in sorted(divisions) for _ in range(int(rng.integers(1, _MOST_POOLS + 1)))
    ]
    places.append((f"{places[0][0][:4]}00", "市级"))
    rows: list[Row] = []
    for serial, (area, name) in enumerate(places, 1):
        rows += _pool(f"FC{world.part.number * 1_000 + serial:05d}", area, f"{name}风险补偿资金池{serial}", rng)
    rows.sort(key=lambda row: (str(row["month"]), str(row["pool_number"])))
    return fill(folder, world.part, FORM, rows)


def _pool(number: str, area: str, name: str, rng: np.random.Generator) -> list[Row]:
    first = _FIRST + int(rng.integers(0, 24))
    established = f"{first}-{int(rng.integers(1, 28)):02d}"
    size, compensated = int(rng.integers(5, 60)) * 10_000, 0
    closing = _LAST - int(rng.integers(0, 12)) if rng.random() < _CLOSED else None
    rows: list[Row] = []
    for month in np.arange(first, _LAST + 1):
        size += int(rng.integers(1, 20)) * 10_000 if rng.random() < 0.04 else 0
        compensated += int(rng.lognormal(9.0, 1.0)) if rng.random() < 0.1 else 0
        report = {
            "pool_number": number,
            "pool_name": name,
            "area_code": area,
            "month": str(month),
            "established_on": established,
            "fund_size": wan(size),
            "covered_loans": str(int(rng.integers(0, 400))),
            "compensated": wan(compensated),
            "in_use": "否" if closing is not None and month >= closing else "是",
        }
        rows.append(report)
    return rows
