"""Answers that were computed are kept within a bound, computed once, and only under the tag of their edition."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.site import answers
from published.site.answers import HTML, Answer, Send
from published.site.cache import LARGEST, OVERHEAD, Cache
from published.site.refusals import Refused, not_found
from published.site.whole import Key, Wanted, Whole

TAG = 'W/"edition-1"'


def key(number: int) -> Key:
    return ("http", b"site", f"/{number}".encode(), b"")


def whole(size: int) -> Whole:
    return Whole.of(answers.encoded({"content-type": HTML, "etag": TAG}), b"x" * size)


class Reader:
    """What arrives at one reader."""

    def __init__(self) -> None:
        self.status, self.body, self.messages = 0, b"", 0

    async def __call__(self, message: Mapping[str, Any]) -> None:
        self.messages += 1
        self.status = message.get("status", self.status)
        self.body += message.get("body", b"")


class Page:
    """Something that takes a while to compute, and counts how often it was."""

    def __init__(self, body: bytes = b"page" * 100, tag: str = TAG, refusal: Refused | None = None) -> None:
        self.answer, self.refusal, self.times = Answer(200, body, HTML, {"etag": tag}), refusal, 0

    async def __call__(self, _send: Send) -> Answer:
        self.times += 1
        await asyncio.sleep(0.01)
        if self.refusal:
            raise self.refusal
        return self.answer


async def ask(cache: Cache, page: Callable[[Send], Awaitable[Answer | None]], number: int = 1) -> Reader:
    reader = Reader()
    await cache.answer(Wanted(key(number), b"", b"", False), TAG.encode(), reader, page)
    return reader


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30_000), st.booleans()), max_size=120),
    st.integers(20_000, 300_000),
)
@settings(deadline=None, max_examples=60)
def test_whatever_is_asked_for_the_bound_is_kept(asked: list[tuple[int, int, bool]], most: int) -> None:
    cache, known = Cache(most), {}
    for number, size, keep in asked:
        found = cache.get(key(number))
        assert found is None or found is known[number]
        if keep and found is None:
            known[number] = whole(size)
            cache.put(key(number), known[number])
        assert 0 <= cache.used <= most and cache.used >= len(cache) * OVERHEAD


def test_a_flood_of_addresses_drives_out_nothing_that_is_asked_for_again() -> None:
    cache, dice = Cache(1_000_000), random.Random(1)
    cache.put(key(-1), whole(20_000))
    assert cache.get(key(-1))
    for number in range(20_000):
        cache.put(key(number), whole(dice.randint(0, 4_000)))
        if number % 1_000 == 0:
            assert cache.get(key(-1)), "asked for again, now and then"
    assert cache.used <= 1_000_000 and cache.get(key(-1))


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    cache = Cache(3 * (OVERHEAD + 30))
    for number in range(5):
        cache.put(key(number), whole(0))
    assert [number for number in range(5) if cache.get(key(number))] == [2, 3, 4]


def test_an_answer_too_large_for_the_cache_is_not_kept() -> None:
    cache = Cache(100_000)
    cache.put(key(1), whole(40_000))
    assert len(cache) == 0 and cache.used == 0


def test_many_who_ask_at_once_have_it_computed_once() -> None:
    async def check() -> None:
        cache, page = Cache(), Page()
        readers = await asyncio.gather(*(ask(cache, page) for _ in range(50)))
        assert page.times == 1 and {(one.status, one.body) for one in readers} == {(200, page.answer.body)}
        await ask(cache, page)
        assert page.times == 1

    asyncio.run(check())


def test_a_refusal_is_given_to_all_who_wait_and_not_kept() -> None:
    async def check() -> None:
        cache, page = Cache(), Page(refusal=not_found())
        outcomes = await asyncio.gather(*(ask(cache, page) for _ in range(9)), return_exceptions=True)
        assert page.times == 1 and all(isinstance(one, Refused) for one in outcomes) and len(cache) == 0
        with pytest.raises(Refused):
            await ask(cache, page)
        assert page.times == 2

    asyncio.run(check())


def test_who_waits_for_one_that_went_away_computes_it_themselves() -> None:
    async def check() -> None:
        cache, page = Cache(), Page()
        first = asyncio.create_task(ask(cache, page))
        await asyncio.sleep(0)
        others = [asyncio.create_task(ask(cache, page)) for _ in range(3)]
        await asyncio.sleep(0)
        first.cancel()
        assert {(await one).status for one in others} == {200}

    asyncio.run(check())


def test_who_waits_and_goes_away_takes_the_answer_from_nobody() -> None:
    async def check() -> None:
        cache, page = Cache(), Page()
        readers = [asyncio.create_task(ask(cache, page)) for _ in range(3)]
        await asyncio.sleep(0)
        readers[1].cancel()
        assert [(await readers[place]).status for place in (0, 2)] == [200, 200] and page.times == 1

    asyncio.run(check())


def test_nobody_waits_for_a_reader_who_takes_a_large_answer_slowly() -> None:
    large, stuck, reading = b"x" * (LARGEST + 1), asyncio.Event(), asyncio.Event()

    async def stalled(_message: Mapping[str, Any]) -> None:
        reading.set()
        await stuck.wait()

    async def check() -> None:
        cache, page = Cache(), Page(large)
        slow = asyncio.create_task(cache.answer(Wanted(key(1), b"", b"", False), TAG.encode(), stalled, page))
        await asyncio.sleep(0)
        waiting = asyncio.create_task(ask(cache, page))
        await reading.wait()
        later = ask(cache, page)
        assert [(await asyncio.wait_for(one, 20)).body for one in (waiting, later)] == [large, large]
        stuck.set()
        await slow

    asyncio.run(check())


@pytest.mark.parametrize("tag", ['W/"edition-1-2026-11-27"', 'W/"edition-2"', ""])
def test_what_does_not_stand_under_the_tag_of_the_edition_is_never_kept(tag: str) -> None:
    async def check() -> None:
        cache, page = Cache(), Page(tag=tag)
        for _ in range(2):
            assert (await ask(cache, page)).body == page.answer.body
        assert page.times == 2 and len(cache) == 0

    asyncio.run(check())


@pytest.mark.parametrize("size", [LARGEST, LARGEST + 1, 3 * LARGEST])
def test_a_large_answer_goes_out_as_it_comes(size: int) -> None:
    async def streamed(send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": answers.encoded({"etag": TAG})})
        for start in range(0, size, 100_000):
            body = b"x" * min(100_000, size - start)
            await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def check() -> None:
        cache = Cache()
        reader = await ask(cache, streamed)
        assert len(reader.body) == size and len(cache) == (size <= LARGEST)
        assert (reader.messages == 2) == (size <= LARGEST)

    asyncio.run(check())
