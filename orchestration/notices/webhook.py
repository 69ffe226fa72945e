"""Posts a message to a webhook, signed as Standard Webhooks asks: HMAC-SHA256 over id, time and body."""

import asyncio
import base64
import binascii
import hashlib
import hmac
import time
from dataclasses import dataclass

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from orchestration.notices.addresses import place_of
from orchestration.notices.undelivered import Undelivered
from orchestration.transports.credentials import CredentialError, secret
from orchestration.transports.patience import Patience
from published.receivers import Webhook

PATIENCE = Patience(attempts=4, first_wait=1.0, longest_wait=10.0, silence=10.0, total=20.0)
_PREFIX = "whsec_"
_LATER = {408, 425, 429}
_KEY_BYTES = range(24, 65)


class _Passing(Exception):
    """A trouble that may pass."""


@dataclass(frozen=True)
class Post:
    """A message to post; its id stays the same whenever it is tried again, so that a receiver can tell doubles."""

    id: str
    body: bytes


def post(receiver: Webhook, message: Post, patience: Patience = PATIENCE) -> None:
    """Post it, again where the trouble may pass; raises Undelivered. Redirects are not followed."""
    key = _key(receiver)

    def trying(state: RetryCallState) -> float:
        return wait_random_exponential(multiplier=patience.first_wait, max=patience.longest_wait)(state)

    retrying = Retrying(
        stop=stop_after_attempt(patience.attempts),
        wait=trying,
        retry=retry_if_exception_type(_Passing),
        reraise=True,
    )
    try:
        retrying(lambda: _once(receiver, message, key, patience))
    except _Passing as trouble:
        raise Undelivered(str(trouble)) from None


def signature(key: bytes, message: Post, timestamp: int) -> str:
    """`v1,` and the signature of a message that is sent at that time."""
    signed = f"{message.id}.{timestamp}.".encode() + message.body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def _key(receiver: Webhook) -> bytes:
    try:
        held = secret(receiver.secret).get_secret_value()
        key = base64.b64decode(held.removeprefix(_PREFIX), validate=True)
    except CredentialError:
        raise Undelivered(f"密钥 {receiver.secret} 不存在，或他人可读") from None
    except binascii.Error:
        key = b""
    if len(key) not in _KEY_BYTES:
        raise Undelivered(f"密钥 {receiver.secret} 应为 {_PREFIX} 加 24 至 64 字节的 base64")
    return key


def _once(receiver: Webhook, message: Post, key: bytes, patience: Patience) -> None:
    timestamp = int(time.time())
    headers = {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "yongzhuan",
        "webhook-id": message.id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(key, message, timestamp),
    }
    try:
        status = asyncio.run(asyncio.wait_for(_status(receiver, message, headers, patience), patience.total))
    except (TimeoutError, httpx.TimeoutException):
        raise _Passing("超时没有回答") from None
    except (httpx.HTTPError, OSError) as error:
        raise _Passing(f"无法连接（{type(error).__name__}）") from None
    if status in _LATER or status >= 500:
        raise _Passing(f"HTTP {status}")
    if not 200 <= status < 300:
        raise Undelivered(f"HTTP {status}")


async def _status(receiver: Webhook, message: Post, headers: dict[str, str], patience: Patience) -> int:
    """What the receiver answers; the body of its answer is not read."""
    place = await asyncio.to_thread(place_of, receiver)
    async with httpx.AsyncClient(trust_env=False, timeout=patience.silence, follow_redirects=False) as client:
        request = client.build_request(
            "POST",
            place.url,
            content=message.body,
            headers={"host": place.host, **headers},
            extensions={"sni_hostname": place.name},
        )
        answer = await client.send(request, stream=True)
        await answer.aclose()
        return answer.status_code
