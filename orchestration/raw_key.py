"""The switch for encryption at rest: RAW_KEY says where the key is, and the raw zone knows whether it is its own."""

import base64
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet.encryption as parquet_encryption
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from orchestration.refusals import WORDINGS
from orchestration.transports.credentials import CredentialError, secret
from published.folders import replace_file
from published.home import HomeError
from published.vocabulary import Frozen
from published.ways_in import credential_reference

SWITCH = "RAW_KEY"
_BYTES = 32
_HOW_TO = f"请把 {SWITCH} 设为 env:变量名 或 file:/密钥文件"


class _State(Frozen):
    """What an encrypted zone says of its key: a value that only the same key yields."""

    check: str
    complete: bool


@dataclass(frozen=True)
class RawKey:
    """The key of a raw zone, from which every use derives its own."""

    _secret: bytes

    def __repr__(self) -> str:
        return "RawKey(***)"

    @classmethod
    def of(cls, raw: Path) -> "RawKey | None":
        """The zone's key, none where it is kept in clear; raises HomeError where switch, key and zone disagree."""
        state, reference = _state(raw), os.environ.get(SWITCH, "")
        if not reference:
            if state:
                raise HomeError(f"{raw} 是加密的；{_HOW_TO}。")
            return None
        key = cls(_read(reference))
        if state is None and next(raw.glob("*/*/*/*/payload/*"), None):
            raise HomeError(f"{raw} 中已有未加密的快照；请先运行 yongzhuan encrypt，或取消 {SWITCH}。")
        key.claim(raw, complete=state is None)
        if state and not state.complete:
            raise HomeError(f"{raw} 的加密没有做完；请再运行一次 yongzhuan encrypt。")
        return key

    @classmethod
    def named(cls) -> "RawKey":
        """The key that the switch names; raises HomeError where it names none."""
        if reference := os.environ.get(SWITCH, ""):
            return cls(_read(reference))
        raise HomeError(f"没有指明密钥；{_HOW_TO}。")

    def claim(self, raw: Path, complete: bool) -> None:
        """Mark the zone as encrypted with this key; raises HomeError where it is with another."""
        state, check = _state(raw), self.derive(b"check").hex()
        if state and state.check != check:
            raise HomeError(f"{SWITCH} 所指的密钥不是 {raw} 的密钥；请换回当初的密钥。")
        if state is None or (complete and not state.complete):
            replace_file(raw / "encryption.json", _State(check=check, complete=complete).model_dump_json())
            (raw / "encryption.json").chmod(0o600)

    def derive(self, use: bytes, salt: bytes | None = None) -> bytes:
        """32 bytes for one use alone."""
        return HKDF(SHA256(), _BYTES, salt, b"yongzhuan raw zone: " + use).derive(self._secret)

    def to_write_parquet(self) -> Any:
        """What makes pyarrow write encrypted Parquet (AES-256-GCM, footer and columns)."""
        return parquet_encryption.create_encryption_properties(self.derive(b"rows"))  # type: ignore[attr-defined]

    def to_read_parquet(self) -> Any:
        """What makes pyarrow read it again."""
        return parquet_encryption.create_decryption_properties(self.derive(b"rows"))  # type: ignore[attr-defined]


def _state(raw: Path) -> _State | None:
    path = raw / "encryption.json"
    return _State.model_validate_json(path.read_bytes()) if path.exists() else None


def _read(reference: str) -> bytes:
    """The key itself, 32 bytes in base64; no message repeats what was found in its place."""
    try:
        held = secret(credential_reference(reference)).get_secret_value()
    except CredentialError as error:
        reason = WORDINGS[error.code].reason.format(credential=reference)
        raise HomeError(f"{SWITCH}：{reason}；{_HOW_TO}。") from None
    except ValueError as error:
        raise HomeError(f"{SWITCH} {error}。") from None
    try:
        key = base64.b64decode(held, validate=True)
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise HomeError(f"{SWITCH} 所指的密钥不是 32 字节的 base64；可用 openssl rand -base64 32 生成。")
    return key
