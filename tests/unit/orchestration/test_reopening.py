"""Another GDP reopens what divides by it, and what takes its figures from there, once for each delivery."""

from pathlib import Path
from types import SimpleNamespace

import dagster as dg
import pytest

from orchestration import reopening
from published.catalog import Catalog
from published.home import Home
from published.manifest import Snapshot
from published.sealing import seal
from tests.unit.published.described import dataset, proposal, row, table, unread

GDP = "statistics_bureau/gdp"
DENOMINATORS = {"denominators": [{"feed": GDP, "vintage": "remark", "measures": ["share_of_gdp"]}]}
FOLLOWS = {"follows": [{"dataset": "shares", "by": {"year": "year"}}]}
SHARES = dataset(name="shares", feeds=(GDP,), revisions=DENOMINATORS)
MONITOR = dataset(name="monitor", feeds=(GDP,), disclosure=FOLLOWS)
CATALOG = Catalog(datasets=(SHARES, MONITOR, dataset(feeds=(GDP,))), feeds=())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path).prepare()


def sealed_from(home: Home, name: str, rows: str) -> None:
    taken = Snapshot(feed=GDP, file="gdp.csv", rows_sha256=rows, snapshot="1", bytes_sha256=rows)
    made = proposal(of=CATALOG.dataset(name)).model_copy(update={"inputs": (taken,)})
    seal(home, made, table(row()), unread)


def asked(home: Home, counts: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, str | None]]:
    monkeypatch.setattr(reopening, "current", lambda *_: [SimpleNamespace(rows_sha256=counts)])
    monkeypatch.setattr(Catalog, "feed", lambda _, key: key)
    jobs = [dg.define_asset_job(f"release_{one.name}") for one in CATALOG.datasets]
    with dg.DagsterInstance.ephemeral() as instance:
        tick = reopening.reopening(CATALOG, home, jobs).evaluate_tick(dg.build_sensor_context(instance=instance))
    return [(run.job_name, run.run_key) for run in tick.run_requests or []]


def test_what_divides_and_what_follows_it_are_released_anew(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("shares", "monitor", "orchard_yield"):
        sealed_from(home, name, "1")
    assert asked(home, "1", monkeypatch) == []
    found = asked(home, "2", monkeypatch)
    assert [job for job, _ in found] == ["release_shares", "release_monitor"]
    assert found == asked(home, "2", monkeypatch), "under the same key, so that it runs once"


def test_what_was_never_released_is_not_revised(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(home, "2", monkeypatch) == []
