"""What git says of a checkout, asked without anything of the caller's environment that would mislead it."""

import os
import subprocess
from pathlib import Path


def git(project: Path, *arguments: str) -> str | None:
    """What git says; None where it does not know, or is not there. Of the environment only the path counts."""
    try:
        done = subprocess.run(
            ["git", "-C", str(project), *arguments],
            env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
