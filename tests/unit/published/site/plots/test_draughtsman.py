"""The process that draws is started without a line of Python run in a copy of the server, and ends with its socket."""

import asyncio
import subprocess
import sys

import pytest

from published.site.plots.draughtsman import Draughtsman

ECHO = """
import sys
from published.site.plots.draughtsman import HEAD
for line in sys.stdin.buffer:
    sys.stdout.buffer.write(HEAD.pack(True, len(line)) + line)
    sys.stdout.buffer.flush()
"""
SERVER = """
import os, sys, uvloop
from published.site.plots.draughtsman import Draughtsman
os.register_at_fork(after_in_child=lambda: os._exit(3))

async def run():
    process = await Draughtsman.started((sys.executable, "-c", sys.argv[1]))
    print(*await process.ask({"a": 1}), flush=True)
    process.end()

uvloop.run(run())
"""


def test_no_python_runs_in_a_copy_of_the_server_where_it_could_wait_for_a_lock_for_ever() -> None:
    done = subprocess.run([sys.executable, "-c", SERVER, ECHO], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.decode().strip()) == (0, """True b'{"a": 1}\\n'"""), done.stderr.decode()


def test_it_ends_when_nobody_can_ask_it_any_more() -> None:
    async def run() -> int:
        process = await Draughtsman.started((sys.executable, "-c", ECHO))
        assert await process.ask({}) == (True, b"{}\n") and not process.ended()
        process.jobs.close()
        return await asyncio.to_thread(process.wait)

    assert asyncio.run(run()) == 0


def test_one_that_ended_says_so_instead_of_drawing() -> None:
    async def run() -> None:
        process = await Draughtsman.started((sys.executable, "-c", "raise SystemExit(4)"))
        assert await asyncio.to_thread(process.wait) == 4 and process.ended()
        with pytest.raises((EOFError, OSError)):
            await process.ask({})

    asyncio.run(run())


def test_one_whose_event_loop_is_no_more_is_ended_too() -> None:
    process = asyncio.run(Draughtsman.started((sys.executable, "-c", ECHO)))
    process.end()
    assert process.wait() != 0
