"""How figures were treated to keep single units out of sight, in words: SDMX's CONF_DATA_TR."""

from published.dataset import Column, Dataset
from published.disclosure import Protected, Rounding
from published.vocabulary import Text


def rounding_of(dataset: Dataset) -> Rounding | None:
    """How the figures of a dataset are rounded, None where they are shown as they are or withheld."""
    return dataset.disclosure.rounding if isinstance(dataset.disclosure, Protected) else None


def rounding_note(dataset: Dataset) -> Text | None:
    """One sentence for the whole dataset, None where nothing is rounded."""
    rounding = rounding_of(dataset)
    if rounding is None:
        return None
    by_base: dict[int, list[Column]] = {}
    for name, base in rounding.bases.items():
        by_base.setdefault(base, []).append(dataset.column(name))
    zh = "；".join(f"{'、'.join(c.title.zh for c in columns)}取整为 {base} 的倍数" for base, columns in by_base.items())
    en = "; ".join(
        f"{', '.join(c.title.en for c in columns)}: multiples of {base}" for base, columns in by_base.items()
    )
    return Text(
        zh=f"为保护单个单位的数据，公布的数经过控制取整：{zh}。本来可加的仍可加，真值与公布的数相差小于所取的倍数。",
        en=f"To protect single units, figures are rounded (controlled rounding): {en}. What adds up still "
        "does; the truth is less than the base from what is shown.",
    )


def column_note(dataset: Dataset, column: Column) -> Text | None:
    """What is to be known of one column, None where it is not rounded."""
    rounding = rounding_of(dataset)
    if rounding is None or column.name not in rounding.bases:
        return None
    base = rounding.bases[column.name]
    return Text(
        zh=f"取整为 {base} 的倍数（控制取整）；真值与所示相差小于 {base}。",
        en=f"Rounded to multiples of {base} (controlled rounding); the truth is within {base}.",
    )
