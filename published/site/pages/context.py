"""Which view model a page of the database gets."""

from collections.abc import Mapping
from typing import Any

from published.site.language import Language
from published.site.pages.addresses import changed
from published.site.pages.catalogue import Entry
from published.site.pages.cells import plain
from published.site.pages.past import Past
from published.site.pages.record import record_page
from published.site.pages.register import register_page
from published.site.pages.row import row_page
from published.site.pages.sql import query_page
from published.site.pages.table import table_page


def page_context(
    kind: str, data: Mapping[str, Any], entries: Mapping[str, Entry], language: Language, past: Past
) -> dict[str, object]:
    """The template context of `query`, `table` or `row`; registers have pages of their own, code lists plain ones."""
    if kind == "query":
        return query_page(data, entries, language)
    entry = entries.get(data["table"])
    if entry is None:
        return _plain_page(data)
    if entry.dataset.kind == "register":
        if kind == "table":
            return register_page(entry, data, language, past)
        return record_page(entry, data, entries, language, past)
    return (table_page if kind == "table" else row_page)(entry, data, language, past)


def _plain_page(data: Mapping[str, Any]) -> dict[str, object]:
    return {
        "entry": None,
        "name": data["table"],
        "next_href": _next(data),
        "columns": list(data["columns"]),
        "lines": [[plain(value) for value in row] for row in data["rows"]],
    }


def _next(data: Mapping[str, Any]) -> str | None:
    return changed(data["path"], data["arguments"], _next=data["next"]) if data.get("next") else None
