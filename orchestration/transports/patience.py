"""How often and how long a sender is asked again: the one place that retries."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from orchestration.refusals import DeliveryRefused
from published.feed import Feed

log = logging.getLogger("yongzhuan")

Brought = TypeVar("Brought")


class TryAgain(Exception):
    """A trouble that may pass: the wording to refuse with if it does not, and the seconds that the sender asked for."""

    def __init__(self, code: str, wait: float = 0.0, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.wait, self.facts = code, wait, facts


@dataclass(frozen=True)
class Patience:
    """Limits of one file, in seconds: `silence` without a byte, `total` for everything; waits grow, with jitter."""

    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 60.0
    silence: float = 30.0
    total: float = 1800.0


USUAL = Patience()


@dataclass(frozen=True)
class Deadline:
    """When one file must be there."""

    feed: Feed
    file: str
    patience: Patience
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds left; raises DeliveryRefused when there are none."""
        left = self.patience.total - (time.monotonic() - self.began)
        if left <= 0:
            raise DeliveryRefused(self.feed.key, self.file, "too_slow", limit=f"{self.patience.total:g} 秒")
        return left

    def check(self) -> None:
        """Raises DeliveryRefused when no time is left."""
        _ = self.left

    @property
    def silence(self) -> float:
        """Seconds to wait for the next byte."""
        return min(self.patience.silence, self.left)

    def patiently(self, work: Callable[[], Brought]) -> Brought:
        """Do work, again and again where it raises TryAgain, within the limits; at their end DeliveryRefused."""
        retrying = Retrying(
            stop=stop_after_attempt(self.patience.attempts),
            wait=self._wait,
            retry=retry_if_exception_type(TryAgain),
            before_sleep=self._say,
            reraise=True,
        )
        try:
            return retrying(work)
        except TryAgain as trouble:
            raise DeliveryRefused(self.feed.key, self.file, trouble.code, **trouble.facts) from trouble

    def _wait(self, state: RetryCallState) -> float:
        """Grows with jitter, never less than the sender asked for; a wait beyond the deadline is not begun."""
        trouble = _trouble(state)
        grown = wait_random_exponential(multiplier=self.patience.first_wait, max=self.patience.longest_wait)(state)
        wait = max(trouble.wait, grown)
        if wait >= self.left:
            raise DeliveryRefused(self.feed.key, self.file, trouble.code, **trouble.facts) from trouble
        return wait

    def _say(self, state: RetryCallState) -> None:
        what = (self.feed.key, self.file, _trouble(state).code, state.upcoming_sleep, state.attempt_number)
        log.info("%s 的文件 %s：%s，%.0f 秒后重试（第 %d 次）", *what)


def _trouble(state: RetryCallState) -> TryAgain:
    trouble = state.outcome.exception() if state.outcome else None
    assert isinstance(trouble, TryAgain)
    return trouble
