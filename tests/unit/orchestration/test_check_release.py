"""`yongzhuan verify` as somebody calls it who has a folder and a key, and nothing else of this house."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from published.home import Home
from published.releases import publish
from published.sealing import seal
from tests.unit.published.described import SIGNER, SYNTHETIC, proposal, row, table, unread

NAME = "orchard_yield"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home").prepare()
    home.public_key.write_text(SIGNER.key.public.text(""))
    for value in ("1", "2"):
        seal(home, proposal(SYNTHETIC), table(row(value=value)), unread)
    for version in ("1.0", "1.1"):
        publish(home, NAME, version)
    return home


def run(home: Home, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATA_HOME": str(home.root), "COLUMNS": "200", "LC_ALL": "C.UTF-8"}
    command = [str(Path(sys.executable).with_name("yongzhuan")), "verify", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_what_is_as_it_was_sealed_is_said_to_be(home: Home) -> None:
    for folder in (home.releases / NAME / "1.1", home.releases / NAME, home.sealed):
        done = run(home, folder)
        assert done.returncode == 0, done.stdout
        assert f"as sealed: {NAME} 1.1" in done.stdout and SIGNER.key.public.id in done.stdout


def test_a_changed_file_is_named_with_what_to_do(home: Home) -> None:
    with (home.releases / NAME / "1.1" / f"{NAME}.csv").open("ab") as csv:
        csv.write(b"0")
    done = run(home, home.releases / NAME)
    assert done.returncode == 1
    assert f"1.1/{NAME}.csv：" in done.stdout and "请重新下载" in done.stdout and "download it again" in done.stdout
    assert "as sealed: orchard_yield 1.0" in done.stdout


def test_a_downloaded_copy_is_checked_by_a_key_from_elsewhere(home: Home, tmp_path: Path) -> None:
    shutil.copytree(home.releases / NAME / "1.0", tmp_path / "copy")
    shutil.copy(home.public_key, tmp_path / "kept.pub")
    shutil.rmtree(home.root)
    assert run(home, tmp_path / "copy", "--key", tmp_path / "kept.pub").returncode == 0


def test_the_key_is_never_taken_from_the_folder_under_test(home: Home) -> None:
    for arguments in ((home.releases,), (home.releases, "--key", home.public_key)):
        done = run(home, *arguments)
        assert done.returncode == 2 and "must not come from the folder" in done.stdout


def test_without_a_key_or_a_folder_it_says_what_is_missing(home: Home, tmp_path: Path) -> None:
    nowhere = run(home, tmp_path / "nowhere")
    assert nowhere.returncode == 2 and "不是文件夹" in nowhere.stdout
    home.public_key.write_text("pa55word")
    unfit = run(home, home.sealed)
    assert unfit.returncode == 2 and "不是 minisign 的公钥" in unfit.stdout
    home.public_key.unlink()
    keyless = run(home, home.sealed)
    assert keyless.returncode == 2 and "--key" in keyless.stdout


def test_it_needs_nothing_of_the_pipeline(home: Home) -> None:
    told = (
        "import sys; from orchestration.cli import app; app(sys.argv[1:], standalone_mode=False); "
        "print([name for name in ('dagster', 'dbt', 'duckdb', 'great_expectations', 'pyarrow') if name in sys.modules])"
    )
    environment = {**os.environ, "DATA_HOME": str(home.root)}
    command = [sys.executable, "-c", told, "verify", str(home.sealed)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
