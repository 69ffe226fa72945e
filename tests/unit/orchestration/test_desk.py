"""A release goes out when another person than who prepared it has signed it, at the minute that the signature names."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orchestration import desk
from orchestration.desk import (
    BY_ITSELF,
    NotSigned,
    Wish,
    due,
    explain,
    explained,
    foregoing,
    prepared,
    publish_signed,
    sign_by_itself,
    sign_sealed,
    take_back,
    unsigned,
)
from orchestration.signatures import Signed, entries
from published.calendar import next_release
from published.catalog import Catalog
from published.editions import armed, current
from published.home import Home
from published.profile import Profile
from published.revision_policy import Stated
from published.sealing import seal
from published.vocabulary import Text
from tests.unit.published.described import dataset, proposal, row, table, unread

NAME = "orchard_yield"
REAL = Profile(name="city", title=Text(zh="市", en="city"), synthetic=False, folder="deliveries")
STAND_IN = REAL.model_copy(update={"synthetic": True})
CATALOG = Catalog(datasets=(dataset(),), feeds=())
OF_TWO = Wish(by="王敏", reason="例行发布")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


@pytest.fixture(autouse=True)
def clerk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the test signs; what is sealed was prepared by another."""
    monkeypatch.setattr(desk, "user", lambda: "signer")


def sealed(home: Home, value: str = "12.50", by: str = "preparer") -> str:
    release = seal(home, proposal(), table(row(value=value)), unread)
    assert release is not None
    with pytest.MonkeyPatch.context() as other:
        other.setattr(desk, "user", lambda: by)
        prepared(home, NAME, release.version, now())
    return release.version


def now() -> datetime:
    return datetime.now(UTC)


def at_once() -> Wish:
    return OF_TWO.model_copy(update={"at": now()})


def shown(home: Home) -> str | None:
    edition = current(home)
    return edition.releases.get(NAME) if edition else None


def test_without_a_signature_nothing_goes_out(home: Home) -> None:
    sealed(home)
    assert publish_signed(home, CATALOG, REAL, now()) == () and current(home) is None
    assert unsigned(home, [NAME]) == [(NAME, "1.0")]
    sign_by_itself(home, CATALOG, REAL, now())
    assert unsigned(home, [NAME]) == [(NAME, "1.0")], "real figures are never signed by a machine"


def test_a_signature_names_who_why_and_the_minute_and_is_kept(home: Home) -> None:
    sealed(home)
    sign_sealed(home, dataset(), at_once())
    (signed,) = (one for one in entries(home) if isinstance(one, Signed))
    assert (signed.by, signed.account, signed.reason) == ("王敏", "signer", "例行发布")
    (edition,) = publish_signed(home, CATALOG, REAL, now())
    assert edition.releases == {NAME: "1.0"}
    assert unsigned(home, [NAME]) == []


def test_without_a_minute_a_release_is_signed_for_its_announced_one(home: Home) -> None:
    sealed(home)
    signed = sign_sealed(home, dataset(), OF_TWO)
    of = dataset()
    assert of.release is not None and signed.effective_at == next_release(of.release, now())
    assert publish_signed(home, CATALOG, REAL, now()) == ()
    publish_signed(home, CATALOG, REAL, now())
    (waiting,) = armed(home)
    assert waiting.effective_at == signed.effective_at
    assert publish_signed(home, CATALOG, REAL, signed.effective_at) == (waiting,)


def test_who_prepared_a_release_does_not_sign_it(home: Home) -> None:
    sealed(home, by="signer")
    with pytest.raises(NotSigned, match="须由另一人签发"):
        sign_sealed(home, dataset(), at_once())
    anyone = dataset(release={"rule": "0 9 * * 1", "lag": 0, "sign_off": "anyone"})
    assert sign_sealed(home, anyone, at_once()).version == "1.0"


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(by=" ", reason="x"), "姓名"),
        (Wish(by="王敏", reason=""), "理由"),
        (Wish(by="王敏", reason="x", version="7.0"), "没有封存的 7.0 版"),
        (Wish(by="王敏", reason="x", at=datetime(2020, 1, 1)), "已过"),
    ],
)
def test_a_signature_that_says_too_little_is_refused_in_one_sentence(home: Home, wish: Wish, said: str) -> None:
    sealed(home)
    with pytest.raises(NotSigned, match=said):
        sign_sealed(home, dataset(), wish)
    assert unsigned(home, [NAME]) == [(NAME, "1.0")]


def test_the_emergency_return_is_one_signature(home: Home) -> None:
    for value in ("1", "2"):
        sealed(home, value)
        sign_sealed(home, dataset(), at_once())
        publish_signed(home, CATALOG, REAL, now())
    assert shown(home) == "1.1"
    back = Wish(by="王敏", reason="单位有误，退回上一版", version="1.0", at=now())
    sign_sealed(home, dataset(), back)
    (edition,) = publish_signed(home, CATALOG, REAL, now())
    assert edition.releases == {NAME: "1.0"}
    reason = edition.withdrawn[NAME]["1.1"]
    assert reason is not None and reason.zh == "单位有误，退回上一版"
    assert publish_signed(home, CATALOG, REAL, now()) == ()


def test_invented_figures_sign_themselves_and_say_so(home: Home) -> None:
    sealed(home)
    sign_by_itself(home, CATALOG, STAND_IN, now())
    (signed,) = (one for one in entries(home) if isinstance(one, Signed))
    assert signed.by == BY_ITSELF
    assert len(publish_signed(home, CATALOG, STAND_IN, now())) == 1


