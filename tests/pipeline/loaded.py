"""What a whole release loads, loaded once for every call of the command line in tests."""

import os

from tests.pipeline.terminal import TERMINAL

os.environ.update(TERMINAL)

import great_expectations  # noqa: F401

import orchestration.cli
import orchestration.run
import orchestration.status  # noqa: F401
