"""Technology contracts: who sold what to whom, over which patents, and how the contract fared afterwards."""

from dataclasses import dataclass

import numpy as np

from sample_feeds.contract_values import contract_values, signing_days, technical_values
from sample_feeds.parties import OUTSIDE, Party, buyers, cited_patents, holders_with_patents, parties, sellers
from sample_feeds.patents import Patents
from sample_feeds.scale import Part
from sample_feeds.text import Booleans, Dates, Integers, Text, choose, joined, padded, where, whole
from sample_feeds.units import Units

TYPES = ("技术开发", "技术转让", "技术许可", "技术咨询", "技术服务")
CLOSING = np.datetime64("2025-12-31")
_TYPE_SHARES = (0.36, 0.05, 0.04, 0.12, 0.43)
_TYPE_SHARES_WITH_PATENTS = (0.34, 0.28, 0.24, 0.03, 0.11)
_PATENT_TYPES = ("发明专利", "实用新型专利", "外观设计专利")
_OTHER_IP = ("未涉及", "未涉及", "未涉及", "技术秘密", "技术秘密", "计算机软件著作权", "计算机软件著作权;技术秘密",
             "集成电路布图设计", "植物新品种", "生物医药新品种", "设计著作权")  # fmt: skip
_FROM_OUTSIDE, _WITH_PATENTS, _UNNAMED_PATENTS = 0.14, 0.15, 0.1
_NEGOTIABLE, _AMENDED, _CANCELLED = 0.0012, 0.02, 0.012
_SIXTEEN_DIGITS_FROM = np.datetime64("2022-07-01")
_NUMBERS_PER_PART = 16_000
REGISTRARS = 8


@dataclass(frozen=True)
class Contracts:
    """Per contract in order of signing: final values in whole yuan, whether they are negotiable (unknown), the
    units of seller and buyer (OUTSIDE: not of the city), the cited patents as indices, the days of amendment and of
    cancellation (NaT: never)."""

    number: Text
    signed: Dates
    registered: Dates
    registrar: Integers
    seller_unit: Integers
    buyer_unit: Integers
    seller: Party
    buyer: Party
    type: Integers
    ip_type: Text
    patent_related: Booleans
    patents: list[Integers]
    value: Integers
    technical_value: Integers
    negotiable: Booleans
    amended: Dates
    cancelled: Dates

    def __len__(self) -> int:
        return len(self.signed)

    @property
    def local(self) -> Booleans:
        """Whether the seller is of the city."""
        local: Booleans = self.seller_unit != OUTSIDE
        return local

    @property
    def plain(self) -> Booleans:
        """Whether the contract was never amended or cancelled."""
        return np.isnat(self.amended) & np.isnat(self.cancelled)


def draw_contracts(part: Part, units: Units, patents: Patents) -> Contracts:
    """All contracts of the part."""
    rng, count = part.stream("contracts"), part.scale.contracts
    signed = signing_days(count, rng)
    year = np.minimum(signed.astype("datetime64[Y]").astype(np.int64) + 1970, 2025)
    related = rng.random(count) < _WITH_PATENTS
    local = rng.random(count) >= _FROM_OUTSIDE
    seller = np.where(related, holders_with_patents(patents, signed, rng), sellers(units, count, rng))
    seller = np.where(local, seller, OUTSIDE)
    registered = _registration_days(signed, rng)
    registrar = rng.integers(0, REGISTRARS, count)
    amended, cancelled = _later_acts(registered, rng)
    negotiable = _negotiable(part, np.isnat(amended) & np.isnat(cancelled), rng)
    cited = _cited(patents, seller, signed, related, rng)
    value = contract_values(signed, local, related, np.isnat(cancelled) & ~negotiable, rng)
    buyer_unit = buyers(units, count, ~local | (rng.random(count) < 0.55), rng)
    return Contracts(
        number=_numbers(part, registered, registrar),
        signed=signed,
        registered=registered,
        registrar=registrar,
        seller_unit=seller,
        buyer_unit=buyer_unit,
        seller=parties(units, seller, year, rng),
        buyer=parties(units, buyer_unit, year, rng, abroad=0.03),
        type=_types(related, rng),
        ip_type=_ip_types(patents, cited, related, rng),
        patent_related=related,
        patents=cited,
        value=value,
        technical_value=technical_values(value, rng),
        negotiable=negotiable,
        amended=amended,
        cancelled=cancelled,
    )


def _registration_days(signed: Dates, rng: np.random.Generator) -> Dates:
    return np.minimum(signed + np.rint(rng.gamma(2.0, 9.0, len(signed))).astype(np.int64), CLOSING)


def _later_acts(registered: Dates, rng: np.random.Generator) -> tuple[Dates, Dates]:
    """Days of amendment and of cancellation; no contract has both, none after the closing day."""
    later = registered + rng.integers(15, 240, len(registered))
    draw = np.where(later <= CLOSING, rng.random(len(registered)), 1.0)
    never = np.datetime64("NaT")
    amended = np.where(draw < _AMENDED, later, never)
    return amended, np.where((draw >= _AMENDED) & (draw < _AMENDED + _CANCELLED), later, never)


def _negotiable(part: Part, plain: Booleans, rng: np.random.Generator) -> Booleans:
    """At least as many as there must be defects of that kind."""
    wanted = max(part.scale.defects, int(len(plain) * _NEGOTIABLE))
    chosen = np.zeros(len(plain), dtype=bool)
    chosen[rng.choice(np.flatnonzero(plain), size=wanted, replace=False)] = True
    return chosen


def _cited(
    patents: Patents, seller: Integers, signed: Dates, related: Booleans, rng: np.random.Generator
) -> list[Integers]:
    named = related & (seller != OUTSIDE) & (rng.random(len(seller)) >= _UNNAMED_PATENTS)
    wanted = np.where(named, 1 + rng.geometric(0.45, len(seller)) * (rng.random(len(seller)) < 0.6), 0)
    return cited_patents(patents, np.maximum(seller, 0), signed, np.minimum(wanted, 9), rng)


def _types(related: Booleans, rng: np.random.Generator) -> Integers:
    usual = rng.choice(5, size=len(related), p=_TYPE_SHARES)
    return np.where(related, rng.choice(5, size=len(related), p=_TYPE_SHARES_WITH_PATENTS), usual)


def _ip_types(patents: Patents, cited: list[Integers], related: Booleans, rng: np.random.Generator) -> Text:
    kinds = patents.portfolio.base_kind
    first = np.array([kinds[group[0]] if len(group) else 1 for group in cited])
    with_secret = where(rng.random(len(cited)) < 0.15, ";技术秘密", "")
    usual = choose(_OTHER_IP, rng.integers(0, len(_OTHER_IP), len(cited)))
    return where(related, joined(choose(_PATENT_TYPES, first - 1), with_secret), usual)


def _numbers(part: Part, registered: Dates, registrar: Integers) -> Text:
    """Sixteen digits since July 2022, fourteen before: year, 33, 02, registration point, serial."""
    year = registered.astype("datetime64[Y]").astype(np.int64) + 1970
    order = np.argsort(registered, kind="stable")
    serial = np.empty(len(year), dtype=np.int64)
    first = np.searchsorted(year[order], year[order])
    serial[order] = np.arange(len(year)) - first + 1
    serial += part.number * _NUMBERS_PER_PART
    shown = where(registered >= _SIXTEEN_DIGITS_FROM, whole(year), padded(year % 100, 2))
    return joined(shown, "3302", padded(1 + registrar, 2), padded(serial, 6))
