"""The list of all datasets: by what they are and who answers for them, with the newest figure and the next release."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from published.calendar import Planned, next_release
from published.schedule import CITY
from published.site.language import Language
from published.site.pages.catalogue import Entry


@dataclass(frozen=True)
class Line:
    """A dataset with the day of its next release, empty where none is announced."""

    entry: Entry
    href: str
    next_day: str


@dataclass(frozen=True)
class Group:
    """Datasets of one kind, by the department that answers for them."""

    name: str
    title: str
    about: str
    departments: tuple[tuple[str, tuple[Line, ...]], ...]
    count: int


def datasets_page(
    entries: Mapping[str, Entry], plans: Iterable[Planned], now: datetime, language: Language
) -> tuple[Group, ...]:
    """The groups that have any dataset: statistics made here, national ones, registers."""
    by_name = {plan.dataset: plan for plan in plans}
    lines = [_line(entry, by_name.get(entry.dataset.name), now, language) for entry in entries.values()]
    titles = {
        "statistics": (language.say("本市统计"), language.say("由各部门报送的资料汇总，不含任何单个单位的数。")),
        "national": (language.say("全国统计"), language.say("国家公布的数，用来比较。")),
        "registers": (
            language.say("名录与案例"),
            language.say("一条一条公开的机构、项目、许可与案例，每次变更都保留。"),
        ),
    }
    found = ((name, *told, [line for line in lines if _group_of(line.entry) == name]) for name, told in titles.items())
    return tuple(
        Group(name, title, about, tuple(_by_owner(mine, language)), len(mine))
        for name, title, about, mine in found
        if mine
    )


def _line(entry: Entry, plan: Planned | None, now: datetime, language: Language) -> Line:
    due = next_release(plan.schedule, now) if plan else None
    has_states = any(column.name == "record_state" for column in entry.dataset.columns)
    href = f"{entry.href}?record_state=current" if has_states else entry.href
    return Line(entry, href, language.day(due.astimezone(CITY).date()) if due else "")


def _group_of(entry: Entry) -> str:
    if entry.dataset.kind == "register":
        return "registers"
    return "national" if entry.dataset.owner == "national" else "statistics"


def _by_owner(lines: list[Line], language: Language) -> Iterable[tuple[str, tuple[Line, ...]]]:
    """In the order in which each department comes first."""
    order = list(dict.fromkeys(line.entry.dataset.owner for line in lines))
    ordered = sorted(lines, key=lambda line: order.index(line.entry.dataset.owner))
    for _, mine in groupby(ordered, key=lambda line: line.entry.dataset.owner):
        found = tuple(mine)
        yield language.pick(found[0].entry.owner), found
