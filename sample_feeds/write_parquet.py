"""A database table as it was read: Parquet under the department's column names."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sample_feeds.headers import Header, names
from sample_feeds.write_whole import whole_file


def write_parquet(path: Path, header: Header, table: pa.Table) -> None:
    """Text columns, as the departments' databases keep them."""
    with whole_file(path) as file:
        pq.write_table(table.select(names(header)).rename_columns([label for _, label in header]), file)
