"""The switch for encryption at rest: what it takes for a key, and what it says where zone and key disagree."""

import base64
from pathlib import Path

import pytest

from orchestration.archive import Archive
from orchestration.raw_key import RawKey
from orchestration.snapshots import take
from published.home import Home, HomeError
from tests.deliveries import NOW, csv_bytes, delivered, feed

KEY = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(range(1, 33))).decode()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def switch(monkeypatch: pytest.MonkeyPatch, held: str, reference: str = "env:THE_KEY") -> None:
    monkeypatch.setenv("THE_KEY", held)
    monkeypatch.setenv("RAW_KEY", reference)


def test_without_the_switch_there_is_no_key(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAW_KEY", raising=False)
    assert RawKey.of(home.raw) is None


def test_a_zone_stays_with_the_key_that_it_began_with(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    switch(monkeypatch, KEY)
    assert RawKey.of(home.raw) == RawKey.of(home.raw) != None  # noqa: E711
    switch(monkeypatch, OTHER)
    with pytest.raises(HomeError, match="不是"):
        RawKey.of(home.raw)
    monkeypatch.setenv("RAW_KEY", "")
    with pytest.raises(HomeError, match="是加密的"):
        RawKey.of(home.raw)


def test_a_zone_in_clear_is_not_mixed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    take(home, feed(), delivered(home, feed(), csv_bytes()), NOW)
    switch(monkeypatch, KEY)
    with pytest.raises(HomeError, match="yongzhuan encrypt"):
        Archive.of(home, feed())


@pytest.mark.parametrize("held", ["", "pa55word", base64.b64encode(b"short").decode(), "非" * 11])
def test_what_is_no_key_is_refused_and_not_repeated(home: Home, monkeypatch: pytest.MonkeyPatch, held: str) -> None:
    switch(monkeypatch, held)
    with pytest.raises(HomeError) as refused:
        RawKey.of(home.raw)
    assert str(refused.value).endswith("。") and (not held or held not in str(refused.value))


def test_a_key_written_out_in_place_of_a_reference_is_refused(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    switch(monkeypatch, KEY, reference=KEY)
    with pytest.raises(HomeError, match="env:") as refused:
        RawKey.of(home.raw)
    assert KEY not in str(refused.value)


def test_a_key_file_that_others_may_read_is_refused(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "raw.key"
    path.write_text(KEY + "\n")
    switch(monkeypatch, "", reference=f"file:{path}")
    path.chmod(0o644)
    with pytest.raises(HomeError, match="可被他人读取"):
        RawKey.of(home.raw)
    path.chmod(0o600)
    assert RawKey.of(home.raw)


def test_a_key_never_shows_itself() -> None:
    assert "***" in repr(RawKey(b"secret" * 6)) and "secret" not in repr(RawKey(b"secret" * 6))
