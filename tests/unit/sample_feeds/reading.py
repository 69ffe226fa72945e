"""Reads delivered files as a clerk would see them: rows of text, numbered from 1."""

import csv
import io
import json
from pathlib import Path

from python_calamine import CalamineWorkbook


def csv_rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"), newline="")))


def jsonl_rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def xlsx_rows(path: Path, sheet: str) -> list[list[str]]:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[_text(cell) for cell in row] for row in rows]


def rows_of(folder: Path, feed: str, file: str, sheet: str | None) -> list[list[str]]:
    path = folder / feed / file
    if path.suffix == ".csv":
        return csv_rows(path)
    if path.suffix == ".jsonl":
        return [[_text(cell) for cell in record.values()] for record in jsonl_rows(path)]
    return xlsx_rows(path, sheet or "")


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return "" if cell is None else str(cell)
