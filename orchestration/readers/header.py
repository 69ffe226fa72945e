"""The column headings of a delivery: flattened, and held against what the feed declares."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import pairwise, zip_longest
from typing import Any, Literal

from orchestration.readers.notes import Notes
from orchestration.refusals import DeliveryRefused
from published.feed import Feed

_NEAR = 0.5
_Refuse = Callable[..., DeliveryRefused]


@dataclass(frozen=True)
class Layout:
    """Where each declared column stands among the `width` delivered ones; None where an optional one is absent."""

    places: tuple[int | None, ...]
    width: int

    @cached_property
    def as_declared(self) -> bool:
        """Every column stands where it is declared, and no other is there."""
        return self.places == tuple(range(self.width))

    def arranged(self, cells: Sequence[Any], absent: str | None = None) -> Sequence[Any]:
        """A delivered row in the order of the declared columns."""
        if self.as_declared:
            return cells
        return [absent if place is None else cells[place] for place in self.places]


def flatten(header_rows: Sequence[Sequence[str]]) -> list[str]:
    """`group|field` per column; a merged group label stands in its first column only.

    A column whose last row is blank is named by its first row and ends the group to its left.
    """
    names: list[str] = []
    group = ""
    for column in zip_longest(*header_rows, fillvalue=""):
        top, *below = (cell.strip() for cell in column)
        field = "|".join(cell for cell in below if cell)
        group = top or group
        names.append("|".join(part for part in (group, field) if part) if field else top)
        group = group if field else ""
    return _without_trailing_blanks(names)


def arrange(
    feed: Feed, found: Sequence[str], refuse: _Refuse, notes: Notes, kind: Literal["header", "key"] = "header"
) -> Layout:
    """Match delivered headings (or keys of a record) by name; deviations that are declared are noted.

    Raises what `refuse` makes of a code and its facts: for repeated, undeclared and missing ones.
    """
    known = {header: place for place, column in enumerate(feed.columns) for header in column.headers}
    read = [name for name in found if name not in feed.ignored_columns]
    meant = Counter(known[name] for name in read if name in known)
    missing = [column.header for place, column in enumerate(feed.columns) if not (column.optional or place in meant)]
    if repeated := [feed.columns[place].header for place, count in meant.items() if count > 1]:
        raise refuse(f"{kind}_repeated", names=_listed(repeated))
    if unknown := [name for name in read if name not in known]:
        raise refuse(f"{kind}_unknown", **_unknown(feed, unknown, missing))
    if missing:
        raise refuse(f"{kind}_missing", names=_listed(missing))
    places = {known[name]: at for at, name in enumerate(found) if name in known}
    layout = Layout(tuple(places.get(place) for place in range(len(feed.columns))), len(found))
    _note(feed, found, layout, notes, has_order=kind == "header")
    return layout


def _note(feed: Feed, found: Sequence[str], layout: Layout, notes: Notes, has_order: bool) -> None:
    for column, place in zip(feed.columns, layout.places, strict=True):
        if place is None:
            notes.add("absent", header=column.header)
        elif found[place] != column.header:
            notes.add("renamed", found=found[place], header=column.header)
    for name in found:
        if name in feed.ignored_columns:
            notes.add("ignored", found=name)
    order = [place for place in layout.places if place is not None]
    if has_order and any(later < earlier for earlier, later in pairwise(order)):
        notes.add("reordered")


def _unknown(feed: Feed, unknown: Sequence[str], missing: Sequence[str]) -> dict[str, str]:
    """The facts of a refusal: what is unknown, what is missing, and what it may have been called before."""
    near = get_close_matches(unknown[0], missing, n=1, cutoff=_NEAR)
    place = f"sources/{feed.source}.yml"
    return {
        "names": _listed(unknown),
        "missing": f",缺少列「{_listed(missing)}」" if missing else "",
        "missing_en": f", missing '{_listed(missing)}'" if missing else "",
        "advice": f"如是「{near[0][:24]}」改名，请在 {place} 该列加 also"
        if near
        else f"请核对式样，新列须先在 {place} 声明或列入 ignored_columns",
    }


def _listed(names: Sequence[str], most: int = 4) -> str:
    shown = "、".join((name or "(空白)")[:24] for name in names[:most])
    return shown if len(names) <= most else f"{shown} 等 {len(names)} 列"


def _without_trailing_blanks(names: list[str]) -> list[str]:
    while names and not names[-1]:
        names.pop()
    return names
