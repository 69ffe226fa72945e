"""What became of the delivered rows: counts per file, and the rows in quarantine."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.arrivals import notes_of
from orchestration.snapshots import current
from published.feed import Feed
from published.home import Home
from published.verdict import RowAccount

_FAULTS_AS_DELIVERED = """list_transform(faults, lambda fault: {
    'rule': fault.rule,
    'column': fault."column",
    'value': coalesce(list_filter(fixes, lambda fix: fix."column" = fault."column")[1].was, fault.value)
})"""


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
    """Every row in quarantine of a build: feed, file, sheet, row, rule, column, value; one line per fault.

    The value is the one delivered, also where it was cleaned before it was found wanting.
    """
    return _details(built, f"unnest({_FAULTS_AS_DELIVERED}, recursive := true)", "quarantined")


def corrections(built: Path) -> pa.Table:
    """Every corrected cell of a build: feed, file, sheet, row, rule, column, was, becomes."""
    return _details(built, "unnest(fixes, recursive := true)", "corrected")


def _counts(path: Path) -> dict[tuple[str, str], int]:
    counted = (
        pq.read_table(path, columns=["file", "outcome"]).group_by(["file", "outcome"]).aggregate([([], "count_all")])
    )
    return {(row["file"], row["outcome"]): row["count_all"] for row in counted.to_pylist()}


def _details(built: Path, select: str, outcome: str) -> pa.Table:
    rows = [str(path) for path in sorted((built / "rows").glob("*.parquet"))]
    if not rows:
        return pa.table({key: [] for key in ("feed", "file", "sheet", "row")})
    query = f"""
        select feed, file, sheet, "row", {select}
        from read_parquet(?)
        where outcome = '{outcome}'
        order by feed, file, sheet, "row"
    """
    with duckdb.connect() as connection:
        details: pa.Table = connection.sql(query, params=[rows]).to_arrow_table()
        return details
