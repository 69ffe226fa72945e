"""Deliveries out of a PostgreSQL table: one consistent view of the declared columns, as Parquet.

Whole numbers, truth values, texts, dates and time stamps keep their type; everything else (NUMERIC above all) is
turned to text by the server itself, exactly, so that no amount becomes floating point on the way.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from orchestration.refusals import DeliveryRefused
from orchestration.transports import Delivery, Known
from orchestration.transports.arriving import Arriving, Inbox
from orchestration.transports.credentials import credential, without
from orchestration.transports.patience import USUAL, Deadline, Patience, TryAgain
from published.feed import Feed
from published.ways_in import ByPostgres

if TYPE_CHECKING:
    import pyarrow as pa
    from adbc_driver_manager.dbapi import Cursor

ROW_CAP = 50_000_000
_KEEP_THEIR_TYPE = {"bool", "int2", "int4", "int8", "text", "varchar", "bpchar", "date", "timestamp", "timestamptz"}
_MAY_PASS = ("08", "53", "57", "40")
"""Classes of SQLSTATE: connection, resources, intervention by the operator, lost race."""
_SQLSTATE = re.compile(r"SQLSTATE: ([0-9A-Z]{5})")
_CODES = {
    "42P01": "not_served",
    "3F000": "not_served",
    "42703": "columns_not_served",
    "42501": "credential_refused",
    "57014": "too_slow",
}


@dataclass(frozen=True)
class Postgres:
    """The table of one feed."""

    way: ByPostgres
    inbox: Inbox
    patience: Patience = USUAL
    row_cap: int = ROW_CAP

    def names(self, feed: Feed) -> list[str]:
        """The one file into which the table is written."""
        return [f"{feed.name}.parquet"]

    def fetch(self, feed: Feed, name: str, known: Known | None = None) -> Delivery:
        """The table as Parquet, ordered by its key; raises DeliveryRefused."""
        deadline = Deadline(feed, name, self.patience)
        password = credential(feed, name, self.way.password)
        with self.inbox.arriving(feed, name) as copy:
            deadline.patiently(lambda: self._once(deadline, password, copy))
            return Delivery.of(copy)

    def _once(self, deadline: Deadline, password: SecretStr, copy: Arriving) -> None:
        import adbc_driver_manager
        from adbc_driver_postgresql import dbapi

        copy.start_anew()
        try:
            with dbapi.connect(self._address(deadline, password)) as connection, connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read read only")
                cursor.execute(f"set local statement_timeout = {int(deadline.left * 1000) + 1}")
                with _batches(cursor, self._select(cursor, deadline.feed)) as batches:
                    self._write(batches, deadline, copy)
        except (adbc_driver_manager.Error, OSError) as error:
            if getattr(error, "errno", None):
                raise
            raise self._trouble(deadline, str(error), password) from None

    def _select(self, cursor: "Cursor", feed: Feed) -> str:
        """Only what is declared, each column in a form that Arrow carries exactly."""
        headers = [column.header for column in feed.columns]
        table = f"{_quoted(self.way.schema_name)}.{_quoted(self.way.table)}"
        columns = ", ".join(map(_quoted, headers))
        with _batches(cursor, f"select {columns} from {table} limit 0") as found:
            types = [(field.metadata or {}).get(b"POSTGRESQL:type", b"").decode() for field in found.schema]
        asked = ", ".join(map(_column, headers, types))
        order = ", ".join(f"{table}.{_quoted(key)}" for key in self.way.order_by)
        return f"select {asked} from {table} order by {order} limit {self.row_cap + 1}"

    def _write(self, batches: "pa.RecordBatchReader", deadline: Deadline, copy: Arriving) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        feed, rows = deadline.feed, 0
        schema = pa.schema([pa.field(field.name, field.type) for field in batches.schema])
        with copy.packed() as packed, pq.ParquetWriter(packed, schema, compression="zstd") as writer:
            for batch in batches:
                deadline.check()
                rows += batch.num_rows
                if rows > self.row_cap:
                    raise DeliveryRefused(feed.key, deadline.file, "too_many_rows", limit=f"{self.row_cap:,}")
                _check_dates(deadline, batch)
                writer.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=schema))
                copy.check_size(packed.tell())

    def _address(self, deadline: Deadline, password: SecretStr) -> str:
        way, silence = self.way, max(2, int(deadline.silence))
        facts = {
            "host": way.host,
            "port": str(way.port),
            "dbname": way.database,
            "user": way.user,
            "password": password.get_secret_value(),
            "sslmode": way.encryption,
            "connect_timeout": str(silence),
            "tcp_user_timeout": str(silence * 1000),
            "application_name": "yongzhuan",
        }
        escaped = {name: fact.replace("\\", "\\\\").replace("'", "\\'") for name, fact in facts.items()}
        return " ".join(f"{name}='{fact}'" for name, fact in escaped.items())

    def _trouble(self, deadline: Deadline, said: str, password: SecretStr) -> Exception:
        """What PostgreSQL said, in our words: a trouble that may pass, or a refusal."""
        deadline.check()
        found = _SQLSTATE.search(said)
        state, cause = found[1] if found else "", _said(said, password)
        code = _CODES.get(state, "server_error")
        refused = state == "" and any(
            word in cause for word in ("authentication", "role", "pg_hba.conf", "no password")
        )
        if refused or code == "credential_refused":
            code = "credential_refused"
        elif state == "" or (state.startswith(_MAY_PASS) and code == "server_error"):
            return TryAgain("server_error" if state or "ERROR:" in said else "network", cause=cause)
        facts: dict[str, Any] = {
            "cause": cause,
            "credential": self.way.password,
            "limit": f"{self.patience.total:g} 秒",
        }
        return DeliveryRefused(deadline.feed.key, deadline.file, code, **facts)


@contextmanager
def _batches(cursor: "Cursor", query: str) -> "Iterator[pa.RecordBatchReader]":
    cursor.execute(query)
    with cursor.fetch_record_batch() as batches:
        yield batches


def _column(header: str, type_: str) -> str:
    name = _quoted(header)
    return name if type_ in _KEEP_THEIR_TYPE else f"{name}::text as {name}"


def _quoted(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _said(said: str, password: SecretStr) -> str:
    """The server's own words, without our query and where the driver stands."""
    text = said.partition("Query was:")[0].partition("SQLSTATE:")[0]
    words = text.rpartition("FATAL:")[2] if "FATAL:" in text else text.partition("ERROR:")[2] or text
    return without(words, password).rstrip(". ")


def _check_dates(deadline: Deadline, batch: "pa.RecordBatch") -> None:
    """PostgreSQL's infinity and years beyond 9999 wrap around in Arrow: refused, not published."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if not pa.types.is_temporal(column.type):
            continue
        day = pa.int32() if pa.types.is_date32(column.type) else pa.int64()
        length = 1 if pa.types.is_date32(column.type) else 86_400_000_000
        ends: Any = pc.min_max(column.cast(day)).as_py()
        if ends["min"] is not None and (ends["min"] < -719_162 * length or ends["max"] >= 2_932_897 * length):
            raise DeliveryRefused(deadline.feed.key, deadline.file, "no_date", name=name)
