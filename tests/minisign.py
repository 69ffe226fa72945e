"""The real program minisign, by which anybody else reads and writes what is signed here."""

import shutil
import subprocess
from pathlib import Path


def minisign(*arguments: str | Path, told: str = "") -> subprocess.CompletedProcess[str]:
    """Call it with what it is told at its prompts; a machine without it fails the test that needs it."""
    assert shutil.which("minisign"), "apt-get install minisign"
    command = ["minisign", *map(str, arguments)]
    return subprocess.run(command, input=told, capture_output=True, text=True, check=False)
