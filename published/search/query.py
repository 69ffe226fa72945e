"""What somebody typed ► what FTS5 is asked, and where a text has it. Nothing of the query is read as FTS5's syntax."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from snowballstemmer import stemmer

from published.search.folding import folded
from published.search.segments import Segment, pairs, segments

MOST_TERMS = 16
_PREFIX_DIGITS, _STEM = 6, 3
_STEMMER = stemmer("english")
_EMPTY_WORDS = frozenset(
    {"a", "an", "and", "by", "for", "how", "in", "is", "of", "on", "or", "the", "to", "what", "which", "with"}
)
_BEGIN, _END = "(?<![0-9a-z])", "(?![0-9a-z])"
_PATENT = re.compile(r"(?:zl|cn)(?=[0-9])")


@dataclass(frozen=True)
class Term:
    """A word to look for: FTS5's expression, the pattern that finds it in a folded text, and what it is."""

    expression: str
    pattern: re.Pattern[str]
    segment: Segment

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The expressions of which one is enough where not all words are found: any pair of a longer run."""
        if self.segment.kind == "ideographs" and len(self.segment.text) > 2:
            return tuple(f'"{pair}"' for pair in pairs(self.segment.text))
        return (self.expression,)

    def places(self, text: str, *, complete: bool) -> list[tuple[int, int]]:
        """Where a folded text has the word or, where not all words are found, a pair of it."""
        if complete or len(self.alternatives) == 1:
            return [found.span() for found in self.pattern.finditer(text)]
        return [found.span() for pair in pairs(self.segment.text) for found in re.finditer(pair, text)]


def terms(query: str) -> tuple[Term, ...]:
    """The words of a query, each once, at most MOST_TERMS; words that say nothing only where there are no others."""
    found = [one for one in segments(folded(query)) if one.kind != "word" or any(one.parts)]
    telling = [one for one in found if one.text not in _EMPTY_WORDS] or found
    last = found[-1] if found else None
    return tuple(_term(one, is_last=one is last) for one in list(dict.fromkeys(telling))[:MOST_TERMS])


def every(wanted: Sequence[Term]) -> str:
    """The expression for what has all terms."""
    return " AND ".join(f"({one.expression})" for one in wanted)


def some(wanted: Sequence[Term]) -> str:
    """The expression for what has any of them, or a pair of characters of one."""
    return " OR ".join(f"({one})" for term in wanted for one in term.alternatives)


def _term(segment: Segment, *, is_last: bool) -> Term:
    match segment.kind:
        case "ideographs":
            phrase = " ".join(pairs(segment.text))
            expression = f'"{phrase}"' if phrase else f'"{segment.text}"*'
            return Term(expression, re.compile(segment.text), segment)
        case "patent":
            year, kind, number = segment.text[:-8], segment.text[-8], segment.text[-7:]
            return Term(f'"{segment.text}"', re.compile(rf"{_BEGIN}(?:zl|cn)?\s?{year}\s?{kind}\s?{number}"), segment)
        case "amount":
            return Term(f'"{segment.text}"', _of_amount(segment.text), segment)
    return _of_word(segment, is_last)


def _of_amount(digits: str) -> re.Pattern[str]:
    return re.compile(_BEGIN + ",?".join(digits) + _END)


def _of_word(segment: Segment, is_last: bool) -> Term:
    parts = segment.parts
    if len(parts) > 1:
        prefix = "*" if is_last else ""
        whole = f' OR "{segment.joined}"{prefix}' if segment.joined else ""
        pattern = re.compile(_BEGIN + "[-_./]?".join(map(re.escape, parts)) + ("" if is_last else _END))
        return Term(f'"{" ".join(parts)}"{prefix}{whole}', pattern, segment)
    word, open_end = _sought(segment.text, is_last)
    joints = "[-_./]?".join(map(re.escape, word)) if any(map(str.isdecimal, word)) else re.escape(word)
    return Term(f'"{word}"{"*" if open_end else ""}', re.compile(_BEGIN + joints + ("" if open_end else _END)), segment)


def _sought(word: str, is_last: bool) -> tuple[str, bool]:
    """What a word must be or begin with: an English word by its stem, the last word as far as it is typed."""
    number = _PATENT.sub("", word)
    if number.isdecimal():
        return number, len(number) >= _PREFIX_DIGITS or number != word
    stem: str = _STEMMER.stemWord(word) if word.isascii() and word.isalpha() else word
    shared = stem.removesuffix("i")
    if len(shared) > _STEM and word.startswith(shared) and shared != word:
        return shared, True
    return word, is_last or (len(word) > _STEM and word.isalpha())
