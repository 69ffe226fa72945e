"""What each public version said of one cell: from which version to which, since when, and why it changed.

Drawn from the rows of `<dataset>_vintages`; registers have none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from published.dataset import Dataset
from published.editions import Edition, public_since
from published.home import Home
from published.reasons import Classified
from published.releases import Release, release_folder

State = Mapping[str, object]
_MARKS = ("obs_status", "conf_status", "rates_conf_status")


@dataclass(frozen=True)
class Spell:
    """Versions that said the same of a cell; `row` is None while its row was not there, `last` while it stands."""

    first: str
    last: str | None
    row: State | None
    since: datetime
    reasons: tuple[Classified, ...]


def spells(
    home: Home, edition: Edition, dataset: Dataset, states: Iterable[State], column: str, most: int = 0
) -> tuple[Spell, ...]:
    """The history of a cell up to an edition, oldest first; `states` are the vintages of its row.

    `most`: of a long one the newest so many; 0: all.
    """
    known = edition.past(home, dataset.name)
    turns = list(_turns(sorted(states, key=_first), column))
    return tuple(
        Spell(
            first=known[number - 1],
            last=known[after[0] - 2] if after else None,
            row=row,
            since=public_since(home, edition.id, dataset.name, known[number - 1]),
            reasons=_reasons(home, dataset, known[number - 1], row),
        )
        for (number, row), after in list(zip_longest(turns, turns[1:]))[-most:]
    )


def _turns(states: list[State], column: str) -> Iterator[tuple[int, State | None]]:
    """At which release the cell began to say what."""
    said: object = ()
    for state, after in zip_longest(states, states[1:]):
        if (now := _said(state, column)) != said:
            yield _first(state), state
        said, last = now, state["last_release"]
        if last is not None and (after is None or _first(after) > _number(last) + 1):
            said = ()
            yield _number(last) + 1, None


def _reasons(home: Home, dataset: Dataset, version: str, row: State | None) -> tuple[Classified, ...]:
    """Why that version differs from the one before, as far as it touches the period of the row."""
    revision = Release.read(release_folder(home, dataset.name, version)).revision
    told = revision.reasons if revision else ()
    period = str(row[dataset.period]) if row and dataset.period else None
    return tuple(one for one in told if period is None or not one.periods or period in one.periods)


def _said(state: State, column: str) -> tuple[object, ...]:
    return tuple(state.get(name) for name in (column, *_MARKS))


def _first(state: State) -> int:
    return _number(state["first_release"])


def _number(value: object) -> int:
    return int(str(value))
