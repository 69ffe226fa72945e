"""Serving with several processes ends where none of them can start, instead of starting others without end."""

import os
import subprocess
import sys
from pathlib import Path

from published.home import PROJECT

SERVE = """
import sys
from pathlib import Path
from published.home import Home
from published.site.serve import serve
serve(Home(Path(sys.argv[1])).prepare(), 0, workers=2, origin="no address")
"""


def test_a_site_that_cannot_start_says_so_and_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SERVE, str(tmp_path / "data")]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert done.returncode == 1 and 1 <= done.stderr.decode().count("the site cannot start") <= 4
