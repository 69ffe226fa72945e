"""Editions: the set of releases that is public between two switches, and the database that shows it.

An edition is armed before its minute and public from it on; which one is shown is a matter of the clock alone.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import Field

from published import vintages
from published.calendar import Planned
from published.folders import numbered, sha256
from published.formats.sqlite import Part, assemble
from published.home import Home
from published.numbering import order
from published.objects import keep_file
from published.releases import is_there, numbers, read_dataset, release_folder, whole_database
from published.schedule import CITY
from published.search import index
from published.vocabulary import Frozen, Text

DATABASE, INSPECTED = "open", "inspect.json"
_ID = "%Y-%m-%dT%H%M%S"


class Edition(Frozen):
    """Which version of which dataset is public from when, what every page says of the figures, and what is to come.

    `withdrawn`: versions that were public and count no more, each with its reason; they stay at their address.
    `skipped`: versions that were sealed and never public. `corrections`: versions that put right what others said.
    `taken_down`: versions that were public and were erased by then, each with the legal ground.
    """

    id: str
    effective_at: datetime
    notice: Text | None
    releases: dict[str, str]
    withdrawn: dict[str, dict[str, Text | None]] = Field(default_factory=dict)
    skipped: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    corrections: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    taken_down: dict[str, dict[str, Text]] = Field(default_factory=dict)
    calendar: tuple[Planned, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The edition in its folder."""
        facts = json.loads((folder / "edition.json").read_bytes())
        return cls.model_validate({**facts, "calendar": json.loads((folder / "calendar.json").read_bytes())})

    def write(self, folder: Path, store: Path) -> None:
        """Into its folder; the calendar, which seldom changes, as a file that editions share."""
        (folder / "edition.json").write_text(self.model_dump_json(indent=1, exclude={"calendar"}), encoding="utf-8")
        calendar = json.dumps(self.model_dump(mode="json")["calendar"], ensure_ascii=False, indent=1)
        (folder / "calendar.json").write_text(calendar, encoding="utf-8")
        keep_file(folder / "calendar.json", store)

    def reaches(self, dataset: str, version: str) -> bool:
        """Whether a version is public in this edition: what it shows, and what was public before."""
        known = [*self.withdrawn.get(dataset, ()), *self.taken_down.get(dataset, ())]
        known += [self.releases[dataset]] if dataset in self.releases else []
        sealed_by_then = any(order(version) <= order(other) for other in known)
        return sealed_by_then and version not in self.skipped.get(dataset, ())

    def living(self, home: Home) -> dict[str, str]:
        """The releases that it shows, less what was taken down since."""
        return {name: one for name, one in self.releases.items() if is_there(release_folder(home, name, one))}

    def held(self, dataset: str, version: str) -> bool:
        """Whether it was made with a version, before that was taken down."""
        return self.reaches(dataset, version) and version not in self.taken_down.get(dataset, {})

    def history(self, home: Home, dataset: str) -> tuple[str, ...]:
        """The public versions of a dataset that can still be read, oldest first."""
        erased = self.taken_down.get(dataset, {})
        known = (one for one in numbers(home.sealed, dataset) if one not in erased and self.reaches(dataset, one))
        return tuple(one for one in known if is_there(home.sealed / dataset / one))

    def past(self, home: Home, dataset: str) -> tuple[str, ...]:
        """The public versions of a dataset up to the one that is shown, oldest first."""
        known = self.history(home, dataset)
        return known[: known.index(self.releases[dataset]) + 1]


def folder(home: Home, edition: str) -> Path:
    """Where an edition's files lie: at their public place, or where they wait."""
    public = home.site / "editions" / edition
    return public if public.exists() else home.armed / edition


def public_ids(home: Home) -> list[str]:
    """The editions that were made public, oldest first: an id is the first instant, in the city's time."""
    return _names(home.site / "editions")


def current(home: Home) -> Edition | None:
    """The edition that was made public last, None before the first."""
    return next((Edition.read(folder(home, name)) for name in reversed(public_ids(home))), None)


def armed(home: Home) -> tuple[Edition, ...]:
    """The editions that wait, by the time of their minute."""
    return tuple(Edition.read(home.armed / name) for name in armed_ids(home))


def armed_ids(home: Home) -> list[str]:
    """The ids of the editions that wait."""
    last = (public_ids(home) or [""])[-1]
    return [name for name in _names(home.armed) if name > last]


def latest(home: Home, begun: str) -> str | None:
    """The newest edition that has begun when the one of that id would; None before the first."""
    known = {*public_ids(home), *_names(home.armed)}
    return max((name for name in known if name <= begun), default=None)


def begun(home: Home, last: str) -> list[str]:
    """The editions up to one, oldest first, whether or not they are at their public place yet."""
    return sorted(name for name in {*public_ids(home), *_names(home.armed)} if name <= last)


def public_since(home: Home, last: str, dataset: str, version: str) -> datetime:
    """When a version became public; it is public in the edition `last`."""
    return first_with(home, last, [(dataset, version)])[dataset, version].effective_at


def first_with(home: Home, last: str, releases: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Edition]:
    """The edition in which each version became public, its calendar left out; they are public in the edition `last`."""
    names, read = begun(home, last), cache(lambda name: _without_calendar(home, name))
    return {
        (dataset, version): read(names[bisect_left(names, True, key=lambda name: read(name).reaches(dataset, version))])
        for dataset, version in releases
    }


def _without_calendar(home: Home, name: str) -> Edition:
    return Edition.model_validate_json((folder(home, name) / "edition.json").read_bytes())


def identify(instant: datetime) -> str:
    """The id of the edition that begins at an instant."""
    return instant.astimezone(CITY).strftime(_ID)


def database_of(home: Home, edition: Edition, path: Path) -> None:
    """Write the database of an edition: the same bytes whenever it is written."""
    sealed = [release_folder(home, name, version) for name, version in sorted(edition.living(home).items())]
    datasets = [read_dataset(folder) for folder in sealed]
    shown = [Part(whole_database(folder), folder.parent.name) for folder in sealed]
    statistics = (one for one in datasets if one.kind == "statistic")
    past = [vintages.part(home, one, edition.past(home, one.name)) for one in statistics]
    assemble([*shown, *past], path)


def index_of(home: Home, edition: Edition, database: Path, path: Path) -> None:
    """Write the search index of an edition whose database was made and inspected: always the same bytes, too."""
    sealed = (release_folder(home, name, version) for name, version in edition.living(home).items())
    index.write(map(read_dataset, sealed), database, digest_of(database), path)


def inspect(database: Path) -> None:
    """Write beside a database of an edition what it is."""
    inspected = {"hash": sha256(database), "size": database.stat().st_size}
    database.with_name(INSPECTED).write_text(json.dumps({DATABASE: inspected}, indent=1), encoding="utf-8")


def digest_of(database: Path) -> str:
    """What was inspected of a database of an edition: the sha256 of its bytes."""
    inspected = json.loads(database.with_name(INSPECTED).read_bytes())
    return str(inspected[DATABASE]["hash"])


def _names(parent: Path) -> list[str]:
    return sorted(numbered(parent))
