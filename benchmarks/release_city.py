"""How long a whole city-scale release takes, everything changed, and how much memory it needs.

    .venv/bin/python -m benchmarks.release_city

The yardstick beside it, in the same run: hashing the bytes of all feeds, which says how fast the machine is today.
"""

import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_YONGZHUAN = str(Path(sys.executable).with_name("yongzhuan"))


def main() -> None:
    """Generate, release and measure in a temporary DATA_HOME."""
    with tempfile.TemporaryDirectory(prefix="release-city-") as folder:
        home = Path(folder)
        _timed(home, "sample", "--scale", "city")
        yardstick = _hash_feeds(home / "feeds")
        seconds, output = _timed(home, "release")
        again, _ = _timed(home, "release")
    print(output)
    print(f"release, everything new   {seconds:6.1f} s  = {seconds / yardstick:5.1f} x hashing the feeds")
    print(f"release, nothing changed  {again:6.1f} s  = {again / yardstick:5.1f} x")
    print(f"largest process           {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:6.0f} MiB")


def _timed(home: Path, *arguments: str) -> tuple[float, str]:
    started = time.perf_counter()
    done = subprocess.run(
        [_YONGZHUAN, *arguments], env={**os.environ, "DATA_HOME": str(home)}, capture_output=True, text=True, check=True
    )
    return time.perf_counter() - started, done.stdout


def _hash_feeds(feeds: Path) -> float:
    started = time.perf_counter()
    for path in feeds.rglob("*"):
        if path.is_file():
            with path.open("rb") as content:
                hashlib.file_digest(content, "sha256")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
