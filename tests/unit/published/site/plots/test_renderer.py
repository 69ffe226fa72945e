"""Drawing in another process: in turn, a bounded queue, an end to each drawing, and a new process when one is spent."""

import asyncio
import sys
from typing import Any

import pytest

from published.site.plots.draughtsman import Draughtsman
from published.site.plots.draw import specification
from published.site.plots.frame import WIDE
from published.site.plots.renderer import Renderer
from published.site.refusals import Refused
from tests.unit.published.site.plots.made import made

JOB = {"do": "svg", "spec": specification(made("gauge"), WIDE), "words": "进度"}
BAD = {"do": "svg", "spec": {"mark": 7}, "words": ""}


def test_drawings_come_in_turn_and_a_bad_one_spoils_no_other() -> None:
    async def run() -> list[Any]:
        renderer = Renderer(drawings=3)
        drawn = await asyncio.gather(*(renderer.draw(job) for job in (JOB, BAD, JOB, JOB)), return_exceptions=True)
        await renderer.stop()
        return drawn

    first, bad, second, third = asyncio.run(run())
    assert first == second == third and first.startswith(b"<svg") and "进度".encode() in first
    assert isinstance(bad, Refused) and bad.status == 500


def test_what_is_asked_for_by_many_at_once_is_drawn_once() -> None:
    async def run() -> tuple[list[bytes], int]:
        renderer = Renderer(waiting=1)
        impatient = asyncio.create_task(renderer.draw(JOB))
        await asyncio.sleep(0)
        impatient.cancel()
        drawn = await asyncio.gather(*(renderer.draw(JOB) for _ in range(20)))
        await renderer.stop()
        return drawn, renderer._drawn

    drawn, times = asyncio.run(run())
    assert len(set(drawn)) == 1 and drawn[0].startswith(b"<svg") and times == 1


def test_beyond_the_queue_is_busy() -> None:
    async def run() -> list[Any]:
        renderer = Renderer(waiting=2)
        jobs = [{**JOB, "words": str(number)} for number in range(5)]
        drawn = await asyncio.gather(*(renderer.draw(job) for job in jobs), return_exceptions=True)
        again = await renderer.draw(JOB)
        await renderer.stop()
        return [*drawn, again]

    *drawn, again = asyncio.run(run())
    assert [isinstance(one, bytes) for one in drawn] == [True, True, False, False, False]
    assert {one.status for one in drawn[2:]} == {503} and isinstance(again, bytes)


def test_a_drawing_that_does_not_end_is_ended() -> None:
    async def run() -> bytes:
        renderer = Renderer(seconds=0.5)
        with pytest.raises(Refused) as refused:
            await _asleep(renderer)
        assert refused.value.status == 503
        renderer = Renderer()
        drawn = await renderer.draw(JOB)
        await renderer.stop()
        return drawn

    assert asyncio.run(run()).startswith(b"<svg")


async def _with(renderer: Renderer, program: str) -> Draughtsman:
    """Another process than the usual one, which has read the beginning of a job."""
    process = await Draughtsman.started(
        (sys.executable, "-c", f"import sys, time; sys.stdin.buffer.readline(); {program}")
    )
    renderer._at_home()
    renderer._process = process
    return process


async def _asleep(renderer: Renderer) -> None:
    """A process that reads its jobs and never answers."""
    process = await _with(renderer, "time.sleep(60)")
    try:
        await renderer.draw(JOB)
    finally:
        assert process.process.wait(5) != 0


def test_a_drawing_whose_process_was_killed_is_drawn_by_another() -> None:
    async def run() -> bytes:
        renderer = Renderer()
        await _with(renderer, "sys.exit(9)")
        drawn = await renderer.draw(JOB)
        await renderer.stop()
        return drawn

    assert asyncio.run(run()).startswith(b"<svg")


def test_what_is_being_drawn_at_the_end_starts_no_other_process() -> None:
    async def run() -> Renderer:
        renderer = Renderer()
        await _with(renderer, "time.sleep(60)")
        waiting = asyncio.create_task(renderer.draw(JOB))
        await asyncio.sleep(0.1)
        await renderer.stop()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        return renderer

    assert asyncio.run(run())._process is None


def test_another_event_loop_has_a_process_of_its_own() -> None:
    renderer = Renderer()

    async def run() -> bytes:
        try:
            return await renderer.draw(JOB)
        finally:
            await renderer.stop()

    assert asyncio.run(run()) == asyncio.run(run())
