"""The page of a dataset: what is asked of it now, the rows that answer, and how to take them away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from published.dataset import Column, Dataset
from published.describe.readme import citation
from published.site.language import Language
from published.site.pages.addresses import address, as_file, changed, relative, row_address
from published.site.pages.catalogue import Entry
from published.site.pages.cells import PROSE, Cell, cell, shortened
from published.site.pages.made import made_href
from published.vocabulary import vocabulary


@dataclass(frozen=True)
class Heading:
    """The head of a column: titles, unit, and the address that sorts by it."""

    name: str
    title: str
    unit: str
    number: bool
    order: str
    href: str


@dataclass(frozen=True)
class Choice:
    """One value that a reader may pick."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Picker:
    """A labelled list of values of one column."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Group:
    """How many rows each value of a column has, under the filters of now."""

    title: str
    values: tuple[tuple[str, int, str, bool], ...]


def table_page(entry: Entry, data: Mapping[str, Any], language: Language) -> dict[str, object]:
    """Everything the template of a dataset's page needs beyond its description."""
    dataset, path, arguments = entry.dataset, data["path"], data["arguments"]
    shown = _shown(dataset, data["columns"], arguments)
    filters = {name: values for name, values in arguments.items() if not name.startswith("_")}
    return {
        "entry": entry,
        "dataset": dataset,
        "citation": language.pick(citation(dataset, entry.version)),
        "headings": [_heading(column, path, arguments, language) for column in shown],
        "lines": [_line(row, shown, entry, data["primary_keys"], language) for row in data["rows"]],
        "ways": _ways(entry, data["rows"]),
        "count": data["filtered_table_rows_count"],
        "next_href": relative(data["next_url"]),
        "pickers": [_picker(entry, dataset.column(name), filters, language) for name in dataset.facets],
        "groups": [_group(entry, found, path, arguments, language) for found in data["facet_results"].values()],
        "asked": _asked(entry, filters, path, arguments, language),
        "kept": [(name, value) for name in ("_sort", "_sort_desc") for value in arguments.get(name, ())],
        "everything": path,
        "json_href": as_file(path, "json", arguments, _shape="objects"),
        "plot_href": address(f"/plots/{dataset.name}", filters) if _is_plotted(entry) else None,
        "csv_href": as_file(path, "csv", arguments),
        "sql_href": address("/open", {"sql": _readable(data["query"]["sql"]), **data["query"]["params"]}),
        "legend": _legend(entry, language),
        "telling_rates": _is_column(entry, "rates_conf_status"),
        "rounded_parts": any("value_added" in column.name for column in dataset.columns if column.role == "measure"),
        "prose_elsewhere": entry.cases and "_col" not in arguments,
    }


def _shown(dataset: Dataset, names: Sequence[str], arguments: Mapping[str, Any]) -> list[Column]:
    """The columns of the answer in its order; long prose waits on each row's page unless asked for."""
    known = {column.name: column for column in dataset.columns}
    left_out = frozenset() if "_col" in arguments else PROSE
    return [known[name] for name in names if name in known and name not in left_out]


def _heading(column: Column, path: str, arguments: Mapping[str, Any], language: Language) -> Heading:
    order = _order(column.name, arguments)
    sort = {"_sort": None, "_sort_desc": column.name}
    if order == "descending":
        sort = {"_sort": column.name, "_sort_desc": None}
    return Heading(
        name=column.name,
        title=language.pick(column.title),
        unit=language.pick(vocabulary().units[column.unit]) if column.unit else "",
        number=column.role == "measure",
        order=order,
        href=changed(path, arguments, **sort),
    )


def _order(name: str, arguments: Mapping[str, Any]) -> str:
    if name in arguments.get("_sort_desc", ()):
        return "descending"
    return "ascending" if name in arguments.get("_sort", ()) else "none"


def _line(row: Any, shown: Sequence[Column], entry: Entry, keys: Sequence[str], language: Language) -> list[Cell]:
    facts = dict(row)
    cells = [shortened(cell(facts[column.name], column, facts, entry, language)) for column in shown]
    if keys and cells and all(key in facts for key in keys):
        first = cells[0]
        href = row_address(entry.dataset.name, [facts[key] for key in keys])
        cells[0] = Cell(first.text, first.kind, first.about, href)
    return cells


def _ways(entry: Entry, rows: Sequence[Any]) -> list[str]:
    """Per row where it says how its numbers were made; nothing where a row does not show its key, or is an old one."""
    facts = [dict(row) for row in rows]
    if entry.vintages_of or not all(set(entry.dataset.key) <= row.keys() for row in facts):
        return []
    return [made_href(entry, row) for row in facts]


def _picker(entry: Entry, column: Column, filters: Mapping[str, Sequence[str]], language: Language) -> Picker:
    chosen = set(filters.get(column.name, ()))
    listed = entry.choices[column.name]
    choices = tuple(Choice(value, language.pick(label), value in chosen) for value, label in listed)
    return Picker(column.name, language.pick(column.title), choices)


def _group(
    entry: Entry, found: Mapping[str, Any], path: str, arguments: Mapping[str, Any], language: Language
) -> Group:
    name = found["name"]
    column = entry.dataset.column(name) if _is_column(entry, name) else None
    values = tuple(
        (
            language.pick(entry.label(column, one["value"])) if column else str(one["value"]),
            one["count"],
            changed(path, arguments, **{name: None if one["selected"] else str(one["value"])}),
            one["selected"],
        )
        for one in found["results"]
    )
    return Group(language.pick(column.title) if column else name, values)


def _asked(
    entry: Entry, filters: Mapping[str, Sequence[str]], path: str, arguments: Mapping[str, Any], language: Language
) -> list[tuple[str, str]]:
    """The filters in words, each with the address of the page without it."""
    words = []
    for name, values in filters.items():
        column = entry.dataset.column(name.partition("__")[0]) if _is_column(entry, name) else None
        title = language.pick(column.title) if column else name
        operator = name.partition("__")[2]
        labels = language.listed(language.pick(entry.label(column, value)) if column else value for value in values)
        told = language.say("%(title)s：%(value)s", title=title, value=labels)
        text = f"{title} {operator} {labels}" if operator else told
        words.append((text, changed(path, arguments, **{name: None})))
    return words


def _is_column(entry: Entry, name: str) -> bool:
    return name.partition("__")[0] in {column.name for column in entry.dataset.columns}


def _is_plotted(entry: Entry) -> bool:
    return entry.dataset.kind == "statistic" and entry.dataset.period is not None and entry.vintages_of is None


def _legend(entry: Entry, language: Language) -> list[tuple[str, str, str]]:
    """The status codes of the dataset: kind of cell, code, words."""
    found = []
    for name, kind in (("obs_status", "status"), ("conf_status", "secrecy")):
        for code in entry.dataset.code_lists.get(name, ()):
            found.append((f"{kind}-{code.code}", code.code, language.pick(code.title)))
    return found


def _readable(sql: str) -> str:
    """Datasette asks for one row more than it shows; the reader's SQL need not."""
    return sql.rpartition(" limit ")[0].strip() or sql
