"""The page of a search: what was found of each kind, words marked, where each leads; else what to try."""

from collections.abc import Iterator
from dataclasses import dataclass

from published.search.document import Kind
from published.search.excerpts import Marks
from published.site.asked import Asked
from published.site.language import Language
from published.site.pages.addresses import address
from published.site.parameters import check_search
from published.site.results import KIND_TITLES, Hit, Question, Results
from published.site.searches import FARTHEST, USUAL, Searches, deadline, sought
from published.site.shown import Shown

FEW = 4
"""Hits of each kind where all kinds are shown."""
PAGES = FARTHEST // USUAL
_SUGGESTED = 4
Parts = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is one of the words."""


@dataclass(frozen=True)
class Line:
    """A hit as it is shown."""

    title: Parts
    code: str
    text: Parts
    where: str
    href: str
    current: bool


@dataclass(frozen=True)
class Group:
    """Hits of one kind and how many there are; `href` leads to all of them."""

    kind: Kind
    title: str
    count: int
    href: str
    chosen: bool
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class SearchPage:
    """What the template needs: `tabs` count every kind, `groups` hold the hits; addresses of the pages around."""

    query: str
    kind: Kind | None
    total: int
    all_href: str
    tabs: tuple[Group, ...]
    groups: tuple[Group, ...]
    statement: str
    number: int
    pages: int
    before: str
    after: str
    suggestions: tuple[tuple[str, str], ...]


async def search_page(searches: Searches, asked: Asked, shown: Shown) -> SearchPage:
    """Search an edition for what the address says, all kinds in the time of one search; without words nothing is
    looked for. Raises Refused."""
    check_search(asked.arguments, {"page": PAGES})
    query, kind = sought(asked)
    number = max(int(asked.last("page") or 1), 1) if kind else 1
    suggestions = tuple(_suggestions(shown, asked.language))
    if not query.strip():
        return SearchPage("", None, 0, "/search", (), (), "", 1, 1, "", "", suggestions)
    await searches.ready(shown)
    until = deadline()
    found = await searches.search(shown, Question(query, kind, (number - 1) * USUAL if kind else 0, USUAL), until)
    tabs = tuple(_tab(found, one, asked.language) for one in KIND_TITLES if one in found.kinds)
    groups = [_with_lines(found, found.hits, kind, shown, asked.language)] if kind and found.hits else []
    if kind is None:
        for one in dict.fromkeys([*(hit.kind for hit in found.hits), *found.kinds]):
            first = await searches.search(shown, Question(query, one, 0, FEW), until)
            groups.append(_with_lines(found, first.hits, one, shown, asked.language))
    pages = min(-(-found.total // USUAL), PAGES) if kind else 1
    return SearchPage(
        query=query,
        kind=kind,
        total=sum(found.kinds.values()),
        all_href=address("/search", {"q": query}),
        tabs=tabs,
        groups=tuple(groups),
        statement=asked.language.pick(found.statement) if found.statement and found.hits else "",
        number=number,
        pages=pages,
        before=_page(query, kind, number - 1) if number > 1 else "",
        after=_page(query, kind, number + 1) if number < pages else "",
        suggestions=suggestions,
    )


def parts(text: str, marks: Marks) -> Parts:
    """A text cut where the words begin and end."""
    found, place = list[tuple[str, bool]](), 0
    for first, last in marks:
        found += [(text[place:first], False), (text[first:last], True)]
        place = last
    return tuple((piece, marked) for piece, marked in [*found, (text[place:], False)] if piece)


def _tab(found: Results, kind: Kind, language: Language) -> Group:
    query, chosen = found.question.query, found.question.kind == kind
    href = address("/search", {"q": query, "kind": kind})
    return Group(kind, language.pick(KIND_TITLES[kind]), found.kinds[kind], href, chosen)


def _with_lines(found: Results, hits: tuple[Hit, ...], kind: Kind, shown: Shown, language: Language) -> Group:
    tab = _tab(found, kind, language)
    lines = tuple(_line(hit, shown, language) for hit in hits)
    return Group(tab.kind, tab.title, tab.count, tab.href, tab.chosen, lines)


def _line(hit: Hit, shown: Shown, language: Language) -> Line:
    title = language.pick(hit.title)
    return Line(
        title=parts(title, hit.title_marks[language.code]),
        code=hit.code if hit.kind in ("column", "code") else "",
        text=parts(hit.excerpt.text, hit.excerpt.marks) if hit.excerpt and hit.excerpt.text != hit.code else (),
        where=_where(hit, shown, language),
        href=hit.href,
        current=hit.current,
    )


def _where(hit: Hit, shown: Shown, language: Language) -> str:
    """Where the hit leads, in words."""
    titles = [language.pick(shown.entries[name].dataset.title) for name in hit.datasets if name in shown.entries]
    match hit.kind:
        case "dataset":
            return language.say("数据集页")
        case "column":
            return language.say("数据字典；用于：%(datasets)s", datasets=_some(titles, language))
        case "code":
            return language.say("按这个代码筛选：%(dataset)s", dataset="".join(titles[:1]))
        case "method":
            return language.say("方法页")
    return "".join(titles[:1])


def _some(titles: list[str], language: Language) -> str:
    if len(titles) > 3:
        return language.say("%(some)s等 %(count)s 个数据集", some=language.listed(titles[:2]), count=len(titles))
    return language.listed(titles)


def _page(query: str, kind: Kind | None, number: int) -> str:
    return address("/search", {"q": query, "kind": kind, "page": number})


def _suggestions(shown: Shown, language: Language) -> Iterator[tuple[str, str]]:
    """Titles that are there to be found."""
    with_figures = [entry for entry in shown.entries.values() if entry.figure or entry.cases]
    for entry in with_figures[:_SUGGESTED]:
        title = language.pick(entry.dataset.title)
        yield title, address("/search", {"q": title})
