"""What institutions earn by conversion and pay as rewards."""

from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import Host, institutions
from sample_feeds.text import wan
from sample_feeds.world import World

HEADER: Header = (
    ("entry_number", "编号"),
    ("year", "年度"),
    ("institution_name", "单位|名称"),
    ("institution_code", "单位|统一社会信用代码"),
    ("institution_type", "单位|类型"),
    ("income", "转化收益"),
    ("reward", "奖励|总额"),
    ("staff_reward", "奖励|其中:转移人员"),
    ("points", "贡献积分"),
    ("listed_patents", "单列管理专利数"),
)
FORM = Form(
    feed="education_bureau/transfer_rewards",
    header=HEADER,
    shape="xlsx",
    entity="entry_number",
    title="专利转化收益与奖励情况 金额单位：万元",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("institution_code",),
    amounts=(
        "income",
        "reward",
        "staff_reward",
    ),
    counts=(
        "points",
        "listed_patents",
    ),
    coded=("institution_type",),
    required=("institution_name",),
)
_YEARS = (2021, 2022, 2023, 2024, 2025)


def deliver_rewards(folder: Path, world: World) -> Filled:
    """One row per institution and year; who earned nothing pays nothing."""
    rng = world.part.stream("rewards")
    rows = [_row(host, year, rng) for year in _YEARS for host in institutions(world)]
    numbered = [row | {"entry_number": f"JL{world.part.number * 10_000 + i:05d}"} for i, row in enumerate(rows, 1)]
    return fill(folder, world.part, FORM, numbered)


def _row(host: Host, year: int, rng: np.random.Generator) -> dict[str, str | None]:
    income = int(rng.lognormal(5.6 + 0.15 * (year - 2021), 1.1) * 100) if rng.random() < 0.9 else 0
    reward = income * int(rng.integers(50, 75)) // 100
    staff = reward * int(rng.integers(2, 11)) // 100
    return {
        "year": str(year),
        "institution_name": host.name,
        "institution_code": host.code,
        "institution_type": host.kind,
        "income": wan(income),
        "reward": wan(reward),
        "staff_reward": wan(staff),
        "points": str(int(rng.integers(0, 4_000))),
        "listed_patents": str(int(rng.integers(0, 900))),
    }
