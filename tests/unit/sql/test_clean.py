"""How a delivered cell becomes a canonical one, as tables; cleaning twice is cleaning once, and no text breaks it."""

import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.sql.macros import macro, over

MARKERS = ["", "…", "……", "...", "-", "—", "/"]
CLEANERS = [
    "half_width",
    "present",
    "clean_code",
    "clean_name",
    "clean_number",
    "clean_amount",
    "clean_price",
    "clean_date",
    "clean_date_or_month",
    "clean_area_code",
    "clean_area_name",
    "clean_application_number",
]
CASES: dict[str, list[tuple[str | None, str | None]]] = {
    "half_width": [
        ("３３０２０３", "330203"),
        ("（ＡＢｃ）", "(ABc)"),
        ("1,２３４．５", "1,234.5"),
        ("　海曙　", "海曙"),
        ("a b", "a b"),
        ("'＂", "'\""),
        ("\ufeff1\t2\u00a0３\u200b\u2060", "123"),
        ("", ""),
        (None, None),
    ],
    "present": [*((marker, None) for marker in MARKERS), ("0", "0"), ("--", "--"), ("-1", "-1"), (None, None)],
    "clean_code": [
        ("91330203ma20004490", "91330203MA20004490"),
        ("９１３３０２０３ＭＡ２０００４４９０", "91330203MA20004490"),
        (" 9133 0203 MA20 0044 90 ", "91330203MA20004490"),
        ("…", None),
        ("", None),
        (None, None),
    ],
    "clean_name": [
        ("海 曙 区", "海曙区"),
        ("海　曙\u200b区\u00a0", "海曙区"),
        ("—", None),
        ("其中:奉化区属", "其中:奉化区属"),
    ],
    "clean_number": [
        ("1,234,567", "1234567"),
        ("１，２３４", "1234"),
        (" -1,234.50\t", "-1234.50"),
        ("1,234万元", "1234万元"),
        ("1,234 元", "1234元"),
        ("12,34", "12,34"),
        ("1234,56", "1234,56"),
        ("1,234,56", "1,234,56"),
        ("1,2345", "1,2345"),
        ("100 200", "100 200"),
        ("-1 234.50", "-1 234.50"),
        ("12O5", "12O5"),
        ("约300", "约300"),
        ("0", "0"),
        ("/", None),
        (None, None),
    ],
    "clean_amount": [
        ("120", "120"),
        ("1,200.5000", "1200.5000"),
        ("120万元", "120"),
        ("1200000元", "120.000000"),
        ("0.012亿元", "120.000000"),
        ("１，２００，０００ 元", "120.000000"),
        ("1200000.55元", "120.000055"),
        ("0.123456789亿元", "1234.567890"),
        ("-1", None),
        ("-1.0", None),
        ("-1.0000", None),
        ("－１", None),
        ("-1万元", None),
        ("-1.5", "-1.5"),
        ("-12", "-12"),
        ("-5万元", "-5"),
        ("面议", "面议"),
        ("元", "元"),
        ("1.2.3元", "1.2.3元"),
        ("99999999999999999999元", "99999999999999999999元"),
        ("99999999999999999999亿元", "99999999999999999999亿元"),
        ("9999999999亿元", "9999999999亿元"),
        ("…", None),
        (None, None),
    ],
    "clean_price": [
        ("1,200.5", "1200.5"),
        ("120万元", "120"),
        ("-1", "-1"),
        ("－１．０", "-1"),
        ("面 议", "-1"),
        ("面议为主", "面议为主"),
        ("…", None),
        (None, None),
    ],
    "clean_date": [
        ("2024-06-03", "2024-06-03"),
        ("2024/6/3", "2024-06-03"),
        ("2024.6.3", "2024-06-03"),
        ("2024年6月3日", "2024-06-03"),
        ("2024 年 6 月 3 日", "2024-06-03"),
        ("２０２４／６／３", "2024-06-03"),
        ("20240603", "2024-06-03"),
        ("2024-06-03 10:30", "2024-06-03"),
        ("2024/6/3 0:00", "2024-06-03"),
        ("2024-06-03T00:00:00", "2024-06-03"),
        ("2024-06-03 05:06:07.000", "2024-06-03"),
        ("45446 0:00", "2024-06-03"),
        ("10:30", "10:30"),
        ("45446", "2024-06-03"),
        ("10000", "1927-05-18"),
        ("99999", "2173-10-13"),
        ("2024-02-31", "2024-02-31"),
        ("2024/13/45", "2024-13-45"),
        ("20240231", "2024-02-31"),
        ("2024年6月", "2024年6月"),
        ("99999999999999999999", "99999999999999999999"),
        ("明天", "明天"),
        ("/", None),
        ("", None),
        (None, None),
    ],
    "clean_date_or_month": [
        ("2024年6月", "2024-06-01"),
        ("2024年12月", "2024-12-01"),
        ("2024 年 6 月", "2024-06-01"),
        ("2024年6月 0:00", "2024-06-01"),
        ("２０２４年６月", "2024-06-01"),
        ("2024年13月", "2024-13-01"),
        ("2024年6月3日", "2024-06-03"),
        ("45446", "2024-06-03"),
        ("…", None),
        (None, None),
    ],
    "clean_area_code": [
        ("330204", "330212"),
        ("３３０２８３", "330213"),
        (" 330203 ", "330203"),
        ("3302", "3302"),
        ("999999", "999999"),
        ("-", None),
        (None, None),
    ],
    "clean_area_name": [
        ("江东区", "鄞州区"),
        ("奉 化 市", "奉化区"),
        ("海 曙 区", "海曙区"),
        ("余姚市", "余姚市"),
        ("", None),
        (None, None),
    ],
    "clean_application_number": [
        ("202310601862.3", "202310601862.3"),
        ("ZL202310601862.3", "202310601862.3"),
        ("zl 2023 1060 1862.3", "202310601862.3"),
        ("ＺＬ２０２３１０６０１８６２．３", "202310601862.3"),
        ("2023106018623", "202310601862.3"),
        ("95115608X", "95115608.X"),
        ("ZL95115608.x", "95115608.X"),
        ("ZL", "ZL"),
        ("12345", "12345"),
        ("", None),
        (None, None),
    ],
}

