"""The statistics and science bureaus' CSV files: GB18030, a title line, one or two header rows, CRLF."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from sample_feeds.headers import Header, header_rows, names
from sample_feeds.text import Text, blank_nulls, compute, joined, strings
from sample_feeds.write_whole import whole_file

_BATCH = 20_000


def write_csv(path: Path, title: str, header: Header, table: pa.Table) -> None:
    """Write the text table under the title and header; cells with a comma or quote are quoted."""
    with whole_file(path) as file:
        for lines in csv_lines(title, header, table):
            file.write(lines)


def csv_lines(title: str, header: Header, table: pa.Table) -> Iterator[bytes]:
    """The file's bytes, some thousand lines at a time."""
    for row in ((title,), *header_rows(header)):
        yield (",".join(row) + "\r\n").encode("gb18030")
    for lines in _lines(table.select(names(header))):
        yield lines.encode("gb18030")


def _lines(table: pa.Table) -> Iterator[str]:
    for batch in table.to_batches(max_chunksize=_BATCH):
        columns = [_quoted(column) for column in batch.columns]
        lines = joined(joined(*columns, separator=","), "\r\n")
        yield "".join(strings(lines))


def _quoted(column: Any) -> Text:
    cells = blank_nulls(column)
    needed = compute.match_substring_regex(cells, '[,"]')
    if not compute.any(needed).as_py():
        return cells
    quoted = joined('"', compute.replace_substring(cells, '"', '""'), '"')
    mixed: Text = compute.if_else(needed, quoted, cells)
    return mixed
