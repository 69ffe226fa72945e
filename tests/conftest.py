"""What concerns every test run."""

import atexit
import os

import pytest
from hypothesis import settings

from published.catalog import Catalog
from published.home import Home
from tests.once import once

# a busy machine breaks no law
settings.register_profile("without a clock", deadline=None)
settings.load_profile("without a clock")
# when the interpreter ends, DuckDB 2.0 prints pages of harmless "leaked" lines
atexit.register(lambda: os.dup2(os.open(os.devnull, os.O_WRONLY), 2))


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The project's catalogue, parsed once."""
    from orchestration.definitions import catalog_of  # Dagster, which most tests do without

    home = once(tmp_path_factory, "parsed", lambda root: catalog_of(Home(root).prepare()))
    return catalog_of(Home(home))
