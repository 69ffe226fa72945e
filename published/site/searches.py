"""The address of the search. The public edition's index was made with it; that of a past one is made when asked for."""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import cast

from published import editions
from published.folders import put
from published.home import Home
from published.search import index
from published.search.document import KINDS, Kind
from published.site import answers
from published.site.answers import Answer, Send
from published.site.asked import Asked
from published.site.guard import SECONDS, connect
from published.site.notice import headers
from published.site.pages.addresses import address
from published.site.parameters import check_search
from published.site.refusals import busy, no_index, no_such_kind, nothing_sought, sought_too_long, too_long
from published.site.results import Question, Results, results
from published.site.shown import Shown

LONGEST, FARTHEST, MOST, USUAL = 100, 1_000, 50, 20
"""Characters of a query; hits that can be paged to; hits of a page, and where nothing is said."""
_STEPS = 20_000


class Searches:
    """Searches of editions; at most one index is made at a time."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._making: dict[str, asyncio.Task[None]] = {}

    async def answer(self, asked: Asked, shown: Shown) -> Answer:
        """The JSON of a search. Raises Refused."""
        question, tag = question_of(asked), f'W/"{shown.version}"'
        found = await self.search(shown, question)
        told = {"edition": shown.id, "notice": shown.notice.model_dump() if shown.notice else None}
        body = {**told, **found.as_json(), "next": _next(asked, shown, found)}
        return answers.json_answer(body, 200, {"etag": tag, "cache-control": "no-cache", **headers(shown.notice)})

    async def kept(
        self, asked: Asked, shown: Shown, send: Send, compute: Callable[[], Awaitable[Answer]]
    ) -> Answer | None:
        """The answer to a search, kept with its edition as long as the index stands in which it was found, None where
        it has been sent: what is erased takes the index with it, and is found in no kept answer from then on.
        """
        stamp = _stamp(shown.index)
        if stamp is None:
            return await compute()

        async def computed(_: Send) -> Answer:
            return await compute()

        scheme, host, path, query = asked.wanted.key
        wanted = asked.wanted._replace(key=(scheme, host, path + stamp, query))
        await shown.kept.answer(wanted, f'W/"{shown.version}"'.encode(), send, computed)
        return None

    async def search(self, shown: Shown, question: Question, until: float | None = None) -> Results:
        """What an edition has of it, found by then; raises Refused: 503 while the index is not there."""
        await self.ready(shown)
        return await asyncio.to_thread(_search, shown, question, until or deadline())

    async def ready(self, shown: Shown) -> None:
        """Make the index of a past edition, where it is not there; raises Refused."""
        if shown.root and not shown.index.exists():
            await self._made(shown)

    async def _made(self, shown: Shown) -> None:
        if shown.id not in self._making:
            if self._making:
                raise busy()
            self._making[shown.id] = asyncio.create_task(self._make(shown))
        await asyncio.shield(self._making[shown.id])

    async def _make(self, shown: Shown) -> None:
        try:
            await asyncio.to_thread(_write, self._home, shown)
        except (OSError, sqlite3.Error) as error:  # what it is made from was taken off the disk meanwhile
            raise no_index() from error
        finally:
            del self._making[shown.id]


def _stamp(index: Path) -> bytes | None:
    """What tells a file from the one that takes its place; None where there is none."""
    try:
        found = index.stat()
    except FileNotFoundError:
        return None
    return f" {found.st_ino} {found.st_mtime_ns}".encode()


def deadline() -> float:
    """By when what is asked for now must be found, on the monotonic clock."""
    return time.monotonic() + SECONDS


def question_of(asked: Asked) -> Question:
    """What an address searches for; raises Refused (400)."""
    check_search(asked.arguments, {"offset": FARTHEST, "limit": MOST})
    query, kind = sought(asked)
    if not query.strip():
        raise nothing_sought()
    offset, limit = (int(asked.last(name) or usual) for name, usual in (("offset", 0), ("limit", USUAL)))
    return Question(query, kind, offset, limit)


def sought(asked: Asked) -> tuple[str, Kind | None]:
    """The words of an address, maybe none, and the kind of thing that is wanted; raises Refused (400)."""
    query, kind = asked.last("q") or "", asked.last("kind") or None
    if len(query) > LONGEST:
        raise sought_too_long(LONGEST)
    if kind and kind not in KINDS:
        raise no_such_kind(kind, KINDS)
    return query, cast(Kind | None, kind)


def _next(asked: Asked, shown: Shown, found: Results) -> str | None:
    """The address of the hits that follow; None where there are none or nobody can page so far."""
    after = found.question.offset + found.question.limit
    if after >= found.total or after > FARTHEST or not found.hits:
        return None
    kept = {name: values for name, values in asked.arguments.items() if name != "offset"}
    return shown.root + address("/search.json", {**kept, "offset": after})


def _search(shown: Shown, question: Question, until: float) -> Results:
    if time.monotonic() > until:
        raise too_long(SECONDS)
    try:
        with closing(connect(shown.index, index.WORDS)) as connection:
            connection.row_factory = sqlite3.Row
            if connection.execute("select database_sha256 from about").fetchone()[0] != shown.digest:
                raise no_index()
            connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
            return results(connection, question, shown.root)
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise too_long(SECONDS) from error
        if "unable to open" in str(error):
            raise no_index() from error
        raise


def _write(home: Home, shown: Shown) -> None:
    with tempfile.TemporaryDirectory(dir=shown.index.parent, prefix=".incoming-") as folder:
        incoming = Path(folder) / index.FILE
        editions.index_of(home, shown.edition, shown.database, incoming)
        put(incoming, shown.index)
