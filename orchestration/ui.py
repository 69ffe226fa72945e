"""What `dagster dev` loads: the same graph, over DATA_HOME and YONGZHUAN_PROFILE."""

import os

import dagster as dg

from orchestration.definitions import build, catalog_of
from published.home import Home
from published.profile import Profile


@dg.definitions
def defs() -> dg.Definitions:
    """The graph for Dagster's UI and daemon."""
    profile = Profile.load(os.environ.get("YONGZHUAN_PROFILE", "stand_in"))
    home = Home.from_environment().prepare()
    home.belong_to(profile.name)
    return build(catalog_of(home), home, profile)
