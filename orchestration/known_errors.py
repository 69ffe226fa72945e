"""Corrections as data: the lines of known_errors.csv, and whether what is delivered still bears each one out."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

import pyarrow.parquet as pq

from orchestration.access import opened
from orchestration.archive import Archive
from published.feed import Feed
from published.home import PROJECT, Home
from published.vocabulary import Frozen

SEED = PROJECT / "dbt_project" / "seeds" / "corrections" / "known_errors.csv"
State = Literal["applies", "repaired", "stale", "twice"]


class KnownError(Frozen):
    """One cell that is known to be delivered wrong; a blank `was` or `becomes` is a blank cell.

    `file` may hold wildcards; `key_column` and `key` say which row; `line` is where it stands in the seed.
    """

    line: int
    profile: str
    feed: str
    file: str
    key_column: str
    key: str
    column_name: str
    was: str
    becomes: str
    reason: str
    reported_on: date
    source: str

    @property
    def cell(self) -> tuple[str, ...]:
        """What may be corrected only once."""
        return (self.profile, self.feed, self.file, self.key_column, self.key, self.column_name)

    def __str__(self) -> str:
        place = f"known_errors.csv 第 {self.line} 行（{self.feed} {self.key} 的 {self.column_name}）"
        return f"{place}「{self.was}」►「{self.becomes}」"


def known_errors(seed: Path = SEED) -> tuple[KnownError, ...]:
    """Every line; raises pydantic's ValidationError where one is malformed."""
    with seed.open(encoding="utf-8", newline="") as lines:
        return tuple(KnownError.model_validate({"line": n, **row}) for n, row in enumerate(csv.DictReader(lines), 2))


def states(home: Home, feed: Feed, profile: str, errors: Iterable[KnownError]) -> Iterator[tuple[KnownError, State]]:
    """How each line of a feed and profile stands to the rows that count now."""
    ours = [error for error in errors if (error.feed, error.profile) == (feed.key, profile)]
    lines = Counter(error.cell for error in ours)
    for error in ours:
        yield error, "twice" if lines[error.cell] > 1 else _state(home, feed, error)


def _state(home: Home, feed: Feed, error: KnownError) -> State:
    cells = _cells(home, feed, error)
    if error.was in cells:
        return "applies"
    return "repaired" if error.becomes in cells else "stale"


def _cells(home: Home, feed: Feed, error: KnownError) -> set[str]:
    """What the cell says in the files that count now; nothing where its row or column is gone."""
    archive, found = Archive.of(home, feed), set()
    if not {error.key_column, error.column_name} <= {column.name for column in feed.columns}:
        return set()
    key = archive.key.to_read_parquet() if archive.key else None
    for stem, passport in archive.current().items():
        if fnmatchcase(passport.file, error.file):
            path = archive.current_folder / f"{stem}.parquet"
            opened(archive.root, path.resolve().parent)
            rows = pq.read_table(path, columns=[error.key_column, error.column_name], decryption_properties=key)
            cells = zip(*(column.to_pylist() for column in rows.columns), strict=True)
            found |= {cell or "" for name, cell in cells if name == error.key}
    return found
