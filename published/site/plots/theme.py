"""How plots look: colours and type as the site's stylesheet says them, and the look of each state.

The stylesheet is the one place where a colour is written down; nothing here repeats one.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from published.site.plots.colour import contrast, mixed

_STYLESHEET = Path(__file__).parents[1] / "static" / "site.css"
_PROPERTY = re.compile(r"--(\w[\w-]*): ([^;]+);")
_CATEGORY = re.compile(r"\.fill-(\d\d) \{ fill: (#[0-9a-f]{6}); \}")
STEPS = 5
LINES = ("sea", "line-2", "line-3", "line-4", "line-5")
SEEN = 3.0
"""The contrast with its ground that a line needs (WCAG 2.2, 1.4.11)."""
DASHES = [5, 4]


@dataclass(frozen=True)
class Theme:
    """The stylesheet's colours and type as a plot needs them."""

    ink: str
    soft: str
    paper: str
    line: str
    ground: str
    sea: str
    pale: str
    vermilion: str
    ochre: str
    serif: str
    sans: str
    categories: dict[str, str]
    lines: tuple[str, ...]
    """The colours of lines that stand beside one another and are no categories."""

    @property
    def past(self) -> str:
        """Lines of earlier years and earlier releases: there, but behind."""
        return mixed(self.soft, self.paper, 0.55)

    @property
    def ramp(self) -> tuple[str, ...]:
        """Five steps from pale to sea, on each of which ink or white can be read."""
        return tuple(mixed(self.sea, self.pale, share) for share in (0.0, 0.18, 0.37, 0.82, 1.0))

    def on(self, ground: str) -> str:
        """The colour of text on a ground: white or ink, whichever reads better."""
        return max("#ffffff", self.ink, key=lambda text: contrast(text, ground))

    def legible(self, colour: str) -> str:
        """The colour, with as much ink in it as a line of it needs to be seen on paper."""
        shades = (mixed(colour, self.ink, share / 20) for share in range(20, 0, -1))
        return next((shade for shade in shades if contrast(shade, self.paper) >= SEEN), self.ink)

    def category(self, code: str) -> str:
        """The colour that a category has for ever; a part of one has its colour too, others the sea."""
        return self.categories.get(code[:2], self.sea)


@cache
def theme() -> Theme:
    """The site's theme, read from its stylesheet once."""
    text = _STYLESHEET.read_text(encoding="utf-8")
    said = dict(_PROPERTY.findall(text))
    names = ("ink", "soft", "paper", "line", "ground", "sea", "pale", "vermilion", "ochre")
    colours = {name: said[name] for name in names}
    return Theme(
        **colours,
        serif=said["serif"],
        sans=said["sans"],
        categories=dict(_CATEGORY.findall(text)),
        lines=tuple(said[name] for name in LINES),
    )


def hatches(prefix: str) -> str:
    """The SVG patterns that plots refer to: hatched ground of what is withheld, hatched figure of what is estimated."""
    look = theme()
    drawn = [_hatch(f"{prefix}withheld", look.ground, mixed(look.soft, look.ground, 0.35))]
    colours = {**dict(zip(LINES, look.lines, strict=True)), **look.categories}
    drawn += [_hatch(f"{prefix}estimated-{name}", look.paper, colour) for name, colour in colours.items()]
    return "".join(drawn)


def _hatch(name: str, ground: str, stroke: str) -> str:
    return (
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="{ground}"/><path d="M1 0V6" stroke="{stroke}" stroke-width="2"/></pattern>'
    )


WITHHELD = "url(#withheld)"


def estimated(name: str = "") -> str:
    """The hatched fill of an estimate, in the colour of its category or of its line."""
    known = name[:2] in theme().categories
    return f"url(#estimated-{name[:2] if known else name if name in LINES else 'sea'})"
