"""What people look for is among the first ten hits, and no text that is published is missed."""

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from published import editions
from published.search import index
from published.search.find import find
from published.search.folding import IDEOGRAPHS, folded
from published.site.results import Hit, Question, results
from tests.pipeline.conftest import Desk

QUERIES = yaml.safe_load(Path(__file__).with_name("search_queries.yml").read_text(encoding="utf-8"))
NAMED = {
    "patent": "select patent_number from patent_resources where record_state = 'current'",
    "case": "select case_number from typical_cases",
    "centre": "select centre_name from high_value_centres",
    "enterprise": "select enterprise_name from leading_enterprises",
}
FIRST, SAMPLED = 10, 2_000


@pytest.fixture(scope="module")
def folder(released: Desk) -> Path:
    edition = editions.current(released.home)
    assert edition is not None
    return editions.folder(released.home, edition.id)


@pytest.fixture
def searched(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / index.FILE)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


@pytest.fixture(scope="module")
def words(folder: Path) -> dict[str, str]:
    with closing(sqlite3.connect(folder / "open.db")) as database:
        found = {name: str(database.execute(f"{sql} order by 1 limit 1").fetchone()[0]) for name, sql in NAMED.items()}
    return {**found, "bare": found["patent"].partition(".")[0]}


def meets(hit: Hit, wanted: str) -> bool:
    kind, _, what = wanted.partition(" ")
    if what.startswith("~"):
        told = (hit.title.zh, hit.code, hit.excerpt.text if hit.excerpt else "")
        return hit.kind == kind and any(what[1:] in text for text in told)
    return hit.kind == kind and what in (hit.name, hit.code)


def recall(searched: sqlite3.Connection, query: dict[str, Any], words: dict[str, str]) -> tuple[int, list[str]]:
    """How much was wanted, and what of it is not among the first ten hits."""
    wanted = [one.format(**words) for one in query["find"]]
    hits = results(searched, Question(str(query["q"]).format(**words), limit=FIRST), "").hits
    return len(wanted), [one for one in wanted if not any(meets(hit, one) for hit in hits)]


def test_what_people_look_for_is_among_the_first_ten(searched: sqlite3.Connection, words: dict[str, str]) -> None:
    found = {query["q"]: recall(searched, query, words) for query in QUERIES}
    assert len(found) >= 60
    share = sum(1 - len(missed) / wanted for wanted, missed in found.values()) / len(found)
    assert share >= 0.95, {query: missed for query, (_, missed) in found.items() if missed}


def test_search_finds_what_like_finds_and_nothing_else(searched: sqlite3.Connection) -> None:
    rows = searched.execute("select id, title_zh, title_en, code, definition, heading, body from documents")
    searched.execute("create temp table texts (id integer primary key, text text)")
    texts = [(row[0], folded("\n".join(row[1:]))) for row in rows]
    searched.executemany("insert into texts values (?, ?)", texts)
    dice, runs = random.Random(7), [run for _, text in texts for run in re.findall(f"[{IDEOGRAPHS}]+", text)]
    parts = set()
    for run in dice.sample(runs, SAMPLED):
        begin, length = dice.randrange(len(run)), dice.randint(1, 4)
        parts.add(run[begin : begin + length])
    for part in dice.sample(sorted(parts), min(len(parts), 200)):
        alike = {one for (one,) in searched.execute("select id from texts where text like ?", (f"%{part}%",))}
        found = find(searched, part, limit=len(texts))
        assert found.complete and set(found.ids) == alike and found.total == len(alike) == len(found.ids), part
