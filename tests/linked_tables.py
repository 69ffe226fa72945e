"""Linked tables at random, as offices publish them: hierarchies, zeros, ties, losses, groups of firms, one more
table that cuts the same firms another way."""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from expectations.disclosure.tables import Contributions, Floats, Measure, Tables


@dataclass(frozen=True)
class Recipe:
    """What the tables are to hold: leaves per dimension; shares of empty inner cells, of losses, of equal amounts."""

    leaves: tuple[int, ...] = (3, 4)
    nested: bool = True
    linked: bool = True
    empty: float = 0.2
    losses: float = 0.0
    ties: float = 0.2
    firms: int = 20
    whole: bool = False


def at_random(seed: int, recipe: Recipe) -> Tables:
    """The same tables for the same seed and recipe."""
    rng = np.random.default_rng(seed)
    inner = list(product(*(range(count) for count in recipe.leaves)))
    contributions = _contributions(rng, recipe, len(inner))
    values = np.zeros(len(inner))
    np.add.at(values, contributions.inner, contributions.amount)
    codes = [_codes(count, recipe.nested) for count in recipe.leaves]
    names = [tuple(key) for key in product(*codes)]
    makeup = [_row(inner, [codes[d][code] for d, code in enumerate(key)]) for key in names]
    relations = _relations(names, codes)
    if recipe.linked:
        parts = rng.integers(0, 2, recipe.leaves[0])
        total = names.index(tuple("T" for _ in codes))
        cut = [len(names), len(names) + 1]
        for side in (0, 1):
            makeup.append(np.array([float(parts[key[0]] == side) for key in inner]))
            names.append(("cut", str(side)))
        relations.append(np.array([total, *cut]))
    rows = np.array(makeup)
    measure = Measure("value", rows, np.ones(len(names), dtype=bool), values, contributions)
    none = np.zeros(len(names), dtype=bool)
    cost = np.abs(measure.values) + 1
    return Tables(tuple("|".join(name) for name in names), (measure,), cost, none, none, none, tuple(relations))


def uneven(seed: int) -> Tables:
    """Linked tables of one to three measures of the same firms, far apart in size: tiny cells beside large ones, many
    of them empty, firms that made nothing, estimates that belong to nobody, cells without a figure of a measure."""
    rng = np.random.default_rng(seed)
    leaves = ((3, 4), (4, 4), (2, 6), (8,), (2, 2, 3))[rng.integers(5)]
    recipe = Recipe(leaves, bool(rng.integers(2)), bool(rng.integers(2)), rng.choice([0.0, 0.6]), firms=25)
    tables = at_random(seed, recipe)
    measures = tuple(_uneven(rng, name, tables.measures[0]) for name in "abc"[: rng.integers(1, 4)])
    return replace(tables, measures=measures, cost=np.max([np.abs(each.values) for each in measures], axis=0) + 1)


def _uneven(rng: np.random.Generator, name: str, like: Measure) -> Measure:
    given, size = like.contributions, len(like.inner)
    spread = rng.choice([0, 3, 6])
    factor = 10.0 ** (rng.integers(-3, 7) + rng.uniform(-spread, spread, size))
    amount = np.where(rng.random(len(given.amount)) < 0.15, 0, np.round(given.amount * factor[given.inner], 4))
    rest = np.where(rng.random(size) < 0.1, np.round(rng.random(size) * 10.0 ** rng.integers(-2, 5), 4), 0)
    shown = rng.random(len(like.shown)) < rng.choice([0.8, 1.0])
    shown[0] = True
    values = np.bincount(given.inner, amount, size) + rest
    makeup = np.where(shown[:, None], like.makeup, 0)
    return Measure(name, makeup, shown, values, replace(given, amount=amount))


def _contributions(rng: np.random.Generator, recipe: Recipe, inner: int) -> Contributions:
    open_cells = np.flatnonzero(rng.random(inner) >= recipe.empty)
    open_cells = open_cells if len(open_cells) else np.array([0])
    rows = recipe.firms * 2
    holder = rng.integers(0, recipe.firms, rows)
    where = rng.choice(open_cells, rows)
    amount = np.ceil(rng.lognormal(2.0, 1.3, rows))
    amount[rng.random(rows) < recipe.ties] = 5.0
    amount[rng.random(rows) < recipe.losses] *= -1
    if not recipe.whole:
        amount = amount * 0.25
    return Contributions(holder.astype(np.int64), where.astype(np.int64), amount)


def _codes(count: int, nested: bool) -> dict[str, tuple[int, ...]]:
    """Code ► leaves: the total, two groups where the dimension is nested, the leaves."""
    leaves = {str(leaf): (leaf,) for leaf in range(count)}
    middle = {"A": tuple(range(count // 2)), "B": tuple(range(count // 2, count))} if nested and count > 3 else {}
    return {"T": tuple(range(count)), **middle, **leaves}


def _row(inner: list[tuple[int, ...]], wanted: list[tuple[int, ...]]) -> Floats:
    return np.array([float(all(at in leaves for at, leaves in zip(key, wanted, strict=True))) for key in inner])


def _relations(names: list[tuple[str, ...]], codes: list[dict[str, tuple[int, ...]]]) -> list[np.ndarray]:
    found = []
    for name in names:
        for dimension, code in enumerate(name):
            if parts := _parts(code, codes[dimension]):
                children = [names.index((*name[:dimension], part, *name[dimension + 1 :])) for part in parts]
                found.append(np.array([names.index(name), *children]))
    return found


def _parts(code: str, known: dict[str, tuple[int, ...]]) -> list[str]:
    middle = [group for group in ("A", "B") if group in known]
    if code == "T":
        return middle or [leaf for leaf in known if leaf.isdigit()]
    return [str(leaf) for leaf in known[code]] if code in middle else []
