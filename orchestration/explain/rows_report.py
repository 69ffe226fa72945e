"""The rows of a cell on the terminal: how many, what they add up to, and what the departments wrote in them; secret."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Line

from orchestration.console import line
from orchestration.explain.counted import Delivered, Part
from orchestration.explain.delivered_text import Texts
from orchestration.explain.explanation import Explanation, Made
from orchestration.explain.sums import agrees, figure, totals
from orchestration.feedback.wordings import wordings


def rows(told: Explanation) -> RenderableType:
    """The section, or one sentence on why there is nothing to list."""
    if isinstance(told.made, str):
        return line(told.made, style="" if told.is_whole else "yellow")
    made = told.made
    return Group(
        line(f"最近一次计算 {made.run}，保护前：{_before(told, made)}"),
        *(part for one in made.parts for part in _part(one)),
        *_sums(told, made),
        *_derived(told, made),
        _deliveries(made),
    )


def _before(told: Explanation, made: Made) -> str:
    if made.built is None:
        return "（没有这一行）"
    value, cell = made.built[told.cell.column.name], told.cell
    differs = cell.value is not None and value != cell.value
    return figure(value, cell.column) + (
        f"（{cell.version} 版公布 {figure(cell.value, cell.column)}）" if differs else ""
    )


def _part(part: Part) -> Iterator[Line]:
    none = f"，其中 {part.undelivered:,} 行没有对应的报送（插补或估计）" if part.undelivered else ""
    yield line(f"{part.counted.model}：{part.rows:,} 行{none}；报送 {len(part.delivered):,} 行")


def _sums(told: Explanation, made: Made) -> Iterator[Line]:
    """What the rows add up to, measure by measure, and whether that is the figure."""
    for name, found in totals(made).items():
        column = told.cell.dataset.column(name)
        built = made.built[name] if made.built else None
        verdict = "与保护前的数一致" if agrees(found, built, column) else f"保护前的数为 {figure(built, column)}"
        yield line(f"  {column.title.zh} {name}：加总 {figure(found, column)}，{verdict}")


def _derived(told: Explanation, made: Made) -> Iterator[Line]:
    """Of a column that is no sum of rows: where it comes from."""
    column = told.cell.column
    if column.name not in totals(made):
        yield line(f"  {column.title.zh} {column.name}：不是逐行相加的数，按公式由以上的数（也有其他格的）得出")


def _deliveries(made: Made) -> RenderableType:
    rows = [row for part in made.parts for row in part.delivered]
    shown = [told for row in rows if row.place in made.texts for told in _delivery(row, made.texts[row.place])]
    left = sum(row.place not in made.texts for row in rows)
    return Group(*shown, *([line(f"还有 {left:,} 行报送没有列出；用 --rows 多列一些。")] if left else []))


def _delivery(row: Delivered, text: Texts) -> Iterator[RenderableType]:
    sheet = f" {row.sheet}" if row.sheet else ""
    yield line(f"{row.feed} {row.file}{sheet} 第 {row.row:,} 行（快照 {row.snapshot}）{_outcome(row)}", style="bold")
    yield Padding(line("；".join(f"{heading}={value}" for heading, value in text.items())), (0, 0, 0, 2))


def _outcome(row: Delivered) -> str:
    if row.faults:
        return "隔离：" + "、".join(wordings()[fault["rule"]].reason.zh for fault in row.faults)
    if row.fixes:
        return "更正：" + "、".join(
            f"{fix['column']} {fix['was'] or '空'} 改为 {fix['becomes'] or '空'}" for fix in row.fixes
        )
    return "采用"
