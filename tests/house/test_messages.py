"""Every sentence of the site is in the catalogue of the other language, with the same values and the same marks."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

from published.home import PROJECT
from published.site.language import CATALOGUES

SITE = PROJECT / "published" / "site"
KEYWORDS = {**DEFAULT_KEYWORDS, "say": None, "count": (1, 2)}
_VALUE = re.compile(r"%\(\w+\)s|%%")
_MARK = re.compile(r"</?\w+|(?:href|class)=\"[^\"]*\"")
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def written() -> Iterator[str | tuple[str, ...]]:
    """The sentences in code and templates."""
    for file in sorted(SITE.rglob("*.py")):
        yield from (found[1] for found in extract_from_file("python", file, keywords=KEYWORDS))
    options = {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false"}
    for file in sorted((SITE / "templates").glob("*.html")):
        yield from (found[1] for found in extract_from_file("jinja2", file, keywords=KEYWORDS, options=options))


def catalogue() -> Catalog:
    with (CATALOGUES / "en.po").open("rb") as file:
        return read_po(file, locale="en")


def messages() -> list[Any]:
    return [message for message in catalogue() if message.id]


def test_no_sentence_lacks_a_translation_and_none_is_left_over() -> None:
    asked = {one if isinstance(one, str) else one[0] for one in written()}
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in messages()}
    assert known == asked, "run `make messages` and translate what is empty"
    assert not catalogue().obsolete


@pytest.mark.parametrize("message", messages(), ids=lambda message: str(message.id)[:30])
def test_a_translation_says_the_same(message: Any) -> None:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    told = [message.string] if isinstance(message.string, str) else list(message.string)
    assert all(told) and not message.fuzzy
    for words in told:
        assert not _CHINESE.search(words)
        assert sorted(set(_VALUE.findall(words))) == sorted(set(_VALUE.findall(ids[0])))
        assert sorted(_MARK.findall(words)) == sorted(_MARK.findall(ids[0]))
