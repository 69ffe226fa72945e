"""What a plot shows, apart from how it is drawn: observations with their states, in the unit and words of a reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from published.vocabulary import Text

Language = Literal["zh", "en"]
Kind = Literal["series", "lines", "cumulative", "stacked", "ranking", "tiles", "gauge"]
State = Literal["normal", "provisional", "estimated", "withheld", "missing", "none"]

KINDS: dict[Kind, Text] = {
    "series": Text(zh="时间序列", en="Time series"),
    "lines": Text(zh="时间序列对比", en="Time series compared"),
    "cumulative": Text(zh="逐年累计", en="Cumulative by year"),
    "stacked": Text(zh="构成", en="Composition"),
    "ranking": Text(zh="排序", en="Ranking"),
    "tiles": Text(zh="瓦片地图", en="Tile map"),
    "gauge": Text(zh="目标进度", en="Progress to target"),
}
STATES: dict[State, Text] = {
    "normal": Text(zh="", en=""),
    "provisional": Text(zh="试算", en="provisional"),
    "estimated": Text(zh="估计", en="estimated"),
    "withheld": Text(zh="保密", en="confidential"),
    "missing": Text(zh="未公布", en="not announced"),
    "none": Text(zh="无数据或不适用", en="no data or not applicable"),
}
_SIGNS: dict[State, str] = {"withheld": "c", "missing": "…", "none": "–"}
_STATUSES: dict[str, State] = {"P": "provisional", "E": "estimated"}


@dataclass(frozen=True)
class Observation:
    """One value: of a period, an area or a category (`code`), maybe within a `group` (a year's curve, a category).

    `value` is in the plot's unit and None where nothing is published; `text` is how it is written. `rank` is the one
    that is published with it; `unranked`: why it has a value and no rank.
    """

    code: str
    label: str
    value: float | None
    text: str = ""
    status: str = "A"
    withheld: bool = False
    group: str = ""
    group_label: str = ""
    rank: int | None = None
    unranked: str = ""

    @property
    def state(self) -> State:
        """How it is drawn."""
        if self.value is None:
            return "withheld" if self.withheld else "missing" if self.status == "M" else "none"
        return _STATUSES.get(self.status, "normal")

    @property
    def shown(self) -> str:
        """How the value is written, or the sign for why it is not there."""
        return _SIGNS.get(self.state, self.text)


@dataclass(frozen=True)
class Earlier:
    """What an earlier release said: version and values by period, where they differ from today's."""

    version: str
    values: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Goal:
    """A target, or where earlier years stood by then: a labelled level in the plot's unit."""

    label: str
    value: float
    text: str


@dataclass(frozen=True)
class Plot:
    """Everything that one plot shows, in one language. `stamp` is empty where the figures are real."""

    kind: Kind
    language: Language
    title: str
    about: str
    unit: str
    observations: tuple[Observation, ...]
    source: str = ""
    stamp: str = ""
    earlier: tuple[Earlier, ...] = ()
    target: Goal | None = None
    expected: Goal | None = None
    breaks: frozenset[str] = frozenset()
    """Periods with which a series begins anew and is not comparable with what lies before."""

    def pick(self, text: Text) -> str:
        """A wording in the plot's language."""
        return text.zh if self.language == "zh" else text.en

    @property
    def known(self) -> tuple[Observation, ...]:
        """The observations that have a value."""
        return tuple(one for one in self.observations if one.value is not None)


def codes(observations: Sequence[Observation]) -> list[str]:
    """The codes in their order, once each."""
    return list(dict.fromkeys(one.code for one in observations))
