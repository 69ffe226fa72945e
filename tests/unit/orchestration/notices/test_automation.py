"""Dagster requests a delivery where something waits, and the reminders once a day."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from orchestration.notices import automation
from orchestration.notices.automation import delivery, reminding_daily, telling
from published.catalog import Catalog
from published.home import Home
from published.profile import Profile
from published.receivers import Smtp
from published.schedule import CITY as IN_THE_CITY
from published.vocabulary import Text

CITY = Profile(name="city", title=Text(zh="市", en="city"), synthetic=False, folder="deliveries")
MAIL = Smtp(host="mail.office.example", sender="desk@data.example")
CATALOG = Catalog(datasets=(), feeds=())


def keys(sensor: dg.SensorDefinition) -> list[str | None]:
    with dg.DagsterInstance.ephemeral() as instance:
        tick = sensor.evaluate_tick(dg.build_sensor_context(instance=instance))
    return [request.run_key for request in tick.run_requests or []]


def job(home: Home, name: str) -> dg.JobDefinition:
    return telling(CATALOG, home, CITY).resolve_job_def(name)


def test_owners_are_written_to_once_a_day_from_the_morning_on(tmp_path: Path) -> None:
    remind, writes = job(Home(tmp_path), "remind"), CITY.model_copy(update={"reminders": MAIL})
    morning = datetime(2026, 12, 4, 8, tzinfo=IN_THE_CITY)
    for now, wanted in ((morning - timedelta(seconds=1), []), (morning, ["2026-12-04"])):
        assert keys(reminding_daily(writes, remind, lambda now=now: now)) == wanted
    assert keys(reminding_daily(CITY, remind, lambda: morning)) == []


def test_a_delivery_is_requested_where_something_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notify, now = job(Home(tmp_path), "notify"), datetime(2026, 12, 4, 8, 1, tzinfo=UTC)
    for waits, wanted in (((), []), (("a bulletin",), ["2026-12-04T08:01"])):
        monkeypatch.setattr(automation, "ready", lambda *_, waits=waits: waits)
        assert keys(delivery(Home(tmp_path), CITY, notify, lambda: now)) == wanted


def test_both_jobs_do_their_work(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    assert all(job(home, name).execute_in_process().success for name in ("notify", "remind"))
