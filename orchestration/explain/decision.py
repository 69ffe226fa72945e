"""What disclosure control decided about a row and why, from what the last build left in secret."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from expectations.disclosure.same_cells import same_cells
from orchestration.explain.cell import Cell
from orchestration.protection import Withheld, made_of
from published.describe.rounding import column_note
from published.disclosure import Follower, Protected, Public
from published.home import Home

_RULES = {
    "threshold": "单位太少",
    "dominance": "少数单位占大部分",
    "p_percent": "第二大单位可推算第一大单位",
    "complementary": "互补：为使其他保密的格不能倒推",
}


def decided(home: Home, cell: Cell, built: Path) -> Iterator[str]:
    """The decision in sentences: as it was published, then how the build in that folder came to it."""
    spec = cell.dataset.disclosure
    yield _as_published(cell)
    match spec:
        case None:
            yield "名录按公开办法逐行公布，不经单元格的披露控制。"
        case Public(public=why):
            yield f"全部公开：{why.zh}"
        case Follower(follows=followed):
            yield f"随所依据的行：{'、'.join(one.dataset for one in followed)}；其中一行保密，本行即保密。"
        case Protected(rounding=None):
            yield f"与 {spec.universe} 中共用数字的各表一起保护，规则 {spec.rules}。"
            yield from _why(home, cell, spec, built)
        case Protected():
            note = column_note(cell.dataset, cell.column)
            yield note.zh if note else "这一列不取整。"
            yield from _why(home, cell, spec, built)


def _as_published(cell: Cell) -> str:
    row, name = cell.row, cell.column.name
    if row.get("conf_status") == "C" and name in cell.dataset.confidential:
        return "保密：这一行的数没有公布。"
    if row.get("rates_conf_status") == "C" and cell.value is None:
        return "保密：这一列会让人推算出另一个保密的数，没有公布。"
    return "已公布。" if cell.value is not None else "没有数可公布，不是保密。"


def _why(home: Home, cell: Cell, spec: Protected, built: Path) -> Iterator[str]:
    """The rules that the row's cell breaks, by the report of the universe; a cell has one name in all tables."""
    path = home.protection / f"{cell.dataset.name}.json"
    if not path.exists() or (done := Withheld.model_validate_json(path.read_bytes())).run != built.name:
        yield "最近一次计算还没有经过披露控制。"
        return
    names = _names(cell, spec, built)
    with (home.protection / f"{spec.universe}.csv").open(encoding="utf-8", newline="") as lines:
        found = [line for line in csv.DictReader(lines) if line["cell"].partition(" (")[0] in names]
    for line in found:
        told = "；".join(f"{_RULES[rule]}（{rule}）" for rule in line["reason"].split())
        yield f"最近一次计算中 {line['cell']}：{told}。"
    if not found:
        withheld = "|".join(cell.key.values()) in done.keys
        yield "最近一次计算中，这一行因修订只涉及少数单位而保密。" if withheld else "最近一次计算中没有触犯规则。"


def _names(cell: Cell, spec: Protected, built: Path) -> set[str]:
    published = pq.read_table(built / f"{made_of(spec.universe)[1]}.parquet")
    rows = zip(*(published[name].to_pylist() for name in ("dataset", "key", "cell")), strict=True)
    wanted = (cell.dataset.name, "|".join(cell.key.values()))
    own = {str(name) for dataset, key, name in rows if (dataset, key) == wanted}
    first = same_cells(published)
    return own | {first[name] for name in own}
