"""The languages of the site: the sentences of its catalogue, and numbers, months and dates as each writes them.

Chinese is the language of the source, so its sentences name the messages; other languages have a catalogue.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

from published.vocabulary import Text

_YEAR_AND_MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")
CATALOGUES = Path(__file__).with_name("translations")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Language:
    """A language of the site; its addresses begin with `prefix`."""

    code: Literal["zh", "en"]
    tag: str
    prefix: str
    name: str
    locale: Locale = field(repr=False, compare=False)
    messages: NullTranslations = field(repr=False, compare=False)

    def say(self, message: str, /, **values: object) -> str:
        """A sentence of the catalogue; `%(name)s` stands for a value."""
        told = self.messages.gettext(message)
        return told % values if values else told

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A sentence about so many things, `%(num)s` of them."""
        return self.messages.ngettext(one, many, number) % {"num": f"{number:,}", **values}

    def spoken(self, text: str) -> str:
        """The text, marked as Chinese where it is and the page is not: what the data say stays as it is."""
        is_foreign = self.code != "zh" and _IDEOGRAPH.search(text)
        return Markup('<span lang="zh-CN">%s</span>') % text if is_foreign else text

    def pick(self, text: Text) -> str:
        """The wording in this language."""
        return str(getattr(text, self.code))

    def day(self, day: date, *, year: bool = True) -> str:
        """`2026 年 11 月 27 日`, `27 November 2026`."""
        return _spaced(format_date(day, "long", self.locale)) if year else self._written(day, "MMMMd")

    def month(self, day: date, *, year: bool = True) -> str:
        """`2026 年 11 月`, `November 2026`."""
        return self._written(day, "yMMMM" if year else "MMMM")

    def weekday(self, day: date) -> str:
        """`周五`, `Fri`."""
        return format_skeleton("EEE", day, locale=self.locale)

    def minute(self, moment: datetime) -> str:
        """The day with its hour and minute, as the clock of the moment's zone shows them."""
        return f"{self.day(moment.date())} {moment:%H:%M}"

    def period(self, period: str) -> str:
        """`2026-Q3` ► `2026 年三季度`, `2026-07` ► `2026 年 7 月`; in English `Q3 2026`, `July 2026`."""
        year, _, part = period.partition("-")
        if part.startswith("Q") and part[1:] in ("1", "2", "3", "4"):
            numeral = self.say("一 二 三 四").split()[int(part[1:]) - 1]
            return self.say("%(year)s 年%(quarter)s季度", year=year, quarter=numeral)
        if _YEAR_AND_MONTH.fullmatch(period):
            return self.month(date(int(year), int(part), 1))
        return self.say("%(year)s 年", year=year) if year.isdecimal() and not part else period

    def listed(self, parts: Iterable[str]) -> str:
        """`甲、乙和丙`, `a, b and c`."""
        return format_list(list(parts), locale=self.locale)

    def _written(self, day: date, skeleton: str) -> str:
        return _spaced(format_skeleton(skeleton, day, locale=self.locale))


def _spaced(text: str) -> str:
    """A blank between figures and Chinese words, as everywhere on the site."""
    for word in ("年", "月", "日"):
        text = text.replace(word, f" {word} ")
    return " ".join(text.split())


def both(separator: str, parts: Iterable[Text]) -> Text:
    """Wordings put together, in each language."""
    known = list(parts)
    return Text(zh=separator.join(part.zh for part in known), en=separator.join(part.en for part in known))


def same(words: str) -> Text:
    """What is written alike in both languages: a number, a name."""
    return Text(zh=words, en=words)


@cache
def languages() -> Mapping[str, Language]:
    """The site's languages by code, the first one for whoever asks for none."""
    chinese = Language("zh", "zh-CN", "", "中文", Locale("zh"), NullTranslations())
    english = Language("en", "en", "/en", "English", Locale("en", "GB"), _catalogue("en"))
    return {language.code: language for language in (chinese, english)}


def _catalogue(code: str) -> GNUTranslations:
    compiled = BytesIO()
    with (CATALOGUES / f"{code}.po").open("rb") as written:
        write_mo(compiled, read_po(written, locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)
