"""What changed from one release of a dataset to the next, cell by cell.

Not here: why it changed (reasons.py) and how that is written down (revision.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from published.dataset import Column, Dataset
from published.scratch import scratch
from published.vocabulary import Frozen

Nature = Literal["new_period", "new_row", "filled", "final", "revised", "gone", "withheld", "shown", "attribute"]
_GONE = "'gone'"
_MARKS = ("conf_status", "rates_conf_status")


class Structure(Frozen):
    """How the columns differ: by name, or `altered` in type, role or unit; `key`: rows are named in another way."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    key: bool = False

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return self != Structure()


@dataclass(frozen=True)
class ChangeSet:
    """The differences of a release from the one before.

    `lines`: key, period, column, was, becomes (exact texts), nature; a row that is new or gone has one without column:
    what is new stands in the data. Under another key than before nothing is compared and every row is new.
    `known`: the periods published before, newest first; an empty text where there are none.
    """

    dataset: Dataset
    structure: Structure
    known: tuple[str, ...]
    lines: pa.Table

    def counted(self) -> Mapping[tuple[Nature, str], int]:
        """How many lines of each nature there are in each period (empty text where there are no periods)."""
        groups = self.lines.group_by(["nature", "period"]).aggregate([([], "count_all")]).to_pylist()
        return {(group["nature"], group["period"] or ""): group["count_all"] for group in groups}

    def moved_with(self, column: str, measures: Iterable[str]) -> Mapping[str, int]:
        """How many revised figures of these measures, per period, stand in rows in which that column changed too."""
        key, listed = _listed(self.dataset.key), ", ".join(map(_text, measures))
        with scratch() as database:
            database.register("lines", self.lines)
            rows = database.execute(
                f"select coalesce(period, ''), count(*) from lines "
                f'semi join (select {key} from lines where "column" = {_text(column)}) as moved using ({key}) '
                f"where nature = 'revised' and \"column\" in ({listed}) group by all"
            )
            return dict(rows.fetchall())


def compare(before: Dataset, earlier: pa.Table, dataset: Dataset, later: pa.Table) -> ChangeSet:
    """The change set from `earlier` to `later`, over the columns that mean the same in both."""
    structure = _structure(before, dataset)
    if structure.key:
        return ChangeSet(dataset, structure, (), _no_lines(dataset, later))
    common = [column for column in dataset.columns if column.name not in dataset.key and _alike(column, before)]
    with scratch() as database:
        database.register("earlier", earlier)
        database.register("later", later)
        parts = [*_rows(dataset), *_cells(dataset, common), *_restated(dataset, common)]
        order = ", ".join([*_quoted(dataset.key), "place", "nature"])
        lines = database.sql(f"select * exclude (place) from ({' union all '.join(parts)}) order by {order}")
        known = database.sql(
            f"select distinct coalesce({_period(dataset)}, '') from earlier order by 1 desc"
        ).fetchall()
        periods = tuple(period for (period,) in known)
        return ChangeSet(dataset, structure, periods, lines.to_arrow_table())


def _structure(before: Dataset, now: Dataset) -> Structure:
    old, new = ({column.name for column in one.columns} for one in (before, now))
    altered = {column.name for column in now.columns if column.name in old and not _alike(column, before)}
    return Structure(
        added=tuple(sorted(new - old)),
        removed=tuple(sorted(old - new)),
        altered=tuple(sorted(altered)),
        key=set(before.key) != set(now.key) or bool(altered & set(now.key)),
    )


def _alike(column: Column, before: Dataset) -> bool:
    """Whether values of the column can be set beside those that it had before."""
    old = next((one for one in before.columns if one.name == column.name), None)
    return old is not None and (old.type, old.role, old.unit) == (column.type, column.role, column.unit)


def _no_lines(dataset: Dataset, later: pa.Table) -> pa.Table:
    told = ("period", "column", "was", "becomes", "nature")
    key = [later.schema.field(name) for name in dataset.key]
    return pa.schema([*key, *(pa.field(name, pa.string()) for name in told)]).empty_table()


