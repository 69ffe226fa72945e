"""The answer to a SQL query: rows, plots, the addresses that give them again, and programs that fetch them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from published.describe.snippets import Wanted, snippets
from published.site.language import Language
from published.site.notice import STAMP
from published.site.pages.addresses import address
from published.site.pages.catalogue import Entry
from published.site.pages.cells import plain
from published.site.parameters import named_parameters
from published.site.questions import Question
from published.site.result_plot import result_plots
from published.site.sql_faults import words_of

ROWS_ON_A_PAGE = 1_000


@dataclass(frozen=True)
class Heading:
    """A column of a result: its name, what its values are in words, and whether they are numbers."""

    name: str
    type: str
    number: bool


def query_page(data: Mapping[str, Any], entries: Mapping[str, Entry], language: Language) -> dict[str, object]:
    """A SQL result with the statement that made it."""
    sql = data["query"]["sql"].replace("\r\n", "\n").strip()
    given = {name: data["query"]["params"].get(name, "") for name in named_parameters(sql)}
    rows = [tuple(row) for row in data["rows"]]
    asked = {"sql": sql, **given}
    pinned = f"/editions/{data['edition']}/open"
    return {
        "sql": sql,
        "given": given,
        "columns": [_heading(name, values, language) for name, values in _columns(data["columns"], rows)],
        "lines": [[plain(value) for value in row] for row in rows[:ROWS_ON_A_PAGE]],
        "count": len(rows),
        "plots": result_plots(data["columns"], rows, language, language.pick(STAMP) if data["notice"] else ""),
        "json_href": address("/open.json", {"sql": sql, "_shape": "objects", **given}),
        "csv_href": address("/open.csv", asked),
        "current_link": f"{data['base']}{language.prefix}{address('/open', asked)}",
        "pinned_link": f"{data['base']}{language.prefix}{address(pinned, asked)}",
        "snippets": snippets(Wanted(data["base"] + pinned, list(asked.items()), data["notice"])),
        "asked": _of_named_datasets(sql, data["questions"]),
    }


def _columns(names: Sequence[str], rows: Sequence[tuple[object, ...]]) -> list[tuple[str, set[type]]]:
    """Each column with the types of its values."""
    return [(name, {type(row[index]) for row in rows} - {type(None)}) for index, name in enumerate(names)]


def _heading(name: str, types: set[type], language: Language) -> Heading:
    number = bool(types) and types <= {int, float}
    if types == {int}:
        return Heading(name, language.say("整数"), number)
    if number:
        return Heading(name, language.say("小数"), number)
    if types == {str}:
        return Heading(name, language.say("文本"), number)
    return Heading(name, language.say("混合") if types else language.say("空"), number)


def _of_named_datasets(sql: str, questions: Mapping[str, Sequence[Question]]) -> dict[str, Sequence[Question]]:
    """The questions of the datasets that a statement names."""
    words = words_of(sql)
    return {name: asked for name, asked in questions.items() if words & {name, f"{name}_vintages"}}
