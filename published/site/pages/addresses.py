"""Addresses within the site: the same page with other parameters."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from published.site.layout import LAYOUT
from published.site.parameters import ALL

Arguments = Mapping[str, Sequence[str]]
_OF_PAGES = frozenset({"_next", ALL, *LAYOUT})


def root_of(edition: str) -> str:
    """What the addresses of a pinned edition begin with."""
    return f"/editions/{edition}"


def address(path: str, arguments: Mapping[str, object]) -> str:
    """A path with its query string."""
    query = urlencode(arguments, doseq=True)
    return f"{path}?{query}" if query else path


def changed(path: str, arguments: Arguments, **changes: str | None) -> str:
    """The same page with parameters set or (None) taken away, from its first row on; of no parameter at all, all rows
    (the bare address has a selection of its own).
    """
    kept = {name: list(values) for name, values in arguments.items() if name not in {"_next", ALL, *changes}}
    asked = kept | {name: value for name, value in changes.items() if value is not None}
    return address(path, asked or {ALL: "1"})


def as_file(path: str, extension: str, arguments: Arguments, **more: str) -> str:
    """The same rows in another format."""
    kept: dict[str, object] = {name: values for name, values in arguments.items() if name not in _OF_PAGES}
    return address(f"{path}.{extension}", kept | more)


def row_address(table: str, key: Sequence[object]) -> str:
    """The page of one row (Datasette's tilde encoding of the key)."""
    return f"/open/{table}/{','.join(_tilde(str(part)) for part in key)}"


def _tilde(text: str) -> str:
    return quote(text, safe="_-").replace("~", "%7E").replace(".", "%2E").replace("%", "~").replace("~20", "+")
