"""One tiny delivery that the tests of the generator read."""

import pytest

from sample_feeds import generate
from tests.unit.sample_feeds.delivered import Delivered


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    folder = tmp_path_factory.mktemp("feeds")
    return Delivered(folder, generate(folder, "tiny"))
