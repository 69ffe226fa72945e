"""What Dagster does by itself to tell others: notices at their minute, reminders once a day."""

from collections.abc import Callable
from datetime import UTC, datetime

import dagster as dg

from orchestration.notices.notify import notify, ready
from orchestration.notices.remind import remind
from orchestration.sensors import Asked, running
from published.catalog import Catalog
from published.home import Home
from published.profile import Profile
from published.schedule import CITY

MORNING = 8
"""The hour in the city from which owners are reminded, after the feeds of the day."""


def telling(catalog: Catalog, home: Home, profile: Profile) -> dg.Definitions:
    """Two jobs and the sensors that request them."""

    @dg.op(name="notify_receivers")
    def notified() -> None:
        notify(home, profile, datetime.now(UTC))

    @dg.op(name="remind_owners")
    def reminded() -> None:
        remind(home, catalog, profile, datetime.now(UTC))

    @dg.job(name="notify", description="Deliver the notices of public editions")
    def notifying() -> None:
        notified()

    @dg.job(name="remind", description="Write to the owners of late feeds")
    def reminding() -> None:
        reminded()

    sensors = [
        delivery(home, profile, notifying, lambda: datetime.now(CITY)),
        reminding_daily(profile, reminding, lambda: datetime.now(CITY)),
    ]
    return dg.Definitions(jobs=[notifying, reminding], sensors=sensors)


def delivery(home: Home, profile: Profile, job: dg.JobDefinition, clock: Callable[[], datetime]) -> dg.SensorDefinition:
    """Requests a delivery where something waits that is not in the pause after a failure."""

    def ask() -> Asked:
        now = clock()
        if ready(home, profile, now):
            yield dg.RunRequest(run_key=f"{now:%Y-%m-%dT%H:%M}")

    return running("notify_receivers", [job], 30, ask)


def reminding_daily(profile: Profile, job: dg.JobDefinition, clock: Callable[[], datetime]) -> dg.SensorDefinition:
    """Requests the reminders once a day."""

    def ask() -> Asked:
        now = clock().astimezone(CITY)
        if profile.reminders is None or now.hour < MORNING:
            yield dg.SkipReason(f"owners are written to from {MORNING}:00 on, where the profile names a mail server")
            return
        yield dg.RunRequest(run_key=f"{now.date()}")

    return running("remind_owners", [job], 1800, ask)
