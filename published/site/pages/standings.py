"""Where the divisions stand by one indicator of the target monitor in one period.

Value, target, line, rank and change are the dataset's own; here they are only put into words and beside one another.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from published.site.language import Language
from published.site.numbers import grouped
from published.site.pages.addresses import row_address
from published.site.pages.catalogue import Entry
from published.site.pages.cells import Cell, figure
from published.site.pages.made import made_href
from published.site.pages.measured import Measured, measured, whole
from published.site.pages.standing import VALUE, Row, Standing, base_effect, in_order, moved, placed, unranked

NAME = "target_monitor"
DECIMALS = 2


@dataclass(frozen=True)
class Standings:
    """All areas in one period: the divisions, the whole city, and what belongs to no division."""

    indicator: str
    title: str
    period: str
    measured: Measured
    divisions: tuple[Standing, ...]
    whole: Standing | None
    apart: tuple[Standing, ...]
    moves_withheld: bool
    """Whether changes of rank are left out since they would give a withheld figure away."""

    def of(self, code: str) -> Standing | None:
        """Where a division stands."""
        return next((one for one in self.divisions if one.code == code), None)

    @property
    def ranked(self) -> list[Standing]:
        """The divisions by rank, those without one last."""
        return in_order(self.divisions, "rank", falling=False)

    @property
    def have_targets(self) -> bool:
        """Whether any division was set a target."""
        return any(one.target for one in self.divisions)

    @property
    def greatest_first(self) -> bool:
        """Whether the first ranks have the greatest values."""
        ranked = [(one.row["area_rank"], one.row[VALUE]) for one in self.divisions if one.row["area_rank"]]
        return not ranked or min(ranked)[1] >= max(ranked)[1]


def standings(
    connection: sqlite3.Connection, entry: Entry, indicator: str, period: str, language: Language
) -> Standings:
    """The areas in the order of their list."""
    rows, before, earlier = (
        _rows(connection, indicator, f"{int(period[:4]) - years}{period[4:]}") for years in (0, 1, 2)
    )
    written = _measured(rows.values(), language)
    listed = [code.code for code in entry.dataset.code_lists["area"]]
    known = sorted(rows, key=lambda code: listed.index(code) if code in listed else len(listed))
    divisions = [row for row in rows.values() if row["rank_status"] != "not_division"]
    secret = _any_withheld(connection, indicator)
    full = max((_longest(row) for row in divisions), default=0.0)
    teller = _Teller(entry, written, full, Counter(row["area_rank"] for row in divisions), secret, language)
    made = [teller.standing(rows[code], before.get(code), earlier.get(code)) for code in known]
    city = entry.series.get("area_code")
    return Standings(
        indicator=indicator,
        title=language.pick(entry.label(entry.dataset.column("indicator"), indicator)),
        period=period,
        measured=written,
        divisions=tuple(one for one in made if one.is_division),
        whole=next((one for one in made if one.code == city), None),
        apart=tuple(one for one in made if not one.is_division and one.code != city),
        moves_withheld=secret,
    )


def _measured(rows: Iterable[Row], language: Language) -> Measured:
    found = [row for row in rows if row[VALUE] is not None]
    return measured(found[0]["unit_of_measure"] if found else "", (row[VALUE] for row in found), DECIMALS, language)


def _rows(connection: sqlite3.Connection, indicator: str, period: str) -> dict[str, Row]:
    found = connection.execute(f'select * from "{NAME}" where indicator = ? and period = ?', (indicator, period))
    return {row["area_code"]: dict(row) for row in found}


def _any_withheld(connection: sqlite3.Connection, indicator: str) -> bool:
    asked = f'select 1 from "{NAME}" where indicator = ? and conf_status = ? limit 1'
    return connection.execute(asked, (indicator, "C")).fetchone() is not None


def _longest(row: Row) -> float:
    return max(row[VALUE] or 0.0, row["on_track_line"] or 0.0, row["indicator_target"] or 0.0)


@dataclass(frozen=True)
class _Teller:
    """What the words about a row depend on besides the row."""

    entry: Entry
    measured: Measured
    full: float
    ties: Mapping[int, int]
    secret: bool
    language: Language

    def standing(self, row: Row, before: Row | None, earlier: Row | None) -> Standing:
        """A row put into words."""
        line, written = row["on_track_line"], self.measured.written
        return Standing(
            code=row["area_code"],
            title=self._label("area_code", row),
            row=row,
            cell=self._figure(row),
            before=self._figure(before),
            target=whole(written(row["indicator_target"])),
            line=written(line),
            attainment="" if row["attainment"] is None else f"{grouped(row['attainment'], 1)}%",
            status=self._label("obs_status", row) if row["obs_status"] != "A" else "",
            track=self._label("track_status", row) if row["track_status"] in ("on_track", "behind") else "",
            place=placed(row["area_rank"], self.ties),
            moved=moved(row, self.secret, self.language),
            unranked=unranked(row, self.language),
            base_effect=base_effect(row, before, earlier, self.language),
            share=self._share(row[VALUE]),
            mark=None if line is None else self._share(line),
            made_href=made_href(self.entry, row, VALUE),
            href=row_address(NAME, [row[name] for name in self.entry.dataset.key]),
        )

    def _figure(self, row: Row | None) -> Cell:
        written = "" if row is None else self.measured.written(row[VALUE])
        return figure(written, self.entry.dataset.column(VALUE), row, self.entry, self.language)

    def _label(self, column: str, row: Row) -> str:
        return self.language.pick(self.entry.label(self.entry.dataset.column(column), row[column]))

    def _share(self, value: float | None) -> float:
        return min(100 * max(value or 0.0, 0.0) / self.full, 100.0) if self.full else 0.0
