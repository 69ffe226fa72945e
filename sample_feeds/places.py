"""Where units are: division, functional zone, and moves between divisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sample_feeds.reference import UNALLOCATED, Reference
from sample_feeds.text import Integers, Reals, Text, Words, choose

_SERVICE_WEIGHTS = {
    "330203": 17.0, "330205": 9.0, "330206": 15.0, "330211": 7.0, "330212": 28.0, "330213": 3.5,
    "330225": 3.0, "330226": 3.5, "330281": 5.0, "330282": 8.0, UNALLOCATED: 1.5,
}  # fmt: skip
_ZONES = {
    "330282": ("宁波前湾新区", 0.30),
    "330206": ("宁波经济技术开发区", 0.55),
    "330212": ("宁波国家高新区", 0.25),
    "330211": ("宁波石化经济技术开发区", 0.30),
    "330281": ("宁波前湾新区", 0.05),
}
_INDUSTRY, _SERVICE = 0, 1


@dataclass(frozen=True)
class Places:
    """Per unit: its division's code now, the one before it moved, its functional zone (empty: none), the year of
    the move. `names`: the divisions' names by code."""

    area: Sequence[str]
    former_area: Sequence[str]
    zone: Text
    moved: Integers
    names: Mapping[str, str]

    def in_year(self, unit: Integers, year: Integers) -> Words:
        """The division code of each unit in each year."""
        return np.where(year < self.moved[unit], np.array(self.former_area)[unit], np.array(self.area)[unit])

    def registration_codes(self) -> Integers:
        """The place of registration, that of the former division."""
        return np.array(self.former_area).astype(np.int64)


def draw_places(kind: Integers, moved: Integers, reference: Reference, rng: np.random.Generator) -> Places:
    """Divisions by the weight of industry and services; the first units of each kind cover all areas."""
    codes = np.array(sorted([*reference.divisions, UNALLOCATED]))
    former = np.zeros(len(kind), dtype=np.int64)
    for value in np.unique(kind):
        former[kind == value] = _draw(codes, int(value), int((kind == value).sum()), reference, rng)
    area = np.where(moved < 9999, rng.integers(1, len(codes), len(kind)), former)
    return Places(tuple(codes[area]), tuple(codes[former]), _zones(codes[area], rng), moved, reference.divisions)


def area_weights(codes: Sequence[str], kind: int, reference: Reference) -> Reals:
    """Each area's share of above-scale value added: industry as published, services assumed."""
    industry = reference.industrial_value_added
    weights = np.array([_SERVICE_WEIGHTS[c] if kind == _SERVICE else float(industry[c]) for c in codes])
    shares: Reals = weights / weights.sum()
    return shares


def _draw(
    codes: np.ndarray[Any, Any], kind: int, count: int, reference: Reference, rng: np.random.Generator
) -> Integers:
    weights = area_weights(list(codes), _SERVICE if kind == _SERVICE else _INDUSTRY, reference) ** 0.75
    drawn = rng.choice(len(codes), size=count, p=weights / weights.sum())
    every = np.tile(np.arange(len(codes)), 2)[:count]
    drawn[: len(every)] = every
    return drawn


def _zones(area: np.ndarray[Any, Any], rng: np.random.Generator) -> Text:
    names = ["", *dict.fromkeys(name for name, _ in _ZONES.values())]
    index = np.zeros(len(area), dtype=np.int64)
    draw = rng.random(len(area))
    for code, (name, share) in _ZONES.items():
        index[(area == code) & (draw < share)] = names.index(name)
    return choose(names, index)
