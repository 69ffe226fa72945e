# mypy: disallow-subclassing-any=False
"""The three views: a table, a row, SQL. Unknown parameters are refused, results are whole or refused."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from datasette.utils import InvalidSql, escape_sqlite, tilde_decode
from datasette.utils.asgi import AsgiStream, Request, Response
from datasette.views.base import DataView
from datasette.views.database import DatabaseView
from datasette.views.row import RowView
from datasette.views.table import TableView

from published.formats.inert import inert_cells
from published.site import guard, parameters
from published.site.engine.counted import without_facets_later
from published.site.engine.database import DATABASE, total_order
from published.site.language import languages
from published.site.layout import LAYOUT, check_layout
from published.site.pages.selection import empty_filters, settled
from published.site.refusals import BrokenOff, Refused, cross_table_too_large, no_value, not_found, too_much
from published.site.sql_faults import sql_fault, words_of

CSV_PAGE = 2_000
PAGE, PAGE_CELLS = 50, 900
"""As many rows a page has where nobody says how many, and as many cells, so that it stays light."""
PAGE_MOST, CROSSED_MOST = 1_000, 500
_FORMATS = frozenset({None, "json", "csv"})
_WHOLE_SHAPES = frozenset({"array", "objects", "object", "arrayfirst"})


class _View(DataView):
    """What all views share: three formats, and our refusals instead of Datasette's errors."""

    async def get(self, request: Any) -> Any:
        if request.url_vars["format"] not in _FORMATS:
            raise not_found()
        return await super().get(request)

    async def render(self, templates: Any, request: Any, context: Any = None) -> Any:
        """A page in the language of the request."""
        chosen = [context["template"]] if context and "template" in context else templates
        template = self.ds.environments[request.scope["language"]].select_template(chosen)
        return Response.html(await template.render_async(context))

    def _within(self, request: Any) -> str:
        """What addresses of the reader's language and edition begin with."""
        return languages()[request.scope["language"]].prefix + str(self.ds.setting("base_url")).rstrip("/")

    def _inert(self, request: Any, data: Any) -> Any:
        """Of a CSV the rows and their headings as texts that no spreadsheet runs; nobody else is told them so."""
        if request.url_vars["format"] != "csv":
            return data
        return {**data, "columns": inert_cells(data["columns"]), "rows": [inert_cells(row) for row in data["rows"]]}

    async def _known(self, request: Any) -> parameters.Table:
        database = self.ds.databases[DATABASE]
        name = tilde_decode(request.url_vars["table"])
        if not await database.table_exists(name):
            raise not_found()
        columns, key = await database.table_columns(name), await database.primary_keys(name)
        return parameters.Table(name, tuple(columns), bool(await database.fts_table(name)), tuple(key))

    def _context(self, kind: str, data: Mapping[str, Any], request: Any) -> Callable[[], Awaitable[Any]]:
        async def context() -> Mapping[str, object]:
            asked = {
                "arguments": _arguments(request),
                "path": request.path,
                "base": f"{request.scheme}://{request.host}",
                "origin": f"{request.scheme}://{request.host}",
                "here": request.path + (f"?{request.query_string}" if request.query_string else ""),
            }
            made = partial(self.ds.pages, kind, {**data, **asked}, request.scope["language"])
            # many rows, and entries looked up in other registers, must not hold back other readers
            shown: dict[str, object] = await asyncio.to_thread(made)
            return shown | asked

        return context


