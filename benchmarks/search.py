"""How long a search takes, beside LIKE over the same texts in the same run, and what the index costs.

    DATA_HOME=… .venv/bin/python -m benchmarks.search [--times 1]

Searches the edition that is public in a released home; `--times 20` repeats its rows so many times, for a city that
has grown. Times are the processor's, what a reader waits where nothing else runs. Ends with 1 where 95 of 100 searches
of some class take longer than 100 ms, or find other than LIKE does.
"""

import argparse
import dataclasses
import random
import re
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from published import editions
from published.home import Home
from published.releases import read_dataset, release_folder
from published.search import index
from published.search.document import Document
from published.search.documents import documents
from published.search.find import find
from published.search.folding import IDEOGRAPHS, folded
from published.site.guard import connect
from published.site.results import Question, results

LIMIT_MS, SAMPLED = 100, 60
_WRITTEN = {
    "words in Chinese and English": (
        "质押融资 余姚",
        "宁波 专利 企业",
        "technology contracts",
        "GDP 增加值",
        "a",
        "2024",
    ),
    "a sentence, not all words there": (
        "宁波去年专利转让了多少",
        "how many licences were there in Ningbo",
        "余姚钢琴专利",
    ),
}


def main() -> None:
    """Build, ask, print; exit 1 over the limit or where LIKE finds other documents."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--times", type=int, default=1)
    times = arguments.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / index.FILE
        _built(Home.from_environment(), times, path)
        with closing(sqlite3.connect(path)) as texts:
            _fold(texts)
            asked = dict(_asked(texts))
            slow = [kind for kind, queries in asked.items() if _waited(kind, queries, path, texts) > LIMIT_MS]
            alike = all(_alike(texts, one) for kind in list(asked)[:3] for one in asked[kind])
    print("what LIKE finds is what is found:", alike)
    sys.exit(bool(slow) or not alike)


def _built(home: Home, times: int, path: Path) -> None:
    edition = editions.current(home)
    assert edition is not None, "release something first"
    database = editions.folder(home, edition.id) / f"{editions.DATABASE}.db"
    described = [read_dataset(release_folder(home, name, one)) for name, one in edition.living(home).items()]
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    if times == 1:
        index.write(described, database, "", path)
    else:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(path, isolation_level=None)) as made:
            source.row_factory = sqlite3.Row
            index.fill(made, _repeated(list(documents(described, source)), times), "")
    seconds, used = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    with closing(sqlite3.connect(path)) as made:
        (count,) = made.execute("select count(*) from documents").fetchone()
    sizes = [f"{one.stat().st_size / 1e6:.1f} MB" for one in (path, database)]
    print(
        f"{count:,} documents: index {sizes[0]} beside a database of {sizes[1]}, {seconds:.1f} s, {used / 1e3:.0f} MB"
    )


def _repeated(found: list[Document], times: int) -> Iterator[Document]:
    """Every row of a register so often, each time as another row."""
    for one in found:
        for number in range(times if one.kind in ("row", "case") else 1):
            yield dataclasses.replace(one, key=(*one.key, number))


def _fold(database: sqlite3.Connection) -> None:
    database.execute("create temp table texts (id integer primary key, text text not null)")
    rows = database.execute("select id, title_zh, title_en, code, definition, heading, body from documents")
    database.executemany("insert into texts values (?, ?)", [(row[0], folded("\n".join(row[1:]))) for row in rows])


def _asked(database: sqlite3.Connection) -> Iterator[tuple[str, list[str]]]:
    """Queries by class: parts of what is published, whatever they mean, then what somebody would write."""
    dice = random.Random(3302)
    texts = [text for (text,) in database.execute("select text from texts")]
    runs = [run for text in dice.sample(texts, min(len(texts), 4_000)) for run in re.findall(f"[{IDEOGRAPHS}]+", text)]
    for name, length in (("one character", 1), ("two characters", 2), ("four characters", 4)):
        chosen = [run for run in dice.sample(runs, SAMPLED * 8) if len(run) >= length][:SAMPLED]
        starts = [dice.randrange(len(run) - length + 1) for run in chosen]
        yield name, [run[start : start + length] for run, start in zip(chosen, starts, strict=True)]
    numbers = "select code from documents where kind = 'row' and code > '' order by id"
    codes = [code.split("\n")[0] for (code,) in database.execute(numbers)]
    yield "numbers of register rows", dice.sample(codes, SAMPLED)
    yield from ((name, list(queries) * 10) for name, queries in _WRITTEN.items())


def _waited(kind: str, queries: list[str], path: Path, texts: sqlite3.Connection) -> float:
    found = [_milliseconds(lambda query=query: _search(path, query)) for query in queries]
    like = [_milliseconds(lambda query=query: _like(texts, query)) for query in queries]
    search, beside = _told(found), _told(like)
    told = [
        f"{name} p50 {half:6.1f}  p95 {most:6.1f} ms" for name, (half, most) in (("search", search), ("LIKE", beside))
    ]
    print(f"{kind:34}", *told, sep="   ")
    return search[1]


def _search(path: Path, query: str) -> object:
    """As the site does: a connection of its own, the first page with excerpts and counts."""
    with closing(connect(path, index.WORDS)) as connection:
        connection.row_factory = sqlite3.Row
        return results(connection, Question(query), "")


def _like(texts: sqlite3.Connection, query: str) -> set[int]:
    return {one for (one,) in texts.execute("select id from texts where text like ?", (f"%{folded(query)}%",))}


def _alike(texts: sqlite3.Connection, query: str) -> bool:
    return set(find(texts, query, limit=10**9).ids) == _like(texts, query)


def _milliseconds(call: Callable[[], object]) -> float:
    started = time.thread_time()
    call()
    return (time.thread_time() - started) * 1_000


def _told(spent: list[float]) -> tuple[float, float]:
    return statistics.median(spent), statistics.quantiles(spent, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main()
