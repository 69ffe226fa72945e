"""minisign's key files, both ways: what it makes is opened here, and what is made here it signs with."""

import resource
import shutil
import subprocess
from pathlib import Path

import pytest

from published.secret_key import SecretKey, WrongPassword, scrypt_cost
from published.signature import PublicKey, Signature, SignatureError, decoded, encoded
from tests.minisign import minisign


def made_by_minisign(folder: Path, *arguments: str, told: str = "") -> tuple[str, PublicKey]:
    done = minisign("-G", "-p", folder / "a.pub", "-s", folder / "a.key", *arguments, told=told)
    assert done.returncode == 0, done.stderr
    return (folder / "a.key").read_text(), PublicKey.read((folder / "a.pub").read_text())


def changed(text: str, place: int) -> str:
    comment, line = text.splitlines()
    content = bytearray(decoded(line))
    content[place] ^= 1
    return f"{comment}\n{encoded(bytes(content))}\n"


def test_a_key_of_minisign_without_a_password_is_opened(tmp_path: Path) -> None:
    text, public = made_by_minisign(tmp_path, "-W")
    assert SecretKey.read(text).public == public


def test_a_key_of_minisign_is_opened_by_its_password(tmp_path: Path) -> None:
    text, public = made_by_minisign(tmp_path, told="果园 orchard\n" * 2)
    assert SecretKey.read(text, "果园 orchard").public == public


def test_a_key_made_by_minisign_on_a_small_machine_is_opened_by_its_password_alone(tmp_path: Path) -> None:
    assert shutil.which("minisign"), "apt-get install minisign"
    subprocess.run(
        ["minisign", "-G", "-p", str(tmp_path / "a.pub"), "-s", str(tmp_path / "a.key")],
        input=b"orchard\n" * 2,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20)),
        capture_output=True,
        check=True,
    )
    public = PublicKey.read((tmp_path / "a.pub").read_text())
    text = (tmp_path / "a.key").read_text()
    assert SecretKey.read(text, "orchard").public == public
    for wrong in ("", "vineyard"):
        with pytest.raises(WrongPassword):
            SecretKey.read(text, wrong)


def test_minisign_signs_with_a_key_made_here(tmp_path: Path) -> None:
    key = SecretKey.made()
    (tmp_path / "a.key").write_text(key.text("演示密钥"))
    (tmp_path / "message").write_bytes(b"apples")
    minisign("-R", "-W", "-s", tmp_path / "a.key", "-p", tmp_path / "a.pub")
    minisign("-S", "-W", "-s", tmp_path / "a.key", "-m", tmp_path / "message")
    assert PublicKey.read((tmp_path / "a.pub").read_text()) == key.public
    key.public.check(b"apples", Signature.read((tmp_path / "message.minisig").read_text()))


def test_a_key_is_read_back_and_never_shows_itself() -> None:
    key = SecretKey.made()
    assert SecretKey.read(key.text("")) == key != SecretKey.made()
    assert repr(key) == "SecretKey(***)"


def test_libsodiums_limits_make_scrypts_cost() -> None:
    assert scrypt_cost(33_554_432, 1 << 30) == (1 << 20, 1)
    assert scrypt_cost(524_288, 1 << 24) == (1 << 14, 1)
    assert scrypt_cost(32_768, 1 << 30) == (1 << 10, 1)
    assert scrypt_cost(1 << 22, 1 << 24) == (1 << 14, 8)


@pytest.mark.parametrize("place", [0, 2, 4, 70, 100])
def test_a_damaged_key_is_refused(place: int) -> None:
    with pytest.raises(SignatureError):
        SecretKey.read(changed(SecretKey.made().text(""), place))


@pytest.mark.parametrize("text", ["", "pa55word", "untrusted comment: x\n\n", "untrusted comment: x\nRWQ=\n"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(SignatureError):
        SecretKey.read(text)


def test_a_key_that_would_take_all_memory_is_refused() -> None:
    comment, line = SecretKey.made().text("").splitlines()
    content = bytearray(decoded(line))
    content[2:4] = b"Sc"
    content[38:54] = (1 << 40).to_bytes(8, "little") * 2
    with pytest.raises(SignatureError, match="memory"):
        SecretKey.read(f"{comment}\n{encoded(bytes(content))}\n", "orchard")
