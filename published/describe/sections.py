"""What a page of Markdown says under a heading: its paragraphs and its tables as plain texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_CELLS = ("th_open", "td_open")


@dataclass
class Told:
    """Paragraphs and items of lists in their order, and the lines of tables, the first with their headings."""

    paragraphs: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def under(markdown: str, *headings: str) -> Told:
    """What stands under the second-level heading, or the third-level one below it; headings by how they begin."""
    found = (told for path, told in _sections(markdown) if _is(path, headings))
    return next(found, Told())


def part(markdown: str, heading: str) -> str:
    """The Markdown below a second-level heading, up to the next one; empty where there is none."""
    lines = markdown.splitlines()
    starts = [place for place, line in enumerate(lines) if line.startswith("## ")] + [len(lines)]
    for start, end in pairwise(starts):
        if lines[start] == f"## {heading}":
            return "\n".join(lines[start + 1 : end]).strip()
    return ""


def _is(path: list[str], headings: tuple[str, ...]) -> bool:
    pairs = zip(path, headings, strict=False)
    return len(path) == len(headings) and all(f"{one} ".startswith(f"{start} ") for one, start in pairs)


@lru_cache(maxsize=2)
def _sections(markdown: str) -> tuple[tuple[list[str], Told], ...]:
    """Of the same page in two languages one heading after the other is asked for."""
    return tuple(_parsed(markdown))


def _parsed(markdown: str) -> Iterator[tuple[list[str], Told]]:
    path: list[str] = []
    told = Told()
    for opening, token in pairwise(_MARKDOWN.parse(markdown)):
        if opening.type == "heading_open":
            yield path, told
            path, told = [*path[: int(opening.tag[1]) - 2], _text(token)], Told()
        elif opening.type == "tr_open":
            told.rows.append([])
        if opening.type in _CELLS and token.type == "inline":
            told.rows[-1].append(_text(token))
        elif opening.type == "paragraph_open":
            told.paragraphs.append(_text(token))
    yield path, told


def _text(inline: Token) -> str:
    return "".join(part.content or " " * (part.type == "softbreak") for part in inline.children or ()).strip()
