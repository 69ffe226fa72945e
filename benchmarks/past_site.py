"""How long the readers of a site with a past wait, and the people at its desk."""

import contextlib
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import httpx

from orchestration.desk_page import write_desk
from orchestration.status import datasets_table, feeds_table
from published.catalog import Catalog
from published.editions import current, public_ids
from published.home import Home
from published.profile import Profile

_YONGZHUAN = str(Path(sys.executable).with_name("yongzhuan"))
_TIMES, _DATES = 20, 12


@dataclass(frozen=True)
class Waited:
    """Milliseconds that somebody waited for something, half of the times and all but one of twenty at most that long;
    `judged`: whether it must be quick.
    """

    what: str
    p50: float
    p95: float
    judged: bool = True


def asked(home: Home, catalog: Catalog) -> Iterator[Waited]:
    """The answers of the site as `yongzhuan serve` gives them, of the edition that is shown and of those past."""
    chance, ids = random.Random(1), public_ids(home)
    with _served(home) as (site, process):
        for what, address in _addresses(home, catalog):
            yield _waited(what, (lambda address=address: site.get(address) for _ in range(_TIMES)))
        for what, address in _as_of(catalog):
            days = [identity[:10] for identity in chance.sample(ids, min(_DATES, len(ids)))]
            touched = [f"{address}{'&' if '?' in address else '?'}as_of={day}" for day in days]
            yield _waited(f"{what}, first touch", (lambda at=at: site.get(at) for at in touched))
            yield _waited(f"{what}, warm", (lambda at=touched[-1]: site.get(at) for _ in range(_TIMES)))
        told = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines()
        print("server    ", next(line.split(":")[1].strip() for line in told if line.startswith("VmHWM")), "at most")


def desk(home: Home, catalog: Catalog, profile: Profile) -> Iterator[Waited]:
    """The desk's page and what `yongzhuan status` computes; the command as a whole loads the program too."""
    now = datetime.now(UTC)
    tables = (datasets_table, feeds_table)
    yield _waited("desk: page written", [lambda: write_desk(home, catalog, profile, now)] * _TIMES)
    yield _waited("desk: status computed", [lambda: [table(home, catalog, now) for table in tables]] * _TIMES)
    command = [_YONGZHUAN, "status"]
    whole = _waited("desk: the command, loading the program", [lambda: _run(command, home)] * 3)
    yield Waited(whole.what, whole.p50, whole.p95, judged=False)


def _addresses(home: Home, catalog: Catalog) -> Iterator[tuple[str, str]]:
    edition, ids = current(home), public_ids(home)
    assert edition is not None
    known = {one.name: edition.history(home, one.name) for one in catalog.datasets if one.kind == "statistic"}
    name = max(known, key=lambda one: len(known[one]))
    middle = known[name][len(known[name]) // 2]
    yield "list of editions, first page", "/editions/"
    yield "list of editions, middle page", f"/editions/?before={ids[len(ids) // 2]}"
    yield "list of editions, last page", f"/editions/?before={ids[min(100, len(ids) - 1)]}"
    yield "list of all releases", "/releases/"
    yield "releases of a dataset, first page", f"/releases/{name}/"
    yield "releases of a dataset, middle page", f"/releases/{name}/?before={middle}"
    yield "page of a release", f"/releases/{name}/{middle}/"
    yield "page of a dataset", f"/open/{name}"
    yield "vintages, page", f"/open/{name}_vintages"
    yield "vintages, JSON", f"/open/{name}_vintages.json?first_release=2"
    sql = f"select first_version, count(*) from {name}_vintages group by 1 order by 2 desc"
    yield "vintages, SQL", f"/open.json?sql={quote(sql)}"
    yield "notices.atom", "/notices.atom"
    yield "calendar", "/calendar"
    yield "calendar.ics", "/calendar.ics"


def _as_of(catalog: Catalog) -> Iterator[tuple[str, str]]:
    name = next(one.name for one in catalog.datasets if one.kind == "statistic")
    yield "as of a day, page", f"/open/{name}"
    yield "as of a day, JSON", f"/open/{name}.json"
    yield "as of a day, SQL", f"/open.json?sql={quote(f'select count(*) from {name}')}"


def _waited(what: str, calls: Iterable[Callable[[], object]]) -> Waited:
    spent = []
    for call in calls:
        started = time.perf_counter()
        answer = call()
        spent.append((time.perf_counter() - started) * 1000)
        assert not isinstance(answer, httpx.Response) or answer.status_code == 200, (what, answer.url, answer.text)
    return Waited(what, statistics.median(spent), statistics.quantiles(spent, n=20, method="inclusive")[-1])


@contextlib.contextmanager
def _served(home: Home) -> Iterator[tuple[httpx.Client, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "DATA_HOME": str(home.root)}
    with subprocess.Popen([_YONGZHUAN, "serve", "--port", str(port)], env=environment) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True, timeout=60) as site:
                _until_ready(site, process)
                yield site, process
        finally:
            process.terminate()


def _until_ready(site: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            site.get("/about")
            return
        time.sleep(0.2)
    raise SystemExit("the site did not start")


def _run(command: list[str], home: Home) -> None:
    subprocess.run(command, env={**os.environ, "DATA_HOME": str(home.root)}, check=True, stdout=subprocess.DEVNULL)
