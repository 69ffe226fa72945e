"""Datasets that are computed from protected ones: a row goes with the rows that it is made from."""

from collections.abc import Mapping

import pyarrow as pa

from expectations.disclosure.withholding import keys_of, text
from published.dataset import Dataset
from published.disclosure import Followed


def followers(
    dataset: Dataset, table: pa.Table, followed: Followed, other: Dataset, withheld: frozenset[str]
) -> frozenset[str]:
    """The keys of a dataset's rows that are computed from a withheld row of the dataset that it follows."""
    wanted = [name for name in other.key if name in {*followed.by.values(), *followed.where}]
    secret = {tuple(part) for part in _parts(other, withheld, wanted, followed.where)}
    own = {theirs: mine for mine, theirs in followed.by.items()}
    read = [own[name] for name in wanted if name in own]
    found = set()
    for key, row in zip(keys_of(dataset, table), table.to_pylist(), strict=True):
        if _holds(row, followed.when) and tuple(str(row[name]) for name in read) in secret:
            found.add(text(key))
    return frozenset(found)


def _holds(row: Mapping[str, object], when: Mapping[str, str]) -> bool:
    return all(str(row[name]) == code for name, code in when.items())


def _parts(other: Dataset, withheld: frozenset[str], wanted: list[str], where: Mapping[str, str]) -> list[list[str]]:
    rows = [dict(zip(other.key, key.split("|"), strict=True)) for key in withheld]
    fitting = [row for row in rows if all(row[name] == code for name, code in where.items())]
    return [[row[name] for name in wanted if name not in where] for row in fitting]
