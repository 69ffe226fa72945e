"""What disclosure control withholds and costs, beside a plain greedy suppressor in the same run, both audited.

    DATA_HOME=/path/to/a/built/home .venv/bin/python -m benchmarks.disclosure

The home's last build is read; earlier releases count as unknown, so that both start from nothing.
"""

import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from benchmarks.hypercube import withhold_greedily
from expectations.disclosure.audit import audit
from expectations.disclosure.linked import Past, link
from expectations.disclosure.public_figures import Public
from expectations.disclosure.rules import Rules
from expectations.disclosure.suppression import withhold
from expectations.disclosure.tables import Flags, Tables
from published.home import Home

_HALF = 0.005


def main() -> None:
    """One table per universe: cells and value lost, leaks found, seconds."""
    home = Home.from_environment()
    built = home.built / (home.built / "latest").read_text(encoding="utf-8").strip()
    total = 0.0
    for path in sorted(built.glob("int_*_published_cells.parquet")):
        total += _measure(built, path.name.removeprefix("int_").removesuffix("_published_cells.parquet"))
    print(f"\nlink + withhold + audit of every universe: {total:.1f} s")


def _measure(built: Path, universe: str) -> float:
    started = time.perf_counter()
    contributions = pq.read_table(built / f"int_{universe}_contributions.parquet")
    published = pq.read_table(built / f"int_{universe}_published_cells.parquet")
    tables = link(contributions, published, Past(), Rules()).tables
    linked = time.perf_counter()
    pattern = withhold(tables, Rules())
    ended = time.perf_counter()
    cells = f"{len(tables.cells):,} cells in {len(tables.measures)} measures"
    print(f"\n{universe}: {cells}, {linked - started:.1f} s to link")
    print(" " * 22 + "  withheld   share  at risk  value lost  leaks  withhold   audit")
    seconds = ended - linked + _line("optimum", tables, pattern.withheld, ended - linked)
    least = 100 * pattern.bound / pattern.cost if pattern.cost else 100.0
    print(f"  least possible cost is {least:.2f} % of that of the pattern")
    began = time.perf_counter()
    greedy = withhold_greedily(tables, Rules())
    _line("greedy (hypercube)", tables, greedy, time.perf_counter() - began)
    return linked - started + seconds


def _line(name: str, tables: Tables, withheld: Flags, seconds: float) -> float:
    began = time.perf_counter()
    found = audit(tables, Rules(), Public({m.name: _shown(m.values, m.shown & ~withheld) for m in tables.measures}))
    spent = time.perf_counter() - began
    lost, share = 100 - found.value_kept, 100 * withheld.sum() / found.cells
    print(
        f"{name:22}{withheld.sum():10,}{share:7.1f}%{found.at_risk:9,}{lost:11.3f}%{len(found.leaks):7,}"
        f"{seconds:9.1f}s{spent:7.1f}s"
    )
    return spent


def _shown(values: np.ndarray, shown: Flags) -> tuple[np.ndarray, np.ndarray]:
    return np.where(shown, values - _HALF, np.nan), np.where(shown, values + _HALF, np.nan)


if __name__ == "__main__":
    main()
