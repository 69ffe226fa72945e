"""The addresses of plots: the page of one, the plot as SVG, PNG or specification, and what other sites may frame."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version

from markupsafe import Markup

from published.site import answers
from published.site.answers import FOR_EVER, HTML, TYPES, Answer, Send
from published.site.asked import Asked
from published.site.notice import STAMP
from published.site.notice import headers as _notice
from published.site.pages.catalogue import Entry
from published.site.pages.pictures import pictured
from published.site.pages.plot import plot_page
from published.site.plots.choice import NARROW, Choice, choose
from published.site.plots.data import rows
from published.site.plots.draw import portable, specification
from published.site.plots.figure import Plot
from published.site.plots.frame import NARROW as SMALL
from published.site.plots.frame import WIDE
from published.site.plots.labels import pick
from published.site.plots.observe import observe
from published.site.plots.renderer import BUNDLING, Renderer
from published.site.plots.words import words
from published.site.shown import Shown
from published.site.whole import Whole
from published.vintages import name_of

PLOTTED = re.compile(r"/(?P<way>plots|embed)/(?P<dataset>[a-z0-9_]+)(?:\.(?P<form>svg|png|json))?")
BUNDLE = f"/static/vega-{version('vl-convert-python')}/vega.js"
_EMBEDDED = re.compile(r"(/editions/[^/]+)?(/en)?/embed/[^/]+")
_KEPT = 4_000_000
"""Bytes of drawings that an edition keeps."""
_TEMPLATES = {"plots": "plot", "embed": "embed"}


def is_embedded(path: str) -> bool:
    """Whether an address is meant for frames on other sites."""
    return bool(_EMBEDDED.fullmatch(path))


def _policy(way: str, form: str | None) -> dict[str, str]:
    """What a frame may do."""
    return {"content-security-policy": answers.EMBED_POLICY} if way == "embed" and not form else {}


@dataclass(frozen=True)
class Plotted:
    """A plot that was asked for, with its choice, its words and both drawings' specifications."""

    plot: Plot
    choice: Choice
    words: str


class Plots:
    """Answers the addresses of plots; drawings are kept with the edition that they show."""

    def __init__(self) -> None:
        self._renderer = Renderer()
        self._bundle: Whole | None = None

    async def stop(self) -> None:
        """Let the process that draws end."""
        await self._renderer.stop()

    async def bundle(self) -> Whole:
        """Vega for the browser: the same libraries that draw on the server; made once, and compressed once."""
        if self._bundle is None:
            body = await self._renderer.draw({"do": "bundle"}, BUNDLING)
            headers = {"content-type": TYPES["js"], "cache-control": FOR_EVER, "etag": f'"{sha256(body).hexdigest()}"'}
            self._bundle = self._bundle or Whole.of(answers.encoded(headers), body)
        return self._bundle

    async def answer(self, asked: Asked, shown: Shown, send: Send) -> Answer | None:
        """A plot of a dataset that is in the edition, in the form that the address names; raises Refused.

        It is kept with its edition, None where it has been sent; what may be framed has headers of its own and is not.
        """
        found = PLOTTED.fullmatch(asked.path)
        assert found is not None
        tag, policy = f'W/"{shown.version}"', _policy(found["way"], found["form"])

        async def computed(_: Send) -> Answer:
            return await self._computed(asked, shown, found, {"etag": tag, "cache-control": "no-cache", **policy})

        if found["way"] == "embed":
            return await computed(send)
        await shown.kept.answer(asked.wanted, tag.encode(), send, computed)
        return None

    async def _computed(self, asked: Asked, shown: Shown, found: re.Match[str], headers: dict[str, str]) -> Answer:
        entry = shown.entries[found["dataset"]]
        told = await plotted(asked, shown, entry)
        headers = {**headers, **_notice(shown.notice_for(entry.dataset.name))}
        if found["form"]:
            body = await self._file(shown, told, found["form"], SMALL if asked.last(NARROW) else WIDE)
            return Answer(200, body, TYPES[found["form"]], {**headers, **answers.open_data()})
        drawings = [Markup((await self._file(shown, told, "svg", wide)).decode()) for wide in (WIDE, SMALL)]
        page = plot_page(entry, told.plot, told.choice, asked, shown.id)
        drawn = pictured(entry.dataset.name, _given(asked), told.plot)
        more = {"drawings": drawings, "drawn": drawn, "origin": asked.origin, "vega": BUNDLE, "words": told.words}
        body = await shown.render(asked, f"{_TEMPLATES[found['way']]}.html", page=page, entry=entry, **more)
        return Answer(200, body, HTML, headers)

    async def _file(self, shown: Shown, told: Plotted, form: str, wide: int) -> bytes:
        """A drawing or specification, drawn once for an edition as long as it is among the last."""
        spec = specification(told.plot, wide)
        if form == "json":
            return json.dumps(portable(spec, told.words), ensure_ascii=False, indent=1).encode()
        key = form + sha256(json.dumps([spec, told.words], sort_keys=True).encode()).hexdigest()
        body = shown.drawn.pop(key, None)
        if body is None:
            body = await self._renderer.draw({"do": form, "spec": spec, "words": told.words})
        keep(shown.drawn, key, body, _KEPT)
        return body


def keep(drawn: dict[str, bytes], key: str, body: bytes, most: int) -> None:
    """Add a drawing as the newest; the oldest go until all together have at most so many bytes."""
    drawn[key] = body
    size = sum(map(len, drawn.values()))
    while size > most:
        size -= len(drawn.pop(next(iter(drawn))))


def _given(asked: Asked) -> dict[str, list[str]]:
    """The selection without what was left empty."""
    return {name: values for name, values in asked.arguments.items() if any(values) and name != NARROW}


async def plotted(asked: Asked, shown: Shown, entry: Entry) -> Plotted:
    """The plot of the rows that an address selects; raises Refused where none fits."""
    dataset, notice, language = entry.dataset, shown.notice_for(entry.dataset.name), asked.language.code
    choice = choose(dataset, asked.arguments)
    found = await rows(shown, asked, dataset.name, choice.filters)
    past = name_of(dataset.name)
    states = await rows(shown, asked, past, choice.filters) if choice.kind == "series" and past in shown.tables else []
    stamp = pick(STAMP, language) if notice == STAMP else ""
    plot = observe(dataset, choice, found, states, language, version=entry.version, stamp=stamp)
    return Plotted(plot, choice, words(plot))
