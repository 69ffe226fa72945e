"""The trades of the city: which industry divisions they hold, how large their firms are, their words."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "wording" / "trades.csv"


@dataclass(frozen=True)
class Trade:
    """`weights`: relative number of firms by division (first two digits of the industry code);
    `size`: mean value added relative to the others; `ratio`: value added to revenue."""

    name: str
    weights: dict[str, float]
    size: float
    ratio: float
    firm_words: tuple[str, ...]
    products: tuple[str, ...]
    ipc: tuple[str, ...]
    field: str
    clusters: dict[str, str]


@cache
def trades() -> tuple[Trade, ...]:
    """All trades, in the file's order."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_trade(row) for row in csv.DictReader(file))


@cache
def trade_of_division() -> dict[str, int]:
    """Division ► index of its trade."""
    return {division: i for i, trade in enumerate(trades()) for division in trade.weights}


def _trade(row: dict[str, str]) -> Trade:
    weights = (float(w) for w in row["weights"].split(";"))
    return Trade(
        name=row["trade"],
        weights=dict(zip(row["divisions"].split(";"), weights, strict=True)),
        size=float(row["size"]),
        ratio=float(row["ratio"]),
        firm_words=tuple(row["firm_words"].split(";")),
        products=tuple(row["products"].split(";")),
        ipc=tuple(row["ipc"].split(";")),
        field=row["field"],
        clusters={"2023": row["cluster_2023"], "2025": row["cluster_2025"]},
    )
