"""The patent office's records: the text table of all patents, and the truth about them."""

from typing import Any

import numpy as np
import pyarrow as pa

from sample_feeds.patents import Patents
from sample_feeds.portfolio import DESIGN, IN_FORCE, INVENTION, Portfolio
from sample_feeds.text import Integers, Text, array, choose, compute, dates, iso, joined, where, whole
from sample_feeds.trades import trades
from sample_feeds.units import Units

NUMERIC = frozenset(
    {
        "pat_type",
        "status_code",
        "patent_right_transfer_quantity",
        "license_quantity",
        "pledge_quantity",
        "family_quantity",
        "high_value_flag",
        "strategic_emerging_industry_flag",
        "overseas_family_flag",
        "maintenance_period_flag",
        "high_financing_quota_flag",
        "award_flag",
    }
)
_FEATURES = (
    "高精度",
    "低噪声",
    "可调节",
    "防水型",
    "轻量化",
    "自清洁",
    "快速拆装",
    "节能型",
    "耐高温",
    "防松",
    "一体化",
    "模块化",
    "抗冲击",
    "便于维护",
    "带自锁功能的",
    "双工位",
    "多级过滤",
    "可折叠",
    "智能控温",
    "防误触",
    "高强度",
    "自适应",
    "长寿命",
    "免焊接",
    "可回收",
)
_SUBJECTS = {
    1: ("及其制备方法", "的控制方法", "的加工工艺", "及检测方法", "生产系统", "及其应用"),
    2: ("", "结构", "组件", "用夹具", "连接机构", "装置"),
    3: ("(A款)", "(B款)", "(便携式)", "(系列一)", "(系列二)", "(改进型)"),
}


def patent_table(patents: Patents, units: Units, patentee: Text, rng: np.random.Generator) -> pa.Table:
    """The clean text table; the holders as the office writes them."""
    fate, holder = patents.portfolio, patents.holder
    trade = units.industries.trade[units.industry[holder]]
    first = np.full(len(holder), 2019)
    columns = {
        "pid": joined("NB", _undotted(patents.number)),
        "title": _titles(fate.base_kind, trade, rng),
        "pat_type": whole(fate.kind),
        "status_code": whole(fate.status),
        "app_number": patents.number,
        "app_date": iso(fate.applied),
        "pub_number": _publication_numbers(patents),
        "grant_date": iso(fate.granted),
        "expire_date": iso(fate.expires),
        "applicant_name": _holder_names(units, patents, first),
        "patentee": patentee,
        "addr_province": _constant("浙江省", len(holder)),
        "addr_city": _constant("宁波市", len(holder)),
        "addr_county": _counties(units, holder),
        "nec": _industry_codes(units, holder, rng),
        "main_ipc": _ipc(fate.base_kind, trade, rng),
    }
    return pa.table(columns | _quantities(fate, rng))


def patent_truth(patents: Patents, table: pa.Table, units: Units) -> pa.Table:
    """Number, kind, status, dates, holder, county, industries and flags of each patent."""
    fate = patents.portfolio
    columns: dict[str, Any] = {
        "app_number": patents.number,
        "pat_type": table.column("pat_type"),
        "status_code": table.column("status_code"),
        "app_date": dates(fate.applied),
        "grant_date": dates(fate.granted),
        "expire_date": dates(fate.expires),
        "patentee": table.column("patentee"),
        "organisation_code": choose(units.code, patents.holder),
        "addr_county": table.column("addr_county"),
        "nec": table.column("nec"),
    }
    return pa.table(columns | {name: table.column(name) for name in table.column_names if name.endswith("_flag")})


def _undotted(number: Text) -> Text:
    digits: Text = compute.replace_substring(number, ".", "")
    return digits


def _publication_numbers(patents: Patents) -> Text:
    kind = patents.portfolio.base_kind
    granted = ~np.isnat(patents.portfolio.granted)
    letter = np.select([(kind == INVENTION) & granted, kind == INVENTION, kind == DESIGN], [0, 1, 3], default=2)
    serial = 100_000_000 + np.arange(len(patents)) * 7 % 900_000_000
    return joined("CN", whole(serial), choose(("B", "A", "U", "S"), letter))


