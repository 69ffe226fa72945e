"""What one process makes for all that run the tests beside it."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def once(temporary: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, filled by whoever asks first while the others wait."""
    beside = os.environ.get("PYTEST_XDIST_WORKER") is not None
    folder = (temporary.getbasetemp().parent if beside else temporary.getbasetemp()) / name
    made = folder.with_suffix(".made")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            make(folder)
            made.touch()
    return folder
