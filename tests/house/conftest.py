"""What dbt knows of the project, parsed once for all rules of the house."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from orchestration.transform import DBT_PROJECT, parse
from published.catalog import Catalog
from published.home import Home

Manifest = Mapping[str, Any]


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    home = Home(tmp_path_factory.mktemp("home")).prepare()
    found: Manifest = json.loads(Path(parse(home)).read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def catalog(manifest: Manifest) -> Catalog:
    return Catalog.from_manifest(manifest, DBT_PROJECT)
