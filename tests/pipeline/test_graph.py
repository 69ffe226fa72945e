"""The graph that Dagster's UI, its daemon and the command line share."""

import dagster as dg
import pytest

from orchestration.definitions import build, catalog_of
from orchestration.protection import leans_on, members_of
from published.catalog import Catalog
from published.profile import Profile
from tests.pipeline.conftest import Desk

REGISTER = "statistics_bureau/unit_register"
NAMED = {"technology_contracts": {"ip_office/patents"}}
"""Where parties stand by name alone: what tells one of a name from another besides the register."""


@pytest.fixture(scope="module")
def catalog(tiny: Desk) -> Catalog:
    return catalog_of(tiny.home)


@pytest.fixture(scope="module")
def graph(tiny: Desk, catalog: Catalog) -> dg.Definitions:
    return build(catalog, tiny.home, Profile.load("stand_in"))


def ancestors(graph: dg.Definitions, key: dg.AssetKey) -> set[str]:
    selection = dg.AssetSelection.assets(key).upstream()
    return {"/".join(found.path) for found in selection.resolve(graph.resolve_asset_graph())}


def test_feeds_join_the_dbt_graph_up_to_the_release(graph: dg.Definitions, catalog: Catalog) -> None:
    """Its own, those of the tables that are protected together with what it is or follows, and who the holders are."""
    for dataset in catalog.datasets:
        universes = leans_on(dataset, catalog)
        linked = [other for universe in universes for other in members_of(catalog, universe)]
        feeds = {feed for each in (dataset, *linked) for feed in each.feeds} | ({REGISTER} if linked else set())
        feeds |= {feed for universe in universes for feed in NAMED.get(universe, set())}
        upstream = ancestors(graph, dg.AssetKey(["releases", dataset.name]))
        assert feeds == upstream & {feed.key for feed in catalog.feeds}
        assert {dataset.name, f"candidates/{dataset.name}"} <= upstream


def test_every_dataset_has_its_own_blocking_gate(graph: dg.Definitions, catalog: Catalog) -> None:
    checks = [spec for definition in graph.resolve_asset_graph().assets_defs for spec in definition.check_specs]
    gates = {spec.asset_key.path[-1]: spec.blocking for spec in checks if spec.name == "gate"}
    assert gates == {dataset.name: True for dataset in catalog.datasets}


def test_a_schedule_per_feed_in_the_citys_time(graph: dg.Definitions, catalog: Catalog) -> None:
    schedules = list(graph.schedules or [])
    assert len(schedules) == len(catalog.feeds)
    assert {schedule.execution_timezone for schedule in schedules} == {"Asia/Shanghai"}


def test_every_release_is_prepared_before_its_announced_date(graph: dg.Definitions, catalog: Catalog) -> None:
    (sensor,) = (found for found in graph.sensors or [] if found.name == "prepare_announced_releases")
    assert {job.name for job in sensor.jobs} == {f"release_{dataset.name}" for dataset in catalog.datasets}


def test_a_release_run_is_followed_by_the_switch_however_it_ended(graph: dg.Definitions) -> None:
    switches = [sensor for sensor in graph.sensors or [] if isinstance(sensor, dg.RunStatusSensorDefinition)]
    assert {sensor.name for sensor in switches} == {"publish_after_success", "publish_after_failure"}
    assert {sensor.job.name for sensor in switches} == {"publish"}
