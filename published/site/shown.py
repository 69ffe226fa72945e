"""One edition of the site, loaded to be shown: its datasets, its guarded database, its pages."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from jinja2 import Environment

from published import editions
from published.describe.datasette import metadata
from published.editions import Edition
from published.home import Home
from published.notices import Notice
from published.releases import Release, read_dataset, release_folder
from published.schedule import CITY
from published.search import index
from published.search.documents import reading_order
from published.site.announced import Line
from published.site.asked import Asked
from published.site.assets import Assets, program_version
from published.site.cache import CURRENT_BYTES, PINNED_BYTES, Cache
from published.site.engine.datasette import OpenDatasette
from published.site.environment import environment
from published.site.guard import connect
from published.site.language import languages
from published.site.notice import SENTENCE, STAMP
from published.site.pages.catalogue import Entry, entry, vintages_entry
from published.site.pages.context import page_context
from published.site.pages.home import HomePage, home_page
from published.site.pages.past import Past
from published.site.pages.pictures import pictures
from published.site.pages.triangle import Triangle, triangles
from published.site.questions import answerable
from published.vintages import SPAN_COLUMNS, name_of
from published.vocabulary import Text, vocabulary

Asgi = Callable[..., Awaitable[None]]


@dataclass
class Shown:
    """What the public sees between two switches."""

    edition: Edition
    database: Path
    digest: str
    root: str
    version: str
    entries: dict[str, Entry]
    tables: dict[str, Entry]
    homes: Mapping[str, HomePage]
    environments: Mapping[str, Environment]
    """Home page and templates by the code of their language."""
    answer: Asgi
    start: Callable[[], Awaitable[None]]
    count: Callable[[], Awaitable[None]]
    stop: Callable[[], None]
    readers: int = 0
    counted: bool = False
    """Whether its tables were counted ahead of readers."""
    notices: dict[datetime, tuple[Notice, ...]] = field(default_factory=dict)
    kept: Cache = field(init=False)
    drawn: dict[str, bytes] = field(default_factory=dict)
    """Plots that were drawn, by what was asked for; whoever draws keeps it small."""
    coming: dict[datetime, tuple[Line, ...]] = field(default_factory=dict)
    """The next releases by the day on which that is said."""
    _triangles: dict[str, tuple[Triangle, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.kept = Cache(PINNED_BYTES if self.root else CURRENT_BYTES)

    @property
    def id(self) -> str:
        """The edition's id."""
        return self.edition.id

    @property
    def notice(self) -> Text | None:
        """What every page says of the figures."""
        return self.edition.notice

    @contextmanager
    def being_read(self) -> Iterator[None]:
        """While it lasts, the edition stays open."""
        self.readers += 1
        try:
            yield
        finally:
            self.readers -= 1

    @property
    def index(self) -> Path:
        """Where its search index lies, or is made when somebody searches a past edition."""
        return self.database.with_name(index.FILE)

    def notice_for(self, table: str) -> Text | None:
        """The notice of that dataset's release, else the edition's."""
        return _notice_for(self.tables.get(table), self.notice)

    def triangles(self, home: Home, name: str) -> tuple[Triangle, ...]:
        """The revision triangles of a dataset, drawn when they are asked for first; none of a register."""
        if name not in self._triangles:
            dataset, past = self.entries[name].dataset, self.edition.past(home, name)
            with closing(connect(self.database)) as connection:
                connection.row_factory = sqlite3.Row
                there = name_of(name) in self.tables
                self._triangles[name] = triangles(dataset, past, connection) if there else ()
        return self._triangles[name]

    async def render(self, asked: Asked, template: str, **context: object) -> bytes:
        """A page of this edition in the language of the request."""
        found = self.environments[asked.language.code].get_template(template)
        return (await found.render_async(context, here=asked.whole, origin=asked.origin)).encode()


def load(home: Home, name: str, database: Path | None = None, root: str = "") -> Shown:
    """Read an edition from disk and prepare its pages; OSError, ValueError or sqlite3.Error if broken.

    `root`: what its addresses begin with, where it is not the one that the site shows.
    """
    folder = editions.folder(home, name)
    edition = Edition.read(folder)
    database = database or folder / f"{editions.DATABASE}.db"
    with closing(connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        entries = _entries(home, edition, connection)
        vintages = [states for one in entries.values() if (states := vintages_entry(one, connection))]
        questions = answerable(entries, _city(entries), connection)
        drawn = {code: pictures(connection, entries, one, edition.notice) for code, one in languages().items()}
        homes = {
            code: home_page(connection, entries, language, edition.notice) for code, language in languages().items()
        }
    tables = entries | {states.dataset.name: states for states in vintages}
    past = Past(home, edition, database)
    facts = _facts(edition, entries) | {"questions": questions}
    templates = {
        code: environment({**facts, "pictures": drawn[code]}, language, root) for code, language in languages().items()
    }
    told = {"edition": edition.id, "notice": edition.notice, "questions": questions}
    engine = OpenDatasette(
        database,
        metadata(found.dataset for found in tables.values()),
        templates,
        lambda kind, data, code: page_context(kind, {**data, **told}, tables, languages()[code], past),
        lambda table: _extras(tables.get(table or ""), edition.notice),
        root,
        lambda table: tables[table].first_shown if table in tables else {},
    )
    digest = editions.digest_of(database)
    version = f"{edition.id}-{program_version()}.{digest[:12]}"
    return Shown(
        edition,
        database,
        digest,
        root,
        version,
        entries,
        tables,
        homes,
        templates,
        engine.app(),
        engine.start,
        engine.count,
        engine.stop,
    )


def _entries(home: Home, edition: Edition, connection: sqlite3.Connection) -> dict[str, Entry]:
    found, living = [], edition.living(home)
    first = editions.first_with(home, edition.id, living.items())
    for name, version in living.items():
        folder = release_folder(home, name, version)
        found.append(
            entry(read_dataset(folder), Release.read(folder), folder, connection, first[name, version].effective_at)
        )
    by_name = {one.dataset.name: one for one in found}
    return {one.name: by_name[one.name] for one in reading_order(one.dataset for one in found)}


def _city(entries: Mapping[str, Entry]) -> str:
    """The city's area code, which the headline series of the statistics name; empty where none is there."""
    return next((one.series["area_code"] for one in entries.values() if "area_code" in one.series), "")


def _facts(edition: Edition, entries: Mapping[str, Entry]) -> dict[str, object]:
    return {
        "edition": edition,
        "effective": edition.effective_at.astimezone(CITY),
        "notice": edition.notice,
        "stamp": STAMP if edition.notice else None,
        "stamp_sentence": SENTENCE,
        "entries": entries,
        "span_columns": SPAN_COLUMNS,
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
