"""A gazette as XML: one element per record, one child per field, no child for what is missing."""

from pathlib import Path
from xml.sax.saxutils import escape

import pyarrow as pa

from sample_feeds.headers import Header, names
from sample_feeds.write_whole import whole_file


def write_xml(path: Path, record: str, header: Header, table: pa.Table) -> None:
    """UTF-8 with a declaration; the tags are the header's labels."""
    tags = [label for _, label in header]
    with whole_file(path) as file:
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<{record}s>\n'.encode())
        for batch in table.select(names(header)).to_batches(max_chunksize=10_000):
            file.write("".join(_record(record, tags, row) for row in batch.to_pylist()).encode())
        file.write(f"</{record}s>\n".encode())


def _record(record: str, tags: list[str], row: dict[str, str | None]) -> str:
    cells = zip(tags, row.values(), strict=True)
    fields = "".join(f"<{tag}>{escape(cell)}</{tag}>" for tag, cell in cells if cell)
    return f"<{record}>{fields}</{record}>\n"
