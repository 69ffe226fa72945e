"""The alternative text says what an independent reading of the same observations says, in both languages."""

import re
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.site.numbers import grouped
from published.site.plots.figure import KINDS, Kind, Language, Observation
from published.site.plots.words import words
from tests.unit.published.site.plots.made import made, seen

LANGUAGES: tuple[Language, ...] = ("zh", "en")
VALUES = st.one_of(st.none(), st.integers(-99_999, 99_999).map(lambda tenths: tenths / 10))
SOFT = {"P": "试算", "E": "估计"}
SERIES = st.lists(st.tuples(VALUES, st.sampled_from("APEM"), st.booleans()), min_size=1, max_size=12)


@given(SERIES, st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_a_series_in_words(drawn: list[tuple[float | None, str, bool]], language: Language) -> None:
    found = [seen(str(2000 + at), value, status, withheld=hidden) for at, (value, status, hidden) in enumerate(drawn)]
    told = words(made("series", language, observations=tuple(found), earlier=(), breaks=frozenset()))
    known = {one.code: one.value for one in found if one.value is not None}
    assert "亿元" in told and "增加值" in told and "演示数据" in told
    if not known:
        assert ("没有公布的数值" if language == "zh" else "no published value") in told
        return
    assert str(len(found)) in told and found[0].code in told and found[-1].code in told
    for year in (min(known), max(known)):
        assert grouped(known[year], 1) in told and year in told
    if len(known) > 1:
        assert grouped(max(known.values()), 1) in told and grouped(min(known.values()), 1) in told
    for state, count in counted(found).items():
        assert re.search(said(state, count, len(found), language), told), told


@given(st.lists(SERIES.map(lambda drawn: drawn[:3]), min_size=2, max_size=5), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_lines_in_words(drawn: list[list[tuple[float | None, str, bool]]], language: Language) -> None:
    most = max(map(len, drawn))
    found = [
        seen(str(2000 + at), value, status, withheld=hidden, group=f"{line}", group_label=f"L{line}")
        for line, told in enumerate(drawn)
        for at, (value, status, hidden) in enumerate([*told, *[(None, "A", False)] * (most - len(told))])
    ]
    told = words(made("lines", language, observations=tuple(found)))
    for line in range(len(drawn)):
        known = [one for one in found if one.group == f"{line}" and one.value is not None]
        (said,) = [one for one in re.split("[。]|\\. ", told) if f"L{line}" in one] or [""] * (
            not any(one.value is not None for one in found)
        )
        if len(known) > 1:
            first, last = known[0], known[-1]
            assert first.value is not None and last.value is not None
            change = grouped(abs(Decimal(str(last.value)) - Decimal(str(first.value))), 1)
            assert all(text in said for text in (first.code, first.text, last.code, last.text, change))
        elif known:
            assert known[0].text in said and known[0].code in said
        elif said:
            assert ("没有公布的数值" if language == "zh" else "no published value") in said


def counted(found: list[Observation]) -> Counter[str]:
    states: Counter[str] = Counter()
    for one in found:
        if one.value is None:
            states["保密" if one.withheld else "未公布" if one.status == "M" else "无数据或不适用"] += 1
        elif one.status in SOFT:
            states[SOFT[one.status]] += 1
    return states


def said(state: str, count: int, whole: int, language: Language) -> str:
    english = {"试算": "provisional", "估计": "estimated", "保密": "confidential", "未公布": "not announced"}
    english["无数据或不适用"] = "no data or not applicable"
    if language == "zh":
        return f"{whole} 个数值均为{state}" if count == whole else f"(?<!\\d){count} 个{state}"
    return f"All of {whole} values {english[state]}" if count == whole else f"(?<!\\d){count} {english[state]}"


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_named_and_stamped(kind: Kind, language: Language) -> None:
    told = words(made(kind, language))
    assert (KINDS[kind].zh if language == "zh" else KINDS[kind].en) in told and told.startswith("演示数据")


def test_the_others_say_places_parts_goals_and_what_is_missing() -> None:
    ranking = words(made("ranking"))
    assert "1 区330206 646.4" in ranking and "区330225 保密" in ranking
    assert ranking.count("4 区330205 228.1") + ranking.count("4 区330226 228.1") == 2, "equal values share a rank"
    assert "2024 合计 100.0：第01类 19.0" in words(made("stacked"))
    assert "2024 年到 12 月 60.0；2025 年到 9 月 45.0" in words(made("cumulative"))
    gauge = words(made("gauge"))
    assert "2025-09：52.8" in gauge and "目标 100" in gauge and "按往年进度 57.6" in gauge
    series = words(made("series"))
    assert "版本 1.0" in series and "自 2019 起与以前不可比" in series
