"""The process that draws, as the server sees it: asked over a socket, ended when it is of no more use."""

import asyncio
import json
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import published

HEAD = struct.Struct(">?I")
"""Of an answer: whether it was drawn, and how many bytes follow."""
WORKER = (sys.executable, "-m", "published.site.plots.worker")
_PATH = str(Path(published.__file__).parents[1])


@dataclass(frozen=True)
class Draughtsman:
    """A process that reads jobs and writes drawings, one after another."""

    process: subprocess.Popen[bytes]
    drawings: asyncio.StreamReader
    jobs: asyncio.StreamWriter

    @classmethod
    async def started(cls, command: Sequence[str] = WORKER) -> "Draughtsman":
        """A new one, which ends when its socket does.

        Not by the event loop: uvloop runs Python in its copy of this process, and waits for ever where another
        thread held a lock (SQLite's, say) as it was copied; `subprocess` runs none.
        """
        ours, theirs = socket.socketpair()
        environment = {**os.environ, "PYTHONPATH": _PATH}
        with theirs:
            process = subprocess.Popen(
                command, stdin=theirs.fileno(), stdout=theirs.fileno(), stderr=subprocess.DEVNULL, env=environment
            )
        return cls(process, *await asyncio.open_connection(sock=ours))

    async def ask(self, job: Mapping[str, Any]) -> tuple[bool, bytes]:
        """Whether a job was drawn, and the drawing or what went wrong; raises EOFError or OSError where it ended."""
        self.jobs.write(json.dumps(job, ensure_ascii=False).encode() + b"\n")
        await self.jobs.drain()
        drawn, size = HEAD.unpack(await self.drawings.readexactly(HEAD.size))
        return drawn, await self.drawings.readexactly(size)

    def ended(self) -> bool:
        """Whether it draws no more."""
        return self.process.poll() is not None

    def end(self) -> None:
        """End it, drawing or not; nobody waits for the system to clear it away."""
        with suppress(RuntimeError):  # the event loop that asked it is no more
            self.jobs.transport.abort()
        self.process.kill()
        threading.Thread(target=self.process.wait, daemon=True).start()

    def wait(self) -> int:
        """Wait until it has ended; its exit code."""
        return self.process.wait()
