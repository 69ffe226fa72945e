"""Every kind of plot as SVG and PNG: whole, safe, stamped, the same bytes each time, its states to be seen."""

import io
import re
import struct
import xml.etree.ElementTree as ET

import pytest

from published.site.plots import render
from published.site.plots.draw import specification
from published.site.plots.figure import KINDS, Kind
from published.site.plots.frame import NARROW, WIDE
from published.site.plots.scales import width
from published.site.plots.words import words
from tests.unit.published.site.plots.made import HOSTILE, made

SVG = "{http://www.w3.org/2000/svg}"
HARMLESS = {"svg", "title", "desc", "defs", "pattern", "g", "path", "rect", "line", "text", "tspan"}
BOTH = pytest.mark.parametrize("wide", [WIDE, NARROW])
ALL = pytest.mark.parametrize("kind", list(KINDS))


def drawn(kind: Kind, wide: int = WIDE, **more: object) -> ET.Element:
    plot = made(kind, **more)
    return ET.fromstring(render.svg(specification(plot, wide), words(plot)))


def texts(root: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


@ALL
@BOTH
def test_a_drawing_stands_alone(kind: Kind, wide: int) -> None:
    root = drawn(kind, wide)
    title, words_of, patterns = list(root)[:3]
    assert root.get("role") == "img" and int(root.attrib["width"]) == wide
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], words_of.attrib["id"]]
    assert (title.tag, words_of.tag, patterns.tag) == (f"{SVG}title", f"{SVG}desc", f"{SVG}defs")
    assert words_of.text == words(made(kind))
    assert any("演示数据" in text for text in texts(root)), "stamped"
    assert any("市统计局" in text for text in texts(root)), "says its source"
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in HARMLESS
        assert not [
            name for name in element.attrib if name.startswith("on") or name.endswith("href") or name == "style"
        ]
        assert "://" not in "".join(element.attrib.values())


@ALL
def test_what_a_drawing_refers_to_is_within_it_under_ids_of_its_own(kind: Kind) -> None:
    first, second = drawn(kind), drawn(kind, NARROW)
    ids = [{element.attrib["id"] for element in root.iter() if "id" in element.attrib} for root in (first, second)]
    assert ids[0].isdisjoint(ids[1])
    for root, known in zip((first, second), ids, strict=True):
        used = {
            name for one in root.iter() for value in one.attrib.values() for name in re.findall(r"url\(#(.+?)\)", value)
        }
        assert used <= known


@ALL
def test_nothing_lies_beyond_the_edges(kind: Kind) -> None:
    """Texts are measured by the letters' usual widths, which is what the layout reckons with."""
    for wide in (WIDE, NARROW):
        for text, left, right in extents(drawn(kind, wide)):
            assert left >= -2 and right <= wide + 2, text


def extents(root: ET.Element) -> list[tuple[str, float, float]]:
    found: list[tuple[str, float, float]] = []

    def walk(element: ET.Element, left: float) -> None:
        for x, _ in re.findall(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", "")):
            left += float(x)
        if element.tag == f"{SVG}text":
            size = float(element.attrib.get("font-size", "12px").removesuffix("px"))
            text = "".join(element.itertext())
            wide = width(text, size * 0.97)
            start = left - wide * {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", "start"), 0.0)
            found.append((text, start, start + wide))
        for child in element:
            walk(child, left)

    walk(root, 0.0)
    return found


@ALL
def test_the_same_plot_is_the_same_bytes(kind: Kind) -> None:
    spec = specification(made(kind), WIDE)
    assert render.svg(spec, "x") == render.svg(spec, "x")


@pytest.mark.parametrize("field", ["title", "about", "unit", "source", "stamp"])
def test_hostile_words_stay_words(field: str) -> None:
    root = drawn("series", **{field: HOSTILE})
    assert not [element for element in root.iter() if element.tag.endswith(("script", "}b"))]
    assert any("<script>" in text or "</text>" in text for text in texts(root))


def test_a_png_has_twice_the_size_and_its_hatching() -> None:
    hatched = render.svg(specification(made("ranking"), WIDE), "x")
    plain = re.sub(r"url\(#.+?\)", "#ffffff", hatched)
    body = render.png(hatched)
    assert body.startswith(b"\x89PNG") and struct.unpack(">I", io.BytesIO(body[16:20]).read())[0] == 2 * WIDE
    assert body != render.png(plain)


def test_without_a_chinese_font_it_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "_has_chinese", lambda: False)
    with pytest.raises(render.FontMissing, match="fonts-noto-cjk"):
        render.png("<svg/>")


def test_nothing_is_fetched() -> None:
    spec = specification(made("series"), WIDE)
    spec["layer"].append({"data": {"url": "https://example.com/x.csv"}, "mark": "point", "encoding": {}})
    with pytest.raises(ValueError, match=r"example\.com"):
        render.svg(spec, "x")
