"""The key that signs releases, in minisign's own files: encrypted under a password (scrypt), or in clear."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from published.signature import KEY, UNTRUSTED, PublicKey, Signature, SignatureError, decoded, encoded, prehash

_LENGTH, _HEAD, _SALT = 158, 54, slice(6, 38)
_IN_CLEAR, _SCRYPT, _BLAKE2B = bytes(2), b"Sc", b"B2"
_MOST_MEMORY = 2**31 - 1


class WrongPassword(SignatureError):
    """A key that its password does not open."""


@dataclass(frozen=True)
class SecretKey:
    """What only the publisher has; it never shows itself."""

    number: bytes
    seed: bytes

    def __repr__(self) -> str:
        return "SecretKey(***)"

    @classmethod
    def made(cls) -> Self:
        """A new key."""
        return cls(secrets.token_bytes(8), secrets.token_bytes(32))

    @classmethod
    def read(cls, text: str, password: str = "") -> Self:
        """The key in minisign's file; raises SignatureError, WrongPassword where it stays closed."""
        lines = text.splitlines()
        content = decoded(lines[1]) if len(lines) == 2 and lines[0].startswith(UNTRUSTED) else b""
        if len(content) != _LENGTH or content[:2] != KEY or content[4:6] != _BLAKE2B:
            raise SignatureError("not a minisign secret key")
        held = _opened(content, password)
        key = cls(held[:8], held[8:40])
        if key.public.raw != held[40:72]:
            raise SignatureError("a secret key that does not belong to its public one")
        return key

    @property
    def public(self) -> PublicKey:
        """By which its signatures are checked."""
        return PublicKey(self.number, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def text(self, remark: str) -> str:
        """The file of a key without a password, as `minisign -G -W` makes it."""
        head = KEY + _IN_CLEAR + _BLAKE2B + bytes(_HEAD - 6)
        return f"{UNTRUSTED}{remark}\n{encoded(head + self.number + self.seed + self.public.raw + bytes(32))}\n"

    def sign(self, message: bytes, comment: str) -> Signature:
        """The signature of a message and of a comment of one line; the same for the same."""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        of_message = private.sign(prehash(message))
        return Signature(self.number, of_message, comment, private.sign(of_message + comment.encode()))


def _opened(content: bytes, password: str) -> bytes:
    head, held = content[:_HEAD], content[_HEAD:]
    if head[2:4] == _IN_CLEAR:
        return held
    if head[2:4] != _SCRYPT:
        raise SignatureError("a secret key under an unknown kind of password")
    stream = _stream(head, password)
    opened = bytes(a ^ b for a, b in zip(held, stream, strict=True))
    if hashlib.blake2b(head[:2] + opened[:72], digest_size=32).digest() != opened[72:]:
        raise WrongPassword("the password does not open the secret key")
    return opened


def _stream(head: bytes, password: str) -> bytes:
    operations, memory = (int.from_bytes(head[at : at + 8], "little") for at in (38, 46))
    cost, rounds = scrypt_cost(operations, memory)
    try:
        return hashlib.scrypt(
            password.encode(), salt=head[_SALT], n=cost, r=8, p=rounds, maxmem=_MOST_MEMORY, dklen=_LENGTH - _HEAD
        )
    except (ValueError, MemoryError):
        raise SignatureError("a secret key whose password takes too much memory") from None


def scrypt_cost(operations: int, memory: int) -> tuple[int, int]:
    """scrypt's N and p (r is 8) for the limits that a key file names, as libsodium chooses them."""
    operations = max(operations, 32_768)
    short = operations < memory // 32
    most = operations // 32 if short else memory // 1024
    cost = 1 << max(1, most.bit_length() - 1)
    return cost, 1 if short else min(operations // 4 // cost, 0x3FFFFFFF) // 8
