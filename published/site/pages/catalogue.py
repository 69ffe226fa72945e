"""A dataset as a reader meets it: its description together with the release and the file that is public."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from published.dataset import Column, Dataset
from published.describe.datasette import newest_first
from published.folders import read_sums
from published.releases import Release
from published.site.language import same
from published.site.pages.headline import Figure, headline
from published.site.pages.revision import Because, reasons
from published.vintages import described, name_of
from published.vocabulary import Term, Text, vocabulary

MAX_CHOICES = 150


@dataclass(frozen=True)
class File:
    """A file of a release that can be downloaded."""

    name: str
    href: str
    size: int
    sha256: str | None = None


@dataclass(frozen=True)
class Entry:
    """A dataset in the current edition."""

    dataset: Dataset
    version: str
    since: datetime
    """Since when the release is public."""
    notice: Text | None
    rows: int
    periods: tuple[str, str] | None
    choices: dict[str, tuple[tuple[str, Text], ...]]
    files: tuple[File, ...]
    cases: bool
    figure: Figure | None
    corrections: tuple[Because, ...] = ()
    """What the public release puts right of earlier ones."""
    vintages_of: str | None = None
    """The dataset whose earlier states this is; None for a dataset itself."""

    @property
    def vintages(self) -> str | None:
        """The table with the earlier states, which only statistics have."""
        return name_of(self.dataset.name) if self.dataset.kind == "statistic" and self.vintages_of is None else None

    @property
    def series(self) -> Mapping[str, str]:
        """Column ► code of the headline series."""
        return self.dataset.headline.where if self.dataset.headline else {}

    @property
    def href(self) -> str:
        """The dataset's page."""
        return f"/open/{self.dataset.name}"

    @property
    def method_href(self) -> str:
        """The page of the method."""
        return f"/methods/{self.dataset.name}"

    @property
    def release_href(self) -> str:
        """The page of the release that is public."""
        return f"/releases/{self.vintages_of or self.dataset.name}/{self.version}/"

    @property
    def licence(self) -> Term:
        """The licence under which it may be used."""
        return vocabulary().licences[self.dataset.licence]

    @property
    def frequency(self) -> Term:
        """How often a new release is due."""
        return vocabulary().frequencies[self.dataset.frequency]

    @property
    def opening(self) -> Term:
        """The opening grade."""
        return vocabulary().opening_grades[self.dataset.opening]

    @property
    def owner(self) -> Term:
        """The department that answers for it."""
        return vocabulary().departments[self.dataset.owner]

    def label(self, column: Column, value: object) -> Text:
        """A value in words: the code's title where the column has a code list."""
        return codes(self.dataset, column).get(str(value)) or same(str(value))

    def file(self, suffix: str) -> File | None:
        """The release's data file with that suffix."""
        wanted = f"{self.dataset.name}.{suffix}"
        return next((file for file in self.files if file.name == wanted), None)


def entry(dataset: Dataset, release: Release, folder: Path, connection: sqlite3.Connection, since: datetime) -> Entry:
    """Look up in the edition's database and the release's folder what a page says about the dataset.

    `since`: since when the release is public.
    """
    rows = connection.execute(f'select count(*) from "{dataset.name}"').fetchone()[0]
    return Entry(
        dataset=dataset,
        version=release.version,
        since=since,
        notice=release.notice,
        rows=rows,
        periods=_periods(dataset, connection),
        choices={name: _choices(dataset, dataset.column(name), connection) for name in dataset.facets},
        files=_files(dataset, release.version, folder),
        cases={"title", "background", "practice"} <= {column.name for column in dataset.columns},
        figure=headline(dataset, connection),
        corrections=tuple(because for because in reasons(release.revision) if because.warns),
    )


def vintages_entry(of: Entry, connection: sqlite3.Connection) -> Entry | None:
    """The table with the earlier states of a dataset as a reader meets it; None where there is none."""
    table = of.vintages
    known = connection.execute("select 1 from sqlite_schema where type = 'table' and name = ?", (table,)).fetchone()
    if known is None:
        return None
    rows = connection.execute(f'select count(*) from "{table}"').fetchone()[0]
    told = described(of.dataset)
    return replace(of, dataset=told, rows=rows, files=(), figure=None, vintages_of=of.dataset.name)


def codes(dataset: Dataset, column: Column) -> dict[str, Text]:
    """Code ► title for a column with a code list, else nothing."""
    listed = dataset.code_lists.get(column.code_list or "", ())
    return {code.code: code.title for code in listed}


def _periods(dataset: Dataset, connection: sqlite3.Connection) -> tuple[str, str] | None:
    time = newest_first(dataset)
    if time is None:
        return None
    first, last = connection.execute(f'select min("{time}"), max("{time}") from "{dataset.name}"').fetchone()
    return None if first is None else (str(first), str(last))


def _choices(dataset: Dataset, column: Column, connection: sqlite3.Connection) -> tuple[tuple[str, Text], ...]:
    """The values that occur in a facet column, in the order of its code list, else newest or first first."""
    order = "desc" if column.role == "time" else "asc"
    found = connection.execute(
        f'select distinct "{column.name}" from "{dataset.name}" where "{column.name}" is not null '
        f"order by 1 {order} limit {MAX_CHOICES}"
    )
    titles = codes(dataset, column)
    values = [str(value) for (value,) in found]
    listed = list(titles)
    values.sort(key=lambda value: listed.index(value) if value in titles else len(listed))
    return tuple((value, titles.get(value) or same(value)) for value in values)


def _files(dataset: Dataset, version: str, folder: Path) -> tuple[File, ...]:
    names, sums = [f"{dataset.name}.{suffix}" for suffix in ("csv", "parquet", "db")], read_sums(folder)
    return tuple(
        File(name, f"/releases/{dataset.name}/{version}/{name}", (folder / name).stat().st_size, sums.get(name))
        for name in names
        if (folder / name).is_file()
    )
