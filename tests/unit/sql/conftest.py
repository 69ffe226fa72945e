"""The project's catalogue, parsed once."""

import pytest

from orchestration.transform import DBT_PROJECT, parse
from published.catalog import Catalog
from published.home import Home


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    home = Home(tmp_path_factory.mktemp("home")).prepare()
    return Catalog.from_project(DBT_PROJECT, parse(home).parent)
