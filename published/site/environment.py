"""The one template environment: our own templates only, everything escaped, every address under the edition's root."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from published.describe.rounding import column_note, rounding_note
from published.site import bars, curves
from published.site.numbers import file_size, grouped, hundred_million, signed

_TEMPLATES = Path(__file__).with_name("templates")
_ADDRESS = re.compile(r'(?<= )(?<!rel="latest-version" )(href|action)="/(?!static/|editions/|/)')


class Page(Template):
    """A template whose pages stay within their edition: addresses of the site begin with the edition's root."""

    async def render_async(self, *context: Any, **more: Any) -> str:
        """The page."""
        page = await super().render_async(*context, **more)
        root = self.environment.globals["root"]
        return _ADDRESS.sub(rf'\1="{root}/', page) if root else page


def environment(facts: Mapping[str, object], root: str = "") -> Environment:
    """An environment whose templates all know `facts` (edition, addresses of static files …)."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        enable_async=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.template_class = Page
    made.filters.update(
        grouped=grouped, hundred_million=hundred_million, signed=signed, file_size=file_size, query=query
    )
    made.globals.update(facts, root=root, bars=bars, plots=curves)
    made.globals.update(rounding_note=rounding_note, column_note=column_note)
    return made


def query(arguments: Mapping[str, object]) -> str:
    """Arguments as a query string."""
    return urlencode(arguments, doseq=True)
