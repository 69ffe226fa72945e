"""The file formats of a release: each module writes one table with its description into one file."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa

from published.dataset import Dataset
from published.describe.quality_chapters import Reported
from published.formats import delimited, parquet, sqlite, workbook

Writer = Callable[[Reported, Path], None]


def _of_table(write: Callable[[Dataset, pa.Table, Path], None]) -> Writer:
    """A format that tells the table and its description alone, nothing of the version."""
    return lambda release, path: write(release.dataset, release.table, path)


WRITERS: Mapping[str, Writer] = {
    "parquet": _of_table(parquet.write),
    "csv": _of_table(delimited.write),
    "excel.csv": _of_table(delimited.write_for_spreadsheets),
    "xlsx": workbook.write,
    "db": _of_table(sqlite.write),
}
