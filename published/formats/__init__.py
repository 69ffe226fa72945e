"""The file formats of a release: each module writes one table with its description into one file."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa

from published.dataset import Dataset
from published.formats import delimited, parquet, sqlite

Writer = Callable[[Dataset, pa.Table, Path], None]

WRITERS: Mapping[str, Writer] = {
    "parquet": parquet.write,
    "csv": delimited.write,
    "db": sqlite.write,
}
