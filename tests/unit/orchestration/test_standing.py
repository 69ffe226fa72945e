"""Every dataset stands somewhere between a build and the public, and what needs a person comes first on the desk."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orchestration import desk
from orchestration.desk import Wish, publish_signed, sign_by_itself, sign_sealed
from orchestration.desk_page import desk_page, write_desk
from orchestration.signatures import Prepared, add
from orchestration.standing import standings
from published.catalog import Catalog
from published.home import Home
from published.profile import Profile
from published.sealing import seal
from published.verdict import Verdict
from published.vocabulary import Text
from tests.unit.published.described import check, dataset, proposal, row, table, unread

NOW = datetime.now(UTC)
NAMES = ("a_yield", "b_yield", "c_yield", "d_yield", "e_yield")
CATALOG = Catalog(datasets=tuple(dataset(name=name) for name in NAMES), feeds=())
PROFILE = Profile(name="stand_in", title=Text(zh="演示", en="demo"), synthetic=True, folder="feeds")


def sealed(home: Home, name: str, value: str = "1") -> None:
    seal(home, proposal(of=dataset(name=name)), table(row(value=value)), unread)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """a is held, b awaits a signature to change what is public, c its minute; d is public; e was never built."""
    monkeypatch.setattr(desk, "user", lambda: "signer")
    home = Home(tmp_path).prepare()
    for name in ("b_yield", "d_yield"):
        sealed(home, name)
    sign_by_itself(home, CATALOG, PROFILE, NOW)
    publish_signed(home, CATALOG, PROFILE, NOW)
    sealed(home, "b_yield", "2")
    sealed(home, "c_yield")
    add(home, Prepared(at=NOW, account="preparer", dataset="c_yield", version="1.0"))
    sign_sealed(home, dataset(name="c_yield"), Wish(by="王<敏>", reason="例行", at=NOW + timedelta(days=2)))
    held = Verdict(dataset="a_yield", previous=None, checks=(check(passed=False),), rows=())
    (home.verdicts / "a_yield.json").write_text(held.model_dump_json(), encoding="utf-8")
    return home


def test_what_needs_a_person_comes_first(home: Home) -> None:
    found = standings(home, CATALOG, NOW)
    assert [(one.dataset.name, one.state) for one in found] == [
        ("a_yield", "held"),
        ("b_yield", "unsigned"),
        ("c_yield", "armed"),
        ("e_yield", "unbuilt"),
        ("d_yield", "public"),
    ]
    by_name = {one.dataset.name: one for one in found}
    assert (by_name["b_yield"].public, by_name["b_yield"].sealed) == ("1.0", "1.1")
    assert by_name["c_yield"].waits_until == (NOW + timedelta(days=2)).replace(microsecond=0)


def test_the_desk_shows_what_a_signature_would_change_and_is_its_owners_alone(home: Home) -> None:
    page = desk_page(home, CATALOG, PROFILE, NOW)
    for words in ("待签发", "1.00", "2.00", "+1.00", "yongzhuan sign b_yield", "暂缓", "王&lt;敏&gt;", "自动签发"):
        assert words in page, words
    assert "<敏>" not in page
    path = write_desk(home, CATALOG, PROFILE, NOW)
    assert path.read_text(encoding="utf-8") == page
    assert path.parent.stat().st_mode & 0o077 == 0
