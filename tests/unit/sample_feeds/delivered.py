"""A delivery of the generator and its ground truth."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sample_feeds import Summary


@dataclass(frozen=True)
class Delivered:
    """The folder of a delivery and what the generator said about it."""

    folder: Path
    summary: Summary

    def truth(self, name: str) -> pa.Table:
        return pq.read_table(self.folder / "truth" / f"{name}.parquet")
