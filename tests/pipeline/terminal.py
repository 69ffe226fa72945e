"""The real command line, in a process that begins as a copy of one that has loaded everything already."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

TERMINAL = {"COLUMNS": "200", "LC_ALL": "C.UTF-8"}
"""How wide it is, and in what letters it writes."""
_COPIES = multiprocessing.get_context("forkserver")
_COPIES.set_forkserver_preload(["tests.pipeline.loaded"])


def call(arguments: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Call `yongzhuan` from the root folder: how it ended, and what it printed."""
    with TemporaryDirectory() as folder:
        printed = [Path(folder) / "stdout", Path(folder) / "stderr"]
        process = _COPIES.Process(target=_answer, args=(arguments, {**os.environ, **TERMINAL, **environment}, printed))
        process.start()
        process.join()
        out, err = (path.read_text(encoding="utf-8") for path in printed)
    assert process.exitcode is not None
    return subprocess.CompletedProcess(["yongzhuan", *arguments], process.exitcode, out, err)


def _answer(arguments: Sequence[str], environment: dict[str, str], printed: list[Path]) -> None:
    from orchestration.cli import main

    os.environ.clear()
    os.environ.update(environment)
    os.chdir("/")
    for descriptor, path in enumerate(printed, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), descriptor)
    sys.argv = ["yongzhuan", *arguments]
    try:
        main()
    finally:  # a pool of processes ends with the interpreter, and this interpreter would wait for them before it ends
        for worker in multiprocessing.active_children():
            worker.terminate()
