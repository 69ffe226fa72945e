"""What a page says of itself to machines, as JSON-LD for its head."""

import json
from collections.abc import Mapping
from functools import partial

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from published.describe.schema_org import (
    Download,
    Node,
    Place,
    breadcrumbs,
    catalogue_node,
    dataset_node,
    document,
)
from published.site.language import Language
from published.site.pages.catalogue import Entry
from published.vocabulary import Text


def place_of(entry: Entry, origin: str, image: str | None) -> Place:
    """Where a dataset is published; `image`: the address of a plot that stands for it."""
    return Place(
        origin=origin,
        page=f"{origin}{entry.href}",
        release=f"{origin}{entry.release_href}",
        version=entry.version,
        since=entry.since,
        periods=entry.periods if entry.dataset.kind == "statistic" else None,
        files=tuple(Download(one.name, f"{origin}{one.href}", one.size, one.sha256) for one in entry.files),
        image=image,
    )


def json_ld(
    path: str,
    title: str,
    origin: str,
    language: Language,
    entries: Mapping[str, Entry],
    notice: Text | None,
    entry: Entry | None,
    image: str | None,
) -> Markup:
    """The nodes of the page at `path` (without language) as a script may hold them; `image` stands for its entry."""
    nodes: list[Node] = []
    if path in ("/", "/open"):
        listed = ((one.dataset, f"{origin}{one.href}") for one in entries.values())
        nodes.append(catalogue_node(origin, listed, notice))
    if entry is not None and path == entry.href and entry.vintages_of is None:
        nodes.append(dataset_node(entry.dataset, place_of(entry, origin, image)))
    nodes.append(breadcrumbs(list(_steps(path, title, f"{origin}{language.prefix}", language, entry))))
    return htmlsafe_json_dumps(document(*nodes), dumps=partial(json.dumps, ensure_ascii=False))


def _steps(path: str, title: str, site: str, language: Language, entry: Entry | None) -> list[tuple[str, str]]:
    """From the home page to this one."""
    steps = {"/": language.say("首页")}
    if entry is not None:
        steps |= {"/open": language.say("数据集"), entry.href: language.pick(entry.dataset.title)}
    steps.setdefault(path, title)
    return [(name, f"{site}{at}") for at, name in steps.items()]
