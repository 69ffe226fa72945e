"""What is signed here is read by minisign, and what minisign signs is read here; nothing has a second spelling."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from published.secret_key import SecretKey
from published.signature import Mismatch, PublicKey, Signature, SignatureError, decoded, encoded
from tests.minisign import minisign

KEY = SecretKey(b"orchards", bytes(range(32)))
AUTHORS = (
    "untrusted comment: minisign public key E7620F1842B4E81F\n"
    "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\n"
)
OF_TEST = (
    "untrusted comment: signature from minisign secret key\n"
    "RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=\n"
    "trusted comment: timestamp:1556193335\tfile:test\n"
    "y/rUw2y8/hOUYjZU71eHp/Wo1KZ40fGy2VJEDl34XMJM+TX48Ss/17u3IvIfbVR1FkZZSNCisQbuQY+bHwhEBg==\n"
)
OF_TEST_AS_A_WHOLE = (
    "untrusted comment: signature from minisign secret key\n"
    "RWQf6LRCGA9i59SLOFxz6NxvASXDJeRtuZykwQepbDEGt87ig1BNpWaVWuNrm73YiIiJbq71Wi+dP9eKL8OC351vwIasSSbXxwA=\n"
    "trusted comment: timestamp:1555779966\tfile:test\n"
    "QtKMXWyYcwdpZAlPF7tE2ENJkRd1ujvKjlj1m9RtHTBnZPa5WKU5uWRs5GoP5M/VqE81QFuMKI5k/SfNQUaOAA==\n"
)


def test_the_vector_of_minisigns_author_is_verified() -> None:
    key, signature = PublicKey.read(AUTHORS), Signature.read(OF_TEST)
    key.check(b"test", signature)
    assert key.id == "E7620F1842B4E81F" and signature.comment == "timestamp:1556193335\tfile:test"
    with pytest.raises(Mismatch):
        key.check(b"tent", signature)


def test_the_old_way_of_signing_a_message_unhashed_is_refused() -> None:
    with pytest.raises(SignatureError):
        Signature.read(OF_TEST_AS_A_WHOLE)


def test_minisign_verifies_what_is_signed_here(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(b"{}")
    (tmp_path / "manifest.json.minisig").write_text(KEY.sign(b"{}", "果园 1.0 · 演示密钥").text())
    (tmp_path / "minisign.pub").write_text(KEY.public.text("演示"))
    done = minisign("-Vm", tmp_path / "manifest.json", "-p", tmp_path / "minisign.pub")
    assert (done.returncode, "果园 1.0 · 演示密钥" in done.stdout) == (0, True), done.stderr
    (tmp_path / "manifest.json").write_bytes(b"{ }")
    assert minisign("-Vm", tmp_path / "manifest.json", "-p", tmp_path / "minisign.pub").returncode == 1


def test_what_minisign_signs_is_verified_here(tmp_path: Path) -> None:
    minisign("-G", "-W", "-p", tmp_path / "a.pub", "-s", tmp_path / "a.key")
    (tmp_path / "message").write_bytes(b"apples")
    minisign("-S", "-W", "-s", tmp_path / "a.key", "-m", tmp_path / "message", "-t", "第一版")
    key = PublicKey.read((tmp_path / "a.pub").read_text())
    signature = Signature.read((tmp_path / "message.minisig").read_text())
    key.check(b"apples", signature)
    assert signature.comment == "第一版"
    with pytest.raises(Mismatch):
        key.check(b"pears", signature)


@given(st.binary(max_size=200), st.binary(max_size=200), st.text("果a ·", max_size=20))
def test_a_signature_is_of_its_message_and_comment_alone(message: bytes, other: bytes, comment: str) -> None:
    signature = KEY.sign(message, comment)
    KEY.public.check(message, Signature.read(signature.text()))
    assert signature == KEY.sign(message, comment)
    if message != other:
        with pytest.raises(Mismatch):
            KEY.public.check(other, signature)
    with pytest.raises(Mismatch):
        KEY.public.check(
            message, Signature(signature.number, signature.of_message, comment + "x", signature.of_comment)
        )


def test_another_key_does_not_vouch() -> None:
    for other in (SecretKey(b"orchards", bytes(32)), SecretKey(b"vineyard", bytes(range(32)))):
        with pytest.raises(Mismatch):
            other.public.check(b"apples", KEY.sign(b"apples", ""))


@given(st.binary(min_size=1, max_size=80))
def test_bytes_have_one_spelling(content: bytes) -> None:
    line = encoded(content)
    assert decoded(line) == content
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    place = len(line.rstrip("=")) - 1
    for letter in alphabet.replace(line[place], ""):
        changed = line[:place] + letter + line[place + 1 :]
        try:
            assert decoded(changed) != content
        except SignatureError:
            continue


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        AUTHORS,
        OF_TEST + "more\n",
        OF_TEST.replace("trusted comment: t", "t"),
        OF_TEST.replace("RUQf", "!!!!"),
    ],
)
def test_what_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(SignatureError):
        Signature.read(text)


@pytest.mark.parametrize(
    "text", ["", OF_TEST, AUTHORS.replace("GFO3", "GFO"), AUTHORS.replace("RWQf", "RUQf"), AUTHORS + "more\n"]
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(SignatureError):
        PublicKey.read(text)
