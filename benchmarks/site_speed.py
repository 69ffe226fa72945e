"""How many readers the site serves on a table of a million rows, beside stock Datasette on the same database.

    .venv/bin/python -m benchmarks.site_speed [--rows 1000000] [--seconds 8]

Needs Debian's `wrk`, which shares the machine with the servers: only the ratios of one run mean something. Stock
Datasette is of the version that is the site's engine and runs with its own best settings (immutable, inspect file,
suggestion of facets off, no facets); the site shows its facets, notes and texts on the same hundred rows a page.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx

from benchmarks.big_site import TABLE, build
from benchmarks.peers import Peer, site, stock
from benchmarks.wrk import Load, load

COLD, WARM = 24, 24
"""Pages that nobody asked for before; readers with connections of their own, so that every process is hot."""
SQL = f"select * from {TABLE} where pilot_number = 'P0010000' and version = 1"
HOT = {
    "table, HTML": (f"/open/{TABLE}", 200),
    "table, JSON": (f"/open/{TABLE}.json", 40),
    "row, JSON": (f"/open/{TABLE}/P0010000,1.json", 0),
    "indexed SQL, JSON": (f"/open.json?sql={quote(SQL)}&_shape=array", 0),
}
"""What is asked for, its address, and how many times the requests of stock Datasette are promised."""


@dataclass(frozen=True)
class Found:
    """What one server did: the hot addresses under load, cold pages in milliseconds, memory in MiB."""

    hot: dict[str, Load]
    cold: dict[str, float]
    memory: float


def main() -> None:
    """Build the home, load both servers, print."""
    given = argparse.ArgumentParser()
    given.add_argument("--rows", type=int, default=1_000_000)
    given.add_argument("--seconds", type=int, default=8)
    asked = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="site-speed-") as folder:
        started = time.perf_counter()
        home, database = build(Path(folder) / "data", asked.rows)
        size = database.stat().st_size / 1e6
        print(f"{asked.rows:,} rows, {size:.0f} MB, built in {time.perf_counter() - started:.0f} s", flush=True)
        with stock(database, Path(folder)) as peer:
            theirs = _measured(peer, asked.seconds)
        with site(home) as peer:
            ours = _measured(peer, asked.seconds)
            _print_sizes(peer)
    sys.exit(_print(ours, theirs))


def _measured(peer: Peer, seconds: int) -> Found:
    with httpx.Client(base_url=peer.url, timeout=60) as client:
        cold = {kind: statistics.median(_spent(client, kind)) for kind in ("", ".json")}
        hot = {}
        for name, (address, _) in HOT.items():
            for _ in range(WARM):
                httpx.get(peer.url + address, timeout=60).raise_for_status()
            hot[name] = load(peer.url + address, seconds)
    return Found(hot, cold, peer.memory())


def _spent(client: httpx.Client, kind: str) -> Iterator[float]:
    """Milliseconds until each of some pages of the table that nobody asked for before, one after the other."""
    for page in range(COLD + 2):
        at = f"P{page * 997:07}"
        started = time.perf_counter()
        client.get(f"/open/{TABLE}{kind}?_next={at},1").raise_for_status()
        if page > 1:
            yield (time.perf_counter() - started) * 1000


def _print(ours: Found, theirs: Found) -> int:
    short = 0
    print(f"{'hot, requests/s':22}{'site':>10}{'stock':>10}{'ratio':>10}{'p99 ms':>10}{'stock':>10}{'part':>8}")
    for name, (_, promised) in HOT.items():
        one, other = ours.hot[name], theirs.hot[name]
        ratio, part = one.per_second / other.per_second, one.p99 / other.p99
        told = (
            f"{one.per_second:10,.0f}{other.per_second:10,.1f}{ratio:9.0f}x{one.p99:10.1f}{other.p99:10.1f}{part:8.3f}"
        )
        missed = promised and (ratio < promised or part > 0.1 or one.errors)
        short += bool(missed)
        print(f"{name:22}{told}{'  below what is promised' if missed else ''}")
    for kind, name in (("", "cold page, HTML, ms"), (".json", "cold page, JSON, ms")):
        late = ours.cold[kind] > theirs.cold[kind]
        short += late
        print(f"{name:22}{ours.cold[kind]:10.1f}{theirs.cold[kind]:10.1f}{'  slower' if late else ''}")
    print(f"{'memory, MiB (all)':22}{ours.memory:10.0f}{theirs.memory:10.0f}")
    return 1 if short else 0


def _print_sizes(peer: Peer) -> None:
    for address in ("/", f"/open/{TABLE}"):
        told = []
        for encoding in ("identity", "gzip", "br"):
            with httpx.stream("GET", peer.url + address, headers={"accept-encoding": encoding}) as answer:
                told.append(f"{encoding} {sum(map(len, answer.iter_raw())) / 1000:.1f} kB")
        print(f"transfer of {address}: {', '.join(told)}")


if __name__ == "__main__":
    main()
