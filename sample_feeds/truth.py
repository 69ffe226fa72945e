"""The ground truth beside the feeds: what a perfect reader would count, and every fault with its treatment."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sample_feeds.defects.draft import Delivered, Draft
from sample_feeds.text import Booleans, Integers, compute
from sample_feeds.write_whole import whole_file

_COLUMNS = ("feed", "file", "sheet", "row", "entity", "column", "kind", "treatment", "was", "becomes")


def defects_table(
    draft: Draft, delivered: Delivered, files: Sequence[str], sheets: Sequence[str | None], header_rows: int
) -> pa.Table:
    """The faults with file, sheet and physical row (1-based); `files` and `sheets` by segment."""
    records = sorted(
        (
            {
                "feed": draft.feed,
                "file": files[segment],
                "sheet": sheets[segment],
                "row": int(delivered.place[defect.row]) + header_rows + 1,
                "entity": defect.entity,
                "column": defect.column,
                "kind": defect.kind,
                "treatment": defect.treatment,
                "was": defect.was,
                "becomes": defect.becomes,
            }
            for defect, segment in ((d, _segment(draft, d.row)) for d in draft.defects)
        ),
        key=lambda record: (record["file"], record["sheet"] or "", record["row"]),
    )
    return pa.Table.from_pylist(records, schema=_schema())


def write_truth(path: Path, table: pa.Table) -> None:
    """One Parquet file."""
    with whole_file(path) as file:
        pq.write_table(table, file, compression="zstd")


def decimals(units: Integers, scale: int, known: Booleans | None = None) -> pa.Decimal128Array:
    """Integers counted in 10^−scale as decimal(18, scale); null where not known."""
    whole = pa.array(units, pa.int64(), mask=None if known is None else ~known)
    step = pa.scalar(Decimal(1).scaleb(-scale))
    exact: pa.Decimal128Array = compute.multiply(whole.cast(pa.decimal128(19, 0)), step).cast(pa.decimal128(18, scale))
    return exact


def _schema() -> pa.Schema:
    return pa.schema([pa.field(name, pa.int64() if name == "row" else pa.string()) for name in _COLUMNS])


def _segment(draft: Draft, row: int) -> int:
    clean = draft.table.num_rows
    origin = row if row < clean else draft.inserted[row - clean][1]
    return int(draft.segment[origin])
