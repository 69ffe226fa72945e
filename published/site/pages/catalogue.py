"""A dataset as a reader meets it: its description together with the release and the file that is public."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from published.dataset import Column, Dataset
from published.describe.datasette import newest_first
from published.describe.downloads import DOWNLOADS, Download
from published.folders import read_sums
from published.releases import Release
from published.site.language import same
from published.site.pages.headline import Figure, headline
from published.site.pages.revision import Because, reasons
from published.site.pages.selection import default_selection
from published.vintages import described, name_of
from published.vocabulary import Term, Text, vocabulary

MAX_CHOICES = 150


@dataclass(frozen=True)
class File:
    """A file of a release that can be downloaded."""

    name: str
    href: str
    size: int
    format: Download
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
    reasons: tuple[Because, ...] = ()
    """Why the public release differs from the one before."""
    first_shown: Mapping[str, list[str]] = field(default_factory=dict)
    """The filters of its page where nobody asks for others."""
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


def entry(dataset: Dataset, release: Release, folder: Path, connection: sqlite3.Connection, since: datetime) -> Entry:
    """Look up in the edition's database and the release's folder what a page says about the dataset.

    `since`: since when the release is public.
    """
    rows = connection.execute(f'select count(*) from "{dataset.name}"').fetchone()[0]
    periods, told = _periods(dataset, connection), reasons(release.revision)
    picked = dict.fromkeys([*([dataset.period] if dataset.period else []), *dataset.facets])
    return Entry(
        dataset=dataset,
        version=release.version,
        since=since,
        notice=release.notice,
        rows=rows,
        periods=periods,
        choices={name: _choices(dataset, dataset.column(name), connection) for name in picked},
        files=_files(dataset, release.version, folder),
        cases={"title", "background", "practice"} <= {column.name for column in dataset.columns},
        figure=headline(dataset, connection),
        corrections=tuple(because for because in told if because.warns),
        reasons=tuple(told),
        first_shown=_first_shown(dataset, periods, connection),
    )


def vintages_entry(of: Entry, connection: sqlite3.Connection) -> Entry | None:
    """The table with the earlier states of a dataset as a reader meets it; None where there is none."""
    table = of.vintages
    known = connection.execute("select 1 from sqlite_schema where type = 'table' and name = ?", (table,)).fetchone()
    if known is None:
        return None
    rows = connection.execute(f'select count(*) from "{table}"').fetchone()[0]
    told = described(of.dataset)
    name = of.dataset.name
    return replace(of, dataset=told, rows=rows, files=(), figure=None, first_shown={}, vintages_of=name)


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


def _first_shown(
    dataset: Dataset, periods: tuple[str, str] | None, connection: sqlite3.Connection
) -> dict[str, list[str]]:
    where = dataset.headline.where if dataset.headline else {}
    picked = " and ".join(f'"{name}" = ?' for name in where) or "true"
    query = f'select count(*) from "{dataset.name}" where {picked}'
    newest = periods[1] if periods and newest_first(dataset) == dataset.period else None
    return default_selection(dataset, connection.execute(query, tuple(where.values())).fetchone()[0], newest)


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
    """What the release holds: one that was sealed before a format was written has no file of it."""
    names, sums = {f"{dataset.name}.{suffix}": one for suffix, one in DOWNLOADS.items()}, read_sums(folder)
    return tuple(
        File(name, f"/releases/{dataset.name}/{version}/{name}", (folder / name).stat().st_size, one, sums.get(name))
        for name, one in names.items()
        if (folder / name).is_file()
    )
