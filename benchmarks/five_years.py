"""Two releases a day for five simulated years, then what a reader and the desk wait for, and what the disk holds.

    .venv/bin/python -m benchmarks.five_years [--years 5] [--datasets 30]

The datasets are the project's own with invented rows; dbt, the gate and its reading back of files are left out. With
DATA_HOME the home stays there: what holds releases already goes on to be five years old, and is only measured then.
Ends with 1 where something that somebody waits for takes longer than 300 ms.
"""

import argparse
import contextlib
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.past_site import Waited, asked, desk
from benchmarks.simulated_office import Office
from orchestration.definitions import catalog_of
from published.catalog import Catalog
from published.editions import public_ids
from published.home import Home
from published.profile import Profile

LIMIT_MS = 300
_A_DAY = 2
_BIG, _STEP = 20_000, 300


def main() -> None:
    """Simulate and measure; exit 1 over the limit."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--years", type=float, default=5)
    arguments.add_argument("--datasets", type=int, default=30)
    chosen = arguments.parse_args()
    with _home() as home:
        known = catalog_of(home)
        catalog = Catalog(datasets=known.datasets[: chosen.datasets], feeds=known.feeds)
        releases = round(chosen.years * 365 * _A_DAY)
        if len(public_ids(home)) <= releases:
            _told(simulate(office(home, catalog), releases))
        print("\n".join(disk(home)))
        waited = [*asked(home, catalog), *desk(home, catalog, Profile.load("stand_in"))]
    for one in waited:
        print(f"{one.what:46} p50 {one.p50:6.0f} ms  p95 {one.p95:6.0f} ms{_verdict(one)}")
    sys.exit(any(one.judged and one.p95 > LIMIT_MS for one in waited))


def office(home: Home, catalog: Catalog) -> Office:
    """The office of the stand-in departments over a home, the same chances each time."""
    return Office(home, catalog, Profile.load("stand_in"), random.Random(3302))


def simulate(office: Office, releases: int, sizes: Sequence[int] = ()) -> Iterator[float]:
    """The first release of all datasets and so many after it, two a day, the last one today; the seconds of each."""
    names = [dataset.name for dataset in office.catalog.datasets]
    started, done = time.perf_counter(), len(public_ids(office.home))
    if done:
        minute = office.resume()
    else:
        minute = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=1 + releases / _A_DAY)
        office.first(sizes or _sizes(len(names)), minute)
    yield time.perf_counter() - started
    for number in range(max(done, 1), releases + 1):
        minute += timedelta(days=1 / _A_DAY)
        changing = office.chance.sample(names, 1 + number % 2)
        started = time.perf_counter()
        if number % 97 == 0 and (withdrawn := office.revised()):
            office.take_back(office.chance.choice(withdrawn), minute)
        else:
            office.release(changing, minute, mistaken=number % 40 == 0)
        yield time.perf_counter() - started


def disk(home: Home) -> Iterator[str]:
    """What the home takes beside what its sealed files hold, each content once."""
    files = {(found := path.lstat()).st_ino: (path, found) for path in home.root.rglob("*")}
    every = sum(found.st_size for path, found in files.values() if path.is_file())
    content = sum(path.stat().st_size for path in home.objects.rglob("*") if path.is_file())
    yield f"disk       {every / 1e6:10,.0f} MB, x {every / content:.3f} the {content / 1e6:,.0f} MB of distinct content"
    yield f"inodes     {len(files):10,}"
    for path in sorted(home.root.iterdir()):
        size = sum(one.lstat().st_size for one in path.rglob("*") if one.is_file() and one.lstat().st_nlink == 1)
        yield f"  {path.name:20} {size / 1e6:10,.1f} MB of its own"


def _told(seconds: Iterator[float]) -> None:
    first, *later = list(_shown(seconds))
    at_first, at_last = statistics.median(later[:60]), statistics.median(later[-60:])
    print(f"releases   {len(later):10,} in {sum(later) / 60:.1f} minutes, after {first:.1f} s for the first of all")
    print(f"seconds    {at_first:10.2f} per release at first, {at_last:.2f} at last: x {at_last / at_first:.2f}")


def _shown(seconds: Iterator[float]) -> Iterator[float]:
    for number, spent in enumerate(seconds):
        if number % 100 == 0:
            print(f"  {number:5} releases, {time.process_time():6.0f} s of CPU", file=sys.stderr, flush=True)
        yield spent


def _sizes(count: int) -> list[int]:
    return [_BIG if place == count // 2 else _STEP * (1 + place % 10) for place in range(count)]


def _verdict(one: Waited) -> str:
    if not one.judged:
        return ""
    return "" if one.p95 <= LIMIT_MS else f"  over {LIMIT_MS} ms"


@contextlib.contextmanager
def _home() -> Iterator[Home]:
    if "DATA_HOME" in os.environ:
        yield Home.from_environment().prepare()
        return
    with tempfile.TemporaryDirectory(prefix="five-years-") as folder:
        yield Home(Path(folder)).prepare()


if __name__ == "__main__":
    main()
