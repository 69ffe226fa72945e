"""Plots made by hand for the specifications: every kind, every state, both languages."""

from typing import Any

from published.site.numbers import grouped
from published.site.plots.figure import Earlier, Goal, Kind, Language, Observation, Plot

HOSTILE = "</text><script>alert(1)</script>&\"'<b>"
AREAS = {"330203": 266.2, "330205": 228.1, "330206": 646.4, "330225": None, "330226": 228.1, "330282": 532.3}
PARTS = {"01": 19.0, "02": 9.0, "03": 38.0, "04": 17.0, "05": 6.0, "06": 3.0, "07": 8.0}


def seen(code: str, value: float | None, status: str = "A", **more: Any) -> Observation:
    """An observation whose label is its code."""
    return Observation(code, more.pop("label", code), value, "" if value is None else grouped(value, 1), status, **more)


def made(kind: Kind, language: Language = "zh", **more: Any) -> Plot:
    """A plot of a kind with each state in it."""
    facts = {"title": "增加值", "about": "宁波市", "unit": "亿元", "stamp": "演示数据", "source": "市统计局"}
    return Plot(kind, language, **{**facts, "observations": _OBSERVATIONS[kind], **_MORE.get(kind, {}), **more})


def _stacked() -> tuple[Observation, ...]:
    found = []
    for year, secret in (("2023", True), ("2024", False)):
        found.append(seen(year, 100.0, "A" if secret else "P"))
        for part, value in PARTS.items():
            hidden = secret and part == "06"
            status = "E" if (year, part) == ("2024", "03") else "A"
            found.append(
                seen(year, None if hidden else value, status, withheld=hidden, group=part, group_label=f"第{part}类")
            )
    return tuple(found)


SERIES = (
    seen("2018", 2211.3),
    seen("2019", 2401.5),
    seen("2020", None, "M"),
    seen("2021", None, withheld=True),
    seen("2022", 3344.0),
    seen("2023", 3561.9, "E"),
    seen("2024", 3802.5, "P"),
)
_PLACES = tuple(
    seen(code, value, {"330206": "P", "330282": "E"}.get(code, "A"), withheld=value is None, label=f"区{code}")
    for code, value in AREAS.items()
)
LINES = tuple(
    seen(str(2020 + year), value, status, withheld=hidden, group=code, group_label=f"区{code}")
    for code, told in {
        "330203": ((189.8, "A"), (218.5, "A"), (234.1, "A"), (249.3, "E"), (266.2, "P")),
        "330225": ((81.3, "A"), None, (100.3, "A"), None, (114.1, "P")),
        "330226": ((162.7, "A"), (187.3, "A"), (200.6, "A"), (213.7, "A"), (228.1, "P")),
    }.items()
    for year, one in enumerate(told)
    for value, status, hidden in [(None, "A", True) if one is None else (*one, False)]
)
_OBSERVATIONS: dict[str, tuple[Observation, ...]] = {
    "series": SERIES,
    "lines": LINES,
    "cumulative": tuple(
        seen(f"{year}-{month:02}", month * 5.0, "P" if (year, month) > (2025, 7) else "A", group=str(year))
        for year, end in ((2024, 12), (2025, 9))
        for month in range(1, end + 1)
    ),
    "stacked": _stacked(),
    "ranking": _PLACES,
    "tiles": _PLACES,
    "gauge": (seen("2025-09", 52.8, "P"),),
}
_MORE: dict[str, dict[str, Any]] = {
    "series": {"earlier": (Earlier("1.0", (("2018", 2100.0), ("2019", 2300.0))),), "breaks": frozenset({"2019"})},
    "cumulative": {"target": Goal("目标", 100.0, "100")},
    "gauge": {"target": Goal("目标", 100.0, "100"), "expected": Goal("按往年进度", 57.6, "57.6")},
}
