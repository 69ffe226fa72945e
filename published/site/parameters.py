"""Which query parameters a page accepts; all others are refused: a typo must not look like no data."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from published.site.columns import check_columns
from published.site.filter_values import DIGITS, check_values
from published.site.guard import ROWS
from published.site.refusals import Refused

Arguments = Mapping[str, Sequence[str]]

OPERATORS = frozenset(
    [
        "exact",
        "not",
        "contains",
        "endswith",
        "startswith",
        "gt",
        "gte",
        "lt",
        "lte",
        "like",
        "notlike",
        "glob",
        "in",
        "notin",
        "arraycontains",
        "arraynotcontains",
        "date",
        "isnull",
        "notnull",
        "isblank",
        "notblank",
    ]
)
TABLE = frozenset(
    [
        "_size",
        "_next",
        "_sort",
        "_sort_desc",
        "_shape",
        "_labels",
        "_label",
        "_facet",
        "_facet_size",
        "_nofacet",
        "_nocount",
        "_nosuggest",
        "_where",
        "_col",
        "_nocol",
        "_json",
        "_json_infinity",
        "_nl",
        "_stream",
        "_dl",
        "_header",
        "_all",
    ]
)
ALL = "_all"
ROW = frozenset(["_shape", "_json", "_json_infinity", "_nl", "_dl", "_header", "_labels"])
SQL = frozenset(["sql", "_shape", "_size", "_json", "_json_infinity", "_nl", "_stream", "_dl", "_header", "_hide_sql"])
FACETS = 6
"""How many columns a page counts at a time: each count takes up to half a second."""
SHAPES = frozenset(["arrays", "objects", "array", "object", "arrayfirst"])
_ON_OR_OFF = frozenset(["on", "off", "true", "false", "1", "0"])
WRITTEN = {"_shape": SHAPES, "_json_infinity": _ON_OR_OFF, "_labels": _ON_OR_OFF}
_WITHOUT_ROWS = {"_shape": frozenset(["arrays", "objects"])}

_NAMING_COLUMNS = ("_sort", "_sort_desc", "_facet", "_label", "_col", "_nocol", "_json")
_COMMENT_OR_STRING = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"", re.DOTALL)
_NAMED = re.compile(r"(?<!:):([A-Za-z_]\w*)")


@dataclass(frozen=True)
class Table:
    """The names that a table page knows."""

    name: str
    columns: tuple[str, ...]
    searchable: bool = False
    key: tuple[str, ...] = ()


def check_table(arguments: Arguments, table: Table, most: int = ROWS) -> None:
    """Accept only filters on columns, parameters with a meaning here, pages of `most` rows; raises Refused."""
    for name in arguments:
        if name.startswith("_") and "__" not in name:
            _check_known(name, TABLE | ({"_search"} if table.searchable else set()), table)
        else:
            _check_filter(name, table)
            check_values(name, arguments[name])
    for name in _NAMING_COLUMNS:
        for column in arguments.get(name, ()):
            _check_column(name, column, table)
    check_columns(arguments, table.key)
    _check_whole_number("_size", arguments.get("_size", ()), most)
    _check_whole_number("_facet_size", arguments.get("_facet_size", ()))
    _check_written(arguments)
    if len(arguments.get("_facet", ())) > FACETS:
        raise Refused(
            400,
            f"一次最多按 {FACETS} 列计数（_facet）。",
            f"At most {FACETS} columns are counted at a time (_facet).",
            {"parameter": "_facet", "most": FACETS},
        )
    if set(arguments.get(ALL, ())) - {"1"}:
        raise Refused(400, "全部行写作 _all=1。", "All rows are asked for by _all=1.", {"parameter": ALL})


def check_row(arguments: Arguments, table: Table) -> None:
    """A row page knows only how it is written; raises Refused (400)."""
    for name in arguments:
        _check_known(name, ROW, table)
    _check_written(arguments)


def check_sql(arguments: Arguments, *, complete: bool) -> None:
    """Accept the parameters named in the SQL and no others; with `complete`, each must have a value."""
    _check_one_statement(arguments)
    named = named_parameters(arguments["sql"][0])
    for name in arguments:
        if name not in SQL and name not in named:
            raise unknown(name, sorted(named), "SQL 中的参数", "parameters of this SQL")
    if missing := [name for name in named if name not in arguments and complete]:
        raise Refused(
            400,
            f"SQL 中的参数 :{missing[0]} 没有给值，请在网址中加 &{missing[0]}=…。",
            f"The parameter :{missing[0]} of the SQL has no value; add &{missing[0]}=… to the address.",
            {"parameter": missing[0]},
        )
    if set(arguments.get("_size", ())) - {"max"}:
        raise Refused(
            400,
            "SQL 查询不用 _size,请在 SQL 里写 LIMIT。",
            "_size has no meaning for SQL; write LIMIT in the statement.",
            {"parameter": "_size"},
        )
    _check_written(arguments)


def check_none(arguments: Arguments) -> None:
    """The page of the whole database has no rows to be shaped, and takes nothing else; raises Refused (400)."""
    for name in arguments:
        if name not in {"sql", "_shape"}:
            raise unknown(name, ["sql"], "参数", "parameters")
    _check_one_statement(arguments)
    _check_written(arguments, _WITHOUT_ROWS)


def check_search(arguments: Arguments, most: Mapping[str, int]) -> None:
    """A search takes words, a kind, and numbers up to those of `most` that say which hits; raises Refused (400)."""
    known = ("q", "kind", *most)
    for name, values in arguments.items():
        if name not in known:
            raise unknown(name, known, "参数", "parameters")
        if name in most and not all(_is_whole(value, most[name]) for value in values):
            raise Refused(
                400,
                f"参数 {name} 应为 0 到 {most[name]:,} 的整数。",
                f"{name} must be a whole number from 0 to {most[name]:,}.",
                {"parameter": name},
            )


def named_parameters(sql: str) -> list[str]:
    """The `:name` parameters of a statement, comments and strings aside, in order, once each."""
    return list(dict.fromkeys(_NAMED.findall(_COMMENT_OR_STRING.sub(" ", sql))))


def _check_known(name: str, known: Iterable[str], table: Table) -> None:
    if name not in known:
        raise unknown(name, table.columns, f"{table.name} 的列", f"columns of {table.name}")


def _check_filter(name: str, table: Table) -> None:
    column, mark, operator = name.rpartition("__")
    if name in table.columns or (mark and column in table.columns and operator in OPERATORS):
        return
    if mark and column in table.columns:
        raise Refused(
            400,
            f"参数 {name} 中的比较方式 {operator} 不存在，可用：{'、'.join(sorted(OPERATORS))}。",
            f"The operator {operator} in {name} does not exist; there are: {', '.join(sorted(OPERATORS))}.",
            {"parameter": name, "operators": sorted(OPERATORS)},
        )
    raise unknown(name, table.columns, f"{table.name} 的列", f"columns of {table.name}")


def _check_column(parameter: str, column: str, table: Table) -> None:
    if column not in table.columns:
        name = f"{parameter}={column}"
        raise unknown(name, table.columns, f"{table.name} 的列", f"columns of {table.name}")


def unknown(name: str, valid: Sequence[str], valid_zh: str, valid_en: str) -> Refused:
    """A parameter or value that is none of those that there are; names the nearest."""
    near = difflib.get_close_matches(name.split("__")[0], valid, 1)
    maybe_zh, maybe_en = (f"是不是 {near[0]}？", f" Did you mean {near[0]}?") if near else ("", "")
    return Refused(
        400,
        f"不认识参数 {name}。{maybe_zh}{valid_zh}：{'、'.join(valid) or '没有'}。",
        f"Unknown parameter {name}.{maybe_en} The {valid_en}: {', '.join(valid) or 'none'}.",
        {"parameter": name, "valid": list(valid)},
    )


def _check_whole_number(name: str, values: Sequence[str], top: int = 1_000) -> None:
    for value in values:
        if value != "max" and not (value.isascii() and value.isdigit() and int(value[:9]) <= top):
            raise Refused(
                400,
                f"参数 {name}={value} 应为 0 到 {top:,} 的整数或 max。",
                f"{name}={value} must be a whole number from 0 to {top:,}, or max.",
                {"parameter": name},
            )


def _is_whole(value: str, top: int) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= DIGITS and int(value) <= top


def _check_written(arguments: Arguments, written: Mapping[str, frozenset[str]] = WRITTEN) -> None:
    """How an answer is to be written: its shape, and what is on or off."""
    for name, valid in written.items():
        for value in arguments.get(name, ()):
            if value not in valid:
                raise unknown(f"{name}={value[:40]}", sorted(valid), f"{name} 的取值", f"values of {name}")


def _check_one_statement(arguments: Arguments) -> None:
    if len(arguments.get("sql", ())) > 1:
        raise Refused(400, "参数 sql 只能给一次。", "sql may be given only once.", {"parameter": "sql"})


def check_choices(arguments: Arguments, choices: Mapping[str, Sequence[str]]) -> None:
    """Accept parameters that have a choice of values, and of those only these; raises Refused (400)."""
    for name, values in arguments.items():
        if name not in choices:
            raise unknown(name, list(choices), "本页的参数", "parameters of this page")
        for value in values:
            if value not in choices[name]:
                raise unknown(f"{name}={value[:40]}", list(choices[name]), f"{name} 的取值", f"values of {name}")
