"""The ASGI shell: takes the edition of the moment, lets the routes answer, adds the common headers."""

import asyncio
import logging
import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment

from published.home import Home
from published.site import answers
from published.site.answers import Answer, Send
from published.site.asked import Asked, known_as
from published.site.assets import Assets, ready
from published.site.clock import Clock
from published.site.environment import environment
from published.site.language import Language, languages
from published.site.parameters import named_parameters
from published.site.pinned import Pinned, named, root_of
from published.site.plotted import is_embedded
from published.site.refusals import (
    BrokenOff,
    Refused,
    address_too_long,
    broken,
    crowded,
    method_not_allowed,
    no_host,
    not_found,
    nothing_published,
)
from published.site.routes import Routes
from published.site.shown import Shown
from published.site.switch import LOOK_EVERY, Editions
from published.site.whole import Wanted, Whole, unless_had
from published.vocabulary import vocabulary

MAX_QUERY = 8_192
_HOST = re.compile(r"([A-Za-z0-9._-]{1,253}|\[[0-9a-fA-F:.]{2,45}\])?(:\d{1,5})?")
"""A name, an address or nothing (HTTP/1.0), as it may stand in what pages say of themselves."""

log = logging.getLogger(__name__)


class Shell:
    """The whole site as one ASGI application; read-only, GET and HEAD.

    `origin`: scheme and host of its public address; without one, the address that each request was sent to.
    """

    def __init__(self, home: Home, clock: Clock, origin: str | None = None) -> None:
        if origin:
            known_as({}, origin)
        self._origin = origin
        assets = Assets.load()
        self._editions = Editions(home, clock)
        self._pinned = Pinned(home, clock)
        self._static = ready(assets)
        self._routes = Routes(home, assets, clock)
        self._bare = {code: _bare_environment(assets, language) for code, language in languages().items()}

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Send) -> None:
        """Answer one request, or the server's start and stop."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        known = known_as(scope, self._origin) if self._origin else scope
        if scope["type"] == "http" and not await self._at_once(known, send):
            await self._serve(Asked.of(known, receive), send)

    async def _at_once(self, scope: Mapping[str, Any], send: Send) -> bool:
        """Send what needs no computing, static files and kept answers; False where it is to be computed."""
        if scope["method"] not in ("GET", "HEAD"):
            return False
        wanted, shown = Wanted.of(scope), self._editions.at_once()
        whole = self._static.get(scope["path"]) or (shown.kept.get(wanted.key) if shown else None)
        if whole is None:
            return False
        await whole.send(wanted, send)
        return True

    async def _serve(self, asked: Asked, send: Send) -> None:
        framed = is_embedded(asked.path)
        common = answers.common_headers(framed=framed)
        send = unless_had(answers.with_headers(send, common, body=asked.method != "HEAD"), asked.wanted.tags)
        async with self._editions.reading() as shown:
            answer = await self._answer(asked, shown, send)
            if answer is not None and answer.status == 200:
                await Whole.of(answer.pairs, answer.body, framed=framed).send(asked.wanted, send)
            elif answer is not None:
                await answer.send(send)

    async def _answer(self, asked: Asked, shown: Shown | None, send: Send) -> Answer | None:
        try:
            if asked.is_crooked:
                return await self._refuse(not_found(), asked.at_home(), shown)
            _check(asked)
            if moved := asked.moved:
                return answers.redirect(moved)
            if shown and (edition := named(asked.raw_path)):
                return await self._of_past(edition, asked.within(root_of(edition)), send)
            return await self._routes.answer(asked, shown, send)
        except Refused as refusal:
            return await self._refuse(refusal, asked, shown)
        except BrokenOff:
            raise
        except MemoryError:  # SQLite's, of which other readers' queries left none
            return await self._refuse(crowded(), asked, shown)
        except Exception:
            log.exception("the site failed on %s", asked.path)
            return await self._refuse(broken(), asked, shown)

    async def _of_past(self, edition: str, asked: Asked, send: Send) -> Answer | None:
        """Within a pinned edition, its refusals too, so that their links stay in it."""
        async with self._pinned.reading(edition) as past:
            try:
                return await self._routes.answer(asked, past, send)
            except Refused as refusal:
                return await self._refuse(refusal, asked, past)

    async def _refuse(self, refusal: Refused, asked: Asked, shown: Shown | None) -> Answer:
        headers = {"cache-control": "no-store", **_more(refusal)}
        if asked.extension == "json":
            return answers.json_answer(refusal.as_json(), refusal.status, headers)
        if asked.extension == "csv":
            return Answer(refusal.status, refusal.as_text().encode(), answers.TEXT, headers)
        environment = (shown.environments if shown else self._bare)[asked.language.code]
        sql = asked.arguments.get("sql", [""])[0].replace("\r\n", "\n")
        body = await environment.get_template("error.html").render_async(
            refusal=refusal,
            sql=sql,
            given=_given(asked, sql),
            asked_path=asked.path,
            here=asked.whole,
            origin=asked.origin,
        )
        return Answer(refusal.status, body.encode(), answers.HTML, headers)

    async def _live(self, receive: Any, send: Send) -> None:
        watch: asyncio.Task[None] | None = None
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                async with self._editions.reading() as shown:
                    log.info("serving edition %s", shown.id if shown else nothing_published().en)
                watch = asyncio.create_task(self._watch())
                await send({"type": "lifespan.startup.complete"})
            else:
                if watch:
                    watch.cancel()
                await self._routes.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _watch(self) -> None:
        """Even where nobody asks, an armed edition is loaded before its minute, counted, and what was erased let go."""
        while True:
            try:
                await self._editions.look()
                await self._pinned.let_go()
                await self._editions.count()
            except Exception:
                log.exception("could not look for editions")
            await asyncio.sleep(LOOK_EVERY)


def _check(asked: Asked) -> None:
    if asked.method not in ("GET", "HEAD"):
        raise method_not_allowed()
    if asked.query_bytes > MAX_QUERY:
        raise address_too_long(MAX_QUERY)
    if not _HOST.fullmatch(asked.headers.get("host", "")):
        raise no_host()


def _given(asked: Asked, sql: str) -> dict[str, str]:
    """The values of the statement's own parameters, so that the reader need not type them again."""
    return {name: asked.last(name) or "" for name in named_parameters(sql)}


def _more(refusal: Refused) -> dict[str, str]:
    if refusal.status == 405:
        return {"allow": "GET, HEAD"}
    return {"retry-after": str(refusal.wait)} if refusal.status == 503 else {}


def _bare_environment(assets: Assets, language: Language) -> Environment:
    """For the pages that exist without an edition."""
    return environment(
        {
            "edition": None,
            "notice": None,
            "stamp": None,
            "entries": {},
            "pictures": {},
            "words": vocabulary(),
            "assets": assets.by_name,
        },
        language,
    )
