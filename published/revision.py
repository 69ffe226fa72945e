"""What a release says of its revision: against which version, why, and by how much each measure moved."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from pydantic import Field

from published.reasons import MEANING, Classified
from published.revisions import ChangeSet, Structure
from published.scratch import scratch
from published.vocabulary import Frozen

WARNING = frozenset({"correction", "withdrawal"})
"""Reasons after which the earlier figures should not be used."""
_MORE_PLACES = 2
_PER_CENT = Decimal("0.01")


class Moved(Frozen):
    """The cells of a measure that had a figure before and have another now.

    `mean_absolute_revision` in the measure's unit, with two places more than it is published with; `relative`: in % of
    the earlier figures, None where those are nought. Both over the revised cells, rounded half up.
    """

    measure: str
    cells: int
    mean_absolute_revision: Decimal
    relative: Decimal | None
    periods: tuple[str, ...]


class Revision(Frozen):
    """How a release differs from the one before; `against` is None for the first."""

    against: str | None
    reasons: tuple[Classified, ...]
    structure: Structure = Structure()
    natures: dict[str, int] = Field(default_factory=dict)
    measures: tuple[Moved, ...] = ()

    @property
    def breaks(self) -> bool:
        """Whether structure or meaning changed, so that the version's first number is raised."""
        return self.structure.changed or any(part.reason in MEANING for part in self.reasons)

    @property
    def corrects(self) -> tuple[Classified, ...]:
        """What a reader of the earlier version must be warned of."""
        return tuple(part for part in self.reasons if part.reason in WARNING)


FIRST = Revision(against=None, reasons=(Classified(reason="initial"),))


def revision(against: str, changes: ChangeSet, reasons: tuple[Classified, ...]) -> Revision:
    """The summary of a change set."""
    natures: dict[str, int] = {}
    for (nature, _), count in sorted(changes.counted().items()):
        natures[nature] = natures.get(nature, 0) + count
    return Revision(
        against=against,
        reasons=reasons,
        structure=changes.structure,
        natures=natures,
        measures=tuple(_moved(changes)),
    )


def _moved(changes: ChangeSet) -> Iterator[Moved]:
    measures = [column for column in changes.dataset.columns if column.role == "measure"]
    with scratch() as database:
        database.register("lines", changes.lines)
        for column in measures:
            sums = (
                f"select count(*), sum(abs(b - a)), sum(abs(a)), list(distinct period order by period) from ("
                f"select period, cast(was as {column.type}) as a, cast(becomes as {column.type}) as b from lines "
                f"where \"column\" = '{column.name}' and nature in ('revised', 'final')) where a <> b"
            )
            cells, moved, before, periods = database.sql(sums).fetchall()[0]
            if cells:
                mean = Decimal(moved) / cells
                relative = Decimal(moved) / Decimal(before) * 100 if before else None
                yield Moved(
                    measure=column.name,
                    cells=cells,
                    mean_absolute_revision=_rounded(mean, Decimal(1).scaleb(-_MORE_PLACES - (column.decimals or 0))),
                    relative=None if relative is None else _rounded(relative, _PER_CENT),
                    periods=tuple(period for period in periods if period),
                )


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, rounding=ROUND_HALF_UP)
