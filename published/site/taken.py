"""Which parameters the pages take that have no selection, and which are nobody's question: messengers append them."""

import re
from collections.abc import Mapping, Sequence

from published.site.parameters import unknown

_TAKEN: Sequence[tuple[re.Pattern[str], tuple[str, ...]]] = (
    (re.compile(r"/(about|dictionary|lineage|sql|calendar(\.json|\.ics)?|notices\.atom|releases/)?"), ()),
    (re.compile(r"/(methods|lineage)/[^/]+|/releases/[^/]+/[^/]+/"), ()),
    (re.compile(r"/editions/|/releases/[^/]+/"), ("before",)),
)
_APPENDED = re.compile(r"utm_\w+|isappinstalled")
_SHARED_TO = frozenset({"singlemessage", "groupmessage", "timeline"})


def check_taken(path: str, arguments: Mapping[str, Sequence[str]]) -> None:
    """Of a page without a selection, refuse what it does not take, rather than leave it out in silence; raises
    Refused (400)."""
    for pages, taken in _TAKEN:
        if pages.fullmatch(path):
            for name in arguments:
                if name not in taken:
                    raise unknown(name, taken, "参数", "parameters")


def appended(arguments: Mapping[str, Sequence[str]]) -> str | None:
    """A parameter that a messenger or a campaign put at the end of a link, which is no part of what is asked for."""
    for name, values in arguments.items():
        if _APPENDED.fullmatch(name) or (name == "from" and values[-1] in _SHARED_TO):
            return name
    return None
