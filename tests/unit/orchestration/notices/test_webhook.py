"""A webhook is signed, tried again where that may help, and never sent where its address must not lead."""

import base64
from collections.abc import Iterator

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from orchestration.notices.undelivered import Undelivered
from orchestration.notices.webhook import Post, post, signature
from orchestration.transports.patience import Patience
from published.receivers import Webhook
from tests.servers.webhook import SECRET, Receiver, receiving

QUICK = Patience(attempts=3, first_wait=0.01, longest_wait=0.02, silence=5.0, total=5.0)
MESSAGE = Post("2026-11-22T093000", '{"type": "通知"}'.encode())


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK", SECRET)


def to(url: str) -> Webhook:
    return Webhook(webhook=url, secret="env:HOOK")


def test_the_standards_own_library_takes_the_signature_and_refuses_any_change(receiver: Receiver) -> None:
    post(to(receiver.url), MESSAGE, QUICK)
    (posted,) = receiver.posted
    assert posted.verified() == {"type": "通知"} and posted.id == MESSAGE.id
    with pytest.raises(WebhookVerificationError):
        posted.verified(MESSAGE.body.replace(b"type", b"typo"))
    with pytest.raises(WebhookVerificationError):
        posted.verified(secret="whsec_" + base64.b64encode(bytes(24)).decode())


def test_the_signature_is_of_id_time_and_body() -> None:
    """The example of the standard's specification, computed with its library."""
    from datetime import UTC, datetime

    from standardwebhooks.webhooks import Webhook as Standard

    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    expected = Standard(SECRET).sign(MESSAGE.id, datetime.fromtimestamp(1_700_000_000, UTC), MESSAGE.body.decode())
    assert signature(key, MESSAGE, 1_700_000_000) == expected


@pytest.mark.parametrize("trouble", [429, 500, 503])
def test_what_may_pass_is_tried_again_under_the_same_id(receiver: Receiver, trouble: int) -> None:
    receiver.statuses = [trouble, trouble, 200]
    post(to(receiver.url), MESSAGE, QUICK)
    assert [posted.id for posted in receiver.posted] == [MESSAGE.id] * 3
    assert all(posted.verified() for posted in receiver.posted)


def test_trouble_that_stays_is_told_after_the_last_try(receiver: Receiver) -> None:
    receiver.statuses = [503]
    with pytest.raises(Undelivered, match="HTTP 503"):
        post(to(receiver.url), MESSAGE, QUICK)
    assert len(receiver.posted) == 3


@pytest.mark.parametrize("refusal", [301, 308, 400, 401, 404, 410])
def test_a_refusal_is_not_tried_again_and_a_redirect_not_followed(receiver: Receiver, refusal: int) -> None:
    receiver.statuses = [refusal]
    with pytest.raises(Undelivered, match=f"HTTP {refusal}"):
        post(to(receiver.url), MESSAGE, QUICK)
    assert len(receiver.posted) == 1


def test_where_nobody_listens_is_told_without_the_address() -> None:
    with receiving() as gone:
        url = gone.url + "geheim"
    with pytest.raises(Undelivered, match="无法连接") as caught:
        post(to(url), MESSAGE, QUICK)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("held", ["", "no base64!", "whsec_" + base64.b64encode(bytes(23)).decode()])
def test_without_a_good_secret_nothing_is_sent(receiver: Receiver, held: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK", held)
    with pytest.raises(Undelivered, match="密钥 env:HOOK"):
        post(to(receiver.url), MESSAGE, QUICK)
    assert receiver.posted == []
