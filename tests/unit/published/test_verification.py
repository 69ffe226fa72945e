"""One byte changed anywhere in a sealed folder is found, and so is what is added, taken away, renamed or exchanged."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.chain import verify
from published.folders import sha256
from published.home import Home
from published.manifest import Manifest
from published.proof import Signer, prove
from published.sealing import seal
from published.secret_key import SecretKey
from published.verification import Fault, shown
from tests.unit.published.described import SIGNER, SYNTHETIC, proposal, row, table, unread

KEY = SIGNER.key.public
NAMES = sorted(
    [f"orchard_yield.{ending}" for ending in ("csv", "db", "excel.csv", "parquet", "xlsx")]
    + ["README.md", "method.md", "dataset.json", "release.json", "verdict.json", "verdict.html"]
    + ["quality.html", "quality.json"]
    + ["manifest.json", "manifest.json.minisig", "SHA256SUMS"]
)
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("home")).prepare()
    seal(home, proposal(SYNTHETIC), table(row(), row(area="330203")), unread)
    return home.sealed / "orchard_yield" / "1.0"


@contextmanager
def copy(sealed: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        shutil.copytree(sealed, Path(folder) / "copy")
        yield Path(folder) / "copy"


def found(folder: Path) -> tuple[Fault, ...]:
    return verify(folder, KEY).faults


def named(folder: Path) -> str:
    """Everything that the faults say."""
    return "\n".join(f"{fault.file} {fault.told.zh}" for fault in found(folder))


def test_what_was_sealed_is_whole(sealed: Path) -> None:
    assert sorted(path.name for path in sealed.iterdir()) == NAMES
    assert found(sealed) == ()
    (comment,) = verify(sealed, KEY).whole
    assert comment.startswith("orchard_yield 1.0")


@given(st.data())
def test_one_changed_byte_of_any_file_is_found(sealed: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    content = bytearray((sealed / name).read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    with copy(sealed) as folder:
        (folder / name).write_bytes(content)
        assert name in named(folder)


def test_every_bit_of_the_signature_file_counts(sealed: Path) -> None:
    """Its first line is signed by nobody, and the last letter of base64 has bits to spare."""
    name = "manifest.json.minisig"
    content = (sealed / name).read_bytes()
    with copy(sealed) as folder:
        for place in range(len(content)):
            for bit in range(8):
                (folder / name).write_bytes(content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :])
                assert name in named(folder), (place, bit)


@given(st.data())
def test_a_shortened_or_lengthened_file_is_found(sealed: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    content = (sealed / name).read_bytes()
    cut = content[: data.draw(st.integers(0, len(content) - 1))]
    for changed in (cut, content + data.draw(st.binary(min_size=1, max_size=9))):
        with copy(sealed) as folder:
            (folder / name).write_bytes(changed)
            assert name in named(folder)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_missing_renamed_or_a_link_is_found(sealed: Path, name: str) -> None:
    changes: list[Callable[[Path], object]] = [
        Path.unlink,
        lambda path: path.rename(path.with_name("other")),
        lambda path: (path.unlink(), path.symlink_to(sealed / name)),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), path.symlink_to("nowhere")),
        lambda path: (path.unlink(), os.mkfifo(path)),
    ]
    for change in changes:
        with copy(sealed) as folder:
            change(folder / name)
            assert name in named(folder)


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True))
def test_two_exchanged_files_are_found(sealed: Path, two: list[str]) -> None:
    one, other = two
    with copy(sealed) as folder:
        for name, source in ((one, other), (other, one)):
            (folder / name).write_bytes((sealed / source).read_bytes())
        assert one in named(folder) or other in named(folder)


@given(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=20))
def test_an_added_file_is_found_whatever_its_name(sealed: Path, name: str) -> None:
    with copy(sealed) as folder:
        if name in (".", "..", *NAMES):
            return
        (folder / name).write_bytes(b"")
        assert [fault.file for fault in found(folder)] == [shown(name)]


def test_a_foreign_name_does_nothing_to_the_terminal() -> None:
    assert shown("数\x1b[2J据\n") == r"数\x1b[2J据\n"
    assert shown("数据.csv") == "数据.csv"


def forged(folder: Path, key: SecretKey) -> None:
    """A figure changed and everything that vouches for the folder made anew, by whoever has that key."""
    csv = folder / "orchard_yield.csv"
    csv.write_bytes(csv.read_bytes().replace(b"12.5", b"99.9"))
    manifest = Manifest.read(folder)
    files = {**manifest.files, csv.name: sha256(csv)}
    prove(folder, manifest.model_copy(update={"files": files}), Signer(key))


def test_whoever_makes_everything_anew_with_another_key_is_found(sealed: Path) -> None:
    for key in (SecretKey.made(), SecretKey(SIGNER.key.number, bytes(32))):
        with copy(sealed) as folder:
            forged(folder, key)
            assert [fault.file for fault in found(folder)] == ["manifest.json"]
            assert verify(folder, key.public).faults == ()


def test_a_signed_manifest_of_another_time_is_not_guessed_at(sealed: Path) -> None:
    with copy(sealed) as folder:
        content = json.dumps({**json.loads((folder / "manifest.json").read_bytes()), "later": 1}).encode()
        (folder / "manifest.json").write_bytes(content)
        (folder / "manifest.json.minisig").write_text(SIGNER.key.sign(content, "").text())
        assert "读不懂" in named(folder)


def test_an_empty_folder_is_no_release(tmp_path: Path) -> None:
    assert [fault.file for fault in found(tmp_path)] == ["manifest.json"]


def test_every_fault_says_in_both_languages_what_to_do(sealed: Path) -> None:
    with copy(sealed) as folder:
        (folder / "README.md").write_bytes(b"")
        (folder / "added").write_bytes(b"")
        (folder / "method.md").unlink()
        faults = found(folder)
    assert {fault.file for fault in faults} == {"README.md", "added", "method.md"}
    assert all("请" in fault.told.zh and fault.told.en for fault in faults)
