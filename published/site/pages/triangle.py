"""The revision triangles of a dataset's headline series: what each release said of each period."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from published.dataset import Column, Dataset
from published.site.language import same
from published.site.numbers import grouped, signed
from published.site.pages.cells import Absence, absence
from published.vintages import name_of
from published.vocabulary import Text, vocabulary

RELEASES, PERIODS, MEASURES = 8, 12, 3

State = Mapping[str, object]


@dataclass(frozen=True)
class Figure:
    """What a release said of a period: `kind` is new, same, revised, secret, missing or none."""

    text: str
    kind: str
    change: str = ""


_ABSENT: dict[Absence, Figure] = {
    "secret": Figure("c", "secret"),
    "telling": Figure("c", "secret"),
    "missing": Figure("…", "missing"),
    "none": Figure("–", "none"),
}


@dataclass(frozen=True)
class Triangle:
    """Periods (newest first) by the versions in which the series changed (oldest first)."""

    title: Text
    unit: Text
    versions: tuple[str, ...]
    lines: tuple[tuple[str, tuple[Figure, ...]], ...]

    @property
    def revised(self) -> bool:
        """Whether any figure was."""
        return any(figure.kind == "revised" for _, figures in self.lines for figure in figures)


def triangles(dataset: Dataset, known: Sequence[str], connection: sqlite3.Connection) -> tuple[Triangle, ...]:
    """The headline measure, and the other measures of its series that were revised; none without single figures."""
    if dataset.headline is None or dataset.period is None:
        return ()
    states = _states(dataset, connection)
    head = dataset.headline.measure
    measures = [dataset.column(head), *(one for one in dataset.columns if one.role == "measure" and one.name != head)]
    found = [told for measure in measures if (told := _triangle(dataset, measure, states, known))]
    return (*found[:1], *(told for told in found[1:] if told.revised))[:MEASURES]


def _triangle(dataset: Dataset, measure: Column, states: Sequence[State], known: Sequence[str]) -> Triangle | None:
    numbers = sorted({number for state in states for number in _turns(state, len(known))})[-RELEASES:]
    columns = [_said(dataset, measure.name, states, number) for number in numbers]
    told = [said for said in columns if said is not None]
    if not told or len(told) < len(columns):
        return None
    lines = [
        (period, tuple(_figures(dataset, measure, [said.get(period) for said in told]))) for period in _periods(told)
    ]
    return Triangle(
        title=measure.title,
        unit=vocabulary().units[measure.unit] if measure.unit else same(""),
        versions=tuple(known[number - 1] for number in numbers),
        lines=tuple(lines),
    )


def _states(dataset: Dataset, connection: sqlite3.Connection) -> list[State]:
    assert dataset.headline is not None
    series = dataset.headline.where
    picked = " and ".join(f'"{column}" = ?' for column in series) or "true"
    rows = connection.execute(f'select * from "{name_of(dataset.name)}" where {picked}', tuple(series.values()))
    return [dict(row) for row in rows]


def _turns(state: State, newest: int) -> Iterable[int]:
    """The releases at which the state begins and at which it is no more."""
    first, last = int(str(state["first_release"])), state["last_release"]
    return [first] if last is None else [first, min(int(str(last)) + 1, newest)]


def _said(dataset: Dataset, measure: str, states: Iterable[State], number: int) -> dict[str, State] | None:
    """The row that a release had for each period, of rows that restate one another the newest; None if several do."""
    found: dict[str, State] = {}
    announced, time = dataset.revisions.announced, str(dataset.period)
    ordered = sorted(states, key=lambda state: str(state[announced])) if announced else states
    for state in ordered:
        period = str(state[time])
        if not _stands(state, number) or (announced and state[measure] is None and period in found):
            continue
        if period in found and not announced:
            return None
        found[period] = {**state, "figure": state[measure]}
    return found


def _stands(state: State, number: int) -> bool:
    last = state["last_release"]
    return int(str(state["first_release"])) <= number and (last is None or number <= int(str(last)))


def _periods(columns: Sequence[Mapping[str, State]]) -> list[str]:
    """The newest periods, and those older ones of which the releases did not say the same."""
    every = sorted({period for said in columns for period in said}, reverse=True)
    told = {period: {said[period]["figure"] for said in columns if period in said} for period in every}
    older = [period for period in every[PERIODS:] if len(told[period]) > 1]
    return every[:PERIODS] + older[:PERIODS]


def _figures(dataset: Dataset, measure: Column, said: Sequence[State | None]) -> Iterable[Figure]:
    before: float | None = None
    for state in said:
        yield _figure(dataset, measure, state, before)
        value = state["figure"] if state else None
        before = value if isinstance(value, int | float) else before


def _figure(dataset: Dataset, measure: Column, state: State | None, before: float | None) -> Figure:
    if state is None:
        return Figure("", "none")
    value, places = state["figure"], measure.decimals or 0
    if not isinstance(value, int | float):
        return _ABSENT[absence(dataset, measure, state)]
    if before is None:
        return Figure(grouped(value, places), "new")
    if value == before:
        return Figure(grouped(value, places), "same")
    return Figure(grouped(value, places), "revised", change=signed(value - before, places))
