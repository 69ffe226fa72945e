"""A letter goes out over an encrypted line, once per person, and no text can become a header."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.notices.mail import Letter, message_of, send
from orchestration.notices.undelivered import Undelivered
from published.receivers import Smtp
from tests.servers.mail import PASSWORD, USER, mail_server

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
LETTER = Letter("2026-11-22T093000", "reader@office.example", AT, "甬专数据：1 条通知", "果园产出发布。\nIt is out.\n")
PLAIN = Smtp(host="127.0.0.1", encryption="disable", sender="notices@data.example")


def account(port: int, encryption: str) -> Smtp:
    facts = {"host": "127.0.0.1", "port": port, "encryption": encryption, "user": USER, "password": "env:MAIL"}
    return Smtp.model_validate({**facts, "sender": "notices@data.example"})


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the server's certificate, which this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "mail.crt"))
    monkeypatch.setenv("MAIL", PASSWORD)
    return tmp_path


@pytest.mark.parametrize("encryption", ["starttls", "tls"])
def test_it_is_handed_over_encrypted_after_a_login(trusted: Path, encryption: str) -> None:
    with mail_server(trusted, implicit=encryption == "tls") as mailbox:
        send(account(mailbox.port, encryption), LETTER)
    (message,) = mailbox.messages
    assert mailbox.encrypted == [True]
    assert mailbox.envelopes == [("notices@data.example", ["reader@office.example"])]
    assert message["Subject"] == LETTER.subject and message.get_content().splitlines() == LETTER.text.splitlines()
    assert message["Auto-Submitted"] == "auto-generated" and message["Date"].datetime == AT


def test_a_server_that_nobody_vouches_for_gets_nothing(trusted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with mail_server(trusted) as mailbox, pytest.raises(Undelivered, match="没有接受"):
        send(account(mailbox.port, "starttls"), LETTER)
    assert mailbox.messages == []


def test_without_encryption_on_offer_nothing_is_said(trusted: Path) -> None:
    with mail_server() as mailbox, pytest.raises(Undelivered, match="没有接受"):
        send(account(mailbox.port, "starttls"), LETTER)
    assert mailbox.messages == []


def test_a_wrong_password_is_told_without_it(trusted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL", "ganz-anders")
    with mail_server(trusted) as mailbox, pytest.raises(Undelivered, match="535") as caught:
        send(account(mailbox.port, "starttls"), LETTER)
    assert "ganz-anders" not in str(caught.value) and mailbox.messages == []
    monkeypatch.delenv("MAIL")
    with pytest.raises(Undelivered, match="密码 env:MAIL"):
        send(account(mailbox.port, "starttls"), LETTER)


def test_what_the_server_refuses_is_told() -> None:
    with mail_server() as mailbox:
        mailbox.refusal = "552 mailbox full"
        with pytest.raises(Undelivered, match="mailbox full"):
            send(PLAIN.model_copy(update={"port": mailbox.port}), LETTER)


def test_a_host_that_is_none_is_told() -> None:
    with pytest.raises(Undelivered, match="没有接受"):
        send(Smtp(host="x" * 64 + ".example", sender="notices@data.example"), LETTER)


def test_the_same_letter_is_the_same_bytes_and_another_reader_another_id() -> None:
    one, again = message_of(PLAIN, LETTER), message_of(PLAIN, LETTER)
    other = message_of(PLAIN, Letter(LETTER.id, "other@office.example", AT, LETTER.subject, LETTER.text))
    assert one.as_bytes() == again.as_bytes() and one["Message-ID"].endswith("@data.example>")
    assert other["Message-ID"] != one["Message-ID"]


@given(st.text(), st.text())
def test_no_text_becomes_a_header(subject: str, text: str) -> None:
    hostile = f"x\r\nBcc: all@office.example\r\n\r\n{subject}"
    message = message_of(PLAIN, Letter("id", LETTER.to, AT, hostile, text))
    written = message.as_bytes()
    assert b"\nBcc:" not in written.partition(b"\r\n\r\n")[0] and "Bcc" not in message
    assert message["Subject"].startswith("x Bcc:")
