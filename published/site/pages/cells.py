"""One value of a published table as a reader sees it: words, figures, and why a figure is not there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from published.dataset import Column, Dataset
from published.disclosure import Protected
from published.site.language import Language
from published.site.numbers import grouped
from published.site.pages.catalogue import Entry

SHORT = 40
Absence = Literal["secret", "telling", "missing", "none"]
PROSE = frozenset({"background", "practice", "effect", "lesson"})


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: its text, its look (`kind`) and what to say about it."""

    text: str
    kind: str
    about: str = ""
    href: str = ""
    revised: str = ""
    """The version that changed it last, where an earlier one told another figure."""
    status: str = ""
    """The observation status to mark it by where its row's status does not stand beside it."""


def cell(value: object, column: Column, row: Mapping[str, object], entry: Entry, language: Language) -> Cell:
    """A value of a dataset's column, in the look of its status."""
    if value is None:
        return _nothing(column, row, entry.dataset, language)
    label = language.pick(entry.label(column, value))
    if column.name == "obs_status":
        return Cell(label, f"status-{value}", f"{column.name} = {value}")
    if column.name in ("conf_status", "rates_conf_status"):
        return Cell(label, f"secrecy-{value}", f"{column.name} = {value}")
    if column.code_list is not None:
        return Cell(label, "word", str(value))
    if isinstance(value, int | float) and column.role == "measure":
        return Cell(_figure(value, column), "number")
    return Cell(str(value), "word")


def figure(written: str, column: Column, row: Mapping[str, object] | None, entry: Entry, language: Language) -> Cell:
    """A row's figure of a column as it is `written` beside others, or why there is none; no row has no data."""
    if row is None:
        return _none(language)
    value = row[column.name]
    return cell(None, column, row, entry, language) if value is None else Cell(written, "number")


def shortened(found: Cell) -> Cell:
    """The cell for a table with many rows: long text ends in an ellipsis, its page has it whole."""
    most = SHORT * 2 if found.text.isascii() else SHORT
    if found.kind != "word" or len(found.text) <= most:
        return found
    return Cell(found.text[:most].rstrip() + "…", "word", found.about, found.href)


def plain(value: object) -> Cell:
    """A value of a free SQL result: exact, nothing rounded."""
    if value is None:
        return Cell("null", "none", "SQL null")
    if isinstance(value, int | float):
        return Cell(repr(value).removesuffix(".0"), "number")
    if isinstance(value, bytes):
        return Cell(f"({len(value)} B)", "none", "binary")
    return Cell(str(value), "word")


def telling(dataset: Dataset, row: Mapping[str, object]) -> frozenset[str]:
    """The measures that a public row leaves empty because they would give another row away."""
    if row.get("rates_conf_status") != "C" or not isinstance(dataset.disclosure, Protected):
        return frozenset()
    return frozenset(dataset.disclosure.rates)


def absence(dataset: Dataset, column: Column, row: Mapping[str, object]) -> Absence:
    """Why a public row has no figure: it is withheld, would give another one away, was not announced, or is none."""
    if column.name in dataset.confidential and row.get("conf_status") == "C":
        return "secret"
    if column.name in telling(dataset, row):
        return "telling"
    return "missing" if column.role == "measure" and row.get("obs_status") == "M" else "none"


def secret(language: Language) -> Cell:
    """A figure that is withheld."""
    return Cell("c", "secret", language.say("保密：为保护单个单位的数据，不公布"))


def missing(language: Language) -> Cell:
    """A figure that should be there and was not announced."""
    return Cell("…", "missing", language.say("未公布"))


def _nothing(column: Column, row: Mapping[str, object], dataset: Dataset, language: Language) -> Cell:
    why = absence(dataset, column, row)
    if why == "secret":
        return secret(language)
    if why == "telling":
        return Cell("c", "secret", language.say("保密：会让人推算出另一个保密的数，不公布"))
    return missing(language) if why == "missing" else _none(language)


def _none(language: Language) -> Cell:
    return Cell("–", "none", language.say("无数据或不适用"))


def _figure(value: int | float, column: Column) -> str:
    if column.decimals is not None:
        return grouped(value, column.decimals)
    return f"{value:,}"
