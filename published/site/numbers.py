"""How figures are written for readers: 亿元 from 万元, thousands separators, signs."""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\u2212"


def rounded(value: float | Decimal, decimals: int) -> Decimal:
    """The value rounded half away from zero, from its shortest decimal form (no binary tail)."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def grouped(value: float | Decimal, decimals: int) -> str:
    """`12345.6` ► `12,345.60`; a true minus sign, and none on a zero."""
    return f"{rounded(value, decimals) + 0:,}".replace("-", MINUS)


def hundred_million(value: float | Decimal, decimals: int = 1) -> str:
    """A 万元 amount written in 亿元, without the unit."""
    return grouped(Decimal(str(value)) / 10_000, decimals)


def signed(value: float | Decimal, decimals: int = 1) -> str:
    """A change with its sign always written: `+6.5`, `−0.4`, `0.0`."""
    text = grouped(value, decimals)
    return f"+{text}" if rounded(value, decimals) > 0 else text


def file_size(count: int) -> str:
    """Bytes for people: `812 B`, `14.2 KB`, `3.1 MB`."""
    size = float(count)
    for unit in ("B", "KB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
