"""The rows of a plot: what /open answers to the same filters, with all its checks and limits."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from published.site.asked import Asked
from published.site.plots.refused import too_many_points
from published.site.shown import Shown

Row = Mapping[str, Any]

MOST = 5_000


async def rows(shown: Shown, asked: Asked, table: str, filters: Mapping[str, Sequence[str]]) -> list[Row]:
    """The rows of a table under filters on its columns, at most MOST; raises Refused as the table's page does."""
    query = urlencode([*((name, value) for name, values in filters.items() for value in values), *_PLAIN], doseq=True)
    path = f"/open/{table}.json"
    scope = {**asked.scope, "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode()}
    body = bytearray()

    async def collect(message: Mapping[str, Any]) -> None:
        body.extend(message.get("body", b""))

    await shown.answer(scope, asked.receive, collect)
    found: list[Row] = json.loads(bytes(body))["rows"]
    if len(found) > MOST:
        raise too_many_points(MOST)
    return found


_PLAIN = (("_shape", "objects"), ("_size", str(MOST + 1)), ("_nofacet", "1"), ("_nocount", "1"))
