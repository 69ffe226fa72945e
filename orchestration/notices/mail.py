"""Sends a message by SMTP, encrypted; headers hold one line each whatever stands in them."""

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from pydantic import SecretStr

from orchestration.notices.undelivered import Undelivered
from orchestration.transports.credentials import CredentialError, secret, without
from published.receivers import Smtp
from published.schedule import CITY

SILENCE = 20.0
"""Seconds without an answer."""


@dataclass(frozen=True)
class Letter:
    """What is written to one person; its id stays the same whenever it is sent again."""

    id: str
    to: str
    at: datetime
    subject: str
    text: str


def send(account: Smtp, letter: Letter) -> None:
    """Hand it to the mail server; raises Undelivered."""
    password = _password(account)
    try:
        with _session(account, password) as server:
            server.send_message(message_of(account, letter), account.sender, [letter.to])
    except (OSError, ValueError, smtplib.SMTPException) as error:
        said = without(str(error) or type(error).__name__, *([password] if password else []))
        raise Undelivered(f"邮件服务器 {account.host} 没有接受：{said}") from None


def message_of(account: Smtp, letter: Letter) -> EmailMessage:
    """The message as it is sent: the same bytes whenever it is sent."""
    message = EmailMessage(policy=SMTP)
    digest = hashlib.sha256(f"{letter.id} {letter.to}".encode()).hexdigest()[:32]
    message["From"], message["To"] = account.sender, letter.to
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(letter.at.astimezone(CITY))
    message["Message-ID"] = f"<{digest}@{account.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="base64")
    return message


@contextmanager
def _session(account: Smtp, password: SecretStr | None) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if account.encryption == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(account.host, account.port, timeout=SILENCE, context=context)
    else:
        server = smtplib.SMTP(account.host, account.port, timeout=SILENCE)
    with server:
        if account.encryption == "starttls":
            server.starttls(context=context)
        if account.user and password:
            server.login(account.user, password.get_secret_value())
        yield server


def _password(account: Smtp) -> SecretStr | None:
    try:
        return secret(account.password) if account.password else None
    except CredentialError:
        raise Undelivered(f"密码 {account.password} 不存在，或他人可读") from None
