"""The release desk as a page for statisticians, under DATA_HOME/desk: what waits, for whom, and what it changes."""

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, Template

from expectations.report import outcome
from orchestration.movers import movers, named
from orchestration.signatures import entries
from orchestration.standing import Standing, standings
from orchestration.touched import Touched, corrects, touched, write_list
from published.catalog import Catalog
from published.folders import replace_file
from published.home import Home
from published.profile import Profile
from published.releases import Release, newest
from published.schedule import in_the_city
from published.site.pages.revision import NATURES, reasons

LOG_SHOWN = 30
CELLS_SHOWN = 500
"""How many touched cells of a dataset the page lists; the file lists all."""


def write_desk(home: Home, catalog: Catalog, profile: Profile, now: datetime) -> Path:
    """Write the page anew; returns where it lies, readable by its owner alone."""
    path = home.desk / "index.html"
    replace_file(path, desk_page(home, catalog, profile, now))
    return path


def desk_page(home: Home, catalog: Catalog, profile: Profile, now: datetime) -> str:
    """A self-contained page: what needs a person first, with the figures that a signature would change."""
    found = standings(home, catalog, now)
    touching = _touching(home, catalog, found)
    waiting = [(one, *_difference(home, one)) for one in found if one.state in ("unsigned", "armed")]
    return _template().render(
        standings=found,
        waiting=waiting,
        touching=touching,
        shown=CELLS_SHOWN,
        named=named,
        natures={name: words.zh for name, words in NATURES.items()},
        log=entries(home)[: -LOG_SHOWN - 1 : -1],
        notice=profile.notice,
        now=now,
        minute=lambda moment: f"{in_the_city(moment):%Y-%m-%d %H:%M}",
        outcome=outcome,
    )


def _touching(home: Home, catalog: Catalog, found: list[Standing]) -> tuple[Touched, ...]:
    """What a correction that waits changes in every dataset, also listed as a file; nothing where none waits."""
    waiting = (newest(home.sealed, one.dataset.name) for one in found if one.state in ("unsigned", "armed"))
    if not any(corrects(sealed) for sealed in waiting if sealed):
        return ()
    cells = touched(home, catalog)
    write_list(home, cells)
    return cells


def _difference(home: Home, one: Standing) -> tuple[object, ...]:
    """Why the sealed version differs from the public one, its summary, and what moves most."""
    folder = home.sealed / one.dataset.name / str(one.sealed)
    revision = Release.read(folder).revision
    return reasons(revision), revision, movers(one.dataset, folder)


@cache
def _template() -> Template:
    loader = ChoiceLoader([PackageLoader("orchestration"), PackageLoader("published")])
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("desk.html")
