"""A release's revision in words: why it differs from the version before, and how far each measure moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from published.dataset import Dataset
from published.reasons import Classified
from published.revision import WARNING, Revision
from published.site.language import same
from published.site.numbers import grouped
from published.vocabulary import Reason, Text, vocabulary

_NAMED = 4
NATURES = {
    "new_period": Text(zh="新时期的行", en="rows of new periods"),
    "new_row": Text(zh="补入的行", en="rows added"),
    "revised": Text(zh="数值有变", en="figures revised"),
    "final": Text(zh="转为最终数", en="made final"),
    "filled": Text(zh="补上的数", en="figures filled in"),
    "gone": Text(zh="不再有的数或行", en="figures or rows gone"),
    "withheld": Text(zh="改为保密", en="withheld now"),
    "shown": Text(zh="不再保密", en="no longer withheld"),
    "attribute": Text(zh="说明有变", en="words changed"),
}


@dataclass(frozen=True)
class Because:
    """A reason with the periods it touched; `warns` where the earlier figures should not be used."""

    reason: Reason
    periods: Text
    note: Text | None
    warns: bool


@dataclass(frozen=True)
class MovedLine:
    """How far a measure moved, as texts."""

    title: Text
    cells: int
    mean: str
    unit: Text
    relative: str
    periods: Text


@dataclass(frozen=True)
class RevisionWords:
    """What the page of a release says of its revision."""

    against: str | None
    reasons: tuple[Because, ...]
    counts: tuple[tuple[Text, int], ...]
    measures: tuple[MovedLine, ...]
    structure: tuple[tuple[Text, tuple[str, ...]], ...]


def revision_words(dataset: Dataset, revision: Revision) -> RevisionWords:
    """The summary of a sealed release in words."""
    counted = revision.natures
    structure = (
        (Text(zh="增加", en="added"), revision.structure.added),
        (Text(zh="删去", en="removed"), revision.structure.removed),
        (Text(zh="改变", en="altered"), revision.structure.altered),
    )
    return RevisionWords(
        against=revision.against,
        reasons=reasons(revision),
        counts=tuple((title, counted[nature]) for nature, title in NATURES.items() if nature in counted),
        measures=tuple(_measures(dataset, revision)),
        structure=tuple((word, names) for word, names in structure if names),
    )


def reasons(revision: Revision | None) -> tuple[Because, ...]:
    """Why a release differs, in the words of the closed list; nothing where it was sealed before that was said."""
    if revision is None:
        return ()
    return tuple(because(part) for part in revision.reasons)


def because(part: Classified) -> Because:
    """A reason in the words of the closed list."""
    reason = vocabulary().revision_reasons[part.reason]
    return Because(reason, in_words(part.periods), part.note, part.reason in WARNING)


def in_words(periods: Sequence[str]) -> Text:
    """A few periods by name, many by their ends."""
    if len(periods) <= _NAMED:
        return Text(zh="、".join(periods), en=", ".join(periods))
    span = f"{periods[0]} – {periods[-1]}"
    return Text(zh=f"{span}（{len(periods)} 期）", en=f"{span} ({len(periods)} periods)")


def _measures(dataset: Dataset, revision: Revision) -> Iterator[MovedLine]:
    units = vocabulary().units
    for moved in revision.measures:
        column = dataset.column(moved.measure)
        unit = "percentage_points" if column.unit == "percent" else column.unit
        yield MovedLine(
            title=column.title,
            cells=moved.cells,
            mean=grouped(moved.mean_absolute_revision, column.decimals or 1),
            unit=units[unit] if unit else same(""),
            relative="–" if moved.relative is None else f"{grouped(moved.relative, 2)}%",
            periods=in_words(moved.periods),
        )
