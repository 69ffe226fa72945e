"""A template environment per language: our own templates only, everything escaped, every address where it belongs."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from published.describe.rounding import column_note, rounding_note
from published.site import bars
from published.site.language import Language, languages
from published.site.numbers import file_size, grouped, signed
from published.site.structured import json_ld
from published.vocabulary import times

_TEMPLATES = Path(__file__).with_name("templates")
_ADDRESS = re.compile(
    r'(?<= )(?<!hreflang="zh-CN" )(?<!hreflang="en" )(href|action|src|srcset)="(/(?!static/|/)[^"]*)"'
)
_FILE = re.compile(r"(?!/(?:plots|embed)/)[^?#]*\.[a-z]\w*(?:[?#].*)?")
NEWEST = "/newest"
"""What an address begins with that leads out of a past edition to the present site."""


class Page(Template):
    """A template whose pages stay within their edition and language: addresses of the site begin with both."""

    async def render_async(self, *context: Any, **more: Any) -> str:
        """The page, in one go: no template waits for anything, and to be ready for it doubles the time of a page."""
        page = self.render(*context, **more)
        language, root = self.environment.globals["language"], self.environment.globals["root"]
        assert isinstance(language, Language) and isinstance(root, str)
        return _ADDRESS.sub(lambda found: f'{found[1]}="{placed(found[2], language, root)}"', page)


def placed(address: str, language: Language, root: str) -> str:
    """An address of the site as a page of that language and edition links to it; files have none, plots apart."""
    prefix = "" if _FILE.fullmatch(address) else language.prefix
    if address.startswith(NEWEST):
        return prefix + address.removeprefix(NEWEST)
    return f"{prefix}{address}" if address.startswith("/editions/") else f"{prefix}{root}{address}"


def environment(facts: Mapping[str, object], language: Language, root: str = "") -> Environment:
    """An environment whose templates all know `facts` (edition, addresses of static files …)."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.template_class = Page
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(language.messages.gettext, language.messages.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(
        grouped=grouped,
        signed=signed,
        file_size=file_size,
        times=times,
        query=query,
        pick=language.pick,
        spoken=language.spoken,
    )
    made.globals.update(
        facts,
        language=language,
        languages=tuple(languages().values()),
        root=root,
        bars=bars,
        rounding_note=rounding_note,
        column_note=column_note,
        json_ld=json_ld,
    )
    return made


def query(arguments: Mapping[str, object]) -> str:
    """Arguments as a query string."""
    return urlencode(arguments, doseq=True)
