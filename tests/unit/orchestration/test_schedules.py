"""Releases are prepared in the mornings before their announced dates, each date once."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from orchestration.schedules import automation, preparation
from published.catalog import Catalog
from published.home import Home
from published.schedule import CITY
from tests.unit.published.described import dataset

MOVED = {
    "was": "2026-12-31 10:00",
    "becomes": "2027-01-08 10:00",
    "reason": {"zh": "资料晚到。", "en": "The data came late."},
    "announced": "2026-12-30",
}
YIELD = {"rule": "0 10 31 12 *", "lag": 1}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


def requested(now: str, *releases: dict[str, Any]) -> Sequence[tuple[str | None, str | None]]:
    """What the sensor asks for at that moment: run key and job."""
    named = [dataset(name=f"yield_{number}", release=release) for number, release in enumerate(releases)]
    catalog = Catalog(datasets=tuple(named), feeds=())
    jobs = [dg.define_asset_job(f"release_{one.name}") for one in named]
    sensor = preparation(catalog, jobs, lambda: at(now))
    with dg.DagsterInstance.ephemeral() as instance:
        tick = sensor.evaluate_tick(dg.build_sensor_context(instance=instance))
    return [(run.run_key, run.job_name) for run in tick.run_requests or []]


@pytest.mark.parametrize("now", ["2026-12-28 10:00", "2026-12-30 07:00", "2026-12-31 09:59"])
def test_what_is_due_within_three_days_is_prepared_under_one_key(now: str) -> None:
    assert requested(now, YIELD) == [("yield_0@2026-12-31T10:00:00+08:00", "release_yield_0")]


@pytest.mark.parametrize("now", ["2026-12-28 09:59", "2026-12-31 06:59", "2026-12-31 10:00"])
def test_nothing_is_prepared_too_early_in_the_night_or_afterwards(now: str) -> None:
    assert requested(now, YIELD) == []


def test_a_moved_release_is_prepared_for_its_new_date() -> None:
    release = YIELD | {"changes": [MOVED]}
    assert requested("2026-12-30 08:00", release) == []
    assert requested("2027-01-06 08:00", release) == [("yield_0@2027-01-08T10:00:00+08:00", "release_yield_0")]


def test_a_cancelled_release_is_not_prepared() -> None:
    assert requested("2026-12-30 08:00", YIELD | {"changes": [MOVED | {"becomes": None}]}) == []


def test_each_dataset_has_its_own_date() -> None:
    keys = [
        key for key, _ in requested("2026-12-30 08:00", YIELD, {"rule": "0 9 1 1 *", "lag": 1}, {**YIELD, "lag": 0})
    ]
    assert keys == [
        f"yield_{n}@{at(t).isoformat()}"
        for n, t in enumerate(("2026-12-31 10:00", "2027-01-01 09:00", "2026-12-31 10:00"))
    ]


def test_feeds_have_schedules_and_releases_a_sensor(tmp_path: Path) -> None:
    made = automation(Catalog(datasets=(dataset(),), feeds=()), Home(tmp_path).prepare())
    assert list(made.schedules or []) == []
    sensors = {sensor.name: sensor for sensor in made.sensors or []}
    assert [job.name for job in sensors["prepare_announced_releases"].jobs] == ["release_orchard_yield"]
