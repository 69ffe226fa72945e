"""Of what was taken down a signed tombstone is left: `verify` accepts no other gap, and no number is given twice."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from published.chain import verify
from published.erasure import bury, erase
from published.folders import read_sums, sha256
from published.home import Home
from published.manifest import MANIFEST, Manifest
from published.proof import Signer
from published.releases import newest, numbers, publish, versions
from published.sealing import seal
from published.secret_key import SecretKey
from published.tombstone import TOMBSTONE, Buried, Tombstone, taken_down
from published.vocabulary import Text
from tests.unit.published.described import SIGNER, proposal, row, table, unread

KEY = SIGNER.key.public
NAME = "orchard_yield"
AT = datetime(2026, 11, 27, tzinfo=UTC)
GROUND = Text(zh="法院裁定", en="a court order")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home").prepare()
    for value in ("1", "2", "3"):
        sealed(home, value)
    return home


def sealed(home: Home, value: str, follows: str | None = None) -> str | None:
    said = proposal().model_copy(update={"follows": follows})
    release = seal(home, said, table(row(value=value)), unread)
    return release.version if release else None


def take(home: Home, version: str, *names: str, signer: Signer = SIGNER) -> Path:
    bury(home, {NAME: {version: names}}, AT, GROUND, signer)
    erase(home, {NAME: {version: names}})
    return home.sealed / NAME / version


def faults(folder: Path) -> list[str]:
    return [fault.file for fault in verify(folder, KEY).faults]


def test_a_version_taken_down_leaves_hashes_date_and_ground_and_the_chain_holds(home: Home) -> None:
    listed, digest = read_sums(home.sealed / NAME / "1.1"), sha256(home.sealed / NAME / "1.1" / MANIFEST)
    folder = take(home, "1.1")
    assert {path.name for path in folder.iterdir()} == {TOMBSTONE, f"{TOMBSTONE}.minisig"}
    stone = taken_down(folder)
    assert stone is not None and (stone.taken_down_at, stone.ground) == (AT, GROUND)
    assert listed.items() <= stone.files.items() and stone.files[MANIFEST] == digest
    assert faults(home.sealed) == faults(home.sealed / NAME) == faults(folder) == []
    assert any("taken down" in comment for comment in verify(home.sealed, KEY).whole)


def test_the_first_and_the_last_may_go_as_well(home: Home) -> None:
    take(home, "1.0")
    take(home, "1.2")
    assert faults(home.sealed) == [] and versions(home.sealed, NAME) == ("1.1",)


def test_a_single_file_may_go_and_no_other_is_missed(home: Home) -> None:
    folder = take(home, "1.1", "changes.csv")
    assert faults(folder) == [] and taken_down(folder) is None and versions(home.sealed, NAME)[1] == "1.1"
    (folder / "changes.json").unlink()
    assert faults(folder) == ["changes.json"]


def test_a_release_that_lacks_an_erased_file_may_still_become_public(home: Home) -> None:
    take(home, "1.1", "changes.csv")
    publish(home, NAME, "1.1")
    assert faults(home.releases / NAME / "1.1") == []


def test_only_the_owner_of_the_key_takes_down(home: Home) -> None:
    other = Signer(SecretKey(b"stranger", bytes(range(1, 33))))
    assert faults(take(home, "1.1", "changes.csv", signer=other)) == [TOMBSTONE]
    assert faults(take(home, "1.2", signer=other)) == [TOMBSTONE]


def test_a_changed_tombstone_is_found(home: Home) -> None:
    path = take(home, "1.1") / TOMBSTONE
    path.write_bytes(path.read_bytes().replace("法院".encode(), "自愿".encode()))
    assert faults(path.parent) == [TOMBSTONE]


def test_the_tombstone_of_another_version_takes_nothing_down(home: Home) -> None:
    gone, kept = take(home, "1.1"), home.sealed / NAME / "1.2"
    for name in (TOMBSTONE, f"{TOMBSTONE}.minisig"):
        (kept / name).write_bytes((gone / name).read_bytes())
    assert TOMBSTONE in faults(kept)


def test_what_was_to_be_erased_and_is_still_there_is_found(home: Home) -> None:
    content = (home.sealed / NAME / "1.1" / "README.md").read_bytes()
    folder = take(home, "1.1")
    (folder / "README.md").write_bytes(content)
    assert faults(folder) == ["README.md"]


def test_a_version_in_the_place_of_an_erased_one_is_found(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other").prepare()
    for value in ("9", "8"):
        sealed(other, value)
    there, here = take(other, "1.1"), take(home, "1.1")
    shutil.copytree(there, here, dirs_exist_ok=True)
    assert "1.2/manifest.json" in faults(home.sealed / NAME)


def test_no_number_is_given_twice_and_the_next_stands_on_the_erased_one(home: Home) -> None:
    publish(home, NAME, "1.2")
    digest = sha256(home.sealed / NAME / "1.2" / MANIFEST)
    take(home, "1.2")
    assert numbers(home.sealed, NAME) == ("1.0", "1.1", "1.2") and sealed(home, "4", follows="") == "1.3"
    link = Manifest.read(home.sealed / NAME / "1.3").previous
    assert link is not None and (link.version, link.manifest_sha256) == ("1.2", digest)
    assert faults(home.sealed) == [] and (release := newest(home.sealed, NAME)) and release.version == "1.3"


def test_data_that_were_taken_down_do_not_come_back_by_the_next_run(home: Home) -> None:
    take(home, "1.2")
    with pytest.raises(Buried, match=r"1\.2"):
        sealed(home, "3")
    assert sealed(home, "5") == "1.3"


def test_more_may_be_taken_down_later(home: Home) -> None:
    first = Tombstone.beside(take(home, "1.1", "changes.csv"))
    whole = Tombstone.beside(take(home, "1.1"))
    assert first and whole and first.files.items() < whole.files.items() and not first.is_whole and whole.is_whole
    assert Tombstone.beside(take(home, "1.1")) == whole, "once more is as once"
