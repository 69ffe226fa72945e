"""The page of a dataset: its figure, the rows that are selected now, what they mean, and how to take them away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from published.dataset import Column, Dataset
from published.site.language import Language
from published.site.layout import COLUMNS_BY, MEASURE, ROWS_BY
from published.site.pages.account import account
from published.site.pages.addresses import address, as_file, changed, row_address
from published.site.pages.catalogue import Entry
from published.site.pages.cells import PROSE, Cell, cell, shortened
from published.site.pages.layouts import layouts
from published.site.pages.made import made_href
from published.site.pages.past import Past
from published.site.pages.pickers import chips, pickers, unpicked
from published.site.pages.pivot import Look, Pivot, measure_of, pivot
from published.site.pages.quoting import quotation, references
from published.site.pages.selection import picked
from published.site.plots.choice import choose
from published.site.refusals import Refused
from published.vocabulary import vocabulary

Arguments = Mapping[str, Sequence[str]]
Row = Mapping[str, Any]


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
class Group:
    """How many rows each value of a column has, under the filters of now."""

    title: str
    values: tuple[tuple[str, int, str, bool], ...]


def table_page(entry: Entry, data: Mapping[str, Any], language: Language, past: Past) -> dict[str, object]:
    """Everything the template of a dataset's page needs beyond its description."""
    dataset, path, asked, rows = entry.dataset, data["path"], data["selected"], [dict(row) for row in data["rows"]]
    look, shown = _look(entry, rows, language, past), _shown(dataset, data["columns"], asked)
    crossed = _crossed(entry, rows, asked, look, language)
    figures = {column.name for column in shown if column.role == "measure"}
    return {
        "entry": entry,
        "dataset": dataset,
        "account": account(entry, past, language),
        "references": references(entry, past, data["base"], language),
        "quote": _quote(entry, data["base"], language, past),
        "figure_made": made_href(entry, entry.figure.row, entry.figure.measure.name) if entry.figure else None,
        "crossed": crossed,
        "headings": [] if crossed else [_heading(column, path, asked, language) for column in shown],
        "lines": [] if crossed else [_line(place, row, shown, entry, look) for place, row in enumerate(rows)],
        "ways": [] if crossed or figures else _ways(entry, rows),
        "count": data["filtered_table_rows_count"],
        "next_href": changed(path, asked, _next=data["next"]) if data["next"] else None,
        "pickers": pickers(entry, asked, language),
        "groups": [_group(entry, found, path, asked, language) for found in data["facet_results"].values()],
        "groups_href": _counted(dataset, path, asked),
        "chips": chips(entry, path, asked, language),
        "layouts": layouts(entry, path, asked, past, language),
        "kept": unpicked(entry, asked),
        "everything": changed(path, {}),
        "is_default": not data["arguments"] and bool(asked),
        "json_href": as_file(path, "json", asked, _shape="objects"),
        "plot_href": _plot_href(entry, asked),
        "csv_href": as_file(path, "csv", asked),
        "sql_href": address("/open", {"sql": _readable(data["query"]["sql"]), **data["query"]["params"]}),
        "legend": _legend(entry, language),
        "telling_rates": _is_column(entry, "rates_conf_status"),
        "rounded_parts": any("value_added" in column.name for column in dataset.columns if column.role == "measure"),
        "prose_elsewhere": entry.cases and "_col" not in asked,
    }


def _quote(entry: Entry, base: str, language: Language, past: Past) -> str | None:
    """The headline figure in a sentence, with the page of this edition that shows it."""
    if entry.figure is None:
        return None
    link = f"{base}{language.prefix}{past.lasting}{entry.href}"
    return quotation(entry, past, entry.figure.row, entry.figure.measure, link, language)


def _look(entry: Entry, rows: Sequence[Row], language: Language, past: Past) -> Look:
    """How a figure of a row looks: it links to how it was made, and is marked where it was revised."""
    measures = [
        column.name for column in entry.dataset.columns if column.role == "measure" and column.name in _of(rows)
    ]
    moved = past.revised(entry, rows, measures)
    linked = entry.vintages_of is None and {*entry.dataset.key} <= _of(rows)

    def look(place: int, column: Column) -> Cell:
        row = rows[place]
        found = cell(row[column.name], column, row, entry, language)
        if column.role != "measure" or not linked or found.kind == "none":
            return shortened(found)
        href, version = made_href(entry, row, column.name), moved.get((place, column.name), "")
        return replace(found, href=href, revised=version)

    return look


