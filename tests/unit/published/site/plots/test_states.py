"""Each state has its look in each kind of plot, never by colour alone."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from published.site.plots import render
from published.site.plots.draw import specification
from published.site.plots.figure import Kind
from published.site.plots.frame import NARROW, WIDE
from published.site.plots.scales import width
from published.site.plots.theme import theme
from tests.unit.published.site.plots.made import made, seen

LOOK = theme()


def shapes(kind: Kind, wide: int = WIDE, **more: object) -> list[dict[str, str]]:
    root = ET.fromstring(render.svg(specification(made(kind, **more), wide), "x"))
    return [
        {**element.attrib, "tag": element.tag.rpartition("}")[2], "text": "".join(element.itertext())}
        for element in root.iter()
    ]


def having(found: list[dict[str, str]], **wanted: str) -> list[dict[str, str]]:
    return [one for one in found if all(value in one.get(name.replace("_", "-"), "") for name, value in wanted.items())]


@pytest.mark.parametrize("wide", [WIDE, NARROW])
def test_a_series_has_hollow_hatched_and_full_dots_dashes_c_dots_and_a_break(wide: int) -> None:
    found = shapes("series", wide)
    dots = having(found, tag="path", stroke=LOOK.sea, stroke_width="2")
    assert len([one for one in dots if one.get("fill") == LOOK.sea]) == 3
    assert len([one for one in dots if one.get("fill") == LOOK.paper]) == 1, "provisional"
    assert len(having(dots, fill="estimated-sea")) == 1
    assert having(found, tag="path", stroke_dasharray="5,4"), "dashed towards the provisional"
    assert len(having(found, fill="withheld")) == 1
    assert having(found, tag="text", text="c") and having(found, tag="text", text="…") and having(found, text="∥")
    assert having(found, tag="path", stroke=LOOK.past), "what an earlier release said"


def test_no_line_leads_over_a_gap_or_a_break() -> None:
    lines = having(shapes("series", earlier=()), tag="path", stroke=LOOK.sea, stroke_width="2.4")
    steps = sum(one["d"].count("L") for one in lines)
    assert steps == 2, "2022–2023 and 2023–2024 alone: 2019 is a break, 2020 and 2021 are not published"


@pytest.mark.parametrize("status", ["A", "P"])
def test_a_year_that_adds_up_has_no_line_over_a_withheld_month(status: str) -> None:
    months = tuple(
        seen(f"2025-0{month}", None if month == 3 else month * 5.0, status, withheld=month == 3, group="2025")
        for month in range(1, 7)
    )
    found = shapes("cumulative", observations=months, target=None)
    lines = having(found, tag="path", stroke=LOOK.sea, stroke_width="2.6")
    assert sum(one["d"].count("L") for one in lines) == 3, "1–2, 4–5, 5–6"
    assert having(found, tag="text", text="c")


def test_a_column_leaves_hatched_what_is_withheld_of_its_total() -> None:
    found = shapes("stacked")
    assert len(having(found, tag="path", fill="withheld")) == 1
    assert len(having(found, tag="path", fill="estimated-03")) == 1
    for code in ("01", "02", "04", "05", "07"):
        assert having(found, tag="path", fill=LOOK.categories[code])
    assert having(found, tag="text", text="○ 100.0") and having(found, tag="text", text="100.0")


def test_bars_and_tiles_show_provisional_estimated_and_withheld() -> None:
    bars = shapes("ranking")
    assert having(bars, stroke_dasharray="5,4") and having(bars, fill="estimated-sea") and having(bars, fill="withheld")
    assert having(bars, tag="text", text="c  保密") and having(bars, tag="text", text="–"), "no rank"
    tiles = shapes("tiles")
    assert having(tiles, stroke_dasharray="5,4") and having(tiles, fill="estimated-sea")
    assert having(tiles, fill="withheld") and having(tiles, tag="text", text="c")


def test_a_gauge_says_provisional_and_lags_in_vermilion_words_aside() -> None:
    found = shapes("gauge")
    assert having(found, stroke_dasharray="5,4") and having(found, tag="text", text="○ 试算")
    ahead = shapes("gauge", observations=(seen("2025", 60.0),))
    assert having(ahead, tag="path", fill=LOOK.sea) and not having(ahead, stroke_dasharray="5,4")


def test_each_line_has_dots_of_its_own_named_at_its_end_and_a_row_for_what_is_withheld() -> None:
    found = shapes("lines")
    for colour, full in zip(LOOK.lines, (3, 2, 4), strict=False):
        dots = having(found, tag="path", stroke=colour, stroke_width="1.8")
        assert len([one for one in dots if one.get("fill") == colour]) == full
        assert len([one for one in dots if one.get("fill") == LOOK.paper]) == 1, "provisional"
    assert len(having(found, fill="estimated-sea")) == 1
    assert having(found, tag="path", stroke=LOOK.lines[2], stroke_dasharray="5,4")
    assert len({one["d"] for one in having(found, tag="path", stroke_width="1.8")}) == 3, "a shape for each line"
    for name in ("区330203 266.2", "区330225 114.1", "区330226 228.1", "区330225"):
        assert having(found, tag="text", text=name)
    assert len(having(found, fill="withheld")) == 2 and len([one for one in found if one["text"] == "c"]) >= 2
    steps = [one for one in having(found, tag="path", stroke=LOOK.lines[1], stroke_width="2.2") if "L" in one["d"]]
    assert steps == [], "no line leads over a withheld year"


def test_a_line_is_broken_where_there_is_no_data_and_no_mark_is_explained_that_is_not_there() -> None:
    told = [seen(str(year), None if year == 2022 else 5.0, group="a", group_label="甲") for year in range(2020, 2025)]
    found = shapes("lines", observations=tuple(told))
    lines = having(found, tag="path", stroke=LOOK.lines[0], stroke_width="2.2")
    assert sum(one["d"].count("L") for one in lines) == 2, "2020–2021 and 2023–2024"
    assert not [one for one in found if one["tag"] == "text" and "无数据" in one["text"]]


def test_categories_keep_their_colours_as_lines() -> None:
    parts = [
        seen(str(year), 5.0 + year % 7, group=code, group_label=code) for code in ("06", "01") for year in (2023, 2024)
    ]
    found = shapes("lines", observations=tuple(parts))
    assert having(found, stroke=LOOK.legible(LOOK.categories["06"])) and having(found, stroke=LOOK.categories["01"])


def test_ends_that_would_touch_are_pushed_apart() -> None:
    close = [
        seen(str(year), 100.0, group=str(area), group_label=f"区{area}") for area in range(5) for year in (2023, 2024)
    ]
    root = ET.fromstring(render.svg(specification(made("lines", observations=tuple(close)), NARROW), "x"))
    places = sorted(
        float(one.attrib["transform"].partition(",")[2].rstrip(")"))
        for one in root.iter()
        if "".join(one.itertext()).startswith("区") and one.tag.endswith("text")
    )
    assert len(places) == 5 and min(after - before for before, after in pairwise(places)) >= 15


def test_only_states_that_occur_are_explained() -> None:
    plain = shapes("series", observations=(seen("2023", 1.0), seen("2024", 2.0)), earlier=(), breaks=frozenset())
    assert not [one for one in plain if one["tag"] == "text" and ("试算" in one["text"] or "保密" in one["text"])]
    assert [one for one in shapes("series") if one["tag"] == "text" and "试算" in one["text"]]


def test_narrow_columns_have_their_ring_above_the_total() -> None:
    assert [one["text"] for one in having(shapes("stacked"), tag="text") if "○" in one["text"]][:1] == ["○ 100.0"]
    crowded = tuple(seen(str(year), 3_802.5, "P") for year in range(2015, 2025))
    found = having(shapes("stacked", NARROW, observations=crowded), tag="text")
    assert [one["text"] for one in found].count("○") == 0, "no column, no total"
    parts = tuple(seen(one.code, 3_802.5, "A", group="01", group_label="第01类") for one in crowded)
    found = having(shapes("stacked", NARROW, observations=crowded + parts), tag="text")
    texts = [one["text"] for one in found]
    assert texts.count("○") == 10 and texts.count("3,802.5") == 10
    assert not [one for one in found if one["text"].startswith("○ 3")]


@pytest.mark.parametrize("wide", [WIDE, NARROW])
def test_large_figures_have_room_on_both_sides(wide: int) -> None:
    many = tuple(seen(str(year), 9_685_000.0) for year in range(2015, 2024))
    spec = specification(made("series", observations=many, earlier=(), breaks=frozenset()), wide)
    room = spec["padding"]
    assert room["left"] + spec["width"] + room["right"] == wide
    assert room["left"] > width("12,500,000", 12) and room["right"] > 16
