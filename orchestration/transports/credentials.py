"""Credentials, read at the moment of use from the environment or from a secret file, and never shown."""

import os
import stat

from pydantic import SecretStr

from orchestration.refusals import DeliveryRefused
from published.feed import Feed

_MOST = 1 << 16


def credential(feed: Feed, file: str, reference: str) -> SecretStr:
    """What `env:NAME` or `file:/path` holds; refused where there is nothing or where others may read the file."""
    kind, _, place = reference.partition(":")
    value = os.environ.get(place, "") if kind == "env" else _from_file(feed, file, reference, place)
    if not value:
        raise DeliveryRefused(feed.key, file, "credential_missing", credential=reference)
    return SecretStr(value)


def without(text: str, *secrets: SecretStr) -> str:
    """Foreign text (a server's or a driver's words) as one line, with every credential taken out."""
    for secret in secrets:
        text = text.replace(secret.get_secret_value(), "***")
    return " ".join(text.split())


def _from_file(feed: Feed, file: str, reference: str, path: str) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, encoding="utf-8") as secret:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode) or state.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise DeliveryRefused(feed.key, file, "credential_open_to_others", credential=reference)
            return secret.read(_MOST).strip()
    except (OSError, UnicodeDecodeError):
        return ""
