"""`yongzhuan rebuild`: a past release once more, from the archived bytes by the code that made it, to equal hashes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from orchestration.console import say
from orchestration.mistakes import Mistake
from published.home import Home

_PATIENCE = 200
"""How often it is looked whether what was killed is gone."""


def rebuild(
    dataset: Annotated[str, typer.Argument(help="数据集名")],
    version: Annotated[str, typer.Argument(help="封存的版本，如 1.0")],
    keep: Annotated[Path | None, typer.Option(help="把重做的发布留在这个新文件夹 Keep the result there")] = None,
) -> None:
    """由存档的字节和当时的代码重做一版，逐字节比较 Rebuild a past release by its own code; compare every byte."""
    from published.sameness import differences

    home = Home.from_environment()
    sealed = _sealed(home, dataset, version)
    if keep and keep.exists():
        raise Mistake(f"{keep} 已经存在；请用 --keep 指明一个新文件夹。")
    with _scratch() as scratch:
        made = _made_again(scratch, home, sealed)
        different = differences(sealed, made)
        if keep:
            _leave(made, keep)
    for fault in different:
        say(f"{fault.file}：{fault.told.zh}。{fault.told.en}.", "red")
    if different:
        raise typer.Exit(1)
    say(f"逐字节相同 identical: {dataset} {version}")


def _sealed(home: Home, dataset: str, version: str) -> Path:
    """The sealed release; raises Mistake where there is none, or nothing says how it was built."""
    from orchestration.recipes import recipe_path
    from published.manifest import MANIFEST
    from published.releases import versions

    known = versions(home.sealed, dataset) if dataset in _names(home.sealed) else ()
    if version not in known:
        raise Mistake(f"没有封存的 {dataset} {version} 版；已封存：{'、'.join(known) or '无'}。")
    folder = home.sealed / dataset / version
    if not (folder / MANIFEST).exists() or not recipe_path(home, dataset, version).exists():
        raise Mistake(f"{dataset} {version} 版没有留下清单或配方（封存得比它们早，或未从备份恢复），不能重做。")
    return folder


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder of its owner's alone that is gone afterwards, also where the person or the system ends the command."""
    endings = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(ending, lambda number, _: sys.exit(128 + number)) for ending in endings]
    try:
        with TemporaryDirectory(prefix="yongzhuan-rebuild-") as folder:
            yield Path(folder)
    finally:
        for ending, handler in zip(endings, before, strict=True):
            signal.signal(ending, handler)


def _made_again(scratch: Path, home: Home, sealed: Path) -> Path:
    """The release as the code that sealed it makes it now; ends the command where it makes none."""
    from orchestration.checkout import check_out, interpreter
    from published.manifest import Manifest

    dataset, version = sealed.parts[-2:]
    code = Manifest.read(sealed).code
    check_out(code, scratch / "code")
    say(f"由提交 {code.commit[:12]} 的代码重做 {dataset} {version} 版，约需几分钟 …")
    if ended := _remake(interpreter(scratch / "code"), scratch, home, dataset, version):
        raise typer.Exit(2 if ended == 2 else 1)
    return scratch / "home" / "sealed" / dataset / version


def _remake(python: Path, scratch: Path, home: Home, dataset: str, version: str) -> int:
    """Let the code of the checkout, and no other, make the release in a home of its own; its exit code."""
    command = [str(python), "-P", "-m", "orchestration.remake", str(home.root), dataset, version]
    there = {"DATA_HOME": str(scratch / "home"), "PYTHONPATH": str(scratch / "code"), "PYTHONSAFEPATH": "1"}
    process = subprocess.Popen(
        command, env={**os.environ, **there}, cwd=scratch, stdin=subprocess.DEVNULL, start_new_session=True, umask=0o077
    )
    try:
        return process.wait()
    finally:
        _end_all(process)


def _end_all(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it has started, so that nothing writes any more."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for _ in range(_PATIENCE):
            os.killpg(process.pid, 0)
            time.sleep(0.01)


def _leave(made: Path, keep: Path) -> None:
    """The release may still wait for its minute: its copy is its owner's alone."""
    keep.mkdir(mode=0o700)
    for path in made.iterdir():
        shutil.copy(path, keep)
