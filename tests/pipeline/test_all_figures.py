"""Each dataset equals what plain Python makes of the departments' true rows.

tests/pipeline/figures/<dataset>.py names the KEY of a row and computes `rows`: every row of the dataset, and in it the
columns that it answers for.
"""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from tests.pipeline.conftest import Desk
from tests.pipeline.counted import Truth

MODULES = sorted(path.stem for path in (Path(__file__).parent / "figures").glob("*.py"))


def computation(dataset: str) -> ModuleType:
    return importlib.import_module(f"tests.pipeline.figures.{dataset}")


@pytest.mark.parametrize("dataset", MODULES)
def test_published_equals_an_independent_computation(released: Desk, dataset: str) -> None:
    module = computation(dataset)
    truth = Truth(released.home.feeds, released.home.warehouse)
    wanted = {tuple(row[name] for name in module.KEY): row for row in module.rows(truth)}
    found = {tuple(row[name] for name in module.KEY): row for row in released.rows(dataset)}
    assert set(found) == set(wanted)
    assert wanted
    wrong = {key: {c: (found[key][c], row[c]) for c in row if found[key][c] != row[c]} for key, row in wanted.items()}
    assert {key: cells for key, cells in wrong.items() if cells} == {}