def _industry_codes(units: Units, holder: Integers, rng: np.random.Generator) -> Text:
    own = choose(units.industries.codes, units.industry[holder])
    other = choose(units.industries.codes, rng.integers(0, len(units.industries.codes), len(holder)))
    return where(rng.random(len(holder)) < 0.12, joined(own, ";", other), own)


def _titles(kind: Integers, trade: Integers, rng: np.random.Generator) -> Text:
    count = len(kind)
    draw: np.ndarray[Any, np.dtype[np.int64]] = rng.integers(0, 2**31, (3, count))
    subjects = [word for group in _SUBJECTS.values() for word in group]
    feature = choose(_FEATURES, draw[0] % len(_FEATURES))
    subject = choose(subjects, (kind - 1) * 6 + draw[2] % 6)
    product = _product(trade, draw[1])
    return where(kind == DESIGN, joined(product, subject), joined("一种", feature, product, subject))


def _product(trade: Integers, draw: Integers) -> Text:
    return _by_trade([t.products for t in trades()], trade, draw)


def _ipc(kind: Integers, trade: Integers, rng: np.random.Generator) -> Text:
    locarno = choose(("07-02", "08-05", "12-16", "13-03", "14-01", "23-04", "26-05"), rng.integers(0, 7, len(kind)))
    classes = _by_trade([t.ipc for t in trades()], trade, rng.integers(0, 2**31, len(kind)))
    return where(kind == DESIGN, locarno, classes)


def _by_trade(words: list[tuple[str, ...]], trade: Integers, draw: Integers) -> Text:
    sizes = np.array([len(group) for group in words])
    starts = np.cumsum(sizes) - sizes
    return choose([word for group in words for word in group], starts[trade] + draw % sizes[trade])


def _holder_names(units: Units, patents: Patents, year: Integers) -> Text:
    name = units.names(patents.holder, year)
    shared = patents.joint >= 0
    partner = units.names(np.maximum(patents.joint, 0), year)
    return where(shared, joined(name, ";", partner), name)


def _counties(units: Units, holder: Integers) -> Text:
    return choose(array([units.places.names.get(code) for code in units.places.area]), holder)


def _constant(word: str, count: int) -> Text:
    return choose((word,), np.zeros(count, dtype=np.int64))


def _quantities(fate: Portfolio, rng: np.random.Generator) -> dict[str, Text]:
    granted = ~np.isnat(fate.granted)
    count = len(granted)
    invention = fate.base_kind == INVENTION
    pledged = granted & (rng.random(count) < np.where(invention, 0.03, 0.008))
    overseas = invention & (rng.random(count) < 0.04)
    old = granted & (fate.status == IN_FORCE) & (fate.applied < np.datetime64("2015-12-31")) & invention
    award = invention & granted & (rng.random(count) < 0.002)
    emerging = invention & granted & (rng.random(count) < 0.3)
    high = (fate.status == IN_FORCE) & invention & (pledged | overseas | old | award | emerging)
    return {
        "patent_right_transfer_quantity": whole(granted * rng.poisson(0.06, count)),
        "license_quantity": whole(granted * rng.poisson(0.02, count)),
        "pledge_quantity": whole(pledged * rng.integers(1, 4, count)),
        "family_quantity": whole(1 + overseas * rng.integers(1, 9, count)),
        "high_value_flag": whole(high.astype(np.int64)),
        "strategic_emerging_industry_flag": whole(emerging.astype(np.int64)),
        "overseas_family_flag": whole(overseas.astype(np.int64)),
        "maintenance_period_flag": whole(old.astype(np.int64)),
        "high_financing_quota_flag": whole((pledged & (rng.random(count) < 0.3)).astype(np.int64)),
        "award_flag": whole(award.astype(np.int64)),
    }
