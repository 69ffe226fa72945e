"""Zip files whose bytes depend on nothing but their members."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from sample_feeds.headers import Header
from sample_feeds.write_csv import csv_lines
from sample_feeds.write_whole import whole_file

_MADE = (2025, 12, 31, 0, 0, 0)


def write_zip(path: Path, members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> None:
    """The members in their order, all with the same time stamp."""
    with whole_file(path) as file, zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, _MADE)
            member.compress_type = compression
            archive.writestr(member, content)


def write_csv_zip(path: Path, title: str, header: Header, members: Mapping[str, pa.Table]) -> None:
    """One CSV per member, each with the title and the header."""
    written = {}
    for name, table in members.items():
        content = io.BytesIO()
        for line in csv_lines(title, header, table):
            content.write(line)
        written[name] = content.getvalue()
    write_zip(path, written)
