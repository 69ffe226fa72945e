"""Linked tables fall apart into components that share no inner cell; each is protected on its own."""

from dataclasses import replace

import numpy as np

from expectations.disclosure.tables import Contributions, Flags, Integers, Measure, Tables


def components(tables: Tables, concerned: Flags) -> list[Integers]:
    """The cells of each component that has a concerned cell in it, in the order of their first cells.

    Inner cells that are empty and 0 link nothing.
    """
    linked = np.hstack([_linking(measure) for measure in tables.measures])
    label = np.arange(len(tables.cells))
    while True:
        inner = np.where(linked, label[:, None], len(label)).min(axis=0, initial=len(label))
        spread = np.minimum(label, np.where(linked, inner[None, :], len(label)).min(axis=1, initial=len(label)))
        if (spread == label).all():
            return [np.flatnonzero(label == name) for name in np.unique(label[concerned])]
        label = spread


def component(tables: Tables, cells: Integers) -> Tables:
    """The tables with these cells only and the measures that they have; of each relation what is left of it."""
    place = np.full(len(tables.cells), -1)
    place[cells] = np.arange(len(cells))
    inside = [place[relation[place[relation] >= 0]] for relation in tables.relations if place[relation[0]] >= 0]
    return replace(
        tables,
        cells=tuple(tables.cells[cell] for cell in cells),
        measures=tuple(_restricted(measure, cells) for measure in tables.measures if measure.shown[cells].any()),
        cost=tables.cost[cells],
        kept=tables.kept[cells],
        secret=tables.secret[cells],
        hidden=tables.hidden[cells],
        relations=tuple(relation for relation in inside if len(relation) > 1),
    )


def _linking(measure: Measure) -> Flags:
    filled = np.bincount(measure.contributions.inner, minlength=len(measure.inner)) > 0
    return np.asarray((measure.makeup != 0) & (filled | (measure.inner != 0)))


def _restricted(measure: Measure, cells: Integers) -> Measure:
    makeup = measure.makeup[cells]
    inner = np.flatnonzero((makeup != 0).any(axis=0))
    place = np.full(len(measure.inner), -1)
    place[inner] = np.arange(len(inner))
    given = measure.contributions
    here = place[given.inner] >= 0
    contributions = Contributions(given.holder[here], place[given.inner[here]], given.amount[here])
    return Measure(measure.name, makeup[:, inner], measure.shown[cells], measure.inner[inner], contributions)
