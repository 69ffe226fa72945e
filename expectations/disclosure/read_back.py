"""The data files of a release, read back as anyone would read them: one spelling of every cell, whatever the format."""

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

from published.dataset import Dataset

Rows = list[tuple[str, ...]]


def departing(dataset: Dataset, table: pa.Table, folder: Path) -> Iterator[str]:
    """The names of the data files in a release folder that do not hold `table`, cell for cell."""
    names = [column.name for column in dataset.columns]
    wanted = sorted(_spelled(zip(*(table[name].to_pylist() for name in names), strict=True)))
    for extension, read in READERS.items():
        path = folder / f"{dataset.name}.{extension}"
        if sorted(read(path, dataset)) != wanted:
            yield path.name


def repeating(dataset: Dataset, table: pa.Table, folder: Path) -> Iterator[str]:
    """The names of the change sets in a release folder that give a figure for a cell that `table` withholds."""
    marks = [column.name for column in dataset.columns if column.name.endswith("conf_status")]
    names = [*dataset.key, *marks]
    rows = zip(*(table[name].to_pylist() for name in names), strict=True)
    secret = {tuple(map(_text, row[: len(dataset.key)])) for row in rows if "C" in row[len(dataset.key) :]}
    for name, read in CHANGES.items():
        told = read(folder / name) if (folder / name).exists() else []
        if any(line["was"] and not line["becomes"] and _key(dataset, line) in secret for line in told):
            yield name


def _key(dataset: Dataset, line: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(_text(line[name]) for name in dataset.key)


def _changes_in_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [{name: _unmarked(cell) for name, cell in line.items()} for line in csv.DictReader(lines)]


def _changes_in_json(path: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))["changes"]
    return found


def _spelled(rows: Iterable[tuple[object, ...]]) -> Rows:
    return [tuple(_text(value) for value in row) for row in rows]


def _text(value: object) -> str:
    """One spelling for what formats write differently: no value, and numbers with more or fewer zeros."""
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        return f"{Decimal(str(value)).normalize() + 0:f}"
    return str(value)


def _from_csv(path: Path, dataset: Dataset, encoding: str = "utf-8") -> Rows:
    with path.open(encoding=encoding, newline="") as lines:
        records = list(csv.DictReader(lines))
    columns = [(column.name, column.decimals is not None) for column in dataset.columns]
    return [
        tuple(_number(row[name]) if decimal else _unmarked(row[name]) for name, decimal in columns) for row in records
    ]


def _from_csv_with_bom(path: Path, dataset: Dataset) -> Rows:
    return _from_csv(path, dataset, "utf-8-sig")


def _unmarked(cell: str) -> str:
    """Without the apostrophe by which a text is kept from being run."""
    return cell.removeprefix("'")


def _from_workbook(path: Path, dataset: Dataset) -> Rows:
    """All sheets of data, long texts put together."""
    book = CalamineWorkbook.from_path(path)
    wanted, found = [column.name for column in dataset.columns], Rows()
    whole = _continued(book)
    for sheet in (name for name in book.sheet_names if name.startswith("数据 ")):
        _, names, *rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        places = [names.index(name) for name in wanted]
        for number, row in enumerate(rows, start=3):
            cells = [whole.get((sheet, number, place + 1), row[place]) for place in places]
            found.append(tuple(map(_cell, cells)))
    return found


def _continued(book: CalamineWorkbook) -> dict[tuple[str, int, int], str]:
    """Sheet, row, column ► the text that no cell holds."""
    whole: dict[tuple[str, int, int], str] = {}
    if "续文 Continued" in book.sheet_names:
        for sheet, row, column, _, part in book.get_sheet_by_name("续文 Continued").to_python()[1:]:
            at = (str(sheet), int(str(row)), int(str(column)))
            whole[at] = whole.get(at, "") + str(part)
    return whole


def _cell(value: object) -> str:
    """A number as any spreadsheet holds it, else the text."""
    return _text(value) if isinstance(value, float) else str(value)


def _number(text: str) -> str:
    return _text(Decimal(text)) if text else ""


def _from_sqlite(path: Path, dataset: Dataset) -> Rows:
    listed = ", ".join(f'"{column.name}"' for column in dataset.columns)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return _spelled(database.execute(f'select {listed} from "{dataset.name}"'))


def _from_parquet(path: Path, dataset: Dataset) -> Rows:
    names = [column.name for column in dataset.columns]
    table = pq.read_table(path, columns=names)
    return _spelled(zip(*(table[name].to_pylist() for name in names), strict=True))


READERS: Mapping[str, Callable[[Path, Dataset], Rows]] = {
    "csv": _from_csv,
    "excel.csv": _from_csv_with_bom,
    "xlsx": _from_workbook,
    "db": _from_sqlite,
    "parquet": _from_parquet,
}
CHANGES: Mapping[str, Callable[[Path], Sequence[Mapping[str, object]]]] = {
    "changes.csv": _changes_in_csv,
    "changes.json": _changes_in_json,
}