# Texts near what the macros look for, and anything else.
telling = st.text(
    alphabet="0123456789０９.．,，-－—/／:T年月日元万亿约ZzLlX…… 　'\"\n\t\u200b江东区奉化市", max_size=24
)
timed = st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]{0,2}[0-9]{1,2} ?:[0-9]{2}){0,3}", fullmatch=True)
dated = st.from_regex(r"[0-9]{1,5}[-/.年 ]?[0-9]{1,3}[-/.月 ]?[0-9]{0,3}日?", fullmatch=True)
worth = st.from_regex(r"-?[0-9]{1,30}([.][0-9]{1,12})?(元|万元|亿元)?", fullmatch=True)
numbered = st.from_regex(r"(ZL|zl){0,3} ?[0-9]{7,13}[.]?[0-9xX]?", fullmatch=True)
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
cells = st.lists(telling | dated | timed | worth | numbered | any_text | st.none(), min_size=30, max_size=60)


def cleaned(cleaner: str, delivered: Sequence[str | None]) -> list[object]:
    return over(macro(cleaner)("cell"), delivered)


@pytest.mark.parametrize("cleaner", CASES)
def test_delivered_becomes_canonical(cleaner: str) -> None:
    delivered = [was for was, _ in CASES[cleaner]]
    assert list(zip(delivered, cleaned(cleaner, delivered), strict=True)) == CASES[cleaner]


def test_every_cleaner_has_its_table() -> None:
    assert set(CASES) == set(CLEANERS)


@pytest.mark.parametrize("cleaner", CLEANERS)
@settings(max_examples=20, deadline=None)
@given(delivered=cells)
@example(
    delivered=[
        "-1万元",
        "-10000元",
        "-0.0001亿元",
        "ZLZL2023106018623",
        "ZL",
        "ZLZL",
        "2024 年6月",
        "- ,",
        "1 万 元",
        "T10:30T10:30",
    ]
)
def test_cleaning_twice_is_cleaning_once(cleaner: str, delivered: list[str | None]) -> None:
    once = cleaned(cleaner, delivered)
    again = cleaned(cleaner, [None if cell is None else str(cell) for cell in once])
    assert again == once


@pytest.mark.parametrize("cleaner", CLEANERS)
def test_no_text_breaks_it(cleaner: str) -> None:
    numbers = [
        "9" * 1000,
        "9" * 100_000 + "元",
        "1" + "0" * 18 + "亿元",
        "-" + "9" * 40 + "万元",
        "0." + "9" * 500 + "亿元",
    ]
    dates = ["99999-99-99", "0000-00-00", "9999年99月99日", "00000000", "99999999", "29999999", "99999", "0000年0月"]
    odd = [
        "\u202e\u200b",
        "😀" * 50,
        "e\u0301",
        "'; drop table cells; --",
        "\\1",
        "{{ cell }}",
        "%s",
        "\x01\x7f",
        "ß",
        "NaN",
        "inf",
    ]
    assert len(cleaned(cleaner, numbers + dates + odd)) == len(numbers + dates + odd)


def test_a_serial_number_of_a_spreadsheet_is_a_day() -> None:
    days = range(10_000, 100_000, 97)
    expected = [str(date(1899, 12, 30) + timedelta(days=day)) for day in days]
    assert cleaned("clean_date", [str(day) for day in days]) == expected


def test_width_follows_unicode() -> None:
    full = [chr(code) for code in range(0xFF01, 0xFF5F)]
    narrow = {was: unicodedata.normalize("NFKC", was) for was in full}
    half = dict(zip(full, cleaned("half_width", [*full]), strict=True))
    assert {was for was in full if half[was] not in (was, narrow[was])} == set()
    assert {
        was for was in full if narrow[was].isalnum() or narrow[was] in ".,-/():" if half[was] != narrow[was]
    } == set()


@pytest.mark.parametrize("cleaner", sorted(set(CLEANERS) - {"half_width"}))
def test_markers_for_nothing_become_nothing(cleaner: str) -> None:
    assert cleaned(cleaner, [*MARKERS]) == [None] * len(MARKERS)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.dates(date(1985, 4, 1), date(2099, 12, 31)), min_size=1, max_size=40))
def test_every_way_to_write_a_day_is_that_day(days: list[date]) -> None:
    ways = [
        "{0:%Y-%m-%d}",
        "{0:%Y%m%d}",
        "{0:%Y}/{0.month}/{0.day}",
        "{0:%Y}.{0.month}.{0.day}",
        "{0:%Y}年{0.month}月{0.day}日",
    ]
    for way in ways:
        assert cleaned("clean_date", [way.format(day) for day in days]) == [str(day) for day in days]
