"""Numbers, months and dates as each language writes them, and sentences of the catalogue with their values."""

from datetime import date, datetime

import pytest

from published.schedule import CITY
from published.site.language import both, languages, same
from published.vocabulary import Text

CHINESE, ENGLISH = languages().values()
DAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        ("2026", "2026 年", "2026"),
        ("2026-Q3", "2026 年三季度", "Q3 2026"),
        ("2026-11", "2026 年 11 月", "November 2026"),
        ("2026-H1", "2026-H1", "2026-H1"),
        ("2026-13", "2026-13", "2026-13"),
    ],
)
def test_a_period_in_words(period: str, chinese: str, english: str) -> None:
    assert (CHINESE.period(period), ENGLISH.period(period)) == (chinese, english)


def test_days_and_months() -> None:
    assert (CHINESE.day(DAY), ENGLISH.day(DAY)) == ("2026 年 11 月 27 日", "27 November 2026")
    assert (CHINESE.day(DAY, year=False), ENGLISH.day(DAY, year=False)) == ("11 月 27 日", "27 November")
    assert (CHINESE.month(DAY), ENGLISH.month(DAY)) == ("2026 年 11 月", "November 2026")
    assert (CHINESE.month(DAY, year=False), ENGLISH.month(DAY, year=False)) == ("11 月", "Nov")
    assert (CHINESE.weekday(DAY), ENGLISH.weekday(DAY)) == ("周五", "Fri")
    minute = datetime(2026, 11, 27, 9, 30, tzinfo=CITY)
    assert (CHINESE.minute(minute), ENGLISH.minute(minute)) == ("2026 年 11 月 27 日 09:30", "27 November 2026 09:30")


def test_one_thing_is_told_otherwise_than_many() -> None:
    told = [ENGLISH.count("%(num)s 天后", "%(num)s 天后", number) for number in (1, 2, 1200)]
    assert told == ["in 1 day", "in 2 days", "in 1,200 days"]
    assert CHINESE.count("%(num)s 天后", "%(num)s 天后", 1) == "1 天后"


def test_a_sentence_with_values() -> None:
    assert CHINESE.say("%(amount)s 万元", amount="1,200") == "1,200 万元"
    assert ENGLISH.say("%(amount)s 万元", amount="1,200") == "1,200 × 10,000 yuan"


def test_what_the_catalogue_does_not_know_stays_as_it_is() -> None:
    assert ENGLISH.say("没有收录的句子") == "没有收录的句子"


def test_wordings_are_put_together_in_each_language() -> None:
    told = both(" · ", [Text(zh="甲", en="a"), same("2024")])
    assert (CHINESE.pick(told), ENGLISH.pick(told)) == ("甲 · 2024", "a · 2024")
    assert CHINESE.listed(["甲", "乙", "丙"]) == "甲、乙和丙" and ENGLISH.listed(["a", "b"]) == "a and b"


def test_chinese_is_marked_where_the_page_is_not_chinese_and_stays_escaped() -> None:
    chinese, english = languages()["zh"], languages()["en"]
    assert english.spoken("专利 <b>") == '<span lang="zh-CN">专利 &lt;b&gt;</span>'
    assert english.spoken("patents <b>") == "patents <b>" and chinese.spoken("专利 <b>") == "专利 <b>"
