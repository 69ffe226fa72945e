"""Everything that is known of how a published cell came about, gathered for who is to report it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from orchestration.explain.cell import Cell
from orchestration.explain.counted import Part, Place, parts, warehouse
from orchestration.explain.decision import decided
from orchestration.explain.delivered_text import Texts, as_delivered
from orchestration.explain.lineage import Step, feeds_of, way
from orchestration.mistakes import Mistake
from orchestration.snapshots import current
from orchestration.transform import parse
from published.catalog import Catalog
from published.cell_history import Spell, spells
from published.home import Home, HomeError
from published.made_from import Elsewhere
from published.manifest import MANIFEST, Manifest, Snapshot
from published.verdict import Verdict
from published.vintages import states


@dataclass(frozen=True)
class Made:
    """The newest build's rows of the cell: what they add up to beside the figure `built` before protection."""

    run: str
    built: Mapping[str, object] | None
    parts: tuple[Part, ...]
    texts: Mapping[Place, Texts]


@dataclass(frozen=True)
class Explanation:
    """A cell with its proof, its verdict, its history, its way from the feeds, and its rows or why there are none."""

    cell: Cell
    manifest: Manifest | None
    verdict: Verdict
    history: tuple[Spell, ...]
    decision: tuple[str, ...]
    moved: tuple[str, ...]
    way: tuple[Step, ...]
    made: Made | str
    is_whole: bool
    """Whether rows were looked up, or there are none to be looked up."""


def explain(home: Home, catalog: Catalog, cell: Cell, most: int) -> Explanation:
    """All of it, with the delivered text of at most so many rows."""
    dbt = json.loads(parse(home).read_text(encoding="utf-8"))
    manifest = Manifest.read(cell.folder) if (cell.folder / MANIFEST).exists() else None
    made, is_whole = _made(home, catalog, cell, feeds_of(dbt), most)
    return Explanation(
        cell=cell,
        manifest=manifest,
        verdict=Verdict.model_validate_json((cell.folder / "verdict.json").read_bytes()),
        history=_history(home, cell),
        decision=tuple(decided(home, cell, _built(home))),
        moved=tuple(moved(home, catalog, manifest.inputs)) if manifest else (),
        way=way(dbt, cell.dataset.name),
        made=made,
        is_whole=is_whole,
    )


def _built(home: Home) -> Path:
    latest = home.built / "latest"
    return home.built / (latest.read_text(encoding="utf-8").strip() if latest.exists() else "none")


def _made(home: Home, catalog: Catalog, cell: Cell, feeds: Mapping[str, str], most: int) -> tuple[Made | str, bool]:
    told = catalog.made_from.get(cell.dataset.name)
    if told is None:
        return "名录逐行公布，一行即一条报送的记录；原件用 yongzhuan original 取出。", True
    if isinstance(told, Elsewhere):
        return told.elsewhere.zh, True
    try:
        with warehouse(home) as connection:
            found = parts(connection, catalog.dataset(cell.dataset.name), told, cell.key, feeds)
    except (Mistake, HomeError) as refusal:
        return str(refusal), False
    shown = [row for part in found for row in part.delivered][:most]
    built = _built(home)
    return Made(built.name, _row(built, cell), found, as_delivered(home, catalog, shown)), True


def _row(built: Path, cell: Cell) -> Mapping[str, object] | None:
    """The row before anything was withheld."""
    rows = pq.read_table(built / f"{cell.dataset.name}.parquet").to_pylist()
    return next((row for row in rows if _is(cell, row)), None)


def _history(home: Home, cell: Cell) -> tuple[Spell, ...]:
    """What every public version said; a register has no such table."""
    if cell.dataset.kind == "register":
        return ()
    known = states(home, cell.dataset, cell.edition.past(home, cell.dataset.name))
    own = [row for row in known.to_pylist() if _is(cell, row)]
    return spells(home, cell.edition, cell.dataset, own, cell.column.name)


def _is(cell: Cell, row: Mapping[str, object]) -> bool:
    return all(str(row[name]) == value for name, value in cell.key.items())


def moved(home: Home, catalog: Catalog, inputs: tuple[Snapshot, ...]) -> Iterator[str]:
    """The files of the release of which other rows count now."""
    known = {feed.key: feed for feed in catalog.feeds}
    used = {(one.feed, one.file): one for one in inputs}
    now = {
        (key, one.file): one
        for key in sorted({one.feed for one in inputs} & set(known))
        for one in current(home, known[key])
    }
    for (feed, file), one in used.items():
        if (feed, file) not in now:
            yield f"{feed} {file}：已不再计入。"
        elif now[feed, file].rows_sha256 != one.rows_sha256:
            yield f"{feed} {file}：现在计入的是快照 {now[feed, file].folder}，当时是 {one.snapshot}。"
    for feed, file in sorted(now.keys() - used.keys()):
        yield f"{feed} {file}：此后新到，快照 {now[feed, file].folder}。"
