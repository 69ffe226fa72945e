from pathlib import Path

import pytest

from published.profile import Profile, ProfileError
from published.ways_in import ByFolder
from tests.unit.published.described import dataset

GOOD = "title: {zh: 某市, en: A city}\nsynthetic: true\nfolder: feeds\nfeeds: {bureau/returns: elsewhere}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.yml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "real.yml").write_text(GOOD.replace("true", "false"), encoding="utf-8")
    return tmp_path


def test_a_profile_says_where_feeds_lie(folder: Path) -> None:
    profile = Profile.load("good", folder)
    assert profile.name == "good"
    assert profile.way_in("bureau/returns") == ByFolder(folder="elsewhere")


def test_a_feed_that_is_not_named_lies_in_a_folder_of_its_own(folder: Path) -> None:
    assert Profile.load("good", folder).way_in("bureau/other") == ByFolder(folder="feeds/bureau/other")


def test_an_unknown_profile_is_told_which_exist(folder: Path) -> None:
    with pytest.raises(ProfileError, match=r"atlantis.*good、real"):
        Profile.load("atlantis", folder)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"- a list",
        b"just words",
        b"title: {zh: [",
        GOOD.replace("synthetic: true", "synthetic: perhaps").encode(),
        (GOOD + "city: ningbo\n").encode(),
        GOOD.encode("gb18030"),
    ],
    ids=["empty", "list", "words", "not yaml", "not a truth", "unknown key", "not utf-8"],
)
def test_a_malformed_profile_is_named(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "broken.yml").write_bytes(text)
    with pytest.raises(ProfileError, match=r"broken\.yml (无法读取|有误)"):
        Profile.load("broken", tmp_path)


def test_invented_figures_are_stamped_and_real_ones_among_them_say_so(folder: Path) -> None:
    profile = Profile.load("good", folder)
    assert profile.notice is not None
    assert profile.notice.zh == "演示数据"
    assert profile.notice_for(dataset()) == profile.notice
    real = profile.notice_for(dataset(feeds=()))
    assert real is not None
    assert "真实公告数" in real.zh
    assert "演示数据" in real.zh


def test_a_real_city_carries_no_stamp(folder: Path) -> None:
    profile = Profile.load("real", folder)
    assert profile.notice is None
    assert profile.notice_for(dataset()) is None
