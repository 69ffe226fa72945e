"""Names as departments write them into cells, and who is meant: at fixed rates they differ from the register."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sample_feeds.spellings import (
    SEPARATORS,
    STRANGERS,
    as_branch,
    mistyped,
    never_registered,
    of_another_place,
    other_form,
)
from sample_feeds.text import Booleans, Integers, Text, array, blank_nulls, choose, strings, where
from sample_feeds.trades import trades
from sample_feeds.units import PUBLIC, Units

RATES = {"form": 0.03, "rename": 0.02, "branch": 0.01, "typo": 0.01, "joint": 0.01}
OUTSIDE, NOBODY = -1, -2
_UNREGISTERED_RENAMES, _STRANGE_PARTNERS, _LOOKALIKES = 0.2, 0.25, 0.05
Names = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(frozen=True)
class Column:
    """A column with every name as registered: the key of each row, the unit meant (OUTSIDE: not of the city), its
    name and area, and the unit named beside it (OUTSIDE: a stranger, NOBODY: none) with its name."""

    feed: str
    name: str
    key: Text
    unit: Integers
    names: Text
    area: Text
    partner: Integers
    partner_names: Text


@dataclass(frozen=True)
class Written:
    """The cells of a column as delivered, and one row of truth for every name in them."""

    cells: Text
    truth: pa.Table


def write_names(column: Column, units: Units, joint: Booleans, rng: np.random.Generator) -> Written:
    """The column at the fixed rates; `joint` rows join their names by an unusual sign."""
    paired = np.flatnonzero(column.partner != NOBODY)
    row = np.concatenate([np.arange(len(column.unit)), paired])
    unit = np.concatenate([column.unit, column.partner[paired]])
    name = _objects([*strings(column.names), *strings(choose(column.partner_names, paired))])
    kind = _kinds(unit, units, joint[row], rng)
    _respell(name, kind, unit, units, rng)
    first, second = name[: len(column.unit)], name[len(column.unit) :]
    signs = np.where(joint[paired], rng.integers(0, len(SEPARATORS), len(paired)), -1)
    cells = first.copy()
    cells[paired] = [
        a + (SEPARATORS[sign] if sign >= 0 else ";") + b
        for a, b, sign in zip(first[paired], second, signs, strict=True)
    ]
    return Written(array(cells.tolist()), _truth(column, row, unit, name, kind, units))


def strangers_beside(column: Column, free: Booleans, share: float, rng: np.random.Generator) -> Column:
    """The column with a stranger named beside some of the free rows."""
    chosen = (rng.random(len(column.unit)) < share) & free & (column.partner == NOBODY)
    strange = choose(STRANGERS, rng.integers(0, len(STRANGERS), len(chosen)))
    return _with_partners(
        column, np.where(chosen, OUTSIDE, column.partner), where(chosen, strange, column.partner_names)
    )


def units_beside(column: Column, units: Units, rng: np.random.Generator) -> Column:
    """The column with joint holders in as many rows as the rate asks for; some of them are strangers."""
    count = len(column.unit)
    wanted = int(np.ceil(count * RATES["joint"] / (2 - RATES["joint"])))
    chosen = np.zeros(count, dtype=bool)
    chosen[rng.choice(np.flatnonzero(column.unit >= 0), wanted, replace=False)] = True
    other = rng.choice(np.flatnonzero(~units.quiet), count)
    strange = (rng.random(count) < _STRANGE_PARTNERS) | (other == column.unit)
    names = where(strange, choose(STRANGERS, rng.integers(0, len(STRANGERS), count)), choose(units.name, other))
    return _with_partners(column, np.where(chosen, np.where(strange, OUTSIDE, other), NOBODY), names)


def joint_rows(column: Column, rng: np.random.Generator) -> Booleans:
    """Rows of two units of the city, as many as the rate of unusual signs asks for."""
    paired = np.flatnonzero(column.partner >= 0)
    wanted = int(np.ceil((len(column.unit) + len(paired)) * RATES["joint"] / 2))
    chosen = np.zeros(len(column.unit), dtype=bool)
    chosen[rng.choice(paired, min(wanted, len(paired)), replace=False)] = True
    return chosen


def _with_partners(column: Column, partner: Integers, names: Text) -> Column:
    return Column(column.feed, column.name, column.key, column.unit, column.names, column.area, partner, names)


def _kinds(unit: Integers, units: Units, joint: Booleans, rng: np.random.Generator) -> Names:
    """What differs at each place: exactly as many of each kind as the rates ask for, all among the city's units."""
    kind = np.where(joint, "joint", "").astype(object)
    renamed = (unit >= 0) & (units.panel.renamed[np.maximum(unit, 0)] < 9999)
    firms = (unit >= 0) & (units.kind[np.maximum(unit, 0)] != PUBLIC)
    wanted = {name: int(np.ceil(len(unit) * rate)) for name, rate in RATES.items()}
    unregistered = int(wanted["rename"] * _UNREGISTERED_RENAMES)
    for name, pool, count in (
        ("rename", renamed, wanted["rename"] - unregistered),
        ("unregistered_rename", firms, unregistered),
        ("form", unit >= 0, wanted["form"]),
        ("branch", unit >= 0, wanted["branch"]),
        ("typo", unit >= 0, wanted["typo"]),
    ):
        open_places = np.flatnonzero(pool & (kind == ""))
        kind[rng.choice(open_places, min(count, len(open_places)), replace=False)] = name
    lookalike = (unit == OUTSIDE) & ~joint & (rng.random(len(unit)) < _LOOKALIKES)
    kind[lookalike] = "lookalike"
    return kind


