"""How dbt opens the raw zone: it writes the opening down and holds the key, which no SQL and no profile contains."""

from functools import cache
from pathlib import Path

from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

from orchestration.access import opened
from orchestration.raw_key import ROWS_KEY, RawKey
from published.home import Home


class Plugin(BasePlugin):
    """What dbt-duckdb loads by this name from profiles.yml."""

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Called before the first query."""
        raw = Home.from_environment().raw
        key = RawKey.of(raw)
        if key:
            conn.execute(f"pragma add_parquet_key('{ROWS_KEY}', '{key.for_duckdb()}')")
        _say_once(raw)


@cache
def _say_once(raw: Path) -> None:
    """One process is one reader, however often it connects."""
    links = [path for folder in ("current", "known") for path in sorted((raw / folder).glob("*/*/*.parquet"))]
    opened(raw, *dict.fromkeys(path.resolve().parent for path in links))
