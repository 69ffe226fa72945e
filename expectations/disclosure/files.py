"""What is about to be sealed, file by file: is it the judged table in every format, and nobody's data?"""

import csv
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

from expectations.disclosure.read_back import departing, repeating
from expectations.personal_data import personal_data
from published.dataset import Dataset
from published.verdict import Check
from published.vocabulary import Text

_SAME = Text(zh="各格式文件与审核过的表逐格一致", en="every format holds the judged table, cell for cell")
_PERSONAL = Text(
    zh="各文件中没有电话、手机号、身份证号或电子邮箱", en="no file holds a telephone or identity number or an e-mail"
)
_CODES = Text(zh="各文件中没有统一社会信用代码", en="no file of a statistic names an organisation by its code")
_CHANGES = Text(zh="修订明细不重复现在保密的数", en="the change set does not repeat a figure that is withheld now")
_DIGEST = re.compile(r"\b(?:[0-9a-f]{64}|(?=[0-9]*[a-f])(?:[0-9a-f]{40}|[0-9a-f]{16}(?:-[0-9a-f]{8})?))\b")
"""Of a file, of a commit, of a snapshot: what looks like a number in one is none."""
_LETTER = "[0-9A-HJ-NPQRTUWXY]"
_ORGANISATION = re.compile(rf"(?<![0-9A-Za-z]){_LETTER}{{2}}\d{{6}}{_LETTER}{{10}}(?![0-9A-Za-z])")


def inspect(dataset: Dataset, table: pa.Table, folder: Path) -> tuple[Check, ...]:
    """Reads back every file of a release folder: each data file must hold `table` cell for cell, the change set
    nothing that is withheld in it, and no file a person's numbers; a statistic names no organisation by its code.
    """
    texts = list(_texts(folder))
    personal = [f"{name}：{found}" for name, text in texts if (found := personal_data(_DIGEST.sub("", text)))]
    coded = [f"{name}：{match[0]}" for name, text in texts if (match := _ORGANISATION.search(text))]
    return (
        _check("same_in_every_format", _SAME, list(departing(dataset, table, folder))),
        _check("changes_repeat_nothing_withheld", _CHANGES, list(repeating(dataset, table, folder))),
        _check("no_personal_data_in_files", _PERSONAL, personal),
        *([_check("no_organisation_codes_in_files", _CODES, coded)] if dataset.kind == "statistic" else []),
    )


def _check(name: str, title: Text, found: list[str]) -> Check:
    told = "；".join(sorted(set(found))[:10])
    return Check(name=name, title=title, severity="critical", passed=not found, found=told)


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """File name and text: every line of text files, every cell and description of the others, each once."""
    for path in sorted(folder.iterdir()):
        told = _TOLD.get(path.suffix, _lines)
        yield from ((path.name, text) for text in dict.fromkeys(told(path)))


def _lines(path: Path) -> Iterator[str]:
    yield from path.read_text(encoding="utf-8").splitlines()


def _cells(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from (cell for row in csv.reader(lines) for cell in row)


def _database(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        tables = [row[0] for row in database.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            rows = database.execute(f'select * from "{table}"')
            yield from (cell for row in rows for cell in row if isinstance(cell, str))


def _parquet(path: Path) -> Iterator[str]:
    schema = pq.read_schema(path)
    for metadata in (schema.metadata, *(field.metadata for field in schema)):
        yield from (told.decode() for told in (metadata or {}).values())
    for name in schema.names:
        if pa.types.is_string(schema.field(name).type):
            yield from (text for text in pq.read_table(path, columns=[name])[name].to_pylist() if text)


def _workbook(path: Path) -> Iterator[str]:
    book = CalamineWorkbook.from_path(path)
    for sheet in book.sheet_names:
        rows = book.get_sheet_by_name(sheet).iter_rows()
        yield from (cell for row in rows for cell in row if isinstance(cell, str) and cell)


_TOLD: Mapping[str, Callable[[Path], Iterator[str]]] = {
    ".csv": _cells,
    ".db": _database,
    ".parquet": _parquet,
    ".xlsx": _workbook,
}
