"""Addresses within the site: the same page with other parameters."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode, urlsplit

Arguments = Mapping[str, Sequence[str]]


def address(path: str, arguments: Mapping[str, object]) -> str:
    """A path with its query string."""
    query = urlencode(arguments, doseq=True)
    return f"{path}?{query}" if query else path


def changed(path: str, arguments: Arguments, **changes: str | None) -> str:
    """The same page with parameters set or (None) taken away; paging starts anew."""
    kept = {name: list(values) for name, values in arguments.items() if name != "_next" and name not in changes}
    return address(path, kept | {name: value for name, value in changes.items() if value is not None})


def relative(url: str | None) -> str | None:
    """An absolute address of this site without scheme and host."""
    if url is None:
        return None
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def as_file(path: str, extension: str, arguments: Arguments, **more: str) -> str:
    """The same data in another format."""
    kept: dict[str, object] = {name: values for name, values in arguments.items() if name != "_next"}
    return address(f"{path}.{extension}", kept | more)


def row_address(table: str, key: Sequence[object]) -> str:
    """The page of one row (Datasette's tilde encoding of the key)."""
    return f"/open/{table}/{','.join(_tilde(str(part)) for part in key)}"


def _tilde(text: str) -> str:
    return quote(text, safe="_-").replace("~", "%7E").replace(".", "%2E").replace("%", "~").replace("~20", "+")
