"""Datasets ► Datasette's metadata: titles, units, licence, facets, sort order and labels of code lists."""

from collections.abc import Iterable
from typing import Any

from published.dataset import Column, Dataset
from published.describe.rounding import column_note, rounding_note
from published.vocabulary import vocabulary

DATABASE = "open"


def metadata(datasets: Iterable[Dataset]) -> dict[str, Any]:
    """The metadata of the public database: a table per dataset, code lists hidden."""
    known = tuple(datasets)
    tables = {dataset.name: _table(dataset) for dataset in known}
    lists = sorted({name for dataset in known for name in dataset.code_lists})
    codes = {f"codes_{name}": {"hidden": True, "label_column": "zh"} for name in lists}
    return {"title": "甬专数据 Yongzhuan", "databases": {DATABASE: {"tables": tables | codes}}}


def newest_first(dataset: Dataset) -> str | None:
    """The column by which a reader meets the newest rows first: the time column, else a date of a register."""
    times = [column.name for column in dataset.columns if column.role == "time"]
    dates = [column.name for column in dataset.columns if column.type == "date"]
    return next(iter(times or dates[-1:]), None)


def _table(dataset: Dataset) -> dict[str, Any]:
    words = vocabulary()
    licence = words.licences[dataset.licence]
    table: dict[str, Any] = {
        "title": f"{dataset.title.zh} {dataset.title.en}",
        "description": "\n".join(_description(dataset)),
        "license": licence.en,
        "license_url": licence.url,
        "source": words.departments[dataset.owner].zh,
        "facets": list(dataset.facets),
        "columns": {column.name: _described(dataset, column) for column in dataset.columns},
    }
    newest = newest_first(dataset)
    return table | ({"sort_desc": newest} if newest else {})


def _description(dataset: Dataset) -> list[str]:
    note = rounding_note(dataset)
    return [dataset.definition.zh, dataset.definition.en, *([note.zh, note.en] if note else [])]


def _described(dataset: Dataset, column: Column) -> str:
    unit = f" ({vocabulary().units[column.unit].zh})" if column.unit else ""
    note = column_note(dataset, column)
    return f"{column.title.zh}{unit}: {column.definition.zh}{note.zh if note else ''}"
