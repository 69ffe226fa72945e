"""What a search found, as a page and JSON tell it: of one edition, with addresses within it."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from published.search.document import KINDS, Kind, split
from published.search.excerpts import Excerpt, Marks, beginning, excerpt, marks
from published.search.find import Found, find
from published.site.pages.addresses import address, row_address
from published.vocabulary import Text

KIND_TITLES: Mapping[Kind, Text] = {
    "dataset": Text(zh="数据集", en="Datasets"),
    "column": Text(zh="指标与列", en="Columns"),
    "code": Text(zh="代码", en="Codes"),
    "case": Text(zh="典型案例", en="Typical cases"),
    "method": Text(zh="方法", en="Methods"),
    "row": Text(zh="名录条目", en="Register entries"),
}
INCOMPLETE = Text(
    zh="没有同时含有所有这些词的内容，以下只含有其中一部分。",
    en="Nothing has all of these words; what follows has some of them.",
)
_TEXTS = ("definition", "heading", "code", "body")


@dataclass(frozen=True)
class Question:
    """What is searched for, of which kind (None: any), and which of the hits are wanted."""

    query: str
    kind: Kind | None = None
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True)
class Hit:
    """One thing found. `href` stays within the edition; marks are places (from, to) in the text they belong to.

    `current`: False of an entry of a register that was replaced or removed.
    """

    kind: Kind
    title: Text
    title_marks: dict[str, Marks]
    href: str
    name: str
    code: str
    datasets: tuple[str, ...]
    current: bool
    excerpt: Excerpt | None


@dataclass(frozen=True)
class Results:
    """A page of hits with how many there are of each kind; `statement` where not all words were found together."""

    question: Question
    total: int
    kinds: dict[Kind, int]
    statement: Text | None
    hits: tuple[Hit, ...]

    def as_json(self) -> dict[str, Any]:
        """As the JSON object of an answer."""
        asked, statement = self.question, self.statement
        return {
            "query": asked.query,
            "kind": asked.kind,
            "total": self.total,
            "kinds": [
                {"kind": one, "title": KIND_TITLES[one].model_dump(), "count": self.kinds[one]}
                for one in KINDS
                if one in self.kinds
            ],
            "all_words": statement is None,
            "statement": statement.model_dump() if statement else None,
            "offset": asked.offset,
            "limit": asked.limit,
            "results": [{**asdict(hit), "title": hit.title.model_dump()} for hit in self.hits],
        }


def results(index: sqlite3.Connection, question: Question, root: str) -> Results:
    """Search an index, its rows as sqlite3.Row; addresses begin with `root`."""
    found = find(index, question.query, question.kind, question.offset, question.limit)
    hits = tuple(_hit(row, found, root) for row in _documents(index, found.ids))
    return Results(question, found.total, found.kinds, None if found.complete else INCOMPLETE, hits)


def _documents(index: sqlite3.Connection, ids: Iterable[int]) -> Iterable[sqlite3.Row]:
    return (index.execute("select * from documents where id = ?", (one,)).fetchone() for one in ids)


def _hit(row: sqlite3.Row, found: Found, root: str) -> Hit:
    datasets = tuple(str(one) for one in json.loads(row["datasets"]))
    title = Text(zh=row["title_zh"], en=row["title_en"])
    lines = [line for name in _TEXTS for line in split(row[name]) if line != title.zh]
    return Hit(
        kind=row["kind"],
        title=title,
        title_marks={language: _marks(text, found) for language, text in title.model_dump().items()},
        href=root + _href(row["kind"], datasets[0], row["name"], tuple(json.loads(row["key"]))),
        name=row["name"],
        code=row["code"],
        datasets=datasets,
        current=bool(row["current"]),
        excerpt=excerpt(lines, found.terms, complete=found.complete) or beginning(lines),
    )


def _marks(text: str, found: Found) -> Marks:
    return marks(text, found.terms, complete=found.complete)


def _href(kind: Kind, dataset: str, name: str, key: tuple[object, ...]) -> str:
    match kind:
        case "dataset":
            return f"/open/{dataset}"
        case "column":
            return f"/dictionary#column-{name}"
        case "code":
            return address(f"/open/{dataset}", {str(key[0]): key[1]})
        case "method":
            return f"/methods/{name}"
    return row_address(dataset, key)
