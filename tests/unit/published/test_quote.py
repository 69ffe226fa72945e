"""Sentences and references to quote published figures by."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from published.describe.quote import Edition, Quoted, bibtex, gb_t_7714, sentence
from published.vocabulary import Text, vocabulary
from tests.unit.published.described import SYNTHETIC, dataset

LINK = "https://data.example/editions/2026-11-22T093000/open/orchard_yield"
EDITION = Edition("1.2", date(2026, 11, 22), LINK)
FIGURE = Quoted(
    period=Text(zh="2024 年", en="2024"),
    about=(Text(zh="宁波市", en="Ningbo"),),
    measure=Text(zh="产出", en="Yield"),
    value="1,234.50",
    unit=vocabulary().units["wan_yuan"],
    status=Text(zh="初步", en="preliminary"),
)
STAMPED = dataset(notice=SYNTHETIC, provisional=True)


def test_a_sentence_has_value_unit_status_period_place_release_day_and_link() -> None:
    told = sentence(FIGURE, STAMPED, EDITION)
    assert told.zh == (
        "果园产出（2024 年，宁波市）：产出 1,234.50 万元（初步）。来源：宁波市统计局，甬专数据，"
        f"orchard_yield 1.2 版，2026-11-22 公布[演示数据][试算]。{LINK}"
    )
    owner = vocabulary().departments["statistics_bureau"].en
    assert told.en == (
        f"Yield of orchards (2024, Ningbo): Yield 1,234.50 × 10 thousand yuan (preliminary). Source: {owner}, "
        f"Yongzhuan, orchard_yield version 1.2, published 22 November 2026 [synthetic data] [provisional]. {LINK}"
    )


def test_a_normal_figure_has_no_status_and_a_share_no_blank() -> None:
    share = Quoted(None, (), FIGURE.measure, "12.5", vocabulary().units["percent"], None)
    told = sentence(share, dataset(), EDITION)
    assert told.zh.startswith("果园产出：产出 12.5%。") and told.en.startswith("Yield of orchards: Yield 12.5%. ")


def test_of_a_withheld_figure_only_that_it_is_withheld_is_told() -> None:
    told = sentence(Quoted(FIGURE.period, (), FIGURE.measure, "", FIGURE.unit, None), dataset(), EDITION)
    assert "产出保密，不公布。" in told.zh and "Yield withheld as confidential." in told.en


def test_the_reference_of_the_chinese_standard() -> None:
    told = gb_t_7714(STAMPED, EDITION)
    assert told.zh == (
        f"宁波市统计局. 果园产出: 1.2 版（演示数据，试算）[DS/OL]. 宁波: 甬专数据, 2026(2026-11-22)[引用日期]. {LINK}."
    )
    assert "[DS/OL]. Ningbo: Yongzhuan, 2026(2026-11-22)[date of access]. " in told.en
    assert "(2026-11-22)[2026-12-01]." in gb_t_7714(dataset(), EDITION, date(2026, 12, 1)).zh


def test_the_entry_of_a_bibtex_file() -> None:
    told = bibtex(STAMPED, EDITION).en
    assert told.startswith("@misc{orchard_yield_1_2,\n") and told.endswith("\n}")
    for line in ("title = {{Yield of orchards}}", "year = {2026}", "month = {11}", f"url = {{{LINK}}}"):
        assert f"  {line},\n" in told
    assert "note = {Version 1.2, synthetic data, provisional}" in told


@given(st.text())
@settings(deadline=None)
def test_no_title_breaks_out_of_its_braces(title: str) -> None:
    told = bibtex(dataset(title=Text(zh=title, en=title)), EDITION).zh
    bare = re.sub(r"\\.", "", told, flags=re.DOTALL)
    depth = 0
    for sign in bare:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0 and not re.search(r"(?<!\\)[%&#]", told.replace(LINK, ""))