def _of(rows: Sequence[Row]) -> set[str]:
    return {*rows[0]} if rows else set()


def _crossed(entry: Entry, rows: Sequence[Row], asked: Arguments, look: Look, language: Language) -> Pivot | None:
    """The cross table, its figures marked by the status of their rows; None where none is asked for."""
    if ROWS_BY not in asked or not rows:
        return None

    def marked(place: int, column: Column) -> Cell:
        status = rows[place].get("obs_status") or ""
        return replace(look(place, column), status="" if status in ("A", "M") else str(status))

    layout = asked[ROWS_BY][0], asked[COLUMNS_BY][0], measure_of(entry, asked.get(MEASURE, ()))
    return pivot(rows, entry, layout, marked, language)


def _shown(dataset: Dataset, names: Sequence[str], asked: Arguments) -> list[Column]:
    """The columns of the answer in its order; long prose waits on each row's page and what one chip says of all rows
    is not said again, unless columns are asked for.
    """
    known = {column.name: column for column in dataset.columns}
    if "_col" in asked:
        return [known[name] for name in names if name in known]
    told = [name for name in dataset.key if len(picked(asked, name)) == 1]
    if len(told) == len(dataset.key):
        told.remove(dataset.period or dataset.key[0])
    return [known[name] for name in names if name in known and name not in PROSE and name not in told]


def _heading(column: Column, path: str, asked: Arguments, language: Language) -> Heading:
    order = _order(column.name, asked)
    sort = {"_sort": None, "_sort_desc": column.name}
    if order == "descending":
        sort = {"_sort": column.name, "_sort_desc": None}
    return Heading(
        name=column.name,
        title=language.pick(column.title),
        unit=language.pick(vocabulary().units[column.unit]) if column.unit else "",
        number=column.role == "measure",
        order=order,
        href=changed(path, asked, **sort),
    )


def _order(name: str, asked: Arguments) -> str:
    if name in asked.get("_sort_desc", ()):
        return "descending"
    return "ascending" if name in asked.get("_sort", ()) else "none"


def _line(place: int, row: Row, shown: Sequence[Column], entry: Entry, look: Look) -> list[Cell]:
    """The cells of a row; the first leads to its page."""
    cells, key = [look(place, column) for column in shown], entry.dataset.key
    if cells and all(name in row for name in key):
        cells[0] = replace(cells[0], href=row_address(entry.dataset.name, [row[name] for name in key]))
    return cells


def _ways(entry: Entry, rows: Sequence[Row]) -> list[str]:
    """Where no figure leads there, the pages that say how each row was made; none of old rows or without their key."""
    if entry.vintages_of or not set(entry.dataset.key) <= _of(rows):
        return []
    return [made_href(entry, row) for row in rows]


def _counted(dataset: Dataset, path: str, asked: Arguments) -> str | None:
    """The page with the rows of a register counted by its values."""
    if dataset.kind != "register" or not dataset.facets or "_facet" in asked:
        return None
    return address(path, {**asked, "_facet": dataset.facets})


def _group(entry: Entry, found: Mapping[str, Any], path: str, asked: Arguments, language: Language) -> Group:
    name = found["name"]
    column = entry.dataset.column(name) if _is_column(entry, name) else None
    values = tuple(
        (
            language.pick(entry.label(column, one["value"])) if column else str(one["value"]),
            one["count"],
            changed(path, asked, **{name: None if one["selected"] else str(one["value"])}),
            one["selected"],
        )
        for one in found["results"]
    )
    return Group(language.pick(column.title) if column else name, values)


def _is_column(entry: Entry, name: str) -> bool:
    return name in {column.name for column in entry.dataset.columns}


def _plot_href(entry: Entry, asked: Arguments) -> str | None:
    """The plot of the filters (how rows are laid out means nothing to it); None where none fits them."""
    filters = {name: values for name, values in asked.items() if not name.startswith("_")}
    if entry.vintages_of is not None:
        return None
    try:
        choose(entry.dataset, filters)
    except Refused:
        return None
    return address(f"/plots/{entry.dataset.name}", filters)


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
