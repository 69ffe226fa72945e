"""Figures of a plot in a reader's unit, as on every page; the rows of some datasets name the unit themselves."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from published.dataset import Column
from published.site.language import languages
from published.site.pages.measured import Measured, measured
from published.site.plots.figure import Language

OWN = "as_stated"
OWN_COLUMN = "unit_of_measure"


def unit(measure: Column, rows: Iterable[Mapping[str, Any]], language: Language, goals: Sequence[str] = ()) -> Measured:
    """The unit for a measure of these rows and its targets (columns `goals`)."""
    found = list(rows)
    code = measure.unit or ""
    if code == OWN:
        code = str(found[0].get(OWN_COLUMN) or "") if found else ""
    values = (row[name] for row in found for name in (measure.name, *goals))
    return measured(code, values, measure.decimals or 0, languages()[language])
