"""A paged JSON interface as it was pulled: one page after the other in an uncompressed zip."""

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from sample_feeds.headers import Header, names
from sample_feeds.write_zip import write_zip


def write_json_pages(path: Path, records: str, header: Header, pages: Mapping[str, pa.Table]) -> None:
    """Each page is an object that holds its records at the dotted path; numbers come as strings, as they often do."""
    total = sum(table.num_rows for table in pages.values())
    members = {
        name: _page(records, header, table, number, total) for number, (name, table) in enumerate(pages.items(), 1)
    }
    write_zip(path, members, zipfile.ZIP_STORED)


def _page(records: str, header: Header, table: pa.Table, number: int, total: int) -> bytes:
    keys = [label for _, label in header]
    listed = [dict(zip(keys, row.values(), strict=True)) for row in table.select(names(header)).to_pylist()]
    *above, last = records.split(".")
    inner: dict[str, Any] = {"page": number, "total": total, last: listed}
    for key in reversed(above):
        inner = {"code": 0, key: inner}
    return json.dumps(inner, ensure_ascii=False, indent=1).encode()
