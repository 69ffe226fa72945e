"""What became of the delivered rows: counts per file, and the rows in quarantine."""

import csv
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.arrivals import notes_of
from orchestration.snapshots import current
from published.feed import Feed
from published.home import Home
from published.verdict import RowAccount


def accounts(home: Home, feed: Feed, built: Path) -> tuple[RowAccount, ...]:
    """Per current file: rows that the snapshot delivered against the outcomes that the build gave them."""
    path = built / "rows" / f"base_{feed.source}__{feed.name}.parquet"
    outcomes = _counts(path) if path.exists() else {}
    notes = notes_of(home, feed)
    return tuple(
        RowAccount(
            feed=feed.key,
            file=passport.file,
            delivered=passport.rows,
            notes=notes.get(passport.file, ()),
            **{name: outcomes.get((passport.file, name), 0) for name in ("accepted", "corrected", "quarantined")},
        )
        for passport in current(home, feed)
    )


def quarantine(built: Path) -> pa.Table:
    """Every row in quarantine of a build: feed, file, sheet, row, rule, column, value; one line per fault."""
    return _details(built, "faults")


def corrections(built: Path) -> pa.Table:
    """Every corrected cell of a build: feed, file, sheet, row, rule, column, was, becomes."""
    return _details(built, "fixes")


def _counts(path: Path) -> dict[tuple[str, str], int]:
    counted = (
        pq.read_table(path, columns=["file", "outcome"]).group_by(["file", "outcome"]).aggregate([([], "count_all")])
    )
    return {(row["file"], row["outcome"]): row["count_all"] for row in counted.to_pylist()}


def write_details(home: Home, built: Path) -> int:
    """quarantine.csv and corrections.csv beside the verdicts, safe to open in a spreadsheet; rows in quarantine."""
    tables = {"quarantine": quarantine(built), "corrections": corrections(built)}
    for name, table in tables.items():
        _write_for_spreadsheets(table, home.verdicts / f"{name}.csv")
    return len(
        set(zip(*(tables["quarantine"][key].to_pylist() for key in ("feed", "file", "sheet", "row")), strict=True))
    )


def _write_for_spreadsheets(table: pa.Table, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(table.column_names)
        writer.writerows([_inert(value) for value in row.values()] for row in table.to_pylist())


def _inert(value: object) -> object:
    """A delivered text that a spreadsheet would run as a formula is shown as text instead."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _details(built: Path, kind: str) -> pa.Table:
    outcome = {"faults": "quarantined", "fixes": "corrected"}[kind]
    rows = [str(path) for path in sorted((built / "rows").glob("*.parquet"))]
    if not rows:
        return pa.table({key: [] for key in ("feed", "file", "sheet", "row")})
    query = f"""
        select feed, file, sheet, "row", unnest({kind}, recursive := true)
        from read_parquet(?)
        where outcome = '{outcome}'
        order by feed, file, sheet, "row"
    """
    with duckdb.connect() as connection:
        details: pa.Table = connection.sql(query, params=[rows]).to_arrow_table()
        return details