def _rows(dataset: Dataset) -> Iterator[str]:
    """The rows that are new or gone, a line each."""
    key, period = _listed(dataset.key), _period(dataset)
    fresh = f"{period} not in (select {period} from earlier)" if dataset.period else "false"
    added = f"case when {fresh} then 'new_period' else 'new_row' end"
    yield f"{_line(dataset, 'null', 'null', 'null', added)}, -1 as place from later anti join earlier using ({key})"
    yield f"{_line(dataset, 'null', 'null', 'null', _GONE)}, -1 as place from earlier anti join later using ({key})"


def _cells(dataset: Dataset, common: Sequence[Column]) -> Iterator[str]:
    """The cells that differ in rows of both releases; what a register said before is not said again."""
    names = {column.name for column in common}
    for place, column in enumerate(common):
        nature = _nature(column, names)
        was, becomes = (f'cast({side}."{column.name}" as varchar)' for side in ("earlier", "later"))
        told = "null" if dataset.kind == "register" else _told(column, was, nature)
        yield (
            f"{_line(dataset, _text(column.name), told, becomes, nature)}, {place} from later "
            f"join earlier using ({_listed(dataset.key)}) where {was} is distinct from {becomes}"
        )


def _told(column: Column, was: str, nature: str) -> str:
    return was if column.name in _MARKS else f"case when {nature} <> 'withheld' then {was} end"


def _nature(column: Column, names: Set[str]) -> str:
    """SQL for the nature of a difference; what is withheld or shown anew has not changed its value."""
    was, becomes = (f'{side}."{column.name}"' for side in ("earlier", "later"))
    if column.name in _MARKS:
        return f"case when {becomes} = 'C' then 'withheld' when {was} = 'C' then 'shown' else 'attribute' end"
    rules = [
        f"when {becomes} is null and {_secret('later', names)} then 'withheld'",
        f"when {was} is null and {_secret('earlier', names)} then 'shown'",
    ]
    if "obs_status" in names and (column.role == "measure" or column.name == "obs_status"):
        rules.append("when earlier.obs_status in ('P', 'E') and later.obs_status = 'A' then 'final'")
    if column.role == "measure":
        rules += [
            f"when {was} is null then 'filled'",
            f"when {becomes} is null then 'gone'",
            "when true then 'revised'",
        ]
    return f"case {' '.join(rules)} else 'attribute' end"


def _secret(side: str, names: Set[str]) -> str:
    marked = [f"coalesce({side}.{mark} = 'C', false)" for mark in _MARKS if mark in names]
    return f"({' or '.join(marked)})" if marked else "false"


def _restated(dataset: Dataset, common: Sequence[Column]) -> Iterator[str]:
    """The figures of new rows that restate older rows, against the newest one of those that gives a figure."""
    announced = dataset.revisions.announced
    if announced is None:
        return
    same = _listed([name for name in dataset.key if name != announced])
    for place, column in enumerate(common):
        if column.role == "measure":
            figure = f'"{column.name}"'
            newest = f'select {same}, arg_max({figure}, "{announced}") as was from earlier where {figure} is not null'
            yield (
                f"{_line(dataset, _text(column.name), 'was', figure, _text('revised'))}, {place} "
                f"from (select later.* from later anti join earlier using ({_listed(dataset.key)})) "
                f"join ({newest} group by all) using ({same}) where {figure} <> was"
            )


def _line(dataset: Dataset, column: str, was: str, becomes: str, nature: str) -> str:
    facts = {"period": _period(dataset), "column": column, "was": was, "becomes": becomes, "nature": nature}
    told = ", ".join(f'cast({sql} as varchar) as "{name}"' for name, sql in facts.items())
    return f"select {_listed(dataset.key)}, {told}"


def _period(dataset: Dataset) -> str:
    return f'cast("{dataset.period}" as varchar)' if dataset.period else "null"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(_quoted(names))


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _text(word: str) -> str:
    return f"'{word}'"