class OpenTable(_View, TableView):
    """A table: unknown parameters refused, whole results where no paging is visible. One object answers one request."""

    failed: Exception | None = None

    async def data(self, request: Any, default_labels: bool = False, _next: Any = None, _size: Any = None) -> Any:
        """Rows of a page, or all rows for a file; raises on unknown parameters."""
        try:
            return await self._data(request, _next, _size)
        except Exception as error:
            self.failed = error
            raise

    async def _data(self, request: Any, _next: Any, _size: Any) -> Any:
        table = await self._known(request)
        if request.url_vars["format"] is None:
            return await self._page(request, table, _next)
        arguments = _arguments(request)
        parameters.check_table(arguments, table)
        if empty := empty_filters(arguments):
            raise no_value(empty[0])
        await self._check_next(request, table)
        await self._order(arguments, table)
        whole = _wants_all(request, arguments)
        found = await super().data(without_facets_later(request), False, _next, "max" if whole else _size)
        if isinstance(found, Response):
            return found
        data, _, templates = found
        if whole and data["next"]:
            raise too_much(guard.ROWS, guard.RESULT_BYTES)
        return self._inert(request, data), self._context("table", data, request), templates

    async def _page(self, request: Any, table: parameters.Table, after: Any) -> Any:
        """The rows of a page: those of its address, of a bare one those that the dataset opens with."""
        arguments = _arguments(request)
        crossed = check_layout(arguments, table)
        filters = {name: values for name, values in arguments.items() if name not in LAYOUT}
        parameters.check_table(filters, table, PAGE_MOST)
        await self._check_next(request, table)
        if (one := settled(arguments)) != arguments:
            return Response.redirect(f"{self._within(request)}{request.path}?{urlencode(one, doseq=True)}")
        selected = arguments or self.ds.first_shown(table.name)
        await self._order(selected, table)
        light = min(PAGE, PAGE_CELLS // len(table.columns))
        size = CROSSED_MOST if crossed else arguments.get("_size", [light])[0]
        opens_whole = not self.ds.first_shown(table.name)
        quick = {} if "_facet" in arguments or opens_whole else {"_nofacet": ["1"]}
        filtered = without_facets_later(_with(request, {**selected, **quick}))
        data, _, templates = await super().data(filtered, False, after, str(PAGE_MOST if size == "max" else size))
        if crossed and data["next"]:
            raise cross_table_too_large(CROSSED_MOST)
        return data, self._context("table", {**data, "selected": selected}, request), templates

    async def _order(self, arguments: Mapping[str, Sequence[str]], table: parameters.Table) -> None:
        """Break ties by the key on the first page as on all others."""
        known = self.ds.table_metadata(DATABASE, table.name)
        given = arguments if {"_sort", "_sort_desc"} & set(arguments) else {f"_{k}": [v] for k, v in known.items()}
        keys = ", ".join(map(escape_sqlite, await self.ds.databases[DATABASE].primary_keys(table.name))) or "rowid"
        for name, direction in (("_sort", ""), ("_sort_desc", " desc")):
            if name in given:
                by = f"order by {escape_sqlite(given[name][0])}{direction}"
                total_order.set((f"{by} limit ", f"{by}, {keys} limit "))

    async def _check_next(self, request: Any, table: parameters.Table) -> None:
        """A `_next` that is none of ours would start again at the first page without a word."""
        mark = request.args.get("_next")
        keys = len(await self.ds.databases[DATABASE].primary_keys(table.name)) or 1
        if mark is not None and mark.count(",") + 1 not in (keys, keys + 1):
            raise Refused(
                400,
                "参数 _next 只能取自上一页的 next_url。",
                "_next must be taken from the next_url of the page before.",
                {"parameter": "_next"},
            )

    async def as_csv(self, request: Any, database: str) -> Any:
        """All rows, however many, unless the reader asked for a number of rows."""
        size = request.args.get("_size")
        if size is None or size == "max":
            request = _with(request, {"_stream": ["1"], "_size": [str(CSV_PAGE)]})
        response = await super().as_csv(request, database)
        if isinstance(response, AsgiStream):
            response.stream_fn = self._whole(response.stream_fn)
        return response

    def _whole(self, stream: Callable[[Any], Awaitable[None]]) -> Callable[[Any], Awaitable[None]]:
        """Datasette ends a stream well when a later page fails; a reader would take what came for the whole."""

        async def whole(writer: Any) -> None:
            await stream(writer)
            if self.failed:
                raise BrokenOff(str(self.failed)) from self.failed

        return whole


class OpenRow(_View, RowView):
    """One row."""

    async def data(self, request: Any, default_labels: bool = False) -> Any:
        """The row with that key; raises on unknown parameters."""
        table = await self._known(request)
        if request.url_vars["pks"].count(",") + 1 != (len(table.key) or 1):
            raise not_found()
        parameters.check_row(_without_csv_flags(_arguments(request)), table)
        data, _, templates = await super().data(request, False)
        return self._inert(request, data), self._context("row", data, request), templates


class OpenSql(_View, DatabaseView):
    """The whole database, and SQL over it."""

    async def data(self, request: Any, default_labels: bool = False, _size: Any = None) -> Any:
        """The list of datasets, or the whole result of a query; raises on unknown parameters."""
        arguments = _without_csv_flags(_arguments(request))
        file_format = request.url_vars["format"]
        if arguments.get("sql", [""])[0].strip():
            parameters.check_sql(arguments, complete=file_format is not None)
            return await self._answer(request, file_format, _size)
        parameters.check_none(arguments)
        if file_format == "csv":
            raise Refused(400, "请用 ?sql= 给出查询。", "Give a query with ?sql=.", {"parameter": "sql"})
        data, _, templates = await super().data(request, False, _size)
        return data, {}, templates

    async def _answer(self, request: Any, file_format: str | None, size: Any) -> Any:
        try:
            data, _, templates, status = await super().data(request, False, size)
        except InvalidSql as error:
            raise await self._fault(str(error), request) from error
        if data["error"]:
            raise await self._fault(data["error"], request)
        return self._inert(request, data), self._context("query", data, request), templates, status

    async def _fault(self, message: str, request: Any) -> Refused:
        sql = request.args["sql"].replace("\r\n", "\n")
        database = self.ds.databases[DATABASE]
        named = words_of(sql)
        tables = {
            table: await database.table_columns(table) if table in named else ()
            for table in await database.table_names()
        }
        return await asyncio.to_thread(sql_fault, message, sql, tables)


def _arguments(request: Any) -> dict[str, list[str]]:
    return {name: request.args.getlist(name) for name in request.args}


def _without_csv_flags(arguments: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """`as_csv` adds these two to its own request; no reader means anything by them here."""
    return {name: values for name, values in arguments.items() if name not in ("_nofacet", "_nocount")}


def _wants_all(request: Any, arguments: Mapping[str, Sequence[str]]) -> bool:
    shape = (arguments.get("_shape") or ["arrays"])[0]
    shaped = request.url_vars["format"] == "json" and shape in _WHOLE_SHAPES
    return shaped and "_next" not in arguments and arguments.get("_size", ["max"])[0] == "max"


def _with(request: Any, changes: Mapping[str, Sequence[str]]) -> Any:
    query = urlencode({**_arguments(request), **changes}, doseq=True).encode("latin-1")
    return Request({**request.scope, "query_string": query}, request.receive)
