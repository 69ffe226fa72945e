"""Versions stand on one another: one that is exchanged, left out or misplaced is found."""

import shutil
from pathlib import Path

import pytest

from published.chain import verify
from published.home import Home
from published.sealing import seal
from tests.unit.published.described import SIGNER, dataset, proposal, row, table, unread

KEY = SIGNER.key.public
NAME = "orchard_yield"


def sealed(root: Path, *values: str, name: str = NAME) -> Path:
    """The folder of a dataset's versions, one for each value."""
    home = Home(root).prepare()
    for value in values:
        seal(home, proposal(of=dataset(name=name)), table(row(value=value)), unread)
    return home.sealed / name


def faults(folder: Path) -> list[str]:
    return [fault.file for fault in verify(folder, KEY).faults]


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    return sealed(tmp_path / "home", "1", "2", "3")


def test_a_chain_is_whole_at_every_height(chain: Path) -> None:
    assert len(verify(chain, KEY).whole) == 3 and faults(chain) == []
    assert len(verify(chain.parent, KEY).whole) == 3 and faults(chain.parent) == []
    assert len(verify(chain / "1.2", KEY).whole) == 1


def test_an_exchanged_link_is_found(chain: Path, tmp_path: Path) -> None:
    """Signed by the same key and whole in itself, but not what the next version stands on."""
    other = sealed(tmp_path / "other", "9", "8", "3")
    shutil.rmtree(chain / "1.1")
    shutil.copytree(other / "1.1", chain / "1.1")
    assert verify(other / "1.1", KEY).faults == ()
    assert faults(chain) == ["1.1/manifest.json", "1.2/manifest.json"]
    assert faults(chain / "1.2") == ["manifest.json"]


def test_a_changed_byte_is_found_with_its_version(chain: Path) -> None:
    with (chain / "1.1" / "README.md").open("ab") as readme:
        readme.write(b" ")
    assert faults(chain) == ["1.1/README.md"]
    assert faults(chain.parent) == [f"{NAME}/1.1/README.md"]


def test_a_version_in_place_of_another_is_found(chain: Path) -> None:
    shutil.rmtree(chain / "1.2")
    shutil.copytree(chain / "1.1", chain / "1.2")
    assert "1.2/manifest.json" in faults(chain)
    assert faults(chain / "1.2") == ["manifest.json"]


def test_a_version_left_out_is_found(chain: Path) -> None:
    shutil.rmtree(chain / "1.1")
    assert faults(chain) == ["1.2/manifest.json"]


def test_a_copy_may_begin_with_a_later_version(chain: Path) -> None:
    shutil.rmtree(chain / "1.0")
    assert faults(chain) == []


def test_the_tenth_version_follows_the_ninth(tmp_path: Path) -> None:
    assert faults(sealed(tmp_path, *map(str, range(12)))) == []


def test_a_release_of_another_dataset_is_found(chain: Path, tmp_path: Path) -> None:
    other = sealed(tmp_path / "home", "1", "2", name="vineyard_yield")
    shutil.rmtree(chain / "1.1")
    shutil.copytree(other / "1.1", chain / "1.1")
    assert "1.1/manifest.json" in faults(chain)
    shutil.rmtree(chain)
    other.rename(chain)
    assert faults(chain) == []
    assert faults(chain.parent) == [f"{NAME}/1.0", f"{NAME}/1.1"]


def test_what_is_no_release_is_found_beside_releases(chain: Path) -> None:
    (chain / "1.0-copy").mkdir()
    (chain.parent / "stray.txt").write_text("")
    (chain / "1.3").symlink_to(chain / "1.2")
    assert faults(chain.parent) == [f"{NAME}/1.0-copy", f"{NAME}/1.3", "stray.txt"]


def test_folders_without_a_release_are_not_whole(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert verify(tmp_path, KEY).whole == () and faults(tmp_path) == ["manifest.json"]


def test_a_release_from_before_there_were_manifests_is_named(chain: Path) -> None:
    for name in ("manifest.json", "manifest.json.minisig"):
        (chain / "1.0" / name).unlink()
    assert faults(chain) == ["1.0/manifest.json"]


def test_the_key_that_a_copy_brings_along_must_be_the_one_that_is_known(chain: Path) -> None:
    brought = chain.parent / "minisign.pub"
    brought.write_text(KEY.text("演示"))
    assert faults(chain.parent) == []
    for content in ("", KEY.text("").replace("RW", "RX")):
        brought.write_text(content)
        assert faults(chain.parent) == ["minisign.pub"]
