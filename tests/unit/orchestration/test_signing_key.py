"""Who signs: real figures by the key that SIGNING_KEY names and no other, invented ones by a key that says so."""

import stat
from pathlib import Path

import pytest

from orchestration.signing_key import signer_of
from published.home import Home, HomeError
from published.profile import Profile
from published.proof import DEMONSTRATION
from published.secret_key import SecretKey
from published.signature import PublicKey
from tests.minisign import minisign

STAND_IN, CITY = Profile.load("stand_in"), Profile.load("ningbo")
KEY = SecretKey(b"the city", bytes(range(32)))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SIGNING_KEY", "SIGNING_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


def name_key(monkeypatch: pytest.MonkeyPatch, held: str, reference: str = "env:THE_KEY") -> None:
    monkeypatch.setenv("THE_KEY", held)
    monkeypatch.setenv("SIGNING_KEY", reference)


def public_key(home: Home) -> PublicKey:
    return PublicKey.read(home.public_key.read_text(encoding="utf-8"))


def test_the_stand_in_departments_make_their_key_once(home: Home) -> None:
    signer = signer_of(home, STAND_IN)
    assert signer == signer_of(home, STAND_IN)
    assert signer.remark == DEMONSTRATION
    (path,) = home.keys.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(home.keys.stat().st_mode) == 0o700
    assert public_key(home) == signer.key.public
    told = home.public_key.read_text(encoding="utf-8")
    assert "演示数据" in told and DEMONSTRATION in told


def test_a_real_key_never_signs_invented_figures(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    name_key(monkeypatch, KEY.text(""))
    assert signer_of(home, STAND_IN).key != KEY


def test_real_figures_are_signed_by_the_key_that_is_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    name_key(monkeypatch, KEY.text(""))
    signer = signer_of(home, CITY)
    assert (signer.key, signer.remark) == (KEY, "")
    assert home.public_key.read_text(encoding="utf-8") == KEY.public.text("")
    assert list(home.keys.iterdir()) == []


def test_real_figures_are_not_signed_without_a_key(home: Home) -> None:
    with pytest.raises(HomeError, match="没有指明签名密钥"):
        signer_of(home, CITY)
    assert not home.public_key.exists()


def test_a_home_stays_with_the_key_that_it_began_with(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    name_key(monkeypatch, KEY.text(""))
    signer_of(home, CITY)
    name_key(monkeypatch, SecretKey.made().text(""))
    with pytest.raises(HomeError, match="换回当初的密钥"):
        signer_of(home, CITY)
    assert public_key(home) == KEY.public


def test_a_key_file_with_a_password_of_its_own_file(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("release.key", "password"):
        monkeypatch.setenv(
            {"release.key": "SIGNING_KEY", "password": "SIGNING_PASSWORD"}[name], f"file:{tmp_path / name}"
        )
    minisign("-G", "-p", tmp_path / "a.pub", "-s", tmp_path / "release.key", told="orchard\n" * 2)
    (tmp_path / "password").write_text("orchard\n")
    (tmp_path / "password").chmod(0o600)
    assert signer_of(home, CITY).key.public == PublicKey.read((tmp_path / "a.pub").read_text())
    (tmp_path / "password").write_text("vineyard\n")
    with pytest.raises(HomeError, match="打不开"):
        signer_of(home, CITY)


@pytest.mark.parametrize("held", ["", "pa55word", "untrusted comment: x\nRWQ=\n"])
def test_what_is_no_key_is_refused_and_not_repeated(home: Home, monkeypatch: pytest.MonkeyPatch, held: str) -> None:
    name_key(monkeypatch, held)
    with pytest.raises(HomeError) as refused:
        signer_of(home, CITY)
    assert str(refused.value).endswith("。") and (not held or held not in str(refused.value))


def test_a_key_written_out_in_place_of_a_reference_is_refused(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    name_key(monkeypatch, "", reference=KEY.text(""))
    with pytest.raises(HomeError, match="env:") as refused:
        signer_of(home, CITY)
    assert KEY.text("").splitlines()[1] not in str(refused.value)


def test_a_key_file_that_others_may_read_is_refused(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "release.key"
    path.write_text(KEY.text(""))
    path.chmod(0o644)
    name_key(monkeypatch, "", reference=f"file:{path}")
    with pytest.raises(HomeError, match="可被他人读取"):
        signer_of(home, CITY)
    path.chmod(0o600)
    assert signer_of(home, CITY).key == KEY
