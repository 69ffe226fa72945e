"""What disclosure control withholds and costs, beside a plain greedy suppressor in the same run, both audited.

    DATA_HOME=/path/to/a/built/home .venv/bin/python -m benchmarks.disclosure

The home's last build is read; earlier releases count as unknown, so that both start from nothing.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.hypercube import withhold_greedily
from expectations.disclosure.audit import Audit, audit, together
from expectations.disclosure.blocks import blocks
from expectations.disclosure.linked import Past, link
from expectations.disclosure.public_figures import Public
from expectations.disclosure.rules import Rules
from expectations.disclosure.suppression import Pattern, withhold
from expectations.disclosure.tables import Flags, Tables
from expectations.disclosure.workers import mapped
from published.home import Home

_HALF = 0.005
Found = TypeVar("Found")


def main() -> None:
    """One table per universe: cells and value lost, leaks found, seconds."""
    home = Home.from_environment()
    built = home.built / (home.built / "latest").read_text(encoding="utf-8").strip()
    print(" " * 22 + "  withheld   share  at risk  value lost  leaks  withhold   audit")
    ours, plain, total = [], [], 0.0
    for path in sorted(built.glob("int_*_published_cells.parquet")):
        universe = path.name.removeprefix("int_").removesuffix("_published_cells.parquet")
        parts, seconds = _timed(lambda name=universe: _parts(built, name))
        print(f"\n{universe}: {_cells(parts):,} cells, {seconds:.1f} s to link")
        patterns, spent = _timed(lambda parts=parts: mapped(_withheld, parts, _cells(parts)))
        found, audited = _audited(parts, [pattern.withheld for pattern in patterns])
        _line("optimum", found, spent, audited)
        total += seconds + spent + audited
        cost, bound = (sum(getattr(pattern, name) for pattern in patterns) for name in ("cost", "bound"))
        print(f"  least possible cost is {100 * bound / cost if cost else 100:.2f} % of that of the pattern")
        greedy, spent = _timed(lambda parts=parts: [withhold_greedily(part, Rules()) for part in parts])
        against, audited = _audited(parts, greedy)
        _line("greedy (hypercube)", against, spent, audited)
        ours, plain = [*ours, found], [*plain, against]
    print("\nall")
    _line("optimum", together(ours), total, 0.0)
    _line("greedy (hypercube)", together(plain), 0.0, 0.0)
    print(f"\nlink + withhold + audit of every universe: {total:.1f} s")


def _parts(built: Path, universe: str) -> list[Tables]:
    contributions = pq.read_table(built / f"int_{universe}_contributions.parquet")
    published = pq.read_table(built / f"int_{universe}_published_cells.parquet")
    apart = list(blocks(contributions, published, ()))
    return mapped(_linked, apart, published.num_rows // 8)


def _linked(tables: tuple[pa.Table, pa.Table]) -> Tables:
    return link(*tables, Past(), Rules()).tables


def _audited(parts: Sequence[Tables], withheld: Sequence[Flags]) -> tuple[Audit, float]:
    found, seconds = _timed(lambda: mapped(_attacked, list(zip(parts, withheld, strict=True)), _cells(parts)))
    return together(found), seconds


def _withheld(tables: Tables) -> Pattern:
    return withhold(tables, Rules())


def _attacked(told: tuple[Tables, Flags]) -> Audit:
    tables, withheld = told
    return audit(tables, Rules(), _public(tables, withheld))


def _cells(parts: Sequence[Tables]) -> int:
    return sum(len(part.cells) for part in parts)


def _public(tables: Tables, withheld: Flags) -> Public:
    return Public({m.name: _shown(m.values, m.shown & ~withheld) for m in tables.measures})


def _timed(work: Callable[[], Found]) -> tuple[Found, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def _line(name: str, found: Audit, withheld: float, audited: float) -> None:
    hidden = found.at_risk + found.complementary
    print(
        f"{name:22}{hidden:10,}{100 * hidden / found.cells:7.1f}%{found.at_risk:9,}{100 - found.value_kept:11.3f}%"
        f"{len(found.leaks):7,}{withheld:9.1f}s{audited:7.1f}s"
    )


def _shown(values: np.ndarray, shown: Flags) -> tuple[np.ndarray, np.ndarray]:
    return np.where(shown, values - _HALF, np.nan), np.where(shown, values + _HALF, np.nan)


if __name__ == "__main__":
    main()
