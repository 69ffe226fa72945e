"""Signed releases ► editions: armed before their minute, at their public place after it."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from published.calendar import Planned
from published.editions import (
    DATABASE,
    INSPECTED,
    Edition,
    armed,
    current,
    database_of,
    folder,
    identify,
    index_of,
    inspect,
    public_ids,
)
from published.folders import appearing, remove, replacing, sweep
from published.home import Home
from published.numbering import order
from published.objects import share
from published.releases import Release, numbers, publish
from published.search import index
from published.vocabulary import Frozen, Text

_SECOND = timedelta(seconds=1)
Gone = Mapping[str, Mapping[str, Text]]


class Due(Frozen):
    """A sealed release and the instant at which it is to be public.

    An earlier version than the public one takes back what came after it, for the reason given.
    """

    dataset: str
    version: str
    effective_at: datetime
    reason: Text | None = None


def arm(
    home: Home,
    due: Iterable[Due],
    notice: Text | None,
    now: datetime,
    calendar: tuple[Planned, ...] = (),
    taken_down: Gone = MappingProxyType({}),
) -> tuple[Edition, ...]:
    """Assemble the editions in which signed releases become public, one for each instant, and only those.

    What is late becomes public now, another notice or calendar too, and what was `taken_down` (dataset ► version ►
    ground) goes. What is armed alike already stays as it is.
    """
    said = {"notice": notice, "calendar": calendar}
    wanted = list(_coming(home, list(due), said, taken_down, now))
    waiting = {edition.id: edition for edition in armed(home)}
    if begun := [edition.id for edition in waiting.values() if edition.effective_at <= now]:
        raise ValueError(f"{begun} are shown already: publish what is due before anything is armed")
    for edition in wanted:
        if waiting.get(edition.id) != edition:
            with replacing(home.armed / edition.id) as incoming:
                _fill(home, incoming, edition)
    for stale in waiting.keys() - {edition.id for edition in wanted}:
        remove(home.armed / stale)
    return tuple(wanted)


def publish_due(home: Home, now: datetime) -> tuple[Edition, ...]:
    """Put armed editions whose minute has come, and their releases, at their public addresses.

    Safe to repeat and to kill: servers show an edition from its minute on, whether or not this has run.
    """
    for parent in (home.armed, home.site / "editions", *_folders(home.sealed), *_folders(home.releases)):
        sweep(parent)
    due = tuple(edition for edition in armed(home) if edition.effective_at <= now)
    for edition in due:
        for name, version in edition.living(home).items():
            publish(home, name, version)
        with appearing(home.site / "editions" / edition.id) as incoming:
            shutil.copytree(home.armed / edition.id, incoming, dirs_exist_ok=True, copy_function=share)
    _tidy(home)
    return due


def _coming(home: Home, due: list[Due], said: dict[str, Any], gone: Gone, now: datetime) -> Iterator[Edition]:
    """From each instant on, what is public: what was, and what becomes due with it."""
    before = current(home)
    moment = now.replace(microsecond=0)
    for instant in sorted({moment, *(each.effective_at for each in due if each.effective_at > moment)}):
        now_due = [each for each in due if max(each.effective_at, moment) == instant]
        edition = _following(home, before, now_due, {**said, "effective_at": instant}, gone)
        if (edition.releases or edition.taken_down) and edition != (
            before and before.model_copy(update=_minute(edition))
        ):
            yield edition
            before = edition


def _following(home: Home, before: Edition | None, due: list[Due], said: dict[str, Any], gone: Gone) -> Edition:
    """The edition before, less what was taken down, with what is due; never two in the same second."""
    kept: dict[str, Any] = dict(before) if before else {"releases": {}}
    edition = _without(Edition(**{**kept, **said, "id": ""}), gone)
    for each in due:
        edition = _with(home, edition, each)
    begins = max(edition.effective_at, before.effective_at + _SECOND) if before else edition.effective_at
    return edition.model_copy(update={"id": identify(begins), "effective_at": begins})


def _without(edition: Edition, gone: Gone) -> Edition:
    """Less the versions that were public and are erased; that one never was is nobody's business."""
    public = {
        name: {one: ground for one, ground in versions.items() if edition.reaches(name, one)}
        for name, versions in gone.items()
    }
    known = {name: {**edition.taken_down.get(name, {}), **public[name]} for name in public if public[name]}
    kept = {name: one for name, one in edition.releases.items() if one not in public.get(name, {})}
    return edition.model_copy(update={"releases": kept, "taken_down": {**edition.taken_down, **known}})


def _with(home: Home, edition: Edition, due: Due) -> Edition:
    name, shown = due.dataset, edition.releases.get(due.dataset)
    if shown == due.version:
        return edition
    changed: dict[str, Any] = {"releases": edition.releases | {name: due.version}}
    withdrawn = {one: why for one, why in edition.withdrawn.get(name, {}).items() if one != due.version}
    if shown and order(due.version) < order(shown):
        withdrawn[shown] = due.reason
    if withdrawn or name in edition.withdrawn:
        changed["withdrawn"] = {**edition.withdrawn, name: withdrawn}
    sealed = [one for one in numbers(home.sealed, name) if order(one) < order(due.version)]
    if passed := [one for one in sealed if not edition.reaches(name, one)]:
        changed["skipped"] = {**edition.skipped, name: tuple(passed)}
    known = edition.corrections.get(name, ())
    revision = Release.read(home.sealed / name / due.version).revision
    if due.version not in known and revision and revision.corrects:
        changed["corrections"] = {**edition.corrections, name: (*known, due.version)}
    return edition.model_copy(update=changed)


def _minute(edition: Edition) -> dict[str, Any]:
    return {"id": edition.id, "effective_at": edition.effective_at}


def _fill(home: Home, incoming: Path, edition: Edition) -> None:
    edition.write(incoming, home.objects)
    path = incoming / f"{DATABASE}.db"
    database_of(home, edition, path)
    inspect(path)
    index_of(home, edition, path, incoming / index.FILE)


def _tidy(home: Home) -> None:
    """Databases of past editions are made anew when asked for; that of the last one may still be read."""
    for past in reversed(public_ids(home)[:-2]):
        waited, database = home.armed / past, folder(home, past) / f"{DATABASE}.db"
        if not (waited.exists() or database.exists()):
            return
        for made in (INSPECTED, index.FILE, database.name):
            (database.parent / made).unlink(missing_ok=True)
        remove(waited)


def _folders(parent: Path) -> Iterator[Path]:
    return (path for path in parent.iterdir() if path.is_dir())
