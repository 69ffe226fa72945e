"""Load on one address, by Debian's wrk."""

import re
import subprocess
from dataclasses import dataclass

_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """Answers per second, milliseconds within which half and 99 of 100 came, and how many went wrong."""

    per_second: float
    p50: float
    p99: float
    errors: int


def load(url: str, seconds: int, connections: int = 16) -> Load:
    """Ask for one address as fast as it comes, over connections that stay open."""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "--latency", url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", told)
    assert rate, told
    errors = int(wrong[1]) if wrong else 0
    return Load(float(rate[1]), _at(told, 50), _at(told, 99), errors + sum(map(int, lost.groups() if lost else ())))


def _at(told: str, percent: int) -> float:
    found = re.search(rf"^\s+{percent}%\s+([\d.]+)(us|ms|s|m)\s*$", told, re.MULTILINE)
    assert found, told
    return float(found[1]) * _MILLISECONDS[found[2]]
