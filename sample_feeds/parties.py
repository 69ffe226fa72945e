"""Sellers and buyers of technology, and the patents that a contract is about."""

from dataclasses import dataclass

import numpy as np

from sample_feeds.patents import Patents
from sample_feeds.text import Booleans, Dates, Integers, Text, array, choose, where
from sample_feeds.units import PUBLIC, UNLISTED, Units

OUTSIDE = -1
ELSEWHERE = (
    ("上海澜图技术有限公司", "310115", "170"),
    ("杭州珩算信息科技有限公司", "330106", "170"),
    ("苏州骁测装备有限公司", "320505", "170"),
    ("沪东湛源研究院", "310104", "021"),
    ("江南沄汐大学", "320102", "022"),
    ("深圳昱芯半导体有限公司", "440305", "170"),
    ("北京翊维数据有限公司", "110108", "150"),
    ("嘉兴栩塑新材料有限公司", "330402", "170"),
    ("温州鸿骥阀门科技有限公司", "330302", "170"),
    ("武汉光溪研究所", "420111", "021"),
    ("合肥湜能科技有限公司", "340104", "170"),
    ("金华悠电工具有限公司", "330702", "170"),
)
_ABROAD = (("Larkfield Sensors GmbH", "304"), ("Minato Koshin KK", "116"), ("Tallgrass Polymers Inc", "502"))
_CHINA = "142"


@dataclass(frozen=True)
class Party:
    """One side of every contract: name, division or district code (blank abroad), kind, customs country code."""

    name: Text
    area: Text
    kind: Text
    country: Text

    def columns(self, side: str) -> dict[str, Text]:
        """The four columns of the contract form."""
        fields = {"name": self.name, "area_code": self.area, "kind": self.kind, "country": self.country}
        return {f"{side}_{field}": column for field, column in fields.items()}


def parties(units: Units, unit: Integers, year: Integers, rng: np.random.Generator, abroad: float = 0.0) -> Party:
    """The party of each contract: the unit, or where it is OUTSIDE somebody elsewhere, at times `abroad`."""
    local = unit != OUTSIDE
    index = np.maximum(unit, 0)
    pick = rng.integers(0, len(ELSEWHERE), len(unit))
    foreign = ~local & (rng.random(len(unit)) < abroad)
    pick_abroad = rng.integers(0, len(_ABROAD), len(unit))
    name, area, kind = (choose([row[i] for row in ELSEWHERE], pick) for i in range(3))
    own_area = array([str(code) for code in units.places.in_year(index, year)])
    return Party(
        name=_three(local, units.names(index, year), foreign, choose([n for n, _ in _ABROAD], pick_abroad), name),
        area=_three(local, own_area, foreign, "", area),
        kind=_three(local, choose(units.contract_kind, index), foreign, "300", kind),
        country=where(foreign, choose([c for _, c in _ABROAD], pick_abroad), _CHINA),
    )


def sellers(units: Units, count: int, rng: np.random.Generator) -> Integers:
    """Units that sell technology: few sell much, public bodies and services ahead."""
    favour = np.where(units.kind == PUBLIC, 40.0, np.where(units.kind == UNLISTED, 0.2, 1.0))
    weights = ~units.quiet * favour * np.minimum(rng.pareto(1.1, len(units)), 200.0)
    return rng.choice(len(units), size=count, p=weights / weights.sum())


def buyers(units: Units, count: int, local: Booleans, rng: np.random.Generator) -> Integers:
    """Units that buy technology, OUTSIDE where not local."""
    drawn = rng.choice(np.flatnonzero(units.kind < UNLISTED), size=count)
    return np.where(local, drawn, OUTSIDE)


def holders_with_patents(patents: Patents, signed: Dates, rng: np.random.Generator) -> Integers:
    """For each signing date a holder with a citable patent applied for before it: patents decide who is likely."""
    citable = np.flatnonzero(patents.citable)
    before = np.searchsorted(patents.portfolio.applied[citable], signed)
    return patents.holder[citable[rng.integers(0, 2**31, len(signed)) % np.maximum(before, 1)]]


def cited_patents(
    patents: Patents, seller: Integers, signed: Dates, wanted: Integers, rng: np.random.Generator
) -> list[Integers]:
    """Up to `wanted` citable patents of each seller, applied for before the signing: neighbours in time."""
    citable = np.flatnonzero(patents.citable)
    order = citable[np.lexsort((patents.portfolio.applied[citable], patents.holder[citable]))]
    key = patents.holder[order] * 100_000 + patents.portfolio.applied[order].astype(np.int64)
    first = np.searchsorted(key, seller * 100_000)
    end = np.searchsorted(key, seller * 100_000 + signed.astype(np.int64))
    size = np.minimum(wanted, end - first)
    start = first + rng.integers(0, 2**31, len(seller)) % np.maximum(end - first - size + 1, 1)
    return [order[s : s + n] for s, n in zip(start, size, strict=True)]


def _three(first: Booleans, yes: Text, second: Booleans, other: Text | str, rest: Text) -> Text:
    return where(first, yes, where(second, other, rest))
