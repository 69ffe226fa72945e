"""Several processes of the site on one port: a dead one is replaced, all stop with the one that started them."""

import multiprocessing
import os
import signal
import threading
import time

import uvicorn
from uvicorn.supervisors import Multiprocess

LEAVING = 15.0
"""Seconds that processes have to end when they are told to: requests under way have ten of them."""


class Workers(Multiprocess):
    """uvicorn's supervisor, which also tells how it was stopped."""

    def __init__(self, config: uvicorn.Config) -> None:
        self._interrupted = False
        super().__init__(config, sockets=[config.bind_socket()])

    def serve(self) -> None:
        """Until a signal; raises KeyboardInterrupt where it was Ctrl+C, SystemExit where the site cannot start."""
        self.run()
        for socket in self.sockets:
            socket.close()
        if self._interrupted:
            raise KeyboardInterrupt
        if any(process.exitcode == uvicorn.config.STARTUP_FAILURE for process in self.processes):
            raise SystemExit(1)

    def init_processes(self) -> None:
        """Start them."""
        super().init_processes()
        self._hear_of_ends()

    def keep_subprocess_alive(self) -> None:
        """Replace those that ended or do not answer."""
        super().keep_subprocess_alive()
        self._hear_of_ends()

    def _hear_of_ends(self) -> None:
        """As long as their end of the pipe is open here too, one that dies while it is asked seems to be thinking."""
        for process in self.processes:
            process.child_conn.close()

    def join_all(self) -> None:
        """Wait until all have ended; one that is frozen is killed, so that the site can be stopped at all."""
        until = time.monotonic() + LEAVING
        for process in self.processes:
            process.process.join(max(0.0, until - time.monotonic()))
            process.kill()
        super().join_all()

    def handle_int(self) -> None:
        """Ctrl+C."""
        self._interrupted = True
        super().handle_int()


def end_with_parent() -> None:
    """In a worker: stop when the supervisor is gone, also where it was killed, so that the port becomes free."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: "multiprocessing.process.BaseProcess") -> None:
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
