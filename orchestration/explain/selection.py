"""SQL for the rows of a model that are counted in a cell, from what the dataset's YAML says of them."""

from collections.abc import Mapping

from orchestration.explain.cell import TOTAL
from published.dataset import Dataset
from published.made_from import Counted

_AREAS = "area"
_PERIODS = {
    "annual": "cast(year({day}) as varchar)",
    "quarterly": "year({day}) || '-Q' || quarter({day})",
    "monthly": "strftime({day}, '%Y-%m')",
}


def source(counted: Counted, cell: Mapping[str, str]) -> str:
    """What is selected from: the rows of the model beside the key of the cell, `cell.<key column>`."""
    key = ", ".join(f"{quoted(name)}: {literal(value)}" for name, value in cell.items())
    return f"{quoted(counted.model)} as rows, (select {{{key}}} as cell)"


def condition(dataset: Dataset, counted: Counted, cell: Mapping[str, str], kinds: Mapping[str, str]) -> str | None:
    """Which rows count in the cell; None where none can. `kinds`: key column ► DuckDB's type of what `by` says."""
    if any(value != TOTAL for name, value in cell.items() if name not in counted.by):
        return None
    under = [
        _under(dataset, name, expression, kinds[name]) for name, expression in counted.by.items() if cell[name] != TOTAL
    ]
    return " and ".join([f"({counted.where})", *under])


def _under(dataset: Dataset, name: str, expression: str, kind: str) -> str:
    wanted = f"cell.{quoted(name)}"
    if dataset.column(name).code_list == _AREAS:
        unallocated = f"{wanted} = left({expression}, length({expression}) - 2) || '_U' and {expression} like '%00'"
        return f"(starts_with({expression}, {wanted}) or {unallocated})"
    if kind == "DATE":
        return f"{_PERIODS[dataset.frequency].format(day=expression)} = {wanted}"
    if kind.endswith("[]"):
        return f"list_contains(cast({expression} as varchar[]), {wanted})"
    return f"cast({expression} as varchar) = {wanted}"


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"
