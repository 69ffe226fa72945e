"""Who is told of what is new: addresses to which notices are posted, and people who get them as e-mail."""

import re
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from published.vocabulary import Frozen
from published.ways_in import LOOPBACK, Address, Credential, Port

_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


def _mail(value: str) -> str:
    if not _MAIL.fullmatch(value):
        raise ValueError("应为一个邮件地址（name@office.example）")
    return value


Mail = Annotated[str, AfterValidator(_mail)]


class Webhook(Frozen):
    """An address to which notices are posted, signed with a secret that it shares.

    `private`: it may lie in the private network; otherwise what resolves to such an address is not called.
    """

    webhook: Address
    secret: Credential
    private: bool = False

    @model_validator(mode="after")
    def _encrypted(self) -> Self:
        parts = urlsplit(self.webhook)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise ValueError("webhook 应为 https:// 网址（http:// 只可用于本机）")
        return self


class Smtp(Frozen):
    """A mail server and the account and address from which we write."""

    host: str
    port: Port = 587
    encryption: Literal["starttls", "tls", "disable"] = "starttls"
    user: str | None = None
    password: Credential | None = None
    sender: Mail

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.encryption == "disable" and self.host not in LOOPBACK:
            raise ValueError("encryption: disable 只可用于本机")
        if bool(self.user) != bool(self.password):
            raise ValueError("user 与 password 应同时写明")
        return self


class Mailing(Frozen):
    """People who get the notices of an edition as one message each."""

    smtp: Smtp
    to: tuple[Mail, ...] = Field(min_length=1)


def _kind(value: Any) -> str | None:
    """Which of both it is: `webhook` or `smtp` says so."""
    named = value if isinstance(value, dict) else vars(value) if isinstance(value, Frozen) else {}
    return next((kind for kind in ("webhook", "smtp") if kind in named), None)


Receiver = Annotated[
    Annotated[Webhook, Tag("webhook")] | Annotated[Mailing, Tag("smtp")],
    Discriminator(_kind, custom_error_type="receiver", custom_error_message="应写明 webhook 或 smtp"),
]
