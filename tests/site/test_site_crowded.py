"""What other readers' heavy queries do to an innocent one: it is answered meanwhile, or asked to come again."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import Any

import httpx
import pytest

from published.home import Home
from published.site import guard, searches
from published.site.engine import views
from published.site.serve import application
from tests.servers.site import READER, threaded

ENDLESS = "with recursive c(x) as (select {} union all select x + 1 from c) select count(*) from c"
TABLE = "/open/patent_intensive_value_added"


@pytest.fixture
def url(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(guard, "SECONDS", 0.4)
    with threaded(application(home)) as running:
        READER.get(f"{running}{TABLE}")
        yield running


def test_a_table_is_answered_while_many_readers_sql_runs(url: str) -> None:
    with ThreadPoolExecutor(16) as readers:
        asked = [readers.submit(httpx.get, f"{url}/open.json", params={"sql": ENDLESS.format(n)}) for n in range(16)]
        wait(asked, return_when=FIRST_COMPLETED)
        assert READER.get(f"{url}{TABLE}", params={"year": "2023", "value_added__gt": "7"}).status_code == 200
        assert sum(not one.done() for one in asked) > 4  # more than there are threads that ask
        assert {one.result(timeout=60).status_code for one in asked} == {400}


def test_who_wrote_the_sql_is_told_of_its_memory_and_nobody_else(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_memory(*_: object) -> Any:
        raise MemoryError

    monkeypatch.setattr(guard, "fetch", without_memory)
    monkeypatch.setattr(searches, "results", without_memory)
    for suffix in ("", ".json", ".csv"):
        assert "/releases/" in READER.get(f"{url}/open{suffix}", params={"sql": "select 1"}).text
        assert READER.get(f"{url}/open{suffix}", params={"sql": "select 1"}).status_code == 400
    for path in (TABLE, f"{TABLE}.json", f"{TABLE}.csv", "/search?q=case", "/search.json?q=case"):
        answer = READER.get(f"{url}{path}{'&' if '?' in path else '?'}year=2024" if TABLE in path else f"{url}{path}")
        assert (answer.status_code, answer.headers.get("retry-after")) == (503, "5"), path


def test_a_file_whose_later_pages_find_no_memory_is_to_be_asked_for_again(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch = guard.fetch

    def without_memory_later(cursor: sqlite3.Cursor, rows: int, size: int = guard.RESULT_BYTES) -> Any:
        found = fetch(cursor, rows, size)
        if len(found) and "year" in found[0].keys() and found[0]["year"] < 2024:  # noqa: SIM118
            raise MemoryError
        return found

    monkeypatch.setattr(views, "CSV_PAGE", 100)
    monkeypatch.setattr(guard, "fetch", without_memory_later)
    assert READER.get(f"{url}{TABLE}.csv", params={"_sort_desc": "year"}).status_code == 503


def test_what_was_counted_in_haste_is_counted_again_for_the_next_reader(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch = guard.fetch

    def in_haste(cursor: sqlite3.Cursor, rows: int, size: int = guard.RESULT_BYTES) -> Any:
        if [column[0] for column in cursor.description] == ["value", "count"]:
            raise sqlite3.OperationalError("interrupted")
        return fetch(cursor, rows, size)

    asked = f"{url}{TABLE}.json?_facet=year&_size=1&value_added__gt=7"
    with monkeypatch.context() as busy:
        busy.setattr(guard, "fetch", in_haste)
        hurried = READER.get(asked)
    calm = READER.get(asked)
    assert hurried.json()["facet_results"] == {} and "etag" not in hurried.headers
    assert "year" in calm.json()["facet_results"] and "etag" in calm.headers
