"""Which files hold given words or given bytes: every format that a release or an edition is written in is read."""

import html
import json
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from published.folders import sha256

_SPACE = re.compile(r"\s+")
_BETWEEN = "\0"
_AT_ONCE = 1_000
_PIECE = 1 << 20
_HEX = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass
class Wanted:
    """What is looked for: words as somebody says them, files by their sha256. Equal files are read once."""

    words: tuple[str, ...] = ()
    digests: frozenset[str] = frozenset()
    files: int = 0
    _known: dict[tuple[int, int], bool] = field(default_factory=dict)

    def within(self, text: str) -> bool:
        """Whether a text holds one of the words, whatever its case, width and spacing, escaped or not."""
        told = folded(text)
        spelt = (told, folded(html.unescape(text)), told.replace('""', '"'))
        return any(each in one for word in self.words for each in _spellings(word) for one in spelt)

    def held_by(self, path: Path) -> bool:
        """Whether a file has one of the digests, or holds one of the words."""
        about = path.stat()
        identity = (about.st_dev, about.st_ino)
        if identity not in self._known:
            self.files += 1
            words = bool(self.words) and any(self.within(text) for text in texts(path))
            self._known[identity] = words or (bool(self.digests) and sha256(path) in self.digests)
        return self._known[identity]


def found(places: Iterable[Path], wanted: Wanted) -> list[Path]:
    """The files at or below these places that hold what is looked for."""
    files = (path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*"))))
    return [path for path in files if path.is_file() and wanted.held_by(path)]


def texts(path: Path) -> Iterator[str]:
    """Everything that a file says, as text: cells of tables, members of archives, else its bytes as UTF-8."""
    with path.open("rb") as content:
        begins = content.read(16)
    if begins[:4] == b"PAR1":
        yield from _parquet(path)
    elif begins == b"SQLite format 3\0":
        yield from _sqlite(path)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name
                yield from _member(archive, name)
    else:
        yield path.read_text(encoding="utf-8", errors="replace")


def folded(text: str) -> str:
    """A text without what does not change its meaning: width, case, spaces and line breaks."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text).casefold())


def _spellings(word: str) -> set[str]:
    """A word as JSON writes it, with and without other letters than ASCII's, and as it is."""
    return {folded(one) for one in (word, json.dumps(word)[1:-1], json.dumps(word, ensure_ascii=False)[1:-1])}


def _member(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    """A member piece by piece, each ending with a tag: a sheet of a workbook may be far larger than its file."""
    left = b""
    with archive.open(name) as content:
        while read := content.read(_PIECE):
            whole, end, left = (left + read).rpartition(b">")
            yield _unescaped((whole + end).decode("utf-8", "replace"))
    yield _unescaped(left.decode("utf-8", "replace"))


def _unescaped(xml: str) -> str:
    """As a spreadsheet shows it: it spells control characters, and what looks like their spelling, in hex."""
    return _HEX.sub(lambda found: chr(int(found[1], 16)), xml)


def _parquet(path: Path) -> Iterator[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        yield file.schema_arrow.to_string(show_field_metadata=True, show_schema_metadata=True)
        for batch in file.iter_batches():
            for column in batch.columns:
                yield _BETWEEN.join(value for value in column.cast(pa.string()).to_pylist() if value is not None)


def _sqlite(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        database.text_factory = lambda content: content.decode("utf-8", "replace")
        tables = database.execute("select name, sql from sqlite_master").fetchall()
        yield _BETWEEN.join(str(sql) for _, sql in tables)
        for name, sql in tables:
            if sql and sql.lower().startswith("create table"):
                rows = database.execute(f'select * from "{name}"')
                while some := rows.fetchmany(_AT_ONCE):
                    yield _BETWEEN.join(str(value) for row in some for value in row)
