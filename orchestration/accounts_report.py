"""What statisticians of value added look at after a run: raking factors and the sensitivity of the city's figures.

<accounts>/raking_factors.csv   the newest vintages, the factor furthest from 1 first
<accounts>/sensitivity.csv      the city's figures with one assumption changed, one scenario per row
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Listing:
    """A file for a spreadsheet: the model it shows, its columns with headings, which rows come first."""

    name: str
    model: str
    headings: Mapping[str, str]
    order: Callable[[Row], tuple[Any, ...]]
    wanted: Callable[[Row], bool] = bool

    def write(self, built: Path, folder: Path) -> Path | None:
        """The file, UTF-8 with a BOM, from a build's rows; None where the build did not have the model."""
        source, target = built / f"{self.model}.parquet", folder / self.name
        if not source.exists():
            return None
        rows = sorted(filter(self.wanted, pq.read_table(source).to_pylist()), key=self.order)
        with target.open("w", encoding="utf-8-sig", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow(self.headings.values())
            writer.writerows([row[column] for column in self.headings] for row in rows)
        return target


FACTORS = Listing(
    name="raking_factors.csv",
    model="int_raking_factors",
    headings={
        "year": "年份 Year",
        "vintage": "版本 Vintage",
        "section": "行业门类 Section",
        "area_code": "区划代码 Area",
        "estimate": "调整前（万元） Estimated",
        "value_added": "调整后（万元） Raked",
        "factor": "调整系数 Factor",
    },
    order=lambda row: (-_distance(row["factor"]), row["year"], row["section"], row["area_code"]),
    wanted=lambda row: row["is_newest"],
)
SENSITIVITY = Listing(
    name="sensitivity.csv",
    model="int_value_added_sensitivity",
    headings={
        "year": "年份 Year",
        "area_code": "区划代码 Area",
        "category_code": "类别 Category",
        "scenario": "算法 Scenario",
        "value_added": "增加值（万元） Value added",
    },
    order=lambda row: (-row["year"], row["area_code"], row["category_code"], row["scenario"]),
)


def write_accounts(built: Path, folder: Path) -> tuple[Path, ...]:
    """Every file that the build has rows for."""
    written = (listing.write(built, folder) for listing in (FACTORS, SENSITIVITY))
    return tuple(path for path in written if path is not None)


def _distance(factor: Any) -> float:
    """How far a factor is from 1, halving as far as doubling; what has none, or is not positive, is furthest."""
    return max(float(factor), 1 / float(factor)) if factor is not None and factor > 0 else float("inf")
