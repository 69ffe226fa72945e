"""Profiles speak of feeds that exist, and among them is one of each way in."""

from typing import get_args

import pytest

from published.catalog import Catalog
from published.profile import PROFILES, Profile
from published.ways_in import WayIn

NAMES = sorted(path.stem for path in PROFILES.glob("*.yml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_names_only_feeds_of_the_catalogue(catalog: Catalog, name: str) -> None:
    assert set(Profile.load(name).feeds) <= {feed.key for feed in catalog.feeds}


def test_every_way_in_is_shown_in_a_profile() -> None:
    shown = {type(way) for name in NAMES for way in Profile.load(name).feeds.values()}
    everything = get_args(get_args(WayIn)[0])
    plain_folders = everything[0]
    assert shown | {plain_folders} == set(everything)


@pytest.mark.parametrize("name", NAMES)
def test_only_the_stand_ins_say_for_themselves_why_figures_changed(name: str) -> None:
    profile = Profile.load(name)
    assert (profile.restates is not None) is profile.synthetic
