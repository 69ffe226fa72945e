"""An explanation on the terminal: the cell, its formula, files, proof, checks, decision, history, and rows."""

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text as Line

from orchestration.console import line
from orchestration.explain.cell import Cell
from orchestration.explain.explanation import Explanation
from orchestration.explain.rows_report import rows
from orchestration.explain.sums import figure
from published.cell_history import Spell
from published.describe.sections import under
from published.editions import public_since
from published.home import Home
from published.manifest import Manifest
from published.schedule import in_the_city
from published.vocabulary import vocabulary


def report(home: Home, told: Explanation) -> Group:
    """The whole report, what is secret in it marked as such."""
    sections = {
        "公式 Formula": _formula(told),
        "来路 Lineage": _way(told),
        "输入文件 Input files": _inputs(told),
        "程序与参数 Code and parameters": _code(told.manifest),
        "检查 Checks": _checks(told),
        "披露控制（内部）Disclosure control, internal": _lines(*told.decision),
        "修订 Revisions": _history(told),
        "由哪些行得出（内部）Rows, internal": rows(told),
    }
    return Group(
        _heading(home, told.cell), *(part for title, body in sections.items() for part in (_title(title), body))
    )


def _title(words: str) -> Line:
    return Line(f"\n{words}", style="bold cyan")


def _lines(*sentences: str) -> RenderableType:
    return Group(*map(line, sentences))


def _heading(home: Home, cell: Cell) -> Panel:
    dataset, column = cell.dataset, cell.column
    key = "，".join(f"{name}={value}{_title_of(cell, name)}" for name, value in cell.key.items())
    since = _public_since(home, cell)
    lines = [
        f"{dataset.title.zh} · {column.title.zh}（{dataset.name}.{column.name}）",
        key,
        f"{figure(cell.value, column)}  {_status(cell)}",
        f"{cell.version} 版，{since}",
    ]
    return Panel(_lines(*lines), border_style="cyan")


def _public_since(home: Home, cell: Cell) -> str:
    if not cell.edition.reaches(cell.dataset.name, cell.version):
        return "已封存，还没有公开"
    at = public_since(home, cell.edition.id, cell.dataset.name, cell.version)
    withdrawn = cell.version in cell.edition.withdrawn.get(cell.dataset.name, {})
    return f"{in_the_city(at):%Y-%m-%d %H:%M} 公开{'，已撤回' if withdrawn else ''}"


def _title_of(cell: Cell, name: str) -> str:
    codes = cell.dataset.code_lists.get(cell.dataset.column(name).code_list or "", ())
    return next((f" {code.title.zh}" for code in codes if code.code == cell.key[name]), "")


def _status(cell: Cell) -> str:
    found = []
    for name in ("obs_status", "conf_status", "rates_conf_status"):
        if value := cell.row.get(name):
            titles = {
                code.code: code.title.zh
                for code in cell.dataset.code_lists.get("obs_status" if name == "obs_status" else "conf_status", ())
            }
            found.append(f"{name}={value} {titles.get(str(value), '')}".strip())
    return "，".join(found)


def _formula(told: Explanation) -> RenderableType:
    dataset, column = told.cell.dataset, told.cell.column
    method = under(dataset.method.zh, "怎么算").paragraphs if dataset.method else []
    return _lines(f"{column.title.zh}：{column.definition.zh}", *method)


def _way(told: Explanation) -> RenderableType:
    table = _plain()
    for step in told.way:
        _add(table, f"dbt_project/{step.path}", f"◄ {'、'.join(step.above)}" if step.above else "")
    return table


def _inputs(told: Explanation) -> RenderableType:
    if told.manifest is None:
        return line("这一版封存时还没有清单。")
    table = _table("来源", "文件", "快照", "sha256")
    for one in told.manifest.inputs:
        _add(table, one.feed, one.file, one.snapshot, one.bytes_sha256)
    moved = [line(f"此后有变：{sentence}", style="yellow") for sentence in told.moved]
    return Group(table, *moved)


def _code(manifest: Manifest | None) -> RenderableType:
    if manifest is None:
        return line("这一版封存时还没有清单。")
    clean = {True: "", False: "（有未提交的改动）", None: ""}[manifest.code.clean]
    table = _plain()
    _add(table, "commit", f"{manifest.code.commit}{clean}")
    _add(table, "lock", manifest.lock_sha256)
    for path, digest in manifest.parameters.items():
        _add(table, path, digest)
    return table


def _checks(told: Explanation) -> RenderableType:
    checks, failed = told.verdict.checks, told.verdict.failed
    passed = "、".join(check.name for check in checks if check.passed)
    notes = [f"有说明：{check.title.zh}（{check.name}）{check.found}" for check in failed]
    return _lines(f"{len(checks)} 项，通过 {len(checks) - len(failed)} 项：{passed}", *notes)


def _history(told: Explanation) -> RenderableType:
    if not told.history:
        return line("名录不留历次发布的旧数。")
    table = _table("版本", "公开于", "数", "状态", "原因")
    for spell in told.history:
        versions = f"{spell.first} 起" if spell.last is None else " – ".join(dict.fromkeys((spell.first, spell.last)))
        since = f"{in_the_city(spell.since):%Y-%m-%d %H:%M}"
        _add(table, versions, since, *_said(told, spell), _reasons(spell))
    return table


def _said(told: Explanation, spell: Spell) -> tuple[str, str]:
    if spell.row is None:
        return "（没有这一行）", ""
    marks = (spell.row.get(name) for name in ("obs_status", "conf_status"))
    return figure(spell.row[told.cell.column.name], told.cell.column), " ".join(str(mark) for mark in marks if mark)


def _reasons(spell: Spell) -> str:
    known = vocabulary().revision_reasons
    return "；".join(f"{known[one.reason].zh}{f'：{one.note.zh}' if one.note else ''}" for one in spell.reasons)


def _add(table: Table, *cells: str) -> None:
    table.add_row(*map(line, cells))


def _plain() -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1))
    for _ in range(2):
        table.add_column(overflow="fold")
    return table


def _table(*headings: str) -> Table:
    table = Table(padding=(0, 1))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
