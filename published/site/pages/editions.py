"""The editions of the site that were ever public, each at its permanent address."""

from dataclasses import dataclass
from itertools import groupby

from published import editions
from published.home import Home
from published.site.pinned import root_of


@dataclass(frozen=True)
class Listed:
    """An edition in the list: its id, its first minute in the city's time, its address."""

    id: str
    begins: str
    href: str


@dataclass(frozen=True)
class EditionList:
    """Editions by year, newest first."""

    years: tuple[tuple[str, tuple[Listed, ...]], ...]
    count: int
    """How many there are in all."""
    before: str | None
    """Where the list goes on: with those before this edition; None where it ends."""


def edition_list(home: Home, shown: str, most: int, before: str | None = None) -> EditionList:
    """So many of the editions up to the one that is shown."""
    known = sorted(name for name in {*editions.public_ids(home), shown} if name <= shown)
    older = [name for name in reversed(known) if before is None or name < before]
    listed = [Listed(name, _minute(name), f"{root_of(name)}/") for name in older[:most]]
    years = tuple((year, tuple(group)) for year, group in groupby(listed, lambda one: one.id[:4]))
    return EditionList(years, len(known), listed[-1].id if len(older) > most else None)


def _minute(edition: str) -> str:
    day, _, clock = edition.partition("T")
    return f"{day} {clock[:2]}:{clock[2:4]}:{clock[4:]}".removesuffix(":00")
