"""The site and stock Datasette as running servers, each as its own command starts it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from published.home import Home

_BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Peer:
    """A running server."""

    url: str
    process: subprocess.Popen[bytes]

    def memory(self) -> float:
        """MiB that it and its workers hold; pages that they share are counted once."""
        return sum(_share(pid) for pid in _family(self.process.pid))


@contextlib.contextmanager
def site(home: Home) -> Iterator[Peer]:
    """`yongzhuan serve`, a worker for each core."""
    with _running([str(_BIN / "yongzhuan"), "serve"], {"DATA_HOME": str(home.root)}) as peer:
        yield peer


@contextlib.contextmanager
def stock(database: Path, folder: Path) -> Iterator[Peer]:
    """`datasette serve` of the same version, tuned: immutable, counted before, no suggestion of facets."""
    counts = folder / "counts.json"
    datasette = str(_BIN / "datasette")
    subprocess.run([datasette, "inspect", str(database), "--inspect-file", str(counts)], check=True)
    tuned = ["--inspect-file", str(counts), "--setting", "suggest_facets", "off", "--setting", "num_sql_threads", "4"]
    with _running([datasette, "serve", "-i", str(database), *tuned], {}) as peer:
        yield peer


@contextlib.contextmanager
def _running(command: Sequence[str], environment: dict[str, str]) -> Iterator[Peer]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = [*command, "--port", str(port)]
    with subprocess.Popen(told, env={**os.environ, **environment}, stdout=subprocess.DEVNULL) as process:
        try:
            url = f"http://127.0.0.1:{port}"
            _until_ready(f"{url}/open.json", process)
            yield Peer(url, process)
        finally:
            process.terminate()


def _until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(url, timeout=60).raise_for_status()
            return
        time.sleep(0.2)
    raise SystemExit("a server did not start")


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
        yield from _family(int(child))


def _share(pid: int) -> float:
    told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in told if line.startswith("Pss:"))) / 1024
