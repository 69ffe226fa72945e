"""The code that made a release is had again as it was committed, and the environment that it locked is made once."""

import hashlib
import subprocess
import sys
import zipfile
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest

from orchestration import checkout
from orchestration.checkout import check_out, interpreter
from orchestration.mistakes import Mistake
from orchestration.provenance import code
from published.home import PROJECT
from published.manifest import Code
from tests.deliveries import put
from tests.unit.orchestration.test_provenance import git


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two commits, and a hook that must not run."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "--quiet")
    for content in ("select 1", "select 2"):
        put(folder / "model.sql", content.encode())
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "--message", content)
    monkeypatch.setattr(checkout, "PROJECT", folder)
    return folder


def test_a_past_commit_becomes_a_clean_checkout_of_its_own(project: Path, tmp_path: Path) -> None:
    first = git(project, "rev-parse", "HEAD~1")
    check_out(Code(commit=first, clean=True), tmp_path / "code")
    assert (tmp_path / "code/model.sql").read_text() == "select 1"
    assert code(tmp_path / "code") == Code(commit=first, clean=True)
    assert (project / "model.sql").read_text() == "select 2" and git(project, "status", "--porcelain") == ""


def test_a_commit_that_no_branch_holds_any_more_is_found(project: Path, tmp_path: Path) -> None:
    second = git(project, "rev-parse", "HEAD")
    git(project, "reset", "--quiet", "--hard", "HEAD~1")
    check_out(Code(commit=second, clean=True), tmp_path / "code")
    assert (tmp_path / "code/model.sql").read_text() == "select 2"


def test_no_hook_of_anybody_runs(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = put(tmp_path / "hooks/post-checkout", f"#!/bin/sh\ntouch {tmp_path}/ran\n".encode())
    hook.chmod(0o700)
    put(tmp_path / ".gitconfig", f"[core]\nhooksPath = {hook.parent}\n".encode())
    monkeypatch.setenv("HOME", str(tmp_path))
    check_out(Code(commit=git(project, "rev-parse", "HEAD"), clean=True), tmp_path / "code")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("made_by", "why"),
    [
        (Code(commit="unknown", clean=None), "未提交的代码或不在 git 中的副本"),
        (Code(commit="c" * 40, clean=False), "未提交的代码或不在 git 中的副本"),
        (Code(commit="c" * 40, clean=True), "没有提交 cccc"),
    ],
)
def test_code_that_nobody_can_have_again_is_refused(project: Path, tmp_path: Path, made_by: Code, why: str) -> None:
    with pytest.raises(Mistake, match=why):
        check_out(made_by, tmp_path / "code")
    assert not (tmp_path / "code").exists()


def test_the_same_lock_is_the_environment_that_runs(tmp_path: Path) -> None:
    put(tmp_path / checkout.LOCK, (PROJECT / checkout.LOCK).read_bytes())
    assert interpreter(tmp_path) == Path(sys.executable)


def test_another_lock_is_installed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    digest = hashlib.sha256(wheel(tmp_path).read_bytes()).hexdigest()
    put(tmp_path / checkout.LOCK, f"pear==1.0 --hash=sha256:{digest}\n".encode())
    python = interpreter(tmp_path)
    subprocess.run([python, "-c", "import pear"], check=True)
    wheel(tmp_path).unlink()
    assert interpreter(tmp_path) == python != Path(sys.executable)


def test_a_lock_that_cannot_be_installed_is_said_and_leaves_nothing_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "executable", "/bin/false")
    put(tmp_path / checkout.LOCK, b"pear==1.0\n")
    for _ in range(2):
        with pytest.raises(Mistake, match="环境没有装成"):
            interpreter(tmp_path)


def wheel(folder: Path) -> Path:
    """The smallest package that pip installs."""
    path = folder / "pear-1.0-py3-none-any.whl"
    info = {
        "METADATA": "Metadata-Version: 2.1\nName: pear\nVersion: 1.0\n",
        "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files = {"pear.py": "", **{f"pear-1.0.dist-info/{name}": content for name, content in info.items()}}
    record = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in files.items()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**files, "pear-1.0.dist-info/RECORD": "\n".join(record) + "\n"}.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return path


def _digest(content: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).decode().rstrip("=")
