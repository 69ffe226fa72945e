"""Random published cells, computed anew from the archived bytes alone, are the same numbers.

The bytes are those that the signed manifest names; nothing that the pipeline made of them is looked at.
"""

import importlib
from random import Random

import pytest

from published.manifest import Manifest
from published.releases import read_table, versions
from tests.pipeline.archived import Archived
from tests.pipeline.conftest import Desk

CELLS = 40


@pytest.mark.parametrize("dataset", ["ip_insurance", "patent_valuations", "preexamination", "resident_population"])
def test_random_cells_are_what_the_archived_bytes_say(tiny: Desk, dataset: str) -> None:
    assert_cells_follow(tiny, dataset)


def assert_cells_follow(desk: Desk, dataset: str) -> None:
    release = desk.home.sealed / dataset / versions(desk.home.sealed, dataset)[-1]
    computation = importlib.import_module(f"tests.pipeline.figures.{dataset}")
    archived = Archived(desk.home.raw, Manifest.read(release).inputs)
    wanted = {tuple(row[name] for name in computation.KEY): row for row in computation.rows(archived)}
    published = read_table(release, dataset).to_pylist()
    keys = {tuple(row[name] for name in computation.KEY): row for row in published}
    shown = [(key, name) for key, row in keys.items() for name in wanted[key] if row[name] is not None]
    measured = [(key, name) for key, name in shown if name not in (*computation.KEY, "obs_status")]
    for key, name in Random(3302).sample(measured, CELLS):
        assert keys[key][name] == wanted[key][name], (key, name)
