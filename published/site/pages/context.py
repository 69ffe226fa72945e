"""Which view model a page of the database gets."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from published.site.language import Language
from published.site.pages.addresses import relative
from published.site.pages.catalogue import Entry
from published.site.pages.cells import plain
from published.site.pages.record import record_page
from published.site.pages.register import register_page
from published.site.pages.row import row_page
from published.site.pages.sql import query_page
from published.site.pages.table import table_page


def page_context(
    kind: str, data: Mapping[str, Any], entries: Mapping[str, Entry], database: Path, language: Language
) -> dict[str, object]:
    """The template context of `query`, `table` or `row`; code lists are shown plainly, registers in pages of their own.

    `database`: the file of the edition, where a row of a register is looked up in the others.
    """
    if kind == "query":
        return query_page(data, entries, language)
    entry = entries.get(data["table"])
    if entry is None:
        return _plain_page(data)
    if entry.dataset.kind == "register":
        if kind == "table":
            return register_page(entry, data, language)
        return record_page(entry, data, entries, database, language)
    return (table_page if kind == "table" else row_page)(entry, data, language)


def _plain_page(data: Mapping[str, Any]) -> dict[str, object]:
    return {
        "entry": None,
        "name": data["table"],
        "next_href": relative(data.get("next_url")),
        "columns": list(data["columns"]),
        "lines": [[plain(value) for value in row] for row in data["rows"]],
    }
