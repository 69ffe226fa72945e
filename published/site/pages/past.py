"""What an edition knows of its releases beyond their rows: since when they are public, what was checked, what moved."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, pairwise
from pathlib import Path

from published.editions import Edition, public_since
from published.home import Home
from published.releases import release_folder
from published.schedule import CITY
from published.site.guard import connect
from published.site.pages.addresses import root_of
from published.site.pages.catalogue import Entry
from published.verdict import Verdict

Row = Mapping[str, object]


@dataclass(frozen=True)
class Past:
    """The releases behind the pages of one edition."""

    home: Home
    edition: Edition
    database: Path
    _since: dict[str, date] = field(default_factory=dict)

    @property
    def lasting(self) -> str:
        """What addresses begin with that always show this edition."""
        return root_of(self.edition.id)

    def since(self, entry: Entry) -> date:
        """The day on which the release of a dataset became public."""
        name = entry.vintages_of or entry.dataset.name
        if name not in self._since:
            instant = public_since(self.home, self.edition.id, name, entry.version)
            self._since[name] = instant.astimezone(CITY).date()
        return self._since[name]

    def has(self, entry: Entry, name: str) -> bool:
        """Whether the release has a file of that name."""
        return (self._folder(entry) / name).is_file()

    def verdict(self, entry: Entry) -> Verdict:
        """What the gate said of the release."""
        return Verdict.model_validate_json((self._folder(entry) / "verdict.json").read_bytes())

    def _folder(self, entry: Entry) -> Path:
        return release_folder(self.home, entry.vintages_of or entry.dataset.name, entry.version)

    def periods(self, entry: Entry, period: str, where: Mapping[str, Sequence[str]]) -> list[tuple[str, int]]:
        """The periods, newest first, with how many rows each has under some filters."""
        marks = {name: ", ".join("?" * len(values)) for name, values in where.items()}
        picked = " and ".join(f'"{name}" in ({places})' for name, places in marks.items()) or "true"
        query = f'select "{period}", count(*) from "{entry.dataset.name}" where {picked} group by 1 order by 1 desc'
        with closing(connect(self.database)) as connection:
            found = connection.execute(query, [value for values in where.values() for value in values])
            return [(str(value), int(count)) for value, count in found]

    def revised(self, entry: Entry, rows: Sequence[Row], columns: Sequence[str]) -> dict[tuple[int, str], str]:
        """Which figures of rows were others before, each with the version that changed it last."""
        table, key = entry.vintages, entry.dataset.key
        if table is None or not rows or not all({*key} <= {*row} for row in rows):
            return {}
        places = {tuple(row[name] for name in key): place for place, row in enumerate(rows)}
        names, marks = ", ".join(f'"{name}"' for name in key), f"({', '.join('?' * len(key))})"
        picked = f"({names}) in (values {', '.join([marks] * len(places))})"
        query = f'select * from "{table}" where {picked} order by first_release'
        states: dict[int, list[Row]] = {}
        with closing(connect(self.database)) as connection:
            connection.row_factory = sqlite3.Row
            for state in map(dict, connection.execute(query, list(chain.from_iterable(places)))):
                states.setdefault(places[tuple(state[name] for name in key)], []).append(state)
        moved = {place: _moved(known, columns) for place, known in states.items()}
        return {(place, name): version for place, changes in moved.items() for name, version in changes}


def _moved(states: Sequence[Row], columns: Sequence[str]) -> list[tuple[str, str]]:
    """Column ► the version that changed its newest figure; what is withheld tells nothing."""
    found = {}
    for before, after in pairwise(states):
        for name in columns:
            if None not in (before[name], after[name]) and before[name] != after[name]:
                found[name] = str(after["first_version"])
    return [(name, version) for name, version in found.items() if states[-1][name] is not None]
