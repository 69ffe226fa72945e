# mypy: disallow-subclassing-any=False
"""A Datasette without plugins, middleware and routes of its own, so that nothing is reached unmeant."""

import logging
import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.renderer import json_renderer
from datasette.utils import resolve_routes
from datasette.utils.asgi import Base400, Request
from datasette.views.base import DatasetteError
from jinja2 import Environment

from published.site import guard
from published.site.engine.database import DATABASE, OpenDatabase, ahead, given_up
from published.site.engine.lane import Lane
from published.site.engine.views import OpenRow, OpenSql, OpenTable
from published.site.refusals import Refused, broken, crowded, not_found, too_big_in_memory, too_long
from published.site.sql_faults import sql_fault
from published.site.sqlite_words import bad_sql

log = logging.getLogger(__name__)

Pages = Callable[[str, Mapping[str, Any], str], dict[str, object]]
Extras = Callable[[str | None], Mapping[str, object]]

_SETTINGS = {
    "num_sql_threads": 4,
    "suggest_facets": False,
    "allow_download": False,
    "default_facet_size": 100,
    "facet_time_limit_ms": 500,
    "max_csv_mb": 0,
    "default_cache_ttl": 0,
}
_READING = frozenset({"view-instance", "view-database", "view-table", "view-query", "execute-sql"})
_HOME = rf"/(?P<database>{DATABASE})"
_FORMAT = r"(\.(?P<format>\w+))?$"
_ROUTES = (
    (re.compile(_HOME + _FORMAT), OpenSql),
    (re.compile(_HOME + r"/(?P<table>[^/.]+)" + _FORMAT), OpenTable),
    (re.compile(_HOME + r"/(?P<table>[^/.]+)/(?P<pks>[^/]+?)" + _FORMAT), OpenRow),
)


class OpenDatasette(Datasette):
    """A Datasette over one immutable file that serves the three views and nothing else.

    `environments` are the templates by language, `pages` makes the context of a view in a language, `extras` what every
    default-shape JSON object also carries; `root` is what addresses begin with; `first_shown` are the filters of a
    table's page that is asked for without any.
    """

    def __init__(
        self,
        file: Path,
        metadata: dict[str, Any],
        environments: Mapping[str, Environment],
        pages: Pages,
        extras: Extras,
        root: str,
        first_shown: Callable[[str], Mapping[str, Sequence[str]]],
    ) -> None:
        bounds = {"max_returned_rows": guard.ROWS, "sql_time_limit_ms": int(guard.SECONDS * 1000)}
        settings = {**_SETTINGS, **bounds, "base_url": f"{root}/"}
        super().__init__(memory=True, metadata=metadata, settings=settings, cache_headers=True)
        self.remove_database("_memory")
        self.add_database(OpenDatabase(self, str(file), is_mutable=False), name=DATABASE)
        self.environments = environments
        self.pages = pages
        self.first_shown = first_shown
        self._own_sql = Lane()
        self.renderers = {"json": (_json_with(extras), lambda: True)}

    def app(self) -> Callable[..., Awaitable[None]]:
        """The ASGI app: three routes, no middleware."""
        routes = [(pattern, view.as_view(self)) for pattern, view in _ROUTES]

        async def answer(scope: Any, receive: Any, send: Any) -> None:
            path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
            match, view = resolve_routes(routes, path)
            if match is None:
                raise not_found()
            given_up.set(scope.get("hurried", []))
            scope = {**scope, "url_route": {"kwargs": match.groupdict()}, "csrftoken": lambda: ""}
            request = Request(scope, receive)
            async with self._own_sql.turn() if _has_own_sql(request) else nullcontext():
                response = await _refusing(view, request, send)
            await response.asgi_send(send)

        return answer

    async def permission_allowed(self, actor: Any, action: str, resource: Any = None, default: Any = False) -> bool:
        """Whether it is reading: everybody may see everything that is served, so no rules are looked up."""
        return action in _READING

    async def refresh_schemas(self) -> None:
        """Nothing to do: the file never changes, and the internal tables are not served."""

    async def start(self) -> None:
        """Count the tables once, before the first reader comes."""
        await self.invoke_startup()
        await self.databases[DATABASE].table_counts(limit=60_000)

    async def count(self) -> None:
        """Ask for the first page of each table: what is counted for it is remembered."""
        tables = self.metadata("tables", database=DATABASE)
        token = ahead.set(True)
        try:
            for name in [name for name, about in tables.items() if not about.get("hidden")]:
                path = {"database": DATABASE, "table": name, "format": "json"}
                with suppress(Refused, MemoryError):  # what is refused to us will be refused to whoever asks
                    await OpenTable(self).get(Request.fake(f"/{DATABASE}/{name}.json?_size=0", url_vars=path))
        finally:
            ahead.reset(token)

    def stop(self) -> None:
        """Let go of threads and files."""
        self.executor.shutdown(wait=True)
        self.databases[DATABASE].close()


def _has_own_sql(request: Any) -> bool:
    """Whether a reader wrote any of the SQL that answers a request."""
    return any(text.strip() for name in ("sql", "_where") for text in request.args.getlist(name))


async def _refusing(view: Any, request: Any, send: Any) -> Any:
    try:
        return await view(request, send)
    except Refused:
        raise
    except Base400 as error:
        raise not_found() if error.status == 404 else _refusal(error.status, str(error)) from error
    except DatasetteError as error:
        raise _translated(error, " and ".join(request.args.getlist("_where"))) from error
    except sqlite3.DatabaseError as error:
        raise bad_sql(str(error)) from error
    except QueryInterrupted as error:
        raise too_long(guard.SECONDS) from error
    except MemoryError as error:  # SQLite's memory is one for all: who wrote no SQL is not who used it up
        raise too_big_in_memory() if _has_own_sql(request) else crowded() from error
    except Exception as error:
        log.exception("the site failed on %s", request.path)
        raise broken() from error


def _translated(error: Any, where: str) -> Refused:
    if error.title == "SQL Interrupted":
        return too_long(guard.SECONDS)
    if error.title == "Invalid SQL":
        return sql_fault(str(error.message), where, {}, "select 1 where ")
    return _refusal(error.status, str(error.message))


def _refusal(status: int, message: str) -> Refused:
    """What the checks of parameters did not foresee."""
    status = 400 if status == 500 else status
    return Refused(status, "参数不能这样用，请对照接口说明改写。", f"The request is not right: {message}")


def _json_with(extras: Extras) -> Callable[..., Any]:
    def render(args: Any, data: dict[str, Any], view_name: str) -> Any:
        data = {key: value for key, value in data.items() if key != "query_ms"}
        if args.get("_shape", "arrays") in ("arrays", "objects"):
            data = {**extras(data.get("table")), **data}
        return json_renderer(args, data, view_name)

    return render
