"""What changed from one edition to the next is told once, in both languages, not before it is known."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from published.calendar import Planned
from published.editions import Edition, identify
from published.notices import Notice, between
from published.schedule import CITY, Change, Schedule
from published.vocabulary import Text

FIRST = datetime(2026, 12, 1, 2, tzinfo=UTC)
TITLE = Text(zh="果园产出", en="Yield of orchards")
WHY = Text(zh="资料晚到。", en="The data came late.")
YIELD = "orchard_yield"


def plan(*changes: Change, name: str = YIELD) -> Planned:
    schedule = Schedule(rule="0 10 31 * *", lag=1, changes=changes)
    return Planned(dataset=name, title=TITLE, frequency="annual", owner="statistics_bureau", schedule=schedule)


def edition(at: datetime = FIRST, releases: dict[str, str] | None = None, **more: Any) -> Edition:
    facts = {"notice": None, "calendar": (plan(),), "releases": releases or {}} | more
    return Edition(id=identify(at), effective_at=at, **facts)


def moved(announced: str, was: str = "2026-12-31 10:00", becomes: str | None = "2027-01-15 10:00") -> Change:
    return Change.model_validate({"was": was, "becomes": becomes, "reason": WHY, "announced": announced})


def nothing(_dataset: str, _version: str) -> None:
    return None


def told(before: Edition | None, after: Edition) -> tuple[Notice, ...]:
    return between(before, after, nothing)


def test_a_first_and_a_new_version_are_told_with_their_page_and_minute() -> None:
    first, second = edition(releases={YIELD: "1.0"}), edition(FIRST + timedelta(days=1), {YIELD: "1.1"})
    (new,), (newer,) = told(None, first), told(first, second)
    assert (new.kind, new.at, new.link) == ("release", FIRST, "/releases/orchard_yield/1.0/")
    assert new.sentence == Text(
        zh="果园产出首次发布，现为 1.0 版。",
        en="Yield of orchards is published for the first time, in version 1.0.",
    )
    assert (newer.at, newer.sentence.zh) == (second.effective_at, "果园产出发布，现为 1.1 版。")
    assert new.id != newer.id and new == told(None, first)[0]


def test_what_stays_as_it_was_is_not_told() -> None:
    assert told(edition(releases={YIELD: "1.0"}), edition(FIRST + timedelta(days=1), {YIELD: "1.0"})) == ()


def test_a_version_that_corrects_says_what() -> None:
    wrong = Text(zh="单位有误。", en="A unit was wrong.")
    before, after = edition(releases={YIELD: "1.9"}), edition(FIRST + timedelta(days=1), {YIELD: "1.10"})
    (notice,) = between(before, after, lambda name, version: wrong if (name, version) == (YIELD, "1.10") else None)
    assert notice.kind == "correction" and wrong.zh in notice.sentence.zh and wrong.en in notice.sentence.en


def test_a_withdrawal_says_why_and_what_holds() -> None:
    before = edition(releases={YIELD: "1.1"})
    after = edition(FIRST + timedelta(days=1), {YIELD: "1.0"}, withdrawn={YIELD: {"1.1": WHY}})
    (notice,) = told(before, after)
    assert notice.kind == "withdrawal" and notice.link == "/releases/orchard_yield/1.1/"
    assert notice.sentence.zh == "果园产出 1.1 版已撤回，以 1.0 版为准。资料晚到。"
    assert told(after, edition(FIRST + timedelta(days=2), {YIELD: "1.0"}, withdrawn=after.withdrawn)) == ()


def test_a_changed_and_a_cancelled_date_say_the_earlier_one_and_why() -> None:
    changes = moved("2026-12-01"), moved("2026-12-01", "2027-03-31 10:00", None)
    change, cancelled = told(edition(), edition(FIRST + timedelta(days=1), calendar=(plan(*changes),)))
    assert change.kind == cancelled.kind == "calendar" and change.link == "/calendar"
    assert change.sentence.zh == "原定 2026-12-31 10:00 的发布改为 2027-01-15 10:00。资料晚到。"
    assert cancelled.sentence.en == "The release of 2027-03-31 10:00 is cancelled. The data came late."


def test_a_change_that_is_announced_for_a_later_day_is_told_from_that_day() -> None:
    after = edition(calendar=(plan(moved("2026-12-10")),))
    (notice,) = told(None, after)
    assert notice.at == datetime(2026, 12, 10, tzinfo=CITY)
    (again,) = told(after, edition(FIRST + timedelta(days=3), calendar=after.calendar))
    assert again.at == notice.at, "an edition that begins before that day takes it over"
    assert told(after, edition(notice.at, calendar=after.calendar))[0].at == notice.at
    assert told(after, edition(notice.at + timedelta(seconds=1), calendar=after.calendar)) == ()


def test_a_date_that_is_past_is_no_news() -> None:
    assert told(None, edition(datetime(2027, 2, 1, tzinfo=UTC), calendar=(plan(moved("2026-12-01")),))) == ()


def test_invented_figures_are_told_as_such() -> None:
    stamp = Text(zh="演示数据", en="synthetic data")
    (notice,) = told(None, edition(releases={YIELD: "1.0"}, notice=stamp))
    assert "[演示数据]" in notice.title.zh and "[synthetic data]" in notice.title.en


STEPS = st.lists(
    st.tuples(st.integers(1, 200), st.integers(0, 5), st.booleans(), st.integers(0, 30)), min_size=1, max_size=8
)


@given(STEPS)
def test_every_change_is_told_once_however_editions_follow_each_other(
    steps: list[tuple[int, int, bool, int]],
) -> None:
    """Each edition tells what is known before the next one begins; together that is each version and change once."""
    at, past, last = FIRST, [], None
    for hours, version, changes, day in steps:
        at += timedelta(hours=hours)
        change = (moved(f"2026-12-{day + 1:02}", "2029-12-31 10:00", "2030-01-15 10:00"),) if changes or last else ()
        calendar = last.calendar if last and last.calendar[0].schedule.changes else (plan(*change),)
        releases = {YIELD: f"1.{max(version, int(last.releases[YIELD][2:]) if last else 0)}"}
        last = edition(at, releases, calendar=calendar)
        past.append(last)
    pairs = zip([None, *past], past, [*past[1:], None], strict=False)
    notices = [one for a, b, c in pairs for one in told(a, b) if c is None or one.at < c.effective_at]
    assert len({one.id for one in notices}) == len(notices)
    assert all(one.at >= FIRST for one in notices)
    versions = [one.link for one in notices if one.kind == "release"]
    assert len(set(versions)) == len(versions) == len({one.releases[YIELD] for one in past})
    assert len([one for one in notices if one.kind == "calendar"]) == bool(last and last.calendar[0].schedule.changes)
