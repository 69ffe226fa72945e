"""Credentials, read at the moment of use from the environment or from a secret file, and never shown."""

import os
import stat

from pydantic import SecretStr

from orchestration.refusals import DeliveryRefused
from published.feed import Feed

_MOST = 1 << 16


class CredentialError(Exception):
    """A credential that is not there or that others may read; `code` is that of the refusal."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def credential(feed: Feed, file: str, reference: str) -> SecretStr:
    """What the reference names; the delivery is refused where there is nothing or others may read it."""
    try:
        return secret(reference)
    except CredentialError as error:
        raise DeliveryRefused(feed.key, file, error.code, credential=reference) from None


def secret(reference: str) -> SecretStr:
    """What `env:NAME` or `file:/path` holds; raises CredentialError."""
    kind, _, place = reference.partition(":")
    value = os.environ.get(place, "") if kind == "env" else _from_file(place)
    if not value:
        raise CredentialError("credential_missing")
    return SecretStr(value)


def without(text: str, *secrets: SecretStr) -> str:
    """Foreign text (a server's or a driver's words) as one line, with every credential taken out."""
    for secret in secrets:
        text = text.replace(secret.get_secret_value(), "***")
    return " ".join(text.split())


def _from_file(path: str) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, encoding="utf-8") as held:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode) or state.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise CredentialError("credential_open_to_others")
            return held.read(_MOST).strip()
    except (OSError, UnicodeDecodeError):
        return ""
