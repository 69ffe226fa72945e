"""A file's bytes encrypted as they lie: AES-256-GCM over chunks of one MiB under a key of the file's own.

magic, 32 bytes of salt, then per chunk its text and tag. The nonce is the chunk's number and whether it is the
last, so that no chunk can be changed, moved, left out or cut off (the STREAM construction).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from orchestration.raw_key import RawKey

MAGIC = b"YZSEAL1\n"
_CHUNK, _SALT, _TAG = 1 << 20, 32, 16


class Tampered(Exception):
    """Sealed bytes that are not what was sealed with this key."""


def is_sealed(path: Path) -> bool:
    """Whether the file was sealed."""
    with path.open("rb") as content:
        return content.read(len(MAGIC)) == MAGIC


def seal(path: Path, key: RawKey) -> None:
    """Replace a file by its sealed form at one instant."""
    salt = os.urandom(_SALT)
    cipher, sealed = AESGCM(key.derive(b"payload", salt)), path.with_name(f".{path.name}.sealing")
    with path.open("rb") as plain, sealed.open("wb") as target:
        target.write(MAGIC + salt)
        for number, chunk, last in _chunks(plain, _CHUNK):
            target.write(cipher.encrypt(_nonce(number, last), chunk, MAGIC))
    sealed.chmod(path.stat().st_mode & 0o777)
    sealed.replace(path)


def unseal(path: Path, key: RawKey) -> Iterator[bytes]:
    """The bytes that were sealed, chunk by chunk; raises Tampered."""
    with path.open("rb") as sealed:
        if sealed.read(len(MAGIC)) != MAGIC:
            raise Tampered(f"{path} 不是加密的文件")
        cipher = AESGCM(key.derive(b"payload", sealed.read(_SALT)))
        for number, chunk, last in _chunks(sealed, _CHUNK + _TAG):
            try:
                yield cipher.decrypt(_nonce(number, last), chunk, MAGIC)
            except InvalidTag:
                raise Tampered(f"{path} 被改动过，或密钥不对") from None


def _chunks(content: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes and whether it is the last; an empty file is one empty chunk."""
    number, chunk = 0, content.read(size)
    while following := content.read(size):
        yield number, chunk, False
        number, chunk = number + 1, following
    yield number, chunk, True


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
