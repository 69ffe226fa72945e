"""A schedule per feed, releases prepared before their announced dates, and the switch that follows a release."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import dagster as dg

from orchestration.desk import due
from orchestration.feeds import asset_key
from orchestration.releases import EDITION, release_key
from orchestration.reopening import reopening
from orchestration.sensors import Asked, running
from published.calendar import next_release
from published.catalog import Catalog
from published.dataset import Dataset
from published.editions import armed, current
from published.feed import Feed
from published.home import Home
from published.schedule import CITY

TIMEZONE = str(CITY)
PREPARED = timedelta(days=3)
"""How long before its announced time a release is built and judged: a held one leaves days to put it right."""
MORNING = 7
"""The hour in the city from which releases are prepared, after the feeds of the day."""
Ended = dg.DagsterRunStatus
RELEASE = "release"
PUBLISH = "publish"


def automation(catalog: Catalog, home: Home) -> dg.Definitions:
    """`release` pulls, builds, judges and seals everything, `publish` switches; each feed and dataset has its own."""
    everything = dg.AssetSelection.all() - dg.AssetSelection.assets(EDITION)
    pulls = [dg.define_asset_job(_pull_job(feed), dg.AssetSelection.assets(asset_key(feed))) for feed in catalog.feeds]
    releases = [dg.define_asset_job(_release_job(dataset), lineage(dataset)) for dataset in catalog.datasets]
    release = dg.define_asset_job(RELEASE, everything, description="Pull, build, judge and seal every dataset")
    switch = dg.define_asset_job(PUBLISH, dg.AssetSelection.assets(EDITION), description="Make sealed releases public")
    return dg.Definitions(
        jobs=[release, switch, *pulls, *releases],
        schedules=_schedules(catalog),
        sensors=[
            *(_switch(status, [release, *releases], switch) for status in (Ended.SUCCESS, Ended.FAILURE)),
            preparation(catalog, releases, lambda: datetime.now(CITY)),
            reopening(catalog, home, releases),
            publication(home, switch, lambda: datetime.now(CITY)),
        ],
    )


def _schedules(catalog: Catalog) -> list[dg.ScheduleDefinition]:
    return [
        dg.ScheduleDefinition(job_name=_pull_job(feed), cron_schedule=feed.schedule, execution_timezone=TIMEZONE)
        for feed in catalog.feeds
    ]


def preparation(catalog: Catalog, releases: list[Any], clock: Callable[[], datetime]) -> dg.SensorDefinition:
    """Each morning, the release job of every dataset that is due soon; each announced date is prepared once."""

    def ask() -> Asked:
        now = clock().astimezone(CITY)
        if now.hour < MORNING:
            yield dg.SkipReason(f"releases are prepared from {MORNING}:00 on")
            return
        yield from _due(catalog, now)

    return running("prepare_announced_releases", releases, 1800, ask)


def publication(home: Home, switch: Any, clock: Callable[[], datetime]) -> dg.SensorDefinition:
    """Arms what is signed and, its minute come, puts it at its public place; tried anew every five minutes."""

    def ask() -> Asked:
        now = clock()
        if _unpublished(home, now):
            yield dg.RunRequest(run_key=f"{now:%Y-%m-%dT%H}:{now.minute // 5}")

    return running("publish_due_editions", [switch], 30, ask)


def _unpublished(home: Home, now: datetime) -> bool:
    """Whether something signed is neither public nor, before its minute, armed."""
    shown, waiting = current(home), armed(home)
    public = {*shown.releases.items()} if shown else set()
    coming = {pair for edition in waiting for pair in edition.releases.items()}
    signed = due(home, now)
    return any((one.dataset, one.version) not in (coming if one.effective_at > now else public) for one in signed)


def _due(catalog: Catalog, now: datetime) -> Iterator[dg.RunRequest]:
    for dataset in catalog.datasets:
        due = next_release(dataset.release, now) if dataset.release else None
        if due and due - now <= PREPARED:
            yield dg.RunRequest(run_key=f"{dataset.name}@{due.isoformat()}", job_name=_release_job(dataset))


def _switch(status: dg.DagsterRunStatus, releases: list[Any], switch: Any) -> dg.SensorDefinition:
    """What a release run sealed goes public when the run ends; a held dataset does not keep back the others."""

    @dg.run_status_sensor(
        name=f"publish_after_{status.value.lower()}",
        run_status=status,
        monitored_jobs=releases,
        request_job=switch,
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def sensor(context: dg.RunStatusSensorContext) -> dg.RunRequest:
        return dg.RunRequest(run_key=context.dagster_run.run_id)

    return sensor


def _pull_job(feed: Feed) -> str:
    return f"pull_{feed.source}_{feed.name}"


def _release_job(dataset: Dataset) -> str:
    return f"release_{dataset.name}"


def lineage(dataset: Dataset) -> dg.AssetSelection:
    """The release of a dataset and everything that it is made from."""
    return dg.AssetSelection.assets(release_key(dataset)).upstream()
