"""The one Definitions: feeds, dbt, gate, releases, edition."""

import dagster as dg

from orchestration.feeds import feed_asset
from orchestration.gate import candidate_asset
from orchestration.notices.automation import telling
from orchestration.protection import protection_asset, universes
from orchestration.releases import edition_asset, release_asset
from orchestration.schedules import automation
from orchestration.transform import DBT_PROJECT, dbt_asset, parse
from published.catalog import Catalog
from published.home import Home
from published.profile import Profile


def catalog_of(home: Home) -> Catalog:
    """The catalogue of the dbt project as it stands."""
    return Catalog.from_project(DBT_PROJECT, parse(home).parent)


def build(catalog: Catalog, home: Home, profile: Profile) -> dg.Definitions:
    """The whole graph over one home and one profile."""
    assets = [
        *(feed_asset(feed, home, profile) for feed in catalog.feeds),
        dbt_asset(home, parse(home), catalog.feeds, profile.notice),
        *(protection_asset(universe, catalog, home) for universe in universes(catalog)),
        *(candidate_asset(dataset, catalog, home, profile) for dataset in catalog.datasets),
        *(release_asset(dataset, catalog, home, profile) for dataset in catalog.datasets),
        edition_asset(catalog, home, profile),
    ]
    return dg.Definitions.merge(
        dg.Definitions(assets=assets), automation(catalog, home), telling(catalog, home, profile)
    )
