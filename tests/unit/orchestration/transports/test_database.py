import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.refusals import DeliveryRefused
from orchestration.transports.arriving import Inbox
from orchestration.transports.database import Postgres
from orchestration.transports.patience import Patience
from published.feed import Feed
from published.ways_in import ByPostgres
from tests.deliveries import feed
from tests.servers.postgres import PASSWORD, Database, postgres

FILE = "returns.parquet"
QUICK = Patience(attempts=2, first_wait=0.01, longest_wait=0.02, silence=3, total=15)


@pytest.fixture(scope="module")
def server() -> Iterator[Database]:
    with postgres() as database:
        yield database


@pytest.fixture
def table(server: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("PG_PASSWORD", PASSWORD)
    server.do(
        "drop schema if exists 科技 cascade",
        "create schema 科技",
        'create table 科技."合同""表" (编号 int primary key, "金额;" numeric(20,2), 名称 text, 秘密 text)',
        """insert into 科技."合同""表" values
           (2, 0.10, '乙', 'x'), (1, 123456789012345678.90, '甲', 'x'), (10, null, null, 'x')""",
        "grant usage on schema 科技 to reader",
        "grant select on all tables in schema 科技 to reader",
    )
    return server


def declared(**columns: str) -> Feed:
    return feed(columns=columns or {"number": "编号", "value": "金额;", "name": "名称"})


def at(server: Database, tmp_path: Path, row_cap: int = 100_000, size_cap: int = 1 << 20, **facts: Any) -> Postgres:
    way = {
        "transport": "postgres",
        "host": server.folder,
        "database": "postgres",
        "user": "reader",
        "password": "env:PG_PASSWORD",
        "encryption": "disable",
        "schema": "科技",
        "table": '合同"表',
        "order_by": ["编号"],
        **facts,
    }
    patience = facts.pop("patience", QUICK)
    way.pop("patience", None)
    return Postgres(ByPostgres.model_validate(way), Inbox(tmp_path / "incoming", size_cap), patience, row_cap)


def rows(transport: Postgres, of: Feed) -> list[dict[str, Any]]:
    return pq.read_table(transport.fetch(of, FILE).path).to_pylist()


def refused(transport: Postgres, of: Feed) -> DeliveryRefused:
    with pytest.raises(DeliveryRefused) as caught:
        transport.fetch(of, FILE)
    assert not list(transport.inbox.folder.glob("*"))
    assert "marked" not in str(caught.value) + caught.value.english
    return caught.value


def test_the_declared_columns_in_the_order_of_the_key(table: Database, tmp_path: Path) -> None:
    transport = at(table, tmp_path)
    assert transport.names(declared()) == [FILE]
    assert rows(transport, declared()) == [
        {"编号": 1, "金额;": "123456789012345678.90", "名称": "甲"},
        {"编号": 2, "金额;": "0.10", "名称": "乙"},
        {"编号": 10, "金额;": None, "名称": None},
    ]


def test_the_same_rows_make_the_same_bytes(table: Database, tmp_path: Path) -> None:
    first, again = (at(table, tmp_path).fetch(declared(), FILE) for _ in range(2))
    assert first.sha256 == again.sha256


def test_amounts_are_exact_and_types_are_kept(table: Database, tmp_path: Path) -> None:
    shuffled = random.Random(7)
    amounts = [Decimal(shuffled.randrange(-(10**24), 10**24)).scaleb(-shuffled.randrange(0, 12)) for _ in range(300)]
    values = ", ".join(f"({n}, {amount:f})" for n, amount in enumerate(amounts))
    table.do(
        "create table 科技.types (k int, n numeric, d date, t timestamptz, b boolean, f float8)",
        f"insert into 科技.types (k, n) values {values}",
        "update 科技.types set d = '2024-02-29', t = '2024-01-01 08:00+08', b = true, f = 0.1 where k = 0",
        "grant select on 科技.types to reader",
    )
    of = declared(k="k", n="n", d="d", t="t", b="b", f="f")
    found = rows(at(table, tmp_path, table="types", order_by=["k"]), of)
    assert [Decimal(row["n"]) for row in found] == amounts
    assert [row["n"] for row in found] == [f"{amount:f}" for amount in amounts]
    first = {name: found[0][name] for name in "dtbf"}
    assert first == {"d": date(2024, 2, 29), "t": datetime(2024, 1, 1, tzinfo=UTC), "b": True, "f": "0.1"}
    schema = pq.read_schema(at(table, tmp_path, table="types", order_by=["k"]).fetch(of, FILE).path)
    assert not any(pa.types.is_floating(type_) for type_ in schema.types)


def test_amounts_are_not_ordered_as_text(table: Database, tmp_path: Path) -> None:
    table.do('update 科技."合同""表" set "金额;" = 编号')
    found = rows(at(table, tmp_path, order_by=["金额;"]), declared())
    assert [row["金额;"] for row in found] == ["1.00", "2.00", "10.00"]


def test_one_transaction_that_can_only_read_one_moment(table: Database, tmp_path: Path) -> None:
    """A view that reports under which rules it is being read."""
    table.do(
        """create view 科技.rules as select current_setting('transaction_isolation') as i,
           current_setting('transaction_read_only') as r, current_setting('statement_timeout') as t""",
        "grant select on 科技.rules to reader",
    )
    (row,) = rows(at(table, tmp_path, table="rules", order_by=["i"]), declared(i="i", r="r", t="t"))
    assert (row["i"], row["r"]) == ("repeatable read", "on") and row["t"] != "0"


@pytest.mark.parametrize(
    ("facts", "columns", "code"),
    [
        ({"table": "gone"}, {}, "not_served"),
        ({}, {"x": "不存在"}, "columns_not_served"),
        ({"order_by": ["不存在"]}, {}, "columns_not_served"),
        ({"database": "gone"}, {}, "network"),
        ({"user": "nobody"}, {}, "credential_refused"),
        ({"schema": "pg_catalog", "table": "pg_authid", "order_by": ["oid"]}, {"x": "rolname"}, "credential_refused"),
        ({"host": "127.0.0.1", "port": 9}, {}, "network"),
        ({"row_cap": 2}, {}, "too_many_rows"),
        ({"size_cap": 100}, {}, "too_large"),
    ],
    ids=["table", "column", "key", "database", "user", "right", "server", "rows", "bytes"],
)
def test_trouble_is_one_sentence(
    table: Database, tmp_path: Path, facts: dict[str, Any], columns: dict[str, str], code: str
) -> None:
    assert refused(at(table, tmp_path, **facts), declared(**columns)).code == code


def test_a_wrong_password_is_named_by_its_variable(
    table: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_PASSWORD", "marked-but-wrong")
    refusal = refused(at(table, tmp_path), declared())
    assert refusal.code == "credential_refused" and "env:PG_PASSWORD" in str(refusal)


def test_a_query_that_takes_too_long_is_ended_by_the_server(table: Database, tmp_path: Path) -> None:
    table.do("create view 科技.slow as select 1 as a, pg_sleep(30)::text as b", "grant select on 科技.slow to reader")
    hurried = Patience(attempts=2, first_wait=0.01, longest_wait=0.02, silence=1, total=1)
    slow = at(table, tmp_path, table="slow", order_by=["a"], patience=hurried)
    assert refused(slow, declared(a="a", b="b")).code == "too_slow"


def test_a_date_that_arrow_cannot_hold_is_refused_by_name(table: Database, tmp_path: Path) -> None:
    for literal, type_ in (("infinity", "date"), ("-infinity", "timestamp"), ("0001-12-31 BC", "date")):
        table.do(
            "drop table if exists 科技.days",
            f"create table 科技.days (a int, 日期 {type_})",
            f"insert into 科技.days values (1, '{literal}'), (2, '9999-12-31'), (3, '0001-01-01')",
            "grant select on 科技.days to reader",
        )
        days = at(table, tmp_path, table="days", order_by=["a"])
        refusal = refused(days, declared(a="a", b="日期"))
        assert refusal.code == "no_date" and "「日期」" in str(refusal)
    table.do("delete from 科技.days where a = 1")
    assert len(rows(days, declared(a="a", b="日期"))) == 2
