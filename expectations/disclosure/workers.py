"""The same work on many parts, on every core where starting processes is worth it."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import TypeVar

import highspy

Part = TypeVar("Part")
Result = TypeVar("Result")
_WORTH = 800
"""Cells in all from which processes save more than they take to start."""


def mapped(work: Callable[[Part], Result], parts: Sequence[Part], cells: int) -> list[Result]:
    """The work on every part, in their order, whoever did it; `cells` is how much there is in all."""
    if cells < _WORTH or len(parts) < 2:
        greet()
        return [work(part) for part in parts]
    try:
        return list(_pool().map(work, parts))
    except BrokenProcessPool:
        _pool.cache_clear()
        raise


@cache
def _pool() -> ProcessPoolExecutor:
    """Started once for all universes of a release; ends with the process."""
    return ProcessPoolExecutor(len(os.sched_getaffinity(0)), multiprocessing.get_context("spawn"), initializer=greet)


@cache
def greet() -> None:
    """HiGHS prints its banner with the first solver of a process, before it can be told to be quiet."""
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    sys.stdout.flush()
    os.dup2(nowhere, 1)
    try:
        highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
