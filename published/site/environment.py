"""The one template environment: our own templates only, everything escaped."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from published.describe.rounding import column_note, rounding_note
from published.site import bars, plots
from published.site.numbers import file_size, grouped, hundred_million, signed

_TEMPLATES = Path(__file__).with_name("templates")


def environment(facts: Mapping[str, object]) -> Environment:
    """An environment whose templates all know `facts` (edition, addresses of static files …)."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        enable_async=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        grouped=grouped, hundred_million=hundred_million, signed=signed, file_size=file_size, query=query
    )
    made.globals.update(facts, bars=bars, plots=plots, rounding_note=rounding_note, column_note=column_note)
    return made


def query(arguments: Mapping[str, object]) -> str:
    """Arguments as a query string."""
    return urlencode(arguments, doseq=True)
