"""Editions: the set of releases that is public between two switches, and the database that shows it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Self

from published import vintages
from published.folders import appearing, replace_file, sha256
from published.formats import sqlite
from published.home import Home
from published.releases import newest, read_dataset, read_table
from published.vocabulary import Frozen, Text

DATABASE = "open"


class Edition(Frozen):
    """Which version of which dataset is public from when, and what every page says of the figures."""

    id: str
    effective_at: datetime
    notice: Text | None
    releases: dict[str, str]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The edition in its folder."""
        return cls.model_validate_json((folder / "edition.json").read_bytes())


def folder(home: Home, edition: str) -> Path:
    """Where an edition's files lie."""
    return home.site / "editions" / edition


def current(home: Home) -> Edition | None:
    """The edition that the site shows, None before the first."""
    pointer = home.site / "current.json"
    if not pointer.exists():
        return None
    return Edition.read(folder(home, json.loads(pointer.read_text(encoding="utf-8"))["edition"]))


def assemble(home: Home, notice: Text | None, now: datetime) -> Edition | None:
    """Make the newest public releases the current edition; None where they already are."""
    before = current(home)
    names = sorted(path.name for path in home.releases.iterdir() if path.is_dir())
    found = {name: release.version for name in names if (release := newest(home.releases, name))}
    if not found or (before and (before.releases, before.notice) == (found, notice)):
        return None
    edition = Edition(id=_next_id(home, now), effective_at=now, notice=notice, releases=found)
    with appearing(folder(home, edition.id)) as incoming:
        _fill(home, incoming, edition)
    replace_file(home.site / "current.json", json.dumps({"edition": edition.id}) + "\n")
    return edition


def _next_id(home: Home, now: datetime) -> str:
    day = now.date().isoformat()
    known = {path.name for path in (home.site / "editions").glob(f"{day}.*")}
    return next(name for number in range(1, len(known) + 2) if (name := f"{day}.{number}") not in known)


def _fill(home: Home, incoming: Path, edition: Edition) -> None:
    (incoming / "edition.json").write_text(edition.model_dump_json(indent=1), encoding="utf-8")
    sealed = [home.releases / name / version for name, version in sorted(edition.releases.items())]
    tables = [(read_dataset(path), read_table(path, path.parent.name)) for path in sealed]
    path = incoming / f"{DATABASE}.db"
    tables += vintages.tables(home, [(dataset, edition.releases[dataset.name]) for dataset, _ in tables])
    sqlite.write_all(tables, path)
    counts = {dataset.name: {"count": table.num_rows} for dataset, table in tables}
    inspected = {"hash": sha256(path), "size": path.stat().st_size, "tables": counts}
    (incoming / "inspect.json").write_text(json.dumps({DATABASE: inspected}, indent=1), encoding="utf-8")