def _respell(name: Names, kind: Names, unit: Integers, units: Units, rng: np.random.Generator) -> None:
    registered, former = strings(units.name), strings(units.former_name)
    known, words = {*registered, *former}, [trade.firm_words for trade in trades()]
    for i in np.flatnonzero((kind != "") & (kind != "joint")):
        was, meant = name[i], int(unit[i])
        match kind[i]:
            case "rename":
                name[i] = former[meant] if was == registered[meant] else registered[meant]
            case "unregistered_rename":
                trade = units.industries.trade[units.industry[meant]]
                name[i] = _new(known, lambda w=was, t=trade: never_registered(w, words[t], rng), was)
            case "form":
                name[i] = other_form(was, rng)
            case "branch":
                name[i] = as_branch(was, rng)
            case "typo":
                other = registered[int(rng.integers(0, len(registered)))]
                name[i] = _new(known, lambda w=was, o=other: mistyped(w, o, rng), was)
            case "lookalike":
                name[i] = of_another_place(registered[int(rng.integers(0, len(registered)))], rng)


def _new(known: set[str], draw: Any, was: str) -> str:
    """A spelling that is no other unit's name, of some tries the first."""
    for _ in range(50):
        spelt: str = draw()
        if spelt not in known and spelt != was:
            return spelt
    raise ValueError(f"no spelling of {was} is free")


def _truth(column: Column, row: Integers, unit: Integers, name: Names, kind: Names, units: Units) -> pa.Table:
    first = np.arange(len(row)) < len(column.unit)
    return pa.table(
        {
            "feed": choose((column.feed,), np.zeros_like(row)),
            "column": choose((column.name,), np.zeros_like(row)),
            "key": choose(column.key, row),
            "name": array(name.tolist()),
            "area_code": where(first, blank_nulls(choose(column.area, row)), ""),
            "organisation_code": where(unit >= 0, choose(units.code, np.maximum(unit, 0)), None),
            "differs_by": array(kind.tolist()),
        }
    )


def _objects(words: list[str]) -> Names:
    column: Names = np.empty(len(words), dtype=object)
    column[:] = words
    return column
