"""A schedule per feed and per release, in the city's time, and the switch that follows a release."""

from typing import Any

import dagster as dg

from orchestration.feeds import asset_key
from orchestration.releases import EDITION, release_key
from published.catalog import Catalog
from published.dataset import Dataset
from published.feed import Feed

TIMEZONE = "Asia/Shanghai"
Ended = dg.DagsterRunStatus
RELEASE = "release"
PUBLISH = "publish"


def automation(catalog: Catalog) -> dg.Definitions:
    """`release` pulls, builds, judges and seals everything, `publish` switches; each feed and dataset has its own."""
    everything = dg.AssetSelection.all() - dg.AssetSelection.assets(EDITION)
    pulls = [dg.define_asset_job(_pull_job(feed), dg.AssetSelection.assets(asset_key(feed))) for feed in catalog.feeds]
    releases = [dg.define_asset_job(_release_job(dataset), lineage(dataset)) for dataset in catalog.datasets]
    release = dg.define_asset_job(RELEASE, everything, description="Pull, build, judge and seal every dataset")
    switch = dg.define_asset_job(PUBLISH, dg.AssetSelection.assets(EDITION), description="Make sealed releases public")
    return dg.Definitions(
        jobs=[release, switch, *pulls, *releases],
        schedules=_schedules(catalog),
        sensors=[_switch(status, [release, *releases], switch) for status in (Ended.SUCCESS, Ended.FAILURE)],
    )


def _schedules(catalog: Catalog) -> list[dg.ScheduleDefinition]:
    feeds = [(_pull_job(feed), feed.schedule) for feed in catalog.feeds]
    releases = [(_release_job(dataset), dataset.release.schedule) for dataset in catalog.datasets]
    return [
        dg.ScheduleDefinition(job_name=job, cron_schedule=cron, execution_timezone=TIMEZONE)
        for job, cron in feeds + releases
    ]


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
