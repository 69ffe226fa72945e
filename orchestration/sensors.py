"""What Dagster asks again and again: a sensor that runs from the start."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import dagster as dg

Asked = Iterator[dg.RunRequest | dg.SkipReason]


def running(name: str, jobs: Sequence[Any], seconds: int, ask: Callable[[], Asked]) -> dg.SensorDefinition:
    """The sensor of that name over jobs: at least so many seconds apart, what `ask` yields."""
    return dg.SensorDefinition(
        name=name,
        jobs=jobs,
        minimum_interval_seconds=seconds,
        default_status=dg.DefaultSensorStatus.RUNNING,
        evaluation_fn=lambda _context: ask(),
    )
