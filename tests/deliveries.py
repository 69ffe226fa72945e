"""Small feeds and real files of them, for the tests of whatever takes deliveries."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from orchestration.readers import read
from orchestration.transports import Delivery
from orchestration.transports.arriving import Inbox
from orchestration.transports.files import Folder
from published.feed import Feed, FeedColumn
from published.home import Home
from published.vocabulary import Text

Format = Literal["csv", "xlsx", "jsonl", "json", "xml", "parquet"]
NOW = datetime(2025, 6, 3, 8, 0, tzinfo=UTC)
TITLE = "财务状况表 2024年 计量单位:千元"
HEADER = (["单位", "", "营业收入"], ["代码", "名称", ""])
COLUMNS = {"code": "单位|代码", "unit_name": "单位|名称", "revenue": "营业收入"}
ROWS = [["A1", "甲公司", "12"], ["A2", "乙公司", "3,400"]]


def feed(format: Format = "csv", columns: dict[str, str] | None = None, **declared: Any) -> Feed:
    """`bureau/returns`: by default a GB18030 CSV with title, two header rows and three columns."""
    table = {"title_rows": 1, "header_rows": 2, "title_contains": "计量单位:千元", "footer": "^注"}
    declared = {**(table if format in ("csv", "xlsx") else {"header_rows": 0}), **declared}
    text = Text(zh="报表", en="Returns")
    return Feed(
        source="bureau",
        name="returns",
        title=text,
        definition=text,
        format=format,
        encoding=declared.pop("encoding", "gb18030" if format == "csv" else "utf-8"),
        pattern=declared.pop("pattern", f"returns*.{format}"),
        schedule="0 6 * * *",
        columns=tuple(FeedColumn(name=n, header=h) for n, h in (columns or COLUMNS).items()),
        **declared,
    )


def csv_bytes(rows: Iterable[Sequence[str]] = ROWS, encoding: str = "gb18030", title: str = TITLE) -> bytes:
    """Title, two header rows and the rows, as a spreadsheet program exports them."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[title, "", ""], *HEADER, *rows])
    return text.getvalue().encode(encoding)


def json_bytes(rows: Iterable[Sequence[Any]] = ROWS) -> bytes:
    """One object per line, keyed by the headers of `feed`."""
    objects = (dict(zip(COLUMNS.values(), row, strict=True)) for row in rows)
    return b"".join(json.dumps(o, ensure_ascii=False).encode() + b"\n" for o in objects)


def write_xlsx(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook whose sheets begin with title and merged header rows; one without rows is blank, None is no cell."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if rows:
                sheet.merge_range(0, 0, 0, 2, TITLE)
                sheet.merge_range(1, 0, 1, 1, "单位")
                sheet.merge_range(1, 2, 2, 2, "营业收入")
                sheet.write_row(2, 0, ["代码", "名称"])
            for number, row in enumerate(rows, start=3):
                for place, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, place, value)
                    elif value is not None:
                        sheet.write(number, place, value)
    return path


def put(path: Path, content: bytes) -> Path:
    """A file with this content, its folders made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def rows_of(declared: Feed, path: Path) -> list[dict[str, Any]]:
    """All rows as the reader gives them."""
    return [row for batch in read(declared, path) for row in batch.to_pylist()]


def cells_of(declared: Feed, path: Path) -> list[list[str | None]]:
    """The rows' cells alone."""
    names = [column.name for column in declared.columns]
    return [[row[name] for name in names] for row in rows_of(declared, path)]


def folder(home: Home, **options: Any) -> Folder:
    """The transport from the folder of `feed` to raw."""
    return Folder(home.feeds / "bureau" / "returns", Inbox(home.raw / ".incoming", **options))


def delivered(home: Home, declared: Feed, content: bytes, name: str = "") -> Delivery:
    """A file of the feed, put into its folder and fetched from there."""
    name = name or f"returns_2024.{declared.format}"
    put(home.feeds / declared.source / declared.name / name, content)
    return folder(home).fetch(declared, name)


def current_rows(home: Home, declared: Feed) -> list[dict[str, Any]]:
    """What dbt would read of the feed now."""
    links = sorted((home.raw / "current" / declared.source / declared.name).glob("*.parquet"))
    return pa.concat_tables([pq.read_table(link) for link in links]).to_pylist() if links else []
