"""How dbt opens the raw zone: the opening is written down and, where the rows are encrypted, Arrow decrypts them.

DuckDB 2.0 fails on encrypted Parquet as soon as a filter skips pages, so it is handed Arrow datasets instead; it
never learns the key, and no SQL, profile or compiled file contains it.
"""

from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from dbt.adapters.duckdb.plugins import BasePlugin

from orchestration.access import opened
from orchestration.raw_key import RawKey
from published.home import Home


class Plugin(BasePlugin):
    """What dbt-duckdb loads by this name from profiles.yml."""

    def configure_connection(self, conn: Any) -> None:
        """Called once a process has opened the warehouse, before its first query."""
        _say_once(Home.from_environment().raw)

    def configure_cursor(self, cursor: Any) -> None:
        """Called for every thread's own connection."""
        for name, rows in self._sealed.items():
            cursor.register(name, rows)

    @cached_property
    def _sealed(self) -> dict[str, Any]:
        """`<current or known>__<source>__<feed>` ► rows; none where the zone is kept in clear."""
        raw = Home.from_environment().raw
        key = RawKey.of(raw)
        links = [link for part in ("current", "known") for link in raw.glob(f"{part}/*/*/*.parquet")]
        folders = sorted({link.parent for link in links})
        return {"__".join(folder.relative_to(raw).parts): _rows(folder, key) for folder in folders} if key else {}


def _rows(folder: Path, key: RawKey) -> ds.Dataset:
    """All files of a folder, a column that one of them lacks being null there."""
    paths = sorted(folder.glob("*.parquet"))
    opened_with: Any = {"decryption_properties": key.to_read_parquet()}
    schema = pa.unify_schemas([pq.read_schema(path, **opened_with) for path in paths])
    format = ds.ParquetFileFormat(default_fragment_scan_options=ds.ParquetFragmentScanOptions(**opened_with))
    return ds.dataset([str(path) for path in paths], schema=schema, format=format)


@cache
def _say_once(raw: Path) -> None:
    """One process is one reader, however often it connects."""
    links = [path for folder in ("current", "known") for path in sorted((raw / folder).glob("*/*/*.parquet"))]
    opened(raw, *dict.fromkeys(path.resolve().parent for path in links))
