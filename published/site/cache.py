"""The answers of one edition that were computed before, within a bound; with the edition they go.

Only what stands under the edition's own tag is kept: of that, the same address gives the same bytes until the edition
is another. Nothing has to be taken out when an edition changes, since the next one has a cache of its own.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from published.site.answers import Answer, Send
from published.site.compression import ENCODINGS, SHARE
from published.site.refusals import BrokenOff, Refused, broken, crowded
from published.site.whole import Key, Wanted, Whole

CURRENT_BYTES, PINNED_BYTES = 48_000_000, 4_000_000
"""Of the edition that is shown, some thousand pages; of each past one that is open, some dozens."""
LARGEST = 1_000_000
"""Bytes of the largest answer that is held back until it is whole, and kept: larger ones go out as they come."""
OVERHEAD = 8_000
"""Bytes of an entry besides its bodies and address: headers, in each encoding, as Python holds them."""

Compute = Callable[[Send], Awaitable[Answer | None]]


class _Part:
    """Answers in the order in which they were asked for, and what they take."""

    def __init__(self) -> None:
        self.answers: OrderedDict[Key, Whole] = OrderedDict()
        self.bytes = 0

    def add(self, key: Key, whole: Whole) -> None:
        self.answers[key] = whole
        self.bytes += cost(key, whole)

    def take(self, key: Key) -> Whole:
        whole = self.answers.pop(key)
        self.bytes -= cost(key, whole)
        return whole

    def take_oldest(self) -> tuple[Key, Whole]:
        key = next(iter(self.answers))
        return key, self.take(key)


class Cache:
    """Answers by request. Those that were asked for again are kept apart, so that a flood of addresses that are asked
    for once drives out none of them.
    """

    def __init__(self, most_bytes: int = CURRENT_BYTES) -> None:
        self._most = most_bytes
        self._once, self._again = _Part(), _Part()
        self._flights: dict[Key, asyncio.Future[Whole | Refused | None]] = {}

    @property
    def used(self) -> int:
        """Bytes held at most."""
        return self._once.bytes + self._again.bytes

    def __len__(self) -> int:
        return len(self._once.answers) + len(self._again.answers)

    def get(self, key: Key) -> Whole | None:
        """The answer to a request, where it is kept."""
        if (whole := self._again.answers.get(key)) is not None:
            self._again.answers.move_to_end(key)
        elif key in self._once.answers:
            whole = self._once.take(key)
            self._again.add(key, whole)
            while self._again.bytes > self._most // 2:
                self._once.add(*self._again.take_oldest())
        return whole

    def put(self, key: Key, whole: Whole) -> None:
        """Keep an answer, and let go of those that were asked for longest ago."""
        if key in self._again.answers or key in self._once.answers or cost(key, whole) > self._most // 2:
            return
        self._once.add(key, whole)
        while self.used > self._most:
            self._once.take_oldest()

    async def answer(self, wanted: Wanted, tag: bytes, send: Send, compute: Compute) -> None:
        """Send what is kept or is being computed for somebody else, else compute it; raises Refused."""
        key = wanted.key
        if (flight := self._flights.get(key)) is not None:
            found = await asyncio.shield(flight)  # who goes away meanwhile leaves it to the others
            if isinstance(found, Refused):
                raise found
            if found is not None:
                await found.send(wanted, send)
                return
        if (whole := self.get(key) or await self._computed(key, tag, send, compute)) is not None:
            await whole.send(wanted, send)

    async def _computed(self, key: Key, tag: bytes, send: Send, compute: Compute) -> Whole | None:
        """The answer to a request, None where it has been sent as it came: at that reader's pace, so that from its
        first byte on nobody else waits for it."""
        flight: asyncio.Future[Whole | Refused | None] = asyncio.get_running_loop().create_future()
        self._flights.setdefault(key, flight)

        def landed(outcome: Whole | Refused | None = None) -> None:
            if self._flights.get(key) is flight:
                del self._flights[key]
                flight.set_result(outcome)

        outcome: Whole | Refused | None = None
        try:
            outcome = await _held_back(send, tag, compute, landed)
            if outcome is not None:
                self.put(key, outcome)
            return outcome
        except Refused as refusal:
            outcome = refusal
            raise
        finally:
            landed(outcome)


def cost(key: Key, whole: Whole) -> int:
    """Bytes that an entry takes at most: its body, and two compressed ones of at most half of it each."""
    return len(whole.body) * (1 + len(ENCODINGS) // SHARE) + sum(map(len, key)) + OVERHEAD


async def _held_back(send: Send, tag: bytes, compute: Compute, passes: Callable[[], None]) -> Whole | None:
    """The whole answer; None where it went to `send` as it came, being too large or not under the tag.

    `passes` is told as that begins. Raises Refused where it broke off before any of it was sent.
    """
    held = _Held(send, tag, passes)
    try:
        answer = await compute(held)
    except BrokenOff as error:
        if held.passing:
            raise
        raise (crowded() if isinstance(error.__cause__, MemoryError) else broken()) from error
    if answer is not None:
        await answer.send(held)
    return held.whole()


class _Held:
    """A `send` that holds an answer back while it may be kept."""

    def __init__(self, send: Send, tag: bytes, passes: Callable[[], None]) -> None:
        self._send, self._tag, self._passes = send, tag, passes
        self._start: Mapping[str, Any] = {}
        self._chunks: list[bytes] = []
        self._size = 0
        self.passing = False

    async def __call__(self, message: Mapping[str, Any]) -> None:
        if self.passing:
            await self._send(message)
        elif message["type"] == "http.response.start":
            self._start = message
            if message["status"] != 200 or (b"etag", self._tag) not in message["headers"]:
                await self._pass_on()
        else:
            self._chunks.append(message.get("body", b""))
            self._size += len(self._chunks[-1])
            if self._size > LARGEST:
                await self._pass_on(message.get("more_body", False))

    async def _pass_on(self, more: bool = True) -> None:
        self.passing = True
        self._passes()
        await self._send(self._start)
        if self._chunks:
            await self._send({"type": "http.response.body", "body": b"".join(self._chunks), "more_body": more})
            self._chunks.clear()

    def whole(self) -> Whole | None:
        """What was held back to the end."""
        return None if self.passing else Whole.of(self._start["headers"], b"".join(self._chunks))
