"""The unit tests that stand in the models' YAML."""

import os
import subprocess
import sys
from pathlib import Path

from orchestration.transform import DBT_PROJECT
from tests.pipeline.conftest import Desk


def test_every_dbt_unit_test_passes(fresh: Desk) -> None:
    home = fresh.home
    environment = {
        **os.environ,
        "DATA_HOME": str(home.root),
        "DBT_TARGET_PATH": str(home.dbt),
        "DBT_LOG_PATH": str(home.dbt),
    }
    command = [str(Path(sys.executable).with_name("dbt")), "test", "--select", "test_type:unit", "--profiles-dir", "."]
    done = subprocess.run(command, cwd=DBT_PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert " ERROR=0 " in done.stdout and " PASS=0 " not in done.stdout
