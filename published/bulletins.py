"""The notices of the editions that have begun, newest first; only as many editions are read as somebody asks for."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby, islice, takewhile

from published.editions import Edition, begun, folder, identify
from published.home import Home
from published.notices import Notice, between
from published.releases import RELEASE, is_there, release_folder
from published.vocabulary import Text

_CORRECTED = Text(zh="更正说明见该版页面。", en="The page of the version says how.")


@dataclass(frozen=True)
class Bulletin:
    """What is told at one instant; its id is that of an edition which begins then."""

    id: str
    edition: str
    at: datetime
    notice: Text | None
    notices: tuple[Notice, ...]


def bulletins(home: Home, last: str, now: datetime) -> Iterator[Bulletin]:
    """What the editions up to the last one tell by now, newest first."""
    names: list[str | None] = [None, *begun(home, last)]
    after: Edition | None = None
    until: datetime | None = None
    for name in reversed(names):
        before = Edition.read(folder(home, name)) if name else None
        if after:
            told = between(before, after, partial(corrected, home, after))
            known = [one for one in told if one.at <= now and (until is None or one.at < until)]
            yield from reversed([_bulletin(after, list(notices)) for _, notices in groupby(known, lambda one: one.at)])
            until = after.effective_at
        after = before


def newest(home: Home, last: str, now: datetime, most: int) -> tuple[Notice, ...]:
    """The newest notices of the editions up to the last one."""
    return tuple(islice((notice for one in bulletins(home, last, now) for notice in one.notices), most))


def since(home: Home, last: str, now: datetime, instant: datetime) -> tuple[Bulletin, ...]:
    """What is told from an instant on, in the order of time."""
    return tuple(reversed(list(takewhile(lambda one: one.at >= instant, bulletins(home, last, now)))))


def corrected(home: Home, edition: Edition, dataset: str, version: str) -> Text | None:
    """What a release corrects, where its release.json names that among the reasons of its revision.

    Of one that was taken down only that it did.
    """
    release = release_folder(home, dataset, version)
    if not is_there(release):
        return _CORRECTED if version in edition.corrections.get(dataset, ()) else None
    told = json.loads((release / RELEASE).read_bytes())
    reasons = (told.get("revision") or {}).get("reasons", ())
    notes = [reason.get("note") for reason in reasons if reason["reason"] == "correction"]
    if not notes:
        return None
    return Text.model_validate(notes[0]) if notes[0] else _CORRECTED


def _bulletin(edition: Edition, notices: list[Notice]) -> Bulletin:
    at = notices[0].at
    return Bulletin(identify(at), edition.id, at, edition.notice, tuple(notices))
