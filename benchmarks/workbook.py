"""How long a million rows take as an XLSX, and how much memory, beside the peer that writes row by row, too.

    .venv/bin/python -m benchmarks.workbook [rows]

Both write the same 11 columns (a year, 4 codes, 4 decimals, 2 texts), each in a process of its own. openpyxl in its
write-only mode writes the cells alone; ours writes headings, formats, notes, columns and codes as well.
"""

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from published.dataset import Dataset
from published.describe.quality_chapters import Reported
from published.formats import delimited, parquet, sqlite, workbook
from published.revision import FIRST
from published.verdict import Verdict
from published.vocabulary import Text

ROWS = 1_000_000
_WORDS = Text(zh="词", en="word")
_CODES, _DECIMALS, _TEXTS = range(1, 5), range(5, 9), range(9, 11)


def main() -> None:
    """One line per writer: seconds, peak memory above that of the table, size of the file."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    ways: dict[str, Callable[[Reported, Path], object]] = {
        "openpyxl, write-only": _peer,
        "xlsx": workbook.write,
        "csv": lambda release, path: delimited.write(release.dataset, release.table, path),
        "sqlite": lambda release, path: sqlite.write(release.dataset, release.table, path),
        "parquet": lambda release, path: parquet.write(release.dataset, release.table, path),
    }
    measured = {name: _measured(way, rows) for name, way in ways.items()}
    yardstick = measured["openpyxl, write-only"][0]
    print(f"{rows:,} rows x 11 columns")
    for name, (seconds, memory, size) in measured.items():
        ratio = f"{seconds:7.1f} s of the processor = {seconds / yardstick:5.2f} x openpyxl"
        print(f"{name:21}{ratio}, +{memory:4.0f} MiB, {size / 1e6:6.1f} MB")


def _measured(way: Callable[[Reported, Path], object], rows: int) -> tuple[float, float, int]:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_write, args=(way, rows, there))
    process.start()
    found: tuple[float, float, int] = here.recv()
    process.join()
    return found


def _write(way: Callable[[Reported, Path], object], rows: int, told: Any) -> None:
    release = _release(rows)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak so far is that of making the table
    before = _memory("VmRSS")
    with tempfile.TemporaryDirectory(prefix="workbook-") as folder:
        path, started = Path(folder) / "a", time.process_time()
        way(release, path)
        seconds = time.process_time() - started
        told.send((seconds, _memory("VmHWM") - before, path.stat().st_size))


def _memory(name: str) -> float:
    """A figure of this process in MiB: what it holds, or held at most."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def _peer(release: Reported, path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.append(release.table.column_names)
    for batch in release.table.to_batches(max_chunksize=10_000):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            sheet.append(row)
    book.save(path)


def _release(rows: int) -> Reported:
    codes = {f"code_{n}": pa.array([f"3302{number % (n + 9):02}" for number in range(rows)]) for n in _CODES}
    money = {
        f"value_{n}": pa.array(
            [Decimal(number * n % 9_999_999).scaleb(-2) for number in range(rows)], pa.decimal128(18, 2)
        )
        for n in _DECIMALS
    }
    texts = {f"text_{n}": pa.array([f"企业 {number % 999} & Co" for number in range(rows)]) for n in _TEXTS}
    table = pa.table({"year": pa.array(range(rows), pa.int64()), **codes, **money, **texts})
    return Reported(_described(table), Verdict(dataset="wide", previous=None, checks=(), rows=()), FIRST, table, "1.0")


def _described(table: pa.Table) -> Dataset:
    kinds = {name: ("decimal(18,2)", "measure", "wan_yuan") for name in table.column_names if name.startswith("value")}
    columns = []
    for name in table.column_names:
        kind, role, unit = kinds.get(
            name, ("integer", "time", None) if name == "year" else ("varchar", "attribute", None)
        )
        columns.append({"name": name, "type": kind, "role": role, "unit": unit, "title": _WORDS, "definition": _WORDS})
    told = {"name": "wide", "kind": "statistic", "title": _WORDS, "definition": _WORDS, "columns": columns}
    about = {"key": ["year"], "frequency": "annual", "licence": "CC-BY-4.0", "opening": "unconditional"}
    made = {"owner": "statistics_bureau", "feeds": [], "from_unit_returns": False, "code_lists": {}, "structure": "1"}
    return Dataset.model_validate(told | about | made)


if __name__ == "__main__":
    main()
