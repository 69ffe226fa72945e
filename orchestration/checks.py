"""What the gate asks beyond the candidate itself: deliveries, the build and its warnings."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from orchestration.arrivals import copies, departures
from orchestration.known_errors import KnownError, states
from orchestration.snapshots import refused_last
from published.feed import Feed
from published.home import Home
from published.verdict import Check, Severity
from published.vocabulary import Text


def delivered(home: Home, feeds: Iterable[Feed]) -> Iterator[Check]:
    """A refused file that nothing stands in for holds; one whose earlier delivery counts instead is noted.

    Noted as well: files accepted although they are not as agreed, and copies, which do not count.
    """
    feeds = tuple(feeds)
    refused = {feed.key: refused_last(home, feed) for feed in feeds}
    files = [(f"{key} {file}", replaced) for key, found in refused.items() for file, replaced in found.items()]
    complete = Text(zh="没有被拒收而缺数的文件", en="no refused file leaves a gap")
    fresh = Text(zh="没有因拒收而沿用旧数据的文件", en="no refused file is replaced by its earlier delivery")
    yield _none("deliveries_complete", complete, "critical", [file for file, replaced in files if not replaced])
    yield _none("deliveries_fresh", fresh, "warning", [file for file, replaced in files if replaced])
    agreed = Text(zh="报送均与约定一致", en="deliveries are as agreed")
    once = Text(zh="没有换名重复报送的文件", en="no file is delivered again under another name")
    yield _none("deliveries_as_agreed", agreed, "warning", list(_noted(home, feeds, departures)))
    yield _none("deliveries_once", once, "warning", list(_noted(home, feeds, copies)))


def _noted(
    home: Home, feeds: Iterable[Feed], found: Callable[[Home, Feed], Mapping[str, tuple[Text, ...]]]
) -> Iterator[str]:
    for feed in feeds:
        for file, notes in found(home, feed).items():
            yield f"{feed.key} {file}({'；'.join(note.zh for note in notes)})"


def _none(name: str, title: Text, severity: Severity, found: list[str]) -> Check:
    return Check(name=name, title=title, severity=severity, passed=not found, found="、".join(found))


def borne_out(home: Home, feeds: Iterable[Feed], profile: str, errors: Iterable[KnownError]) -> Iterator[Check]:
    """Corrections that the deliveries contradict hold; those that the source has made itself are noted."""
    found = [pair for feed in feeds for pair in states(home, feed, profile, errors)]
    lines = {state: [str(error) for error, its in found if its == state] for state in ("twice", "stale", "repaired")}
    match = Text(
        zh="已知错误的更正与送达的数据相符（否则请核实并改或删该行）", en="corrections match what is delivered"
    )
    once = Text(zh="每个单元格只更正一次（请删去重复的行）", en="a cell is corrected by one line")
    needed = Text(zh="没有来源已自行改正的更正（请删除该行）", en="no correction that the source has made itself")
    yield _none("corrections_match", match, "critical", lines["stale"])
    yield _none("corrections_once", once, "critical", lines["twice"])
    yield _none("corrections_needed", needed, "warning", lines["repaired"])


def warned(warnings: Iterable[tuple[str, str, int]]) -> Iterator[Check]:
    """The build's warning tests (name, description `zh | en`, rows) as notes."""
    for name, description, rows in warnings:
        zh, _, en = description.strip().partition(" | ")
        yield Check(name=name, title=Text(zh=zh, en=en or zh), severity="warning", passed=False, found=f"{rows:,} 处")


def not_green(failures: tuple[str, ...]) -> Check:
    """The build or one of its tests failed."""
    title = Text(zh="计算与校验全部成功", en="the build and its tests are green")
    return Check(name="green", title=title, severity="critical", passed=False, found="、".join(failures))
