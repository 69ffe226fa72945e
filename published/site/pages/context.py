"""Which view model a page of the database gets."""

from collections.abc import Mapping
from typing import Any

from published.site.language import Language
from published.site.pages.addresses import relative
from published.site.pages.catalogue import Entry
from published.site.pages.cells import plain
from published.site.pages.row import row_page
from published.site.pages.sql import query_page
from published.site.pages.table import table_page


def page_context(
    kind: str, data: Mapping[str, Any], entries: Mapping[str, Entry], language: Language
) -> dict[str, object]:
    """The template context of `database`, `query`, `table` or `row`; code lists are shown plainly."""
    if kind == "database":
        return {}
    if kind == "query":
        return query_page(data, entries, language)
    entry = entries.get(data["table"])
    if entry is None:
        return _plain_page(data)
    return (table_page if kind == "table" else row_page)(entry, data, language)


def _plain_page(data: Mapping[str, Any]) -> dict[str, object]:
    return {
        "entry": None,
        "name": data["table"],
        "next_href": relative(data.get("next_url")),
        "columns": list(data["columns"]),
        "lines": [[plain(value) for value in row] for row in data["rows"]],
    }
