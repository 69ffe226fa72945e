"""The pages of an edition that its address alone decides: texts, methods, lineage, boards, the SQL desk."""

import re
from collections.abc import Awaitable, Callable, Mapping

from published.site.asked import Asked
from published.site.boards import board_page
from published.site.pages.dictionary import dictionary_page
from published.site.pages.lineage import all_lineage, lineage_of
from published.site.pages.method import method_page
from published.site.shown import Shown

METHOD = re.compile(r"/methods/(?P<dataset>[a-z0-9_]+)")
LINEAGE = re.compile(r"/lineage/(?P<dataset>[a-z0-9_]+)")
Page = Callable[[Shown, Asked], Awaitable[bytes]]


async def _about(shown: Shown, asked: Asked) -> bytes:
    return await shown.render(asked, "about.html")


async def _desk(shown: Shown, asked: Asked) -> bytes:
    return await shown.render(asked, "sql.html", given={})


async def _dictionary(shown: Shown, asked: Asked) -> bytes:
    return await shown.render(asked, "dictionary.html", **dictionary_page(shown.entries))


def page_of(shown: Shown, path: str) -> Page | None:
    """What answers at an address that the edition alone decides; None where that is no page of this kind."""
    return PAGES.get(path) or _method_page(shown, path) or _lineage_page(shown, path) or board_page(shown, path)


def _method_page(shown: Shown, path: str) -> Page | None:
    """The page of a dataset's method; None where there is none."""
    found = METHOD.fullmatch(path)
    entry = shown.entries.get(found["dataset"]) if found else None
    if found is None or entry is None or entry.dataset.method is None:
        return None
    return lambda shown, asked: shown.render(asked, "method.html", **method_page(entry, asked.language))


async def _lineage(shown: Shown, asked: Asked) -> bytes:
    return await shown.render(asked, "lineage.html", departments=all_lineage(shown.entries))


def _lineage_page(shown: Shown, path: str) -> Page | None:
    """The page of what a dataset is made from; None where there is no such dataset."""
    found = LINEAGE.fullmatch(path)
    entry = shown.entries.get(found["dataset"]) if found else None
    if entry is None:
        return None
    return lambda shown, asked: shown.render(
        asked, "lineage_of.html", **lineage_of(entry, shown.entries, asked.language)
    )


PAGES: Mapping[str, Page] = {
    "/about": _about,
    "/dictionary": _dictionary,
    "/lineage": _lineage,
    "/sql": _desk,
}
