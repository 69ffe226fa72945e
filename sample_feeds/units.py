"""The statistical units: firms, services and public bodies that persist over the years."""

from dataclasses import dataclass

import numpy as np

from sample_feeds.identifiers import organisation_codes
from sample_feeds.industries import Industries, assign_industries, known_industries
from sample_feeds.names import body_kinds, body_names, firm_names
from sample_feeds.namesakes import Pairs, draw_pairs
from sample_feeds.panel import Panel, draw_panel
from sample_feeds.places import Places, draw_places
from sample_feeds.reference import UNALLOCATED, Reference
from sample_feeds.scale import Part
from sample_feeds.text import Booleans, Integers, Text, choose, where

SERIALS_PER_PART = 24_000
INDUSTRIAL, SERVICE, UNLISTED, PUBLIC = 0, 1, 2, 3
_PUBLIC_INDUSTRIES = ("7320", "8341", "7310", "8411")
_REGISTRATION_TYPES = ("110", "159", "160", "173", "173", "173", "174", "210", "230", "310", "330")


@dataclass(frozen=True)
class Units:
    """One entry per unit, in the order industrial, service, unlisted, public. `industry` and `former_industry` are
    indices into `industries.codes`; `place.area` holds six-digit codes (330200: no division)."""

    kind: Integers
    code: Text
    name: Text
    former_name: Text
    contract_kind: Text
    registration_type: Text
    industry: Integers
    former_industry: Integers
    industries: Industries
    places: Places
    panel: Panel

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def quiet(self) -> Booleans:
        """Unlisted units that hold no patent and sell nothing: no other feed names them."""
        return _quiet(self.kind)

    def names(self, unit: Integers, year: Integers) -> Text:
        """The name of each unit in each year."""
        former = year < self.panel.renamed[unit]
        return where(former, choose(self.former_name, unit), choose(self.name, unit))

    def industry_in(self, unit: Integers, year: Integers) -> Integers:
        """The industry index of each unit in each year."""
        former = year < self.panel.reclassified[unit]
        return np.where(former, self.former_industry[unit], self.industry[unit])


def draw_units(part: Part, reference: Reference) -> Units:
    """All units of the part."""
    rng, scale = part.stream("units"), part.scale
    counts = (scale.industrial_units, scale.service_units, scale.unlisted_units, scale.public_bodies)
    kind = np.repeat(np.arange(4), counts)
    industries = known_industries(reference)
    industry, former = (_industries_of(kind, industries, rng) for _ in range(2))
    panel = draw_panel(len(kind), kind < UNLISTED, rng)
    former = np.where((panel.reclassified < 9999) & (kind != PUBLIC), former, industry)
    places = draw_places(kind, panel.moved, reference, rng)
    serial = part.number * SERIALS_PER_PART + rng.permutation(len(kind))
    trade = industries.trade[industry]
    firms = (kind != PUBLIC) & ~_quiet(kind)
    pairs = draw_pairs(firms, trade, places.area, panel, part.stream("namesakes"))
    name, former_name = _names(part, kind, serial, trade, places, panel, pairs, rng)
    return Units(
        kind=kind,
        code=organisation_codes(serial, places.registration_codes(), kind == PUBLIC),
        name=name,
        former_name=former_name,
        contract_kind=where(kind == PUBLIC, body_kinds(serial), _firm_kind(len(kind), rng)),
        registration_type=choose(_REGISTRATION_TYPES, rng.integers(0, len(_REGISTRATION_TYPES), len(kind))),
        industry=industry,
        former_industry=former,
        industries=industries,
        places=places,
        panel=panel,
    )


def _industries_of(kind: Integers, industries: Industries, rng: np.random.Generator) -> Integers:
    chosen = np.zeros(len(kind), dtype=np.int64)
    for members, industrial in (
        (kind == INDUSTRIAL, True),
        (kind == SERVICE, False),
        (kind == UNLISTED, True),
    ):
        chosen[members] = assign_industries(industries, industrial, int(members.sum()), rng)
    public = np.array([industries.codes.index(code) for code in _PUBLIC_INDUSTRIES])
    chosen[kind == PUBLIC] = rng.choice(public, int((kind == PUBLIC).sum()))
    return chosen


def _names(
    part: Part,
    kind: Integers,
    serial: Integers,
    trade: Integers,
    places: Places,
    panel: Panel,
    pairs: Pairs,
    rng: np.random.Generator,
) -> tuple[Text, Text]:
    brand = serial.copy()
    brand[pairs.sisters[1]] = brand[pairs.sisters[0]]
    firm = _with_namesakes(part, firm_names(brand, places.area, trade, rng), serial, trade, pairs.namesakes)
    name = where(kind == PUBLIC, body_names(serial), firm)
    renamed = panel.renamed < 9999
    other = part.number * SERIALS_PER_PART + len(kind) + np.cumsum(renamed) - 1
    former = firm_names(np.where(renamed, other, serial), places.area, trade, rng)
    return name, where(renamed & (kind != PUBLIC), former, name)


def _with_namesakes(
    part: Part, name: Text, serial: Integers, trade: Integers, pairs: tuple[Integers, Integers]
) -> Text:
    """The second of a pair is called like the first; no division stands in their name."""
    one, other = pairs
    shared = firm_names(serial[one], [UNALLOCATED] * len(one), trade[one], part.stream("shared names"))
    place = np.zeros(len(name), dtype=np.int64)
    place[one] = place[other] = np.arange(len(one))
    named = np.zeros(len(name), dtype=bool)
    named[one] = named[other] = True
    return where(named, choose(shared, place), name)


def _quiet(kind: Integers) -> Booleans:
    quiet: Booleans = (kind == UNLISTED) & (np.arange(len(kind)) % 2 == 0)
    return quiet


def _firm_kind(count: int, rng: np.random.Generator) -> Text:
    return choose(("170", "170", "170", "170", "150", "160", "110", "200", "300"), rng.integers(0, 9, count))
