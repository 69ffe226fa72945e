"""What a dataset is made from, as its release tells it: departments, their feeds, the dataset; no names of files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from published.dataset import Dataset
from published.describe.sections import under
from published.site.language import Language
from published.site.pages.catalogue import Entry
from published.vocabulary import Term, Text, vocabulary

ROW, BOX, GAP = 40, 30, 14
"""Heights of a feed's row and of its box, and the gap between departments, in units of the drawing."""


@dataclass(frozen=True)
class Feed:
    """A table that a department delivers, and the datasets that are made from it."""

    name: str
    title: Text
    """After its department, where the method page names it."""
    datasets: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Department:
    """A department with its feeds."""

    owner: Term
    feeds: tuple[Feed, ...]


@dataclass(frozen=True)
class Box:
    """A box of the drawing: its text, its middle and height, and (of feeds) the middle of its department."""

    text: str
    middle: float
    height: float
    owner_middle: float = 0


@dataclass(frozen=True)
class Drawing:
    """Departments on the left, feeds beside them, the dataset on the right."""

    height: float
    owners: tuple[Box, ...]
    feeds: tuple[Box, ...]


def feed_titles(dataset: Dataset) -> dict[str, Text]:
    """Feed ► what the method page calls it, in the order of their keys; without one by its department."""
    method = dataset.method or Text(zh="", en="")
    zh = _named(under(method.zh, "来源与修订").paragraphs, "：")
    en = _named(under(method.en, "Sources and revisions").paragraphs, ": ")
    if len(zh) == len(en) == len(dataset.feeds):
        told = zip(zh, en, strict=True)
        return {feed: Text(zh=one, en=other) for feed, (one, other) in zip(dataset.feeds, told, strict=True)}
    owners = {feed: vocabulary().departments[feed.partition("/")[0]] for feed in dataset.feeds}
    return {feed: Text(zh=owner.zh, en=owner.en) for feed, owner in owners.items()}


def all_lineage(entries: Mapping[str, Entry]) -> tuple[Department, ...]:
    """Every department in the order of the vocabulary, with its feeds and what is made from each."""
    used: dict[str, list[Entry]] = {}
    titles: dict[str, Text] = {}
    for entry in entries.values():
        for feed, title in feed_titles(entry.dataset).items():
            used.setdefault(feed, []).append(entry)
            titles.setdefault(feed, title)
    feeds = [Feed(feed, _alone(titles[feed]), tuple(found)) for feed, found in sorted(used.items())]
    return tuple(_departments(feeds))


def lineage_of(entry: Entry, entries: Mapping[str, Entry], language: Language) -> dict[str, object]:
    """What the template of one dataset's lineage needs."""
    mine = [Feed(feed, _alone(title)) for feed, title in sorted(feed_titles(entry.dataset).items())]
    departments = tuple(_departments(mine))
    shared = [
        other
        for other in entries.values()
        if other is not entry and set(other.dataset.feeds) & set(entry.dataset.feeds)
    ]
    return {
        "entry": entry,
        "dataset": entry.dataset,
        "departments": departments,
        "drawing": drawing(departments, language),
        "shared": shared,
    }


def drawing(departments: Sequence[Department], language: Language) -> Drawing:
    """Where each box stands."""
    top, owners, feeds = 0.0, list[Box](), list[Box]()
    for department in departments:
        high = len(department.feeds) * ROW
        middle = top + high / 2
        owners.append(Box(language.pick(department.owner), middle, high - ROW + BOX))
        for place, feed in enumerate(department.feeds):
            name = feed.name.partition("/")[2]
            feeds.append(Box(name, top + place * ROW + ROW / 2, BOX, middle))
        top += high + GAP
    return Drawing(max(top - GAP, ROW), tuple(owners), tuple(feeds))


def _departments(feeds: Sequence[Feed]) -> Iterator[Department]:
    for name, owner in vocabulary().departments.items():
        if mine := tuple(feed for feed in feeds if feed.name.partition("/")[0] == name):
            yield Department(owner, mine)


def _alone(title: Text) -> Text:
    """What is delivered, without the department before it; nothing where only that is known."""
    return Text(zh=title.zh.partition("：")[2], en=title.en.partition(": ")[2])


def _named(paragraphs: Sequence[str], colon: str) -> list[str]:
    owners = {name for owner in vocabulary().departments.values() for name in (owner.zh, owner.en)}
    return [line for line in paragraphs if line.partition(colon)[0] in owners and colon in line]
