"""How figures are written for readers: 亿元 from 万元, thousands separators, signs."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\u2212"
LARGE = 10_000
"""万元 in 亿元."""
_MOST_DECIMALS = 4


def rounded(value: float | Decimal, decimals: int) -> Decimal:
    """The value rounded half away from zero, from its shortest decimal form (no binary tail)."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def grouped(value: float | Decimal, decimals: int) -> str:
    """`12345.6` ► `12,345.60`; a true minus sign, and none on a zero."""
    return f"{rounded(value, decimals) + 0:,}".replace("-", MINUS)


def exact(value: float | Decimal) -> str:
    """A figure with all the decimals that it has and none that say nothing: `1,250.5`."""
    text = f"{Decimal(str(value)) + 0:,f}".replace("-", MINUS)
    return text.rstrip("0").rstrip(".") if "." in text else text


def enough(values: Iterable[float | Decimal | None], least: int) -> int:
    """As many decimals, `least` or more, as show two digits of each value but zeros, or all that it has."""
    found = [Decimal(str(value)).normalize() for value in values if value]
    return max([least, *(min(-int(one.as_tuple().exponent), 1 - one.adjusted()) for one in found)])


def large(values: Iterable[float | None]) -> int | None:
    """With how many decimals 万元 amounts are written in 亿元 beside one another; None where they stay in 万元: all
    are below one 亿元, or the least would need too many decimals not to look like nothing.
    """
    found = [Decimal(str(value)) / LARGE for value in values if value is not None]
    greatest = max((abs(one) for one in found), default=Decimal(0))
    if greatest < 1:
        return None
    whole = all(one == one.to_integral_value() for one in found)
    decimals = enough(found, 0 if whole else 1 if greatest >= 100 else 2)
    return decimals if decimals <= _MOST_DECIMALS else None


def signed(value: float | Decimal, decimals: int = 1) -> str:
    """A change with its sign always written: `+6.5`, `−0.4`, `0.0`."""
    text = grouped(value, decimals)
    return f"+{text}" if rounded(value, decimals) > 0 else text


def difference(first: str, last: str) -> str:
    """What must be added to one written figure to get another one, to the digit that both are written with."""
    before, after = (Decimal(text.replace(",", "").replace(MINUS, "-")) for text in (first, last))
    change = after - before
    return signed(change, max(-int(change.as_tuple().exponent), 0))


def file_size(count: int) -> str:
    """Bytes for people: `812 B`, `14.2 KB`, `3.1 MB`."""
    size = float(count)
    for unit in ("B", "KB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
