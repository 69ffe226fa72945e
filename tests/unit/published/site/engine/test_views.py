"""What the engine's views do between a request and its page."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from published.site.engine.views import _View


@pytest.mark.parametrize("kind", ["table", "row", "query"])
def test_no_page_is_made_on_the_loop(kind: str) -> None:
    view = _View(SimpleNamespace(pages=lambda *_: {"thread": threading.get_ident()}))
    request = SimpleNamespace(
        args={}, path="/open/x", scheme="http", host="x", query_string="", scope={"language": "zh"}
    )

    async def made() -> int:
        return int((await view._context(kind, {}, request)())["thread"])

    assert asyncio.run(made()) != threading.get_ident()
