"""Takes what is withheld out of a table: the figures of the cell itself, and rates that would give it away."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from published.dataset import Dataset
from published.disclosure import Leading

CONFIDENTIAL = "C"
Reference = Mapping[str, str | int | Leading]
Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Withholding:
    """The withheld keys of a dataset, for each rate the other cells that it leans on, and for each measure that
    compares rows the columns that those have in common.
    """

    keys: frozenset[str]
    leans_on: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict)
    compared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def applied(self, dataset: Dataset, table: pa.Table) -> pa.Table:
        """The table as it may be shown: measures of withheld rows are empty and their `conf_status` is C; of other rows
        the rates that lean on a withheld cell are empty and `rates_conf_status` is C.
        """
        keys = list(keys_of(dataset, table))
        own = [text(key) in self.keys for key in keys]
        rates = {name: self._given_away(dataset, keys, name) for name in self.leans_on}
        rates |= {name: _beside(table, columns, own) for name, columns in self.compared.items()}
        partly = [any(flags) and not mine for mine, *flags in zip(own, *rates.values(), strict=True)]
        for column in dataset.columns:
            if column.role == "measure":
                hidden = [a or b for a, b in zip(own, rates.get(column.name, own), strict=True)]
                table = _emptied(table, column.name, hidden)
        table = _marked(table, "conf_status", own)
        return _marked(table, "rates_conf_status", [a or b for a, b in zip(own, partly, strict=True)])

    def _given_away(self, dataset: Dataset, keys: Iterable[Key], rate: str) -> list[bool]:
        return [any(text(other(dataset, key, at)) in self.keys for at in self.leans_on[rate]) for key in keys]


def _beside(table: pa.Table, columns: tuple[str, ...], own: list[bool]) -> list[bool]:
    """Rows that are compared with a withheld one."""
    groups = list(zip(*(table[name].to_pylist() for name in columns), strict=True))
    touched = {group for group, mine in zip(groups, own, strict=True) if mine}
    return [group in touched for group in groups]


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
