"""What every dataset must meet, from its description alone, and what only a statistician can say of it."""

import importlib
import importlib.util

from expectations.question import Question, no_rows
from published.dataset import Column, Dataset
from published.vocabulary import Text

ROWS_KEPT = "0.9"


def questions(dataset: Dataset) -> tuple[Question, ...]:
    """The base suite of the description and the hand-written plausibility/<dataset>.py where there is one."""
    return (*_base(dataset), *_plausibility(dataset))


def matters_of_judgement(dataset: Dataset) -> frozenset[str]:
    """The questions that a person who knows why may answer otherwise: what is believable, never what is right."""
    return frozenset(question.name for question in (_rows_kept(), *_plausibility(dataset)))


def _base(dataset: Dataset) -> tuple[Question, ...]:
    shape = [_columns(dataset), _key(dataset), _not_empty(), _rows_kept()]
    coded = [_coded(dataset, column) for column in dataset.columns if column.code_list]
    present = [_present(dataset.column(name)) for name in dataset.key]
    bounded = [_percentage(column) for column in dataset.columns if column.unit == "percent"]
    status = [_status_explains(column) for column in dataset.columns if _is_explained(dataset, column)]
    return (*shape, *present, *coded, *bounded, *status)


def _plausibility(dataset: Dataset) -> tuple[Question, ...]:
    module = f"expectations.plausibility.{dataset.name}"
    if importlib.util.find_spec(module) is None:
        return ()
    return tuple(importlib.import_module(module).questions())


def _columns(dataset: Dataset) -> Question:
    return Question(
        name="columns",
        title=Text(zh="列与说明一致", en="columns are those of the description"),
        expectation="ExpectTableColumnsToMatchOrderedList",
        arguments={"column_list": [column.name for column in dataset.columns]},
    )


def _key(dataset: Dataset) -> Question:
    one = len(dataset.key) == 1
    expectation = "ExpectColumnValuesToBeUnique" if one else "ExpectCompoundColumnsToBeUnique"
    arguments: dict[str, object] = {"column": dataset.key[0]} if one else {"column_list": list(dataset.key)}
    title = Text(zh=f"每行由 {'、'.join(dataset.key)} 唯一确定", en=f"one row per {', '.join(dataset.key)}")
    return Question(name="key", title=title, expectation=expectation, arguments=arguments)


def _not_empty() -> Question:
    return Question(
        name="not_empty",
        title=Text(zh="表中有数据", en="the table is not empty"),
        expectation="ExpectTableRowCountToBeBetween",
        arguments={"min_value": 1},
    )


def _rows_kept() -> Question:
    return no_rows(
        "rows_kept",
        Text(zh="行数不少于上次发布的九成", en="at least nine tenths of the rows of the last release"),
        f"select 1 where (select count(*) from {{batch}}) < {ROWS_KEPT} * (select count(*) from previous)",
    )


def _present(column: Column) -> Question:
    return Question(
        name=f"present_{column.name}",
        title=Text(zh=f"{column.title.zh}没有空值", en=f"{column.title.en} is never missing"),
        expectation="ExpectColumnValuesToNotBeNull",
        arguments={"column": column.name},
    )


def _coded(dataset: Dataset, column: Column) -> Question:
    codes = [code.code for code in dataset.code_lists[str(column.code_list)]]
    return Question(
        name=f"coded_{column.name}",
        title=Text(zh=f"{column.title.zh}都在代码表中", en=f"{column.title.en} is in its code list"),
        expectation="ExpectColumnValuesToBeInSet",
        arguments={"column": column.name, "value_set": codes},
    )


def _percentage(column: Column) -> Question:
    return no_rows(
        f"percentage_{column.name}",
        Text(zh=f"{column.title.zh}在 -100% 与 1000% 之间", en=f"{column.title.en} lies between -100% and 1000%"),
        f"select * from {{batch}} where {column.name} not between -100 and 1000",
        severity="warning",
    )


def _is_explained(dataset: Dataset, column: Column) -> bool:
    names = {known.name for known in dataset.columns}
    return column.name == "value_added" and {"obs_status", "conf_status"} <= names


def _status_explains(column: Column) -> Question:
    return no_rows(
        f"explained_{column.name}",
        Text(zh=f"{column.title.zh}的空值都有状态说明", en=f"a missing {column.title.en} is explained by its status"),
        f"select * from {{batch}} where {column.name} is null and obs_status != 'M' and conf_status != 'C'",
    )