def test_a_later_signature_for_the_same_minute_counts(home: Home) -> None:
    minute = now() + timedelta(days=3)
    for value in ("1", "2"):
        sealed(home, value)
        sign_sealed(home, dataset(), OF_TWO.model_copy(update={"at": minute}))
    publish_signed(home, CATALOG, REAL, now())
    (waiting,) = armed(home)
    assert waiting.releases == {NAME: "1.1"}


def test_a_signature_under_what_is_no_longer_sealed_says_nothing(home: Home, tmp_path: Path) -> None:
    sealed(home)
    sign_sealed(home, dataset(), at_once())
    (home.sealed / NAME / "1.0").rename(tmp_path / "gone")
    assert due(home, now()) == []
    assert publish_signed(home, CATALOG, REAL, now()) == ()


def test_a_release_that_is_compared_with_what_will_not_be_public_is_not_signed(home: Home) -> None:
    sealed(home, "1")
    sealed(home, "2")
    with pytest.raises(NotSigned, match=r"1\.1 版是与 1\.0 版对比的，而届时公开的是 空 版"):
        sign_sealed(home, dataset(), at_once())


def test_what_is_older_than_what_is_signed_and_was_never_public_is_not_signed_any_more(home: Home) -> None:
    sealed(home, "1")
    sign_sealed(home, dataset(), at_once())
    publish_signed(home, CATALOG, REAL, now())
    sealed(home, "2")
    seal(home, proposal().model_copy(update={"follows": "1.0"}), table(row(value="3")), unread)
    desk.prepared(home, NAME, "1.2", now())
    with pytest.MonkeyPatch.context() as other:
        other.setattr(desk, "user", lambda: "another")
        sign_sealed(home, dataset(), OF_TWO)
    with pytest.raises(NotSigned, match=r"1\.2 版已签发"):
        sign_sealed(home, dataset(), OF_TWO.model_copy(update={"version": "1.1"}))


def test_without_a_note_of_who_prepared_it_nobody_signs(home: Home) -> None:
    seal(home, proposal(), table(row()), unread)
    with pytest.raises(NotSigned, match="没有谁准备了"):
        sign_sealed(home, dataset(), at_once())


def test_a_version_that_was_sealed_anew_needs_a_new_signature(home: Home) -> None:
    sealed(home, "1")
    sign_sealed(home, dataset(), OF_TWO)
    shutil.rmtree(home.sealed / NAME)
    sealed(home, "2")
    assert due(home, now()) == []


def test_a_version_signed_anew_waits_for_the_new_minute_alone(home: Home) -> None:
    sealed(home)
    first, second = (now() + timedelta(days=days) for days in (2, 3))
    for minute in (first, second):
        sign_sealed(home, dataset(), OF_TWO.model_copy(update={"at": minute}))
    publish_signed(home, CATALOG, REAL, now())
    (waiting,) = armed(home)
    assert waiting.effective_at == second.replace(microsecond=0)


def test_what_was_shown_from_its_minute_on_is_what_is_published_later(home: Home) -> None:
    sealed(home)
    signed = sign_sealed(home, dataset(), OF_TWO)
    publish_signed(home, CATALOG, REAL, now())
    (waiting,) = armed(home)
    assert publish_signed(home, CATALOG, REAL, signed.effective_at + timedelta(hours=1)) == (waiting,)


def test_a_word_in_any_script_loses_no_entry(home: Home) -> None:
    sealed(home)
    sign_sealed(home, dataset(), OF_TWO)
    take_back(home, dataset(), "王敏", "待核\u2028第二行\x85\u2029")
    assert due(home, now()) == []


def test_the_next_release_follows_what_is_signed_for_the_latest_minute(home: Home) -> None:
    assert foregoing(home, NAME) == ""
    sealed(home, "1")
    assert foregoing(home, NAME) == "", "what nobody signed will never be public"
    sign_sealed(home, dataset(), at_once())
    sealed(home, "2")
    assert foregoing(home, NAME) == "1.0"
    sign_sealed(home, dataset(), OF_TWO)
    assert foregoing(home, NAME) == "1.1", "it waits for its minute"


def test_a_signature_is_taken_back_before_its_minute_and_never_after(home: Home) -> None:
    sealed(home)
    with pytest.raises(NotSigned, match="没有待公开的签发"):
        take_back(home, dataset(), "王敏", "待核")
    sign_sealed(home, dataset(), OF_TWO)
    publish_signed(home, CATALOG, REAL, now())
    assert len(armed(home)) == 1
    assert take_back(home, dataset(), "王敏", "有一例待核") == ["1.0"]
    assert publish_signed(home, CATALOG, REAL, now()) == () == armed(home)
    assert unsigned(home, [NAME]) == [(NAME, "1.0")]
    sign_sealed(home, dataset(), at_once())
    publish_signed(home, CATALOG, REAL, now())
    with pytest.raises(NotSigned):
        take_back(home, dataset(), "王敏", "x")
    assert shown(home) == "1.0"


def test_a_line_that_a_crash_left_unfinished_loses_no_other(home: Home) -> None:
    sealed(home)
    with (home.desk / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write('{"act":"signed","at":"2026-')
    sign_sealed(home, dataset(), at_once())
    assert len(publish_signed(home, CATALOG, REAL, now())) == 1


def test_a_stated_reason_holds_for_the_next_release_alone(home: Home) -> None:
    stated = Stated(reason="correction", note=Text(zh="单位有误", en="a wrong unit"))
    assert explained(home, NAME) is None
    explain(home, "王敏", NAME, stated)
    assert explained(home, NAME) == stated and explained(home, "another") is None
    sealed(home)
    assert explained(home, NAME) is None
