"""Where one area stands by one indicator: its figures as texts, and rank, change and reasons in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from published.site.language import Language
from published.site.pages.cells import Cell

VALUE = "indicator_value"
BASE_EFFECT = 2
"""A base is unusual that is more than so many times the value of the year before it, or that value so many times it."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Standing:
    """An area's row, figures as texts (empty where there is none) and with what is to be said of them.

    `cell` and `before`: the figure and that of the same period of the year before, or why there is none.
    `share` and `mark`: its bar and its on-track line in per cent of the longest bar of the board.
    """

    code: str
    title: str
    row: Row
    cell: Cell
    before: Cell
    target: str
    line: str
    attainment: str
    status: str
    track: str
    place: str
    moved: str
    unranked: str
    base_effect: str
    share: float
    mark: float | None
    made_href: str
    href: str

    @property
    def value(self) -> str:
        """The figure; empty where there is none."""
        return self.cell.text if self.cell.kind == "number" else ""

    @property
    def withheld(self) -> bool:
        """Whether there is a figure that must not be told."""
        return self.cell.kind == "secret"

    @property
    def behind(self) -> bool:
        """Whether it is behind its line."""
        return bool(self.row["track_status"] == "behind")

    @property
    def is_division(self) -> bool:
        """Whether it is one of those that are compared."""
        return bool(self.row["rank_status"] != "not_division")


def placed(rank: int | None, ties: Mapping[int, int]) -> str:
    """A rank, with `=` where others share it."""
    return "" if rank is None else f"={rank}" if ties.get(rank, 0) > 1 else str(rank)


def moved(row: Row, secret: bool, language: Language) -> str:
    """The change of rank in words; nothing for whoever has no rank."""
    change = row["rank_change"]
    if row["area_rank"] is None:
        return ""
    if change is None:
        return language.say("不公布") if secret else language.say("上年无名次")
    if change == 0:
        return language.say("持平")
    sentence = language.say("升 %(places)s 位") if change > 0 else language.say("降 %(places)s 位")
    return sentence % {"places": abs(change)}


def unranked(row: Row, language: Language) -> str:
    """Why a division has no rank; nothing where it has one."""
    if row["area_rank"] is not None or row["rank_status"] == "not_division":
        return ""
    if row["conf_status"] == "C":
        return language.say("保密，不公布，也不排名")
    if row["rank_status"] == "base_small":
        return language.say("基数过小，只列数值，不排名")
    return language.say("数值未知，不排名")


def base_effect(row: Row, before: Row | None, earlier: Row | None, language: Language) -> str:
    """Whether the year before, with which the change is, was itself unusual; nothing where a figure is missing."""
    base, usual = (one[VALUE] if one else None for one in (before, earlier))
    if row[VALUE] is None or base is None or usual is None or min(base, usual) <= 0:
        return ""
    if base * BASE_EFFECT < usual:
        return language.say("上年同期基数低")
    return language.say("上年同期基数高") if base > usual * BASE_EFFECT else ""


def in_order(divisions: Sequence[Standing], key: str, *, falling: bool) -> list[Standing]:
    """The divisions by one of KEYS; those without that figure come last either way, equal ones as in their list."""
    figure = KEYS[key]
    known = [one for one in divisions if figure(one) is not None]
    known.sort(key=lambda one: figure(one) or 0.0, reverse=falling)
    return known + [one for one in divisions if figure(one) is None]


def _field(name: str) -> Callable[[Standing], float | None]:
    return lambda one: one.row[name]


KEYS: Mapping[str, Callable[[Standing], float | None]] = {
    "rank": _field("area_rank"),
    "value": _field(VALUE),
    "attainment": _field("attainment"),
    "change": _field("rank_change"),
}
"""By what the board can be sorted ► the figure of a standing."""
