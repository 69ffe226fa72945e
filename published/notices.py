"""What changed from one edition to the next, each as a notice: a version, a withdrawal, a date that moved.

Nothing here reads a clock: a notice has the minute of its edition or, where a change of the calendar is announced for
a later day, the beginning of that day.
"""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import Literal

from published.editions import Edition
from published.numbering import order
from published.schedule import CITY, Change
from published.vocabulary import Frozen, Text

Kind = Literal["release", "correction", "withdrawal", "takedown", "calendar"]
Corrected = Callable[[str, str], Text | None]
"""What a version of a dataset corrects; None where it corrects nothing."""


class Notice(Frozen):
    """One thing that the public is told; `link` is an address within the site."""

    id: str
    kind: Kind
    edition: str
    at: datetime
    dataset: str
    title: Text
    sentence: Text
    link: str


def between(before: Edition | None, after: Edition, corrected: Corrected) -> tuple[Notice, ...]:
    """What `after` tells that `before` did not, in the order of time."""
    counted = (*_versions(before, after, corrected), *_withdrawals(before, after))
    told = (*counted, *_takedowns(before, after), *_dates(before, after))
    return tuple(sorted(told, key=lambda notice: (notice.at, notice.dataset, notice.link)))


def _versions(before: Edition | None, after: Edition, corrected: Corrected) -> Iterator[Notice]:
    known = before.releases if before else {}
    for dataset, version in after.releases.items():
        earlier = known.get(dataset) or _erased(before, dataset)
        if earlier is not None and order(version) <= order(earlier):
            continue
        what = _title(after, dataset)
        mended = corrected(dataset, version)
        if mended:
            title = Text(zh=f"{what.zh}：{version} 版更正", en=f"{what.en}: corrected in version {version}")
            sentence = Text(
                zh=f"{what.zh}{version} 版更正已公布的数字。{mended.zh}",
                en=f"Version {version} of {what.en} corrects published figures. {mended.en}",
            )
        else:
            title = Text(zh=f"{what.zh}：发布 {version} 版", en=f"{what.en}: version {version}")
            sentence = Text(
                zh=f"{what.zh}{'' if earlier else '首次'}发布，现为 {version} 版。",
                en=f"{what.en} is published{'' if earlier else ' for the first time'}, in version {version}.",
            )
        link = f"/releases/{dataset}/{version}/"
        yield _notice(after, "correction" if mended else "release", dataset, version, (title, sentence), link)


def _withdrawals(before: Edition | None, after: Edition) -> Iterator[Notice]:
    for dataset, versions in after.withdrawn.items():
        known = before.withdrawn.get(dataset, {}) if before else {}
        for version in versions.keys() - known.keys():
            what, why = _title(after, dataset), versions[version] or Text(zh="", en="")
            title = Text(zh=f"{what.zh}：撤回 {version} 版", en=f"{what.en}: version {version} withdrawn")
            valid = after.releases.get(dataset)
            holds = Text(zh=f"，以 {valid} 版为准", en=f"; version {valid} holds") if valid else Text(zh="", en="")
            sentence = Text(
                zh=f"{what.zh} {version} 版已撤回{holds.zh}。{why.zh}",
                en=f"Version {version} of {what.en} is withdrawn{holds.en}. {why.en}",
            )
            link = f"/releases/{dataset}/{version}/"
            yield _notice(after, "withdrawal", dataset, version, (title, sentence), link)


def _takedowns(before: Edition | None, after: Edition) -> Iterator[Notice]:
    for dataset, versions in after.taken_down.items():
        known = before.taken_down.get(dataset, {}) if before else {}
        for version in versions.keys() - known.keys():
            what, ground = _title(after, dataset), versions[version]
            title = Text(zh=f"{what.zh}：{version} 版依法删除", en=f"{what.en}: version {version} taken down")
            sentence = Text(
                zh=f"{what.zh} {version} 版的内容已依法删除，只留指纹。依据：{ground.zh}",
                en=f"Version {version} of {what.en} was erased; its hashes are kept. Ground: {ground.en}",
            )
            link = f"/releases/{dataset}/{version}/"
            yield _notice(after, "takedown", dataset, version, (title, sentence), link)


def _erased(edition: Edition | None, dataset: str) -> str | None:
    """The newest version that was taken down by then."""
    return max(edition.taken_down.get(dataset, ()), key=order, default=None) if edition else None


def _dates(before: Edition | None, after: Edition) -> Iterator[Notice]:
    """Changes of dates to come that nobody was told of; one that `before` had for a later day still is to be told."""
    for plan in after.calendar:
        plans = [one for one in before.calendar if one.dataset == plan.dataset] if before else []
        told = {_key(change) for one in plans for change in one.schedule.changes if _day(change) < after.effective_at}
        for change in plan.schedule.changes:
            at = max(_day(change), after.effective_at)
            if _key(change) not in told and max(change.was, change.becomes or change.was) >= at:
                words = _moved(_title(after, plan.dataset), change)
                yield _notice(after, "calendar", plan.dataset, _key(change), words, "/calendar", at)


def _moved(what: Text, change: Change) -> tuple[Text, Text]:
    was = f"{change.was:%Y-%m-%d %H:%M}"
    if change.becomes is None:
        title = Text(zh=f"{what.zh}：取消发布", en=f"{what.en}: release cancelled")
        zh, en = f"原定 {was} 的发布取消。", f"The release of {was} is cancelled."
    else:
        becomes = f"{change.becomes:%Y-%m-%d %H:%M}"
        title = Text(zh=f"{what.zh}：改期至 {becomes}", en=f"{what.en}: moved to {becomes}")
        zh, en = f"原定 {was} 的发布改为 {becomes}。", f"The release of {was} is moved to {becomes}."
    return title, Text(zh=f"{zh}{change.reason.zh}", en=f"{en} {change.reason.en}")


def _notice(
    edition: Edition,
    kind: Kind,
    dataset: str,
    what: str,
    words: tuple[Text, Text],
    link: str,
    at: datetime | None = None,
) -> Notice:
    title, sentence = words
    if stamp := edition.notice:
        title = Text(zh=f"{title.zh} [{stamp.zh}]", en=f"{title.en} [{stamp.en}]")
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"yongzhuan:{edition.id}/{kind}/{dataset}/{what}")
    return Notice(
        id=name.urn,
        kind=kind,
        edition=edition.id,
        at=at or edition.effective_at,
        dataset=dataset,
        title=title,
        sentence=Text(zh=sentence.zh.strip(), en=sentence.en.strip()),
        link=link,
    )


def _title(edition: Edition, dataset: str) -> Text:
    titles = (plan.title for plan in edition.calendar if plan.dataset == dataset)
    return next(titles, Text(zh=dataset, en=dataset))


def _day(change: Change) -> datetime:
    """The instant from which a change is known."""
    return datetime.combine(change.announced, time(), CITY)


def _key(change: Change) -> str:
    becomes = f"{change.becomes:%Y-%m-%dT%H%M}" if change.becomes else "cancelled"
    return f"{change.was:%Y-%m-%dT%H%M}/{becomes}/{change.announced}"
