"""Signatures as minisign writes and reads them: ed25519 over BLAKE2b, with a comment that is signed as well."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY, PREHASHED = b"Ed", b"ED"
UNTRUSTED, TRUSTED = "untrusted comment: ", "trusted comment: "
SIGNED_BY = "signature of yongzhuan, read by minisign"
"""Nobody signs this line, so it is always the same: a changed one is a changed file."""


class SignatureError(ValueError):
    """A key or signature that is not one."""


class Mismatch(Exception):
    """A signature that is one, but not of this message by this key."""


@dataclass(frozen=True)
class PublicKey:
    """By which anybody can check what its owner signed."""

    number: bytes
    raw: bytes

    @classmethod
    def read(cls, text: str) -> Self:
        """The key in a `.pub` file; raises SignatureError."""
        lines = text.splitlines()
        content = decoded(lines[1]) if len(lines) == 2 and lines[0].startswith(UNTRUSTED) else b""
        if len(content) != 42 or content[:2] != KEY:
            raise SignatureError("not a minisign public key")
        return cls(content[2:10], content[10:])

    @property
    def id(self) -> str:
        """As minisign prints it."""
        return self.number[::-1].hex().upper()

    def text(self, remark: str) -> str:
        """The `.pub` file, under a remark."""
        comment = " · ".join([f"minisign public key {self.id}", *filter(None, [remark])])
        return f"{UNTRUSTED}{comment}\n{encoded(KEY + self.number + self.raw)}\n"

    def check(self, message: bytes, signature: "Signature") -> None:
        """Raises Mismatch unless the key's owner signed this message and this comment."""
        if signature.number != self.number:
            raise Mismatch
        key = Ed25519PublicKey.from_public_bytes(self.raw)
        try:
            key.verify(signature.of_message, prehash(message))
            key.verify(signature.of_comment, signature.of_message + signature.comment.encode())
        except InvalidSignature:
            raise Mismatch from None


@dataclass(frozen=True)
class Signature:
    """A `.minisig` file: the number of its key, the signature of the message, a comment, the signature of both."""

    number: bytes
    of_message: bytes
    comment: str
    of_comment: bytes

    @classmethod
    def read(cls, text: str) -> Self:
        """What a `.minisig` file says; raises SignatureError."""
        lines = text.removesuffix("\n").split("\n")
        if len(lines) != 4 or not (lines[0].startswith(UNTRUSTED) and lines[2].startswith(TRUSTED)):
            raise SignatureError("not a minisign signature")
        content, whole = decoded(lines[1]), decoded(lines[3])
        if len(content) != 74 or content[:2] != PREHASHED or len(whole) != 64:
            raise SignatureError("not a prehashed minisign signature")
        return cls(content[2:10], content[10:], lines[2].removeprefix(TRUSTED), whole)

    def text(self) -> str:
        """The file in the one way in which this house writes it."""
        content = encoded(PREHASHED + self.number + self.of_message)
        return f"{UNTRUSTED}{SIGNED_BY}\n{content}\n{TRUSTED}{self.comment}\n{encoded(self.of_comment)}\n"


def prehash(message: bytes) -> bytes:
    """What is signed in place of a message of any length."""
    return hashlib.blake2b(message).digest()


def encoded(content: bytes) -> str:
    """Bytes as a line of text."""
    return base64.b64encode(content).decode()


def decoded(line: str) -> bytes:
    """The bytes of a line, which has no second spelling; raises SignatureError."""
    try:
        content = base64.b64decode(line, validate=True)
    except ValueError:
        content = b""
    if not content or encoded(content) != line:
        raise SignatureError("not base64")
    return content
