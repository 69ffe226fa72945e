"""Public SQL under attack: every query ends soon, in a clear refusal, within bounded memory."""

import re
import socket
import sqlite3
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from published.site import guard
from tests.servers.site import Server

GROWTH_MB = 100
MIB = 1_048_576
ENDLESS = "with recursive c(x) as (select 1 union all select x + 1 from c) "
MILLIONS = "with recursive c(x) as (select 1 union all select x + 1 from c limit 2000000) "

ABUSE = {
    "endless": ENDLESS + "select count(*) from c",
    "endless distinct": ENDLESS.replace("union all", "union") + "select count(*) from c",
    "endless rows": ENDLESS + "select x from c",
    "randomblob": "select length(randomblob(500000000))",
    "zeroblob": "select hex(zeroblob(50000000))",
    "group_concat": MILLIONS + "select length(group_concat(hex(zeroblob(100)))) from c",
    "json_group_array": MILLIONS + "select length(json_group_array(hex(zeroblob(100)))) from c",
    "many columns": "select " + ",".join(["hex(zeroblob(400000))"] * 99),
    "wide rows": MILLIONS + "select hex(zeroblob(400000)) from c",
    "sorted rows": ENDLESS + "select hex(zeroblob(200000)) as h from c order by x % 7",
    "grouped rows": ENDLESS + "select hex(zeroblob(1000)) || x as h, count(*) from c group by h",
    "window": MILLIONS + "select max(hex(zeroblob(1000)) || x) over (order by x desc) from c order by 1",
    "replace": "select length(replace(hex(zeroblob(400000)), '00', hex(zeroblob(400000))))",
    "trim": "with t as (select replace(hex(zeroblob(40000)), '00', 'a') as a) select length(trim(a, a || 'b')) from t",
    "instr": "with t as (select hex(zeroblob(200000)) as a) select instr(a, substr(a, 1, 200000) || '1') from t",
    "like": "select hex(zeroblob(400000)) like '%_' || hex(zeroblob(240)) || '1%'",
    "json_patch": "select json_patch(json_group_object(x, 1), json_group_object(x, 2)) from "
    "(with recursive c(x) as (select 1 union all select x + 1 from c limit 50000) select x from c)",
    "printf": "select length(printf('%900000000d', 1))",
    "cross join": "select count(*) from patent_intensive_value_added a, patent_intensive_value_added b, "
    "patent_intensive_value_added c, patent_intensive_value_added d",
    "materialised": "with m as materialized (select hex(zeroblob(400000)) h from patent_intensive_value_added) "
    "select count(*) from m a, m b, m c",
}
EVERY_FORMAT = {"endless", "endless rows", "group_concat"}
HARMLESS = {"printf"}  # SQLite itself answers null
FORBIDDEN = {
    "database_list": "select * from pragma_database_list",
    "database_list in capitals": "select * from PRAGMA_DATABASE_LIST",
    "compile_options": "select * from pragma_compile_options",
    "attach": "attach database '/etc/passwd' as p",
    "attach hidden": "with x as (select 1) attach ':memory:' as y",
    "pragma": "pragma database_list",
    "insert": "with x as (select 1) insert into typical_cases(case_number) select 'x'",
    "delete": "with x as (select 1) delete from typical_cases",
    "load_extension": "select load_extension('x')",
    "readfile": "select readfile('/etc/passwd')",
    "tokenizer": "select fts3_tokenizer('simple')",
    "two statements": "select 1; select 2",
    "create": "with x as (select 1) create table t(a)",
    "statements": "select * from sqlite_stmt",
    "pages": "select * from dbstat",
    "vacuum into": "vacuum into 'x.db'",
}


def resident(pid: int) -> float:
    """The process's memory in MiB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found.group(1)) / 1024


class Peak:
    """Watches a process's memory while a block runs."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._stop = threading.Event()
        self._watcher = threading.Thread(target=self._watch)
        self.top = resident(pid)

    def _watch(self) -> None:
        while not self._stop.wait(0.01):
            self.top = max(self.top, resident(self._pid))

    def __enter__(self) -> "Peak":
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._watcher.join()


def test_abuse_is_refused_soon_within_memory(server: Server) -> None:
    for suffix in (".json", ".csv", ""):
        assert server.get(f"/open{suffix}", params={"sql": "select 1"}).status_code == 200
    before = resident(server.pid)
    with Peak(server.pid) as peak:
        for name, sql in ABUSE.items():
            for suffix in (".json", ".csv", "") if name in EVERY_FORMAT else (".json",):
                started = time.perf_counter()
                answer = server.get(f"/open{suffix}", params={"sql": sql})
                assert answer.status_code == 400 or name in HARMLESS, (
                    name,
                    suffix,
                    answer.status_code,
                    answer.text[:200],
                )
                assert time.perf_counter() - started < 2.5, (name, suffix)
    assert peak.top - before < GROWTH_MB, f"memory grew by {peak.top - before:.0f} MiB"


def test_the_server_answers_as_before_after_abuse(server: Server) -> None:
    rows = server.get("/open.json?sql=select+count(*)+as+n+from+typical_cases&_shape=array").json()
    assert rows == [{"n": 4}]


@pytest.mark.parametrize(
    ("sent", "zh", "en"),
    [
        ("GET /search?q=模具 HTTP/1.1\r\nhost: site\r\n\r\n", "百分号编码", "percent-encoded"),
        (f"GET / HTTP/1.1\r\nhost: site\r\nx: {'a' * 40_000}", "太大", "too large"),
    ],
)
def test_what_is_no_request_is_told_in_both_languages(server: Server, sent: str, zh: str, en: str) -> None:
    where = urlsplit(server.url)
    with socket.create_connection((where.hostname or "", where.port or 0), 30) as connection:
        connection.sendall(sent.encode())
        head, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
    assert head.split()[1] == b"400" and b"charset=utf-8" in head
    assert zh in body.decode() and en in body.decode()


@pytest.mark.parametrize("name", FORBIDDEN)
def test_what_is_not_reading_is_refused(server: Server, name: str) -> None:
    answer = server.get("/open.json", params={"sql": FORBIDDEN[name]})
    assert answer.status_code == 400
    assert "machine-path-marker" not in answer.text and "root:" not in answer.text
    body = answer.json()
    assert body["ok"] is False and body["error"] and body["error_en"]


def test_a_where_clause_is_under_the_same_guard(server: Server) -> None:
    clause = "exists (select 1 from pragma_database_list)"
    answer = server.get("/open/typical_cases.json", params={"_where": clause})
    assert answer.status_code == 400 and "machine-path-marker" not in answer.text


def test_a_guarded_connection_cannot_write(tmp_path: Path) -> None:
    file = tmp_path / "a b?#.db"
    plain = sqlite3.connect(file)
    plain.execute("create table t (a)")
    plain.commit()
    plain.close()
    guarded = guard.connect(file)
    for statement in (
        "insert into t values (1)",
        "create temp table x (a)",
        "drop table t",
        "pragma writable_schema=1",
    ):
        with pytest.raises(sqlite3.DatabaseError):
            guarded.execute(statement)
    assert guarded.execute("select count(*) from t").fetchone() == (0,)
