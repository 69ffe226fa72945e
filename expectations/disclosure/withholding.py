"""Takes what is withheld out of a table: the figures of the cell itself, and rates that would give it away."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

import pyarrow as pa

from published.dataset import Dataset
from published.disclosure import Cumulative, Leading, Rate

CONFIDENTIAL = "C"
Reference = Mapping[str, str | int | Leading]
Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Withholding:
    """The withheld keys of a dataset, the rates that lean on other cells, and for what ranks or compares rows the
    columns that those have in common.
    """

    keys: frozenset[str]
    rates: Mapping[str, Rate] = field(default_factory=dict)
    compared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def applied(self, dataset: Dataset, table: pa.Table) -> pa.Table:
        """The table as it may be shown: measures of withheld rows are empty and their `conf_status` is C; of other rows
        the rates that lean on a withheld cell are empty and `rates_conf_status` is C.
        """
        own = [text(key) in self.keys for key in keys_of(dataset, table)]
        given_away = {name: self._given_away(dataset, table, rate) for name, rate in self.rates.items()}
        given_away |= {name: _beside(table, columns, own) for name, columns in self.compared.items()}
        partly = [any(flags) and not mine for mine, *flags in zip(own, *given_away.values(), strict=True)]
        for name in sorted(dataset.confidential | given_away.keys()):
            hidden = [a or b for a, b in zip(own, given_away.get(name, own), strict=True)]
            table = _emptied(table, name, hidden)
        for name, columns in self.ranks.items():
            table = _ranked(table, name, columns)
        table = _marked(table, "conf_status", own)
        return _marked(table, "rates_conf_status", [a or b for a, b in zip(own, partly, strict=True)])

    def _given_away(self, dataset: Dataset, table: pa.Table, rate: Rate) -> list[bool]:
        keys = list(keys_of(dataset, table))
        if isinstance(rate, Cumulative):
            return self._added_up(keys, dataset.key.index(dataset.time))
        return [any(text(other(dataset, key, at)) in self.keys for at in rate.references) for key in keys]

    def _added_up(self, keys: list[Key], time: int) -> list[bool]:
        """Rows of whose year an earlier row of the same line is withheld."""
        lines = [(str(key[time])[:4], *key[:time], *key[time + 1 :]) for key in keys]
        first: dict[Key, str] = {}
        for line, key in zip(lines, keys, strict=True):
            if text(key) in self.keys:
                first[line] = min(first.get(line, str(key[time])), str(key[time]))
        return [line in first and first[line] <= str(key[time]) for line, key in zip(lines, keys, strict=True)]


def _beside(table: pa.Table, columns: tuple[str, ...], own: list[bool]) -> list[bool]:
    """Rows that are compared with a withheld one."""
    groups = list(zip(*(table[name].to_pylist() for name in columns), strict=True))
    touched = {group for group, mine in zip(groups, own, strict=True) if mine}
    return [group in touched for group in groups]


def _ranked(table: pa.Table, name: str, columns: tuple[str, ...]) -> pa.Table:
    """The table with every rank that is left counted among those that are left (1, 2, 2, 4)."""
    groups = list(zip(*(table[column].to_pylist() for column in columns), strict=True))
    ranks = table[name].to_pylist()
    left = defaultdict(list)
    for group, rank in zip(groups, ranks, strict=True):
        left[group].append(rank if rank is not None else inf)
    anew = [
        None if rank is None else 1 + sum(other < rank for other in left[group])
        for group, rank in zip(groups, ranks, strict=True)
    ]
    place = table.column_names.index(name)
    kind = table.schema.field(place)
    return table.set_column(place, kind, pa.array(anew, kind.type))


def keys_of(dataset: Dataset, table: pa.Table) -> Iterator[Key]:
    """The key of every row."""
    return zip(*(table[name].to_pylist() for name in dataset.key), strict=True)


def text(key: Key) -> str:
    """The columns of a key in one."""
    return "|".join(map(str, key))


def other(dataset: Dataset, key: Key, reference: Reference) -> Key:
    """The key of the row that a rate of the row at `key` leans on."""
    return tuple(_moved(value, reference.get(name)) for name, value in zip(dataset.key, key, strict=True))


def _moved(value: str | int, by: str | int | Leading | None) -> str | int:
    if by is None:
        return value
    if isinstance(by, Leading):
        return str(value)[: by.leading]
    return value + by if isinstance(by, int) and isinstance(value, int) else by


def _emptied(table: pa.Table, name: str, hidden: list[bool]) -> pa.Table:
    column = [None if hide else value for hide, value in zip(hidden, table[name].to_pylist(), strict=True)]
    place = table.column_names.index(name)
    kind = table.schema.field(place).with_nullable(True)
    return table.set_column(place, kind, pa.array(column, kind.type))


def _marked(table: pa.Table, name: str, hidden: list[bool]) -> pa.Table:
    if name not in table.column_names:
        return table
    place = table.column_names.index(name)
    column = [CONFIDENTIAL if hide else value for hide, value in zip(hidden, table[name].to_pylist(), strict=True)]
    kind = table.schema.field(place).with_nullable(True)
    return table.set_column(place, kind, pa.array(column, kind.type))
