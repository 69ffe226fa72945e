"""One edition of the site, loaded to be shown: its datasets, its guarded database, its pages."""

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta, timezone

from jinja2 import Environment

from published import editions
from published.calendar import Planned
from published.describe.datasette import metadata
from published.editions import Edition
from published.home import Home
from published.releases import Release, read_dataset
from published.site.assets import Assets, program_version
from published.site.engine.datasette import OpenDatasette
from published.site.environment import environment
from published.site.guard import connect
from published.site.notice import SENTENCE, STAMP
from published.site.pages.catalogue import Entry, entry
from published.site.pages.context import page_context
from published.site.pages.home import HomePage, home_page
from published.vocabulary import Text, vocabulary

CHINA = timezone(timedelta(hours=8))

Asgi = Callable[..., Awaitable[None]]


@dataclass
class Shown:
    """What the public sees between two switches."""

    id: str
    version: str
    notice: Text | None
    calendar: tuple[Planned, ...]
    entries: dict[str, Entry]
    home: HomePage
    environment: Environment
    answer: Asgi
    start: Callable[[], Awaitable[None]]
    stop: Callable[[], None]
    readers: int = 0
    _rendered: dict[str, bytes] = field(default_factory=dict)

    def notice_for(self, table: str) -> Text | None:
        """The notice of that dataset's release, else the edition's."""
        return _notice_for(self.entries.get(table), self.notice)

    async def render(self, template: str, **context: object) -> bytes:
        """A page of this edition."""
        text = await self.environment.get_template(template).render_async(context)
        return text.encode()

    async def render_once(self, template: str, **context: object) -> bytes:
        """A page that is the same for every reader of this edition."""
        if template not in self._rendered:
            self._rendered[template] = await self.render(template, **context)
        return self._rendered[template]


def load(home: Home, name: str) -> Shown:
    """Read an edition from disk and prepare its pages; OSError, ValueError or sqlite3.Error if broken."""
    folder = editions.folder(home, name)
    edition = Edition.read(folder)
    database = folder / f"{editions.DATABASE}.db"
    with closing(connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        entries = _entries(home, edition, connection)
        first_page = home_page(connection, entries)
    templates = environment(_facts(edition, entries))
    engine = OpenDatasette(
        database,
        metadata(found.dataset for found in entries.values()),
        templates,
        lambda kind, data: page_context(kind, data, entries),
        lambda table: _extras(entries.get(table or ""), edition.notice),
    )
    version = f"{edition.id}-{program_version()}"
    return Shown(
        edition.id,
        version,
        edition.notice,
        edition.calendar,
        entries,
        first_page,
        templates,
        engine.app(),
        engine.start,
        engine.stop,
    )


def _entries(home: Home, edition: Edition, connection: sqlite3.Connection) -> dict[str, Entry]:
    found = []
    for name, version in edition.releases.items():
        folder = home.releases / name / version
        found.append(entry(read_dataset(folder), Release.read(folder), folder, connection))
    return {one.dataset.name: one for one in sorted(found, key=_reading_order)}


def _reading_order(found: Entry) -> tuple[bool, bool, str]:
    """Statistics made here first, then the national ones they are compared with, then registers."""
    dataset = found.dataset
    return dataset.kind == "register", dataset.owner == "national", dataset.name


def _facts(edition: Edition, entries: Mapping[str, Entry]) -> dict[str, object]:
    return {
        "edition": edition,
        "effective": edition.effective_at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M"),
        "notice": edition.notice,
        "stamp": STAMP if edition.notice else None,
        "stamp_sentence": SENTENCE,
        "entries": entries,
        "code_lists": {name: codes for found in entries.values() for name, codes in found.dataset.code_lists.items()},
        "words": vocabulary(),
        "assets": Assets.load().by_name,
    }


def _notice_for(found: Entry | None, notice: Text | None) -> Text | None:
    return found.notice if found is not None and found.notice is not None else notice


def _extras(found: Entry | None, notice: Text | None) -> dict[str, object]:
    words = _notice_for(found, notice)
    extras: dict[str, object] = {"notice": f"{words.zh} ({words.en})"} if words else {}
    if found is not None:
        extras |= {"version": found.version, "license": found.licence.en, "license_url": found.licence.url}
    return extras
