"""Colours: told apart by everybody, in grey too, and every text on them can be read."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from published.site.plots.colour import channels, contrast, mixed
from published.site.plots.theme import LINES, STEPS, hatches, theme

LOOK = theme()
DEFICIENCIES = ("deuteranomaly", "protanomaly", "tritanomaly")
APART, GREYS_APART, READABLE, SEEN = 14.0, 4.0, 4.5, 3.0
"""Distance in CAM02-UCS, of which about 1 can just be seen; lightness of 100; contrast ratios of WCAG 2.2 AA."""


def rgb(colour: str) -> np.ndarray:
    return np.array(channels(colour)) / 255


@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
@pytest.mark.parametrize("colours", [LOOK.categories, dict(zip(LINES, LOOK.lines, strict=True))])
def test_the_seven_categories_and_the_five_lines_are_told_apart(
    deficiency: str | None, colours: dict[str, str]
) -> None:
    """As dichromats see them (Machado, Oliveira and Fernandes 2009, severity 100)."""
    seen = {code: rgb(colour) for code, colour in colours.items()}
    if deficiency:
        space = {"name": "sRGB1+CVD", "cvd_type": deficiency, "severity": 100}
        seen = {code: np.clip(cspace_convert(colour, space, "sRGB1"), 0, 1) for code, colour in seen.items()}
    near = {pair: deltaE(seen[pair[0]], seen[pair[1]], input_space="sRGB1") for pair in combinations(seen, 2)}
    assert len(near) == len(colours) * (len(colours) - 1) / 2
    assert {pair: distance for pair, distance in near.items() if distance < APART} == {}


def test_the_categories_and_the_steps_of_tiles_are_told_apart_in_grey() -> None:
    for colours in (LOOK.categories.values(), LOOK.ramp, LOOK.lines):
        greys = sorted(cspace_convert(rgb(colour), "sRGB1", "CIELab")[0] for colour in colours)
        assert min(after - before for before, after in pairwise(greys)) >= GREYS_APART


def test_every_text_on_a_colour_can_be_read() -> None:
    grounds = [*LOOK.categories.values(), *LOOK.ramp]
    assert {ground: ratio for ground in grounds if (ratio := contrast(LOOK.on(ground), ground)) < READABLE} == {}
    for text in (LOOK.ink, LOOK.soft, LOOK.sea):
        assert contrast(text, LOOK.paper) >= READABLE
    assert contrast(LOOK.past, LOOK.paper) > 2 and len(LOOK.ramp) == STEPS


def test_every_line_is_seen_on_paper_categories_with_ink_in_them() -> None:
    for colour in LOOK.lines:
        assert contrast(colour, LOOK.paper) >= SEEN
    for colour in LOOK.categories.values():
        assert contrast(LOOK.legible(colour), LOOK.paper) >= SEEN
    assert LOOK.legible(LOOK.sea) == LOOK.sea


def test_contrast_and_mixing_are_what_they_are_called() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert mixed("#000000", "#ffffff", 0.5) == "#808080" and mixed("#123456", "#ffffff", 1) == "#123456"


def test_a_part_has_its_category_s_colour_and_other_things_the_sea() -> None:
    assert LOOK.category("0301") == LOOK.categories["03"] and LOOK.category("330212") == LOOK.sea


def test_each_pattern_has_an_id_of_its_own() -> None:
    assert hatches("p-").count('id="p-') == 13 and "#" in hatches("")
