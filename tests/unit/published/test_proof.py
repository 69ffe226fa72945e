"""A sealed folder vouches for itself in two ways that anybody has: minisign and sha256sum."""

import subprocess
from pathlib import Path

import pytest

from published.folders import SUMS, read_sums, sha256
from published.home import Home
from published.proof import DEMONSTRATION, digests
from published.sealing import seal
from published.signature import Signature
from tests.minisign import minisign
from tests.unit.published.described import SIGNER, SYNTHETIC, proposal, row, table, unread


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = Home(tmp_path).prepare()
    home.public_key.write_text(SIGNER.key.public.text(""))
    seal(home, proposal(SYNTHETIC), table(row()), unread)
    return home.sealed / "orchard_yield" / "1.0"


def test_minisign_and_sha256sum_find_it_whole(folder: Path) -> None:
    key = Home(folder.parents[2]).public_key
    verified = minisign("-Vm", folder / "manifest.json", "-p", key)
    assert verified.returncode == 0 and "orchard_yield 1.0" in verified.stdout
    command = ["sha256sum", "--check", "--strict", SUMS]
    assert subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def test_the_sums_cover_the_manifest_and_its_signature(folder: Path) -> None:
    assert read_sums(folder) == {name: digest for name, digest in digests(folder).items() if name != SUMS}
    assert read_sums(folder)["manifest.json"] == sha256(folder / "manifest.json")


def test_a_demonstration_key_says_so_where_nobody_can_change_it(folder: Path) -> None:
    signature = Signature.read((folder / "manifest.json.minisig").read_text())
    assert signature.comment == f"orchard_yield 1.0 · 演示数据 (synthetic data) · {DEMONSTRATION}"
