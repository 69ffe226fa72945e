"""Specifications drawn: SVG that stands in a page or alone, PNG, and the browser's bundle of the same libraries.

Nothing is fetched: data is within the specification, and no other address is allowed.
"""

import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache

import vl_convert
from defusedxml.ElementTree import fromstring

from published.site.plots.frame import Spec
from published.site.plots.theme import hatches

_SVG = "http://www.w3.org/2000/svg"
_VERSION = "6.4"
_REFERENCE = re.compile(r"url\(#([\w-]+)\)")
_SAID_TO_READERS = ("aria-hidden", "aria-label", "aria-roledescription", "role")
_NO_GLYPH = "\U0010fffd"
BUNDLE = "window.vegaEmbed = vegaEmbed;"


class FontMissing(RuntimeError):
    """No installed font has Chinese characters."""


def svg(spec: Spec, words: str) -> str:
    """The plot as an SVG document: its title is the spec's, its description the words; ids are the content's own."""
    drawn = fromstring(vl_convert.vegalite_to_svg(spec, vl_version=_VERSION, allowed_base_urls=[]))
    digest = hashlib.sha256(json.dumps([spec, words], sort_keys=True).encode()).hexdigest()[:10]
    prefix = f"p{digest}-"
    _cleaned(drawn, prefix)
    drawn.attrib = {
        "class": "plot",
        "width": drawn.attrib["width"],
        "height": drawn.attrib["height"],
        "viewBox": drawn.attrib["viewBox"],
        "role": "img",
        "aria-labelledby": f"{prefix}title {prefix}words",
    }
    for position, element in enumerate(_heads(str(spec["description"]), words, prefix)):
        drawn.insert(position, element)
    ET.register_namespace("", _SVG)
    return ET.tostring(drawn, encoding="unicode")


def png(drawn: str, scale: float = 2.0) -> bytes:
    """An SVG as PNG, `scale` pixels for one of its own; raises FontMissing where Chinese could not be read."""
    if not _has_chinese():
        raise FontMissing("PNG 需要一种含汉字的字体：apt-get install fonts-noto-cjk (no font has Chinese characters)")
    return bytes(vl_convert.svg_to_png(drawn, scale=scale))


def bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed for the browser, as one script that sets `vegaEmbed`."""
    return str(vl_convert.javascript_bundle(BUNDLE, vl_version=_VERSION))


def _heads(title: str, words: str, prefix: str) -> Iterator[ET.Element]:
    for tag, content in (("title", title), ("desc", words)):
        element = ET.Element(f"{{{_SVG}}}{tag}", {"id": f"{prefix}{'title' if tag == 'title' else 'words'}"})
        element.text = content
        yield element
    yield fromstring(f'<defs xmlns="{_SVG}">{hatches(prefix)}</defs>')


def _cleaned(drawn: ET.Element, prefix: str) -> None:
    """References point to ids of this drawing alone; what is said to readers is said once, by title and words."""
    for element in drawn.iter():
        for name in _SAID_TO_READERS:
            element.attrib.pop(name, None)
        element.attrib.pop("class", None)
        for name, value in element.attrib.items():
            element.attrib[name] = _REFERENCE.sub(rf"url(#{prefix}\1)", value)
        if "id" in element.attrib:
            element.attrib["id"] = prefix + element.attrib["id"]


@cache
def _has_chinese() -> bool:
    """Whether a Chinese character is drawn otherwise than a code that no font has."""
    look = 'y="30" font-size="30" font-family="sans-serif"'
    box = f'<svg xmlns="{_SVG}" width="40" height="40"><text {look}>%s</text></svg>'
    return bool(vl_convert.svg_to_png(box % "甬") != vl_convert.svg_to_png(box % _NO_GLYPH))
