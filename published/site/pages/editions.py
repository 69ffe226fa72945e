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


def edition_list(home: Home, shown: str) -> list[tuple[str, list[Listed]]]:
    """By year, newest first, the editions up to the one that is shown."""
    known = sorted({*editions.public_ids(home), shown}, reverse=True)
    listed = [Listed(name, _minute(name), f"{root_of(name)}/") for name in known if name <= shown]
    return [(year, list(group)) for year, group in groupby(listed, lambda one: one.id[:4])]


def _minute(edition: str) -> str:
    day, _, clock = edition.partition("T")
    return f"{day} {clock[:2]}:{clock[2:4]}:{clock[4:]}".removesuffix(":00")
