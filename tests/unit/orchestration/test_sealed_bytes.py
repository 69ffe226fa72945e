"""What was sealed comes back bit for bit, and any other bytes are refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration import sealed_bytes
from orchestration.raw_key import RawKey
from orchestration.sealed_bytes import MAGIC, Tampered, is_sealed, seal, unseal

KEY = RawKey(bytes(range(32)))
CHUNK, TAG = 16, 16
HEAD = len(MAGIC) + 32


@pytest.fixture(autouse=True, scope="module")
def small_chunks() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed_bytes, "_CHUNK", CHUNK)
        yield


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sealed") / "payload.csv"


def sealed(path: Path, content: bytes) -> bytes:
    path.unlink(missing_ok=True)
    path.write_bytes(content)
    seal(path, KEY)
    return path.read_bytes()


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=5 * CHUNK))
def test_what_was_sealed_comes_back(path: Path, content: bytes) -> None:
    assert content not in sealed(path, content)[len(sealed_bytes.MAGIC) :] or len(content) < 4
    assert is_sealed(path) and b"".join(unseal(path, KEY)) == content


def test_the_same_bytes_are_sealed_differently_each_time(path: Path) -> None:
    assert sealed(path, b"the same") != sealed(path, b"the same")


@pytest.mark.parametrize("damage", ["flipped", "cut", "cut within", "swapped", "longer", "salt"])
def test_any_other_bytes_are_refused(path: Path, damage: str) -> None:
    whole = sealed(path, bytes(range(4 * CHUNK)))
    size = CHUNK + TAG
    chunks = [whole[start : start + size] for start in range(HEAD, len(whole), size)]
    harmed = {
        "flipped": whole[:-1] + bytes([whole[-1] ^ 1]),
        "cut": whole[:-size],
        "cut within": whole[:-3],
        "swapped": whole[:HEAD] + b"".join([chunks[1], chunks[0], *chunks[2:]]),
        "longer": whole + chunks[0],
        "salt": whole[: len(MAGIC)] + bytes(32) + whole[HEAD:],
    }
    path.write_bytes(harmed[damage])
    with pytest.raises(Tampered):
        b"".join(unseal(path, KEY))


def test_another_key_opens_nothing(path: Path) -> None:
    sealed(path, b"a return")
    with pytest.raises(Tampered, match="密钥"):
        b"".join(unseal(path, RawKey(bytes(32))))


def test_what_was_never_sealed_is_said_so(path: Path) -> None:
    path.write_bytes(b"plain")
    assert not is_sealed(path)
    with pytest.raises(Tampered, match="不是加密"):
        b"".join(unseal(path, KEY))
