"""The smallest honest payload of each feed, with its quirks, through its reader and its base model.

tests/feeds/<source>/<feed>/ holds a delivered file and expected.csv: per delivered row (`_sheet`, `_row`) what
became of it (`_outcome`), the `_rules` of its faults or fixes, and its cells in staging; what is blank there is null.
"""

import csv
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from orchestration.readers import read, schema
from published.catalog import Catalog
from published.feed import Feed
from published.home import PROJECT
from tests.unit.sql.macros import database, model

FOLDER = PROJECT / "tests" / "feeds"
CASES = sorted(path.parent for path in FOLDER.glob("*/*/expected.csv"))
_STAGED = re.compile(r"\bstg_(\w+?)__(\w+)\b")
"""Another feed that a base model looks into: it comes from that feed's own smallest payload."""
_DECIMAL = re.compile(r"-?\d+[.]\d{2,}")
_PLACE = ("_sheet", "_row", "_outcome", "_rules")


@pytest.fixture(scope="session")
def feeds(catalog: Catalog) -> dict[str, Feed]:
    return {feed.key: feed for feed in catalog.feeds}


def expected(case: Path) -> list[dict[str, str]]:
    with (case / "expected.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def delivered(feed: Feed, case: Path) -> pa.Table:
    """All rows of the case's files as the archive would keep them; the smallest payload may be below the floor."""
    small = feed.model_copy(update={"minimum_rows": 1})
    tables = []
    for path in sorted(case.iterdir()):
        if path.name != "expected.csv":
            rows = pa.Table.from_batches(list(read(small, path)), schema=schema(feed))
            marks = {"_snapshot": "s", "_file": path.name}
            for name, mark in marks.items():
                rows = rows.append_column(name, pa.array([mark] * rows.num_rows, pa.large_string()))
            tables.append(rows)
    return pa.concat_tables(tables)


def judge(connection: duckdb.DuckDBPyConnection, feed: Feed, case: Path, feeds: dict[str, Feed]) -> str:
    """The table of what the base model makes of the case's files; `stg_…` beside it has the rows without a fault."""
    name = f"{feed.source}__{feed.name}"
    for other in sorted(set(_STAGED.findall(model(f"base_{name}")))):
        if "/".join(other) in feeds:
            judge(connection, feeds["/".join(other)], FOLDER.joinpath(*other), feeds)
    rows = delivered(feed, case)
    connection.register("delivered", rows)
    spell = {"feed": feed.key, "snapshot": "s", "counted_from": "2025-01-06 06:00:00", "counted_to": None}
    files = sorted(set(rows.column("_file").to_pylist()))
    connection.register("deliveries", pa.Table.from_pylist([spell | {"file": file} for file in files]))
    connection.execute(f"create or replace table base_{name} as {model(f'base_{name}')}")
    connection.execute(f"create or replace view stg_{name} as from base_{name} where len(_faults) = 0")
    return f"base_{name}"


def judged(feed: Feed, case: Path, feeds: dict[str, Feed]) -> list[dict[str, Any]]:
    connection = database()
    found = connection.sql(f"from {judge(connection, feed, case, feeds)} order by _file, _sheet, _row")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def told(row: dict[str, Any]) -> dict[str, str]:
    faults, fixes = row["_faults"], row["_fixes"]
    outcome = "quarantined" if faults else "corrected" if fixes else "accepted"
    rules = sorted({item["rule"] for item in (faults or fixes)})
    cells = {name: "" if cell is None else plain(cell) for name, cell in row.items()}
    return cells | {"_outcome": outcome, "_rules": " ".join(rules)}


def plain(cell: Any) -> str:
    """A decimal without the zeros that only its type adds: 104.0000 and 104.000000 are one amount."""
    return f"{cell.normalize():f}" if isinstance(cell, Decimal) else str(cell)


def wanted_cell(name: str, cell: str) -> str:
    """The cell of expected.csv, a decimal in the same shape."""
    return plain(Decimal(cell)) if name not in _PLACE and _DECIMAL.fullmatch(cell) else cell


@pytest.mark.parametrize("case", CASES, ids=[f"{path.parent.name}/{path.name}" for path in CASES])
def test_the_smallest_payload_is_staged_as_written(case: Path, feeds: dict[str, Feed]) -> None:
    feed = feeds[f"{case.parent.name}/{case.name}"]
    rows = [told(row) for row in judged(feed, case, feeds)]
    wanted = expected(case)
    assert len(rows) == len(wanted)
    for row, want in zip(rows, wanted, strict=True):
        shown = _PLACE if want["_outcome"] == "quarantined" else tuple(want)
        assert {name: row[name] for name in shown} == {name: wanted_cell(name, want[name]) for name in shown}
