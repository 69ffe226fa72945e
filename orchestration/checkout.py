"""A recorded commit as a checkout of its own, and the environment that its lock file describes."""

import os
import subprocess
import sys
from pathlib import Path

from orchestration.console import say
from orchestration.git import git
from orchestration.mistakes import Mistake
from published.folders import sha256
from published.home import PROJECT
from published.manifest import Code

LOCK = Path("requirements", "run.txt")
_WITHOUT_HOOKS = ("-c", f"core.hooksPath={os.devnull}")


def check_out(code: Code, folder: Path) -> None:
    """Make `folder` a clean checkout of the code that ran; raises Mistake where nobody can tell which that was."""
    if not code.clean:
        raise Mistake(
            "这一版由未提交的代码或不在 git 中的副本封存，没有人能重新取得那份代码；"
            "此后请在干净的检出中运行 yongzhuan release。"
        )
    if git(PROJECT, "cat-file", "-e", f"{code.commit}^{{commit}}") is None:
        raise Mistake(f"{PROJECT} 的 git 历史中没有提交 {code.commit}；请先取得它（git fetch）再试。")
    clone = (*_WITHOUT_HOOKS, "clone", "--quiet", "--shared", "--no-checkout", str(PROJECT), str(folder))
    checkout = (*_WITHOUT_HOOKS, "checkout", "--quiet", "--detach", code.commit)
    if git(PROJECT, *clone) is None or git(folder, *checkout) is None:
        raise Mistake(f"提交 {code.commit} 无法检出到 {folder}；请检查磁盘空间和 {PROJECT} 的 git。")


def interpreter(checkout: Path) -> Path:
    """The Python of the environment that a checkout locks: this one, or one made once for the lock; raises Mistake."""
    lock = checkout / LOCK
    locked = sha256(lock)
    if locked == sha256(PROJECT / LOCK):
        return Path(sys.executable)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return _made(cache / "yongzhuan" / "environments" / locked, lock)


def _made(environment: Path, lock: Path) -> Path:
    made = environment / "made"
    if not made.exists():
        say(f"按当时的锁文件安装环境：{environment} …")
        pip = [str(environment / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(environment)], check=True)
            subprocess.run([*pip, "--require-hashes", "--requirement", str(lock)], check=True)
        except subprocess.CalledProcessError:
            raise Mistake("当时的环境没有装成，原因见上；装一次需要联网或软件包镜像，此后可离线重做。") from None
        made.touch()
    return environment / "bin" / "python"
