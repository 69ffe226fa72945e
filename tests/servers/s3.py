"""A real S3-compatible object store: nanio, which keeps objects on disk and checks every request's signature."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ACCESS_KEY, SECRET_KEY = "marked-access", "marked-secret"


@dataclass(frozen=True)
class Store:
    """Where it listens, and the folder in which its objects lie."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def put(self, key: str, content: bytes) -> None:
        """An object of the bucket `deliveries`."""
        path = self.folder / "deliveries" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@contextmanager
def s3_store(folder: Path) -> Iterator[Store]:
    """A server on this machine, ended with the block."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder.mkdir()
    command = [str(Path(sys.executable).with_name("nanio")), "serve", "--host", "127.0.0.1", "--port", str(port)]
    keys = {"NANIO_ACCESS_KEY": ACCESS_KEY, "NANIO_SECRET_KEY": SECRET_KEY}
    with subprocess.Popen(
        [*command, "--data-dir", str(folder), "--log-level", "error"],
        env={**os.environ, **keys},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_for(port)
            yield Store(folder, port)
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    """Until the server answers."""
    for _ in range(400):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the object store does not answer")
