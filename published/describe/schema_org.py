"""A dataset, the catalogue and the way to a page in Schema.org's words, as JSON-LD; addresses are absolute.

The context needs no look-up: terms are Schema.org's, and what is an address is said to be one.
"""

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from published.dataset import Column, Dataset
from published.vocabulary import Text, vocabulary

Node = dict[str, object]
VOCABULARY = "https://schema.org/"
MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "db": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
"""File extension ► encodingFormat."""
SITE = Text(zh="甬专数据", en="Yongzhuan")
_ADDRESSES = ("url", "license", "contentUrl", "measurementTechnique", "item", "image", "isBasedOn", "sameAs")
_CONTEXT = {"@vocab": VOCABULARY, **{name: {"@type": "@id"} for name in _ADDRESSES}}
_TAGS = {"zh": "zh-CN", "en": "en"}
_PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?")


@dataclass(frozen=True)
class Download:
    """A file of a release: absolute address, bytes, and sha256 where it is known."""

    name: str
    url: str
    size: int
    sha256: str | None


@dataclass(frozen=True)
class Place:
    """Where a dataset is published: the origin of the site, its page, its release, and since when that is public."""

    origin: str
    page: str
    release: str
    version: str
    since: datetime
    periods: tuple[str, str] | None
    files: tuple[Download, ...]
    image: str | None = None


def dataset_node(dataset: Dataset, place: Place) -> Node:
    """A dataset as a Dataset node; texts in both languages, what is not known is left out."""
    words = vocabulary()
    node: Node = {
        "@type": "Dataset",
        "@id": place.page,
        "url": place.page,
        "identifier": dataset.name,
        "name": _both(dataset.title),
        "description": _both(dataset.definition),
        "inLanguage": list(_TAGS.values()),
        "version": place.version,
        "license": words.licences[dataset.licence].url,
        "isAccessibleForFree": True,
        "creator": _organisation(words.departments[dataset.owner]),
        "publisher": {"@type": "Organization", "name": _both(SITE), "url": f"{place.origin}/"},
        "dateModified": place.since.isoformat(),
        "temporalCoverage": interval(*place.periods) if place.periods else None,
        "spatialCoverage": _where(dataset),
        "variableMeasured": [_variable(column) for column in dataset.columns if column.role == "measure"],
        "distribution": [_download(one) for one in place.files],
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": catalogue_address(place.origin)},
        "measurementTechnique": f"{place.origin}/methods/{dataset.name}" if dataset.method else None,
        "image": place.image,
        "creativeWorkStatus": _both(dataset.notice) if dataset.notice else None,
    }
    return _known(node)


def catalogue_node(origin: str, datasets: Iterable[tuple[Dataset, str]], notice: Text | None) -> Node:
    """The whole site as a DataCatalog of datasets with their pages."""
    return _known(
        {
            "@type": "DataCatalog",
            "@id": catalogue_address(origin),
            "url": catalogue_address(origin),
            "name": _both(SITE),
            "description": _both(
                Text(zh="宁波市专利转化运用统计与名录", en="Statistics and registers of patents put to use in Ningbo")
            ),
            "inLanguage": list(_TAGS.values()),
            "isAccessibleForFree": True,
            "dataset": [
                {"@type": "Dataset", "@id": page, "url": page, "name": _both(one.title)} for one, page in datasets
            ],
            "creativeWorkStatus": _both(notice) if notice else None,
        }
    )


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> Node:
    """The way to a page: names with absolute addresses, from the home page on."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def document(*nodes: Node) -> Node:
    """Nodes as one JSON-LD document."""
    return {"@context": _CONTEXT, "@graph": list(nodes)}


def catalogue_address(origin: str) -> str:
    """What names the catalogue."""
    return f"{origin}/open"


def interval(first: str, last: str) -> str:
    """Two periods (2024, 2024-Q3, 2024-07, 2024-07-15) as an ISO 8601 interval; of one period only that."""
    return _begin(first) if first == last and "Q" not in first else f"{_begin(first)}/{_end(last)}"


def _begin(period: str) -> str:
    found = _PERIOD.fullmatch(period)
    if found and found["quarter"]:
        return f"{found['year']}-{int(found['quarter']) * 3 - 2:02}-01"
    return period


def _end(period: str) -> str:
    found = _PERIOD.fullmatch(period)
    if found and found["quarter"]:
        month = int(found["quarter"]) * 3
        return f"{found['year']}-{month:02}-{calendar.monthrange(int(found['year']), month)[1]}"
    return period


def _both(text: Text) -> list[Node]:
    return [{"@language": tag, "@value": getattr(text, code)} for code, tag in _TAGS.items()]


def _organisation(owner: Text) -> Node:
    return {"@type": "GovernmentOrganization", "name": _both(owner)}


def _where(dataset: Dataset) -> Node | None:
    """The first of its areas, which holds all others; of national figures China."""
    if dataset.owner == "national":
        return {"@type": "Country", "name": _both(Text(zh="中国", en="China"))}
    areas = dataset.code_lists.get("area", ())
    return {"@type": "City", "name": _both(areas[0].title), "identifier": areas[0].code} if areas else None


def _variable(column: Column) -> Node:
    unit = vocabulary().units[column.unit] if column.unit else None
    return _known(
        {
            "@type": "PropertyValue",
            "propertyID": column.name,
            "name": _both(column.title),
            "description": _both(column.definition),
            "unitText": _both(unit) if unit else None,
        }
    )


def _download(one: Download) -> Node:
    return _known(
        {
            "@type": "DataDownload",
            "name": one.name,
            "encodingFormat": MEDIA_TYPES.get(one.name.rpartition(".")[2]),
            "contentUrl": one.url,
            "contentSize": f"{one.size} B",
            "sha256": one.sha256,
        }
    )


def _known(node: Mapping[str, object]) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [])}
