"""Reads delivered files as a clerk would see them: rows of text, numbered from 1."""

import csv
import importlib
import io
import json
import pkgutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

import sample_feeds
from sample_feeds.form import Form


def csv_rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"), newline="")))


def jsonl_rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def xlsx_rows(path: Path, sheet: str) -> list[list[str]]:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[_text(cell) for cell in row] for row in rows]


def forms() -> Iterator[Form]:
    """Every form that a module of the stand-in departments declares."""
    for module in pkgutil.walk_packages(sample_feeds.__path__, "sample_feeds."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, Form):
                yield found


def rows_of(folder: Path, feed: str, file: str, sheet: str | None) -> list[list[str]]:
    path = folder / feed / file
    form = next((form for form in forms() if form.feed == feed), None)
    if path.suffix == ".csv":
        return csv_rows(path)
    if path.suffix == ".jsonl":
        return [[_text(cell) for cell in record.values()] for record in jsonl_rows(path)]
    if path.suffix == ".parquet":
        return [[_text(cell) for cell in row.values()] for row in pq.read_table(path).to_pylist()]
    if path.suffix == ".xml" and form:
        return xml_rows(path, [label for _, label in form.header])
    if path.suffix == ".zip" and form:
        return zip_rows(path, str(sheet), form.records)
    return xlsx_rows(path, sheet or "")


def xml_rows(path: Path, tags: list[str]) -> list[list[str]]:
    return [[_text(record.findtext(tag)) for tag in tags] for record in ElementTree.parse(path).getroot()]


def zip_rows(path: Path, member: str, records: str) -> list[list[str]]:
    content = zipfile.ZipFile(path).read(member)
    if member.endswith(".csv"):
        return list(csv.reader(io.StringIO(content.decode("gb18030"), newline="")))
    document = json.loads(content)
    for key in records.split("."):
        document = document[key]
    return [[_text(cell) for cell in record.values()] for record in document]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return "" if cell is None else str(cell)
