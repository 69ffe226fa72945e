"""How clerks and programs spoil a single cell: pure functions from the clean text to the faulty one."""

from datetime import date

import numpy as np

from sample_feeds.identifiers import ALPHABET

MARKERS = ("…", "-", "/")
_WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})


def full_width(text: str) -> str:
    """Digits, letters and punctuation in full width."""
    return text.translate(_WIDE)


def with_separators(number: str) -> str:
    """Thousands separators in the whole part: 1234567.5 ► 1,234,567.5."""
    whole, dot, fraction = number.partition(".")
    return f"{int(whole):,}{dot}{fraction}"


def unreadable(number: str, rng: np.random.Generator) -> str:
    """A number that nobody can read with certainty."""
    spoilt = number.replace("0", "O", 1) if "0" in number else number[:-1] + "l"
    return (spoilt, f"约{number}", f"{number}?", f"{number[:-1] or '1'}余")[int(rng.integers(0, 4))]


def code_form(code: str, rng: np.random.Generator) -> str:
    """A right organisation code in a wrong form: lower case, inner spaces or full width."""
    forms = (code.lower(), f"{code[:8]} {code[8:17]} {code[17:]}", full_width(code))
    return next(form for form in _rotated(forms, rng) if form != code)


def code_check(code: str, rng: np.random.Generator) -> str:
    """The code with another check character."""
    shift = int(rng.integers(1, len(ALPHABET)))
    return code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + shift) % len(ALPHABET)]


def date_form(iso: str, rng: np.random.Generator, forms: int = 4) -> str:
    """The same day in one of the first `forms` of 2024/6/3, 20240603, 2024年6月3日 and the Excel serial."""
    day = date.fromisoformat(iso)
    serial = (day - date(1899, 12, 30)).days
    spelled = (
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{serial}",
    )
    return spelled[int(rng.integers(0, forms))]


def date_impossible(iso: str, rng: np.random.Generator) -> str:
    """A day that no calendar has, in the same year."""
    return iso[:4] + ("-02-31", "-13-05", "-06-31", "-00-10")[int(rng.integers(0, 4))]


def month_only(iso: str) -> str:
    """2024-06-01 ► 2024年6月."""
    return f"{iso[:4]}年{int(iso[5:7])}月"


def amount_with_unit(amount: str, rng: np.random.Generator) -> str:
    """An amount in 万元 (at most four decimals) written in 元, 万元 or 亿元 with the unit in the cell."""
    whole, _, fraction = amount.partition(".")
    yuan = int(whole) * 10_000 + int(fraction.ljust(4, "0") or 0)
    hundred_millions = f"{yuan // 10**8}.{yuan % 10**8:08d}".rstrip("0").rstrip(".")
    return (f"{yuan}元", f"{amount}万元", f"{hundred_millions}亿元")[int(rng.integers(0, 3))]


def _rotated(forms: tuple[str, ...], rng: np.random.Generator) -> tuple[str, ...]:
    start = int(rng.integers(0, len(forms)))
    return forms[start:] + forms[:start]
