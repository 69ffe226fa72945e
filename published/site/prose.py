"""Markdown ► HTML for the pages: our own prose, yet read as if it were hostile; wide tables scroll in their own box."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

_BOX = '<div class="scroll" tabindex="0" role="group" aria-label="{label}">\n'


class _Renderer(RendererHTML):
    """Tables in a box of their own, with headings that say what they head."""

    def table_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return _BOX.format(label=env["table"]) + self.renderToken(tokens, index, options, env)

    def table_close(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return self.renderToken(tokens, index, options, env) + "</div>\n"

    def th_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        tokens[index].attrSet("scope", "col")
        return self.renderToken(tokens, index, options, env)


_MARKDOWN = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table").disable("image")


@lru_cache(maxsize=256)
def to_html(markdown: str, table: str) -> Markup:
    """CommonMark with tables as HTML: raw HTML is shown as text, images are not loaded; `table` names the tables."""
    return Markup(_MARKDOWN.render(markdown, {"table": table}))
