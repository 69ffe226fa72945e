"""Each dataset equals what plain Python makes of the departments' true rows.

tests/pipeline/figures/<dataset>.py names the KEY of a row and computes `rows`: every row of the dataset, and in it the
columns that it answers for. What rests on estimation, where floating point is rounded once on either side, names the
TOLERANCE of its last digit.
"""

import importlib
from decimal import Decimal
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
    tolerance = getattr(module, "TOLERANCE", Decimal(0))
    wrong = {
        key: {c: (found[key][c], row[c]) for c in row if not same(found[key][c], row[c], tolerance)}
        for key, row in wanted.items()
    }
    assert {key: cells for key, cells in wrong.items() if cells} == {}


def same(found: object, wanted: object, tolerance: Decimal) -> bool:
    """Equal, or decimals no further apart than the tolerance."""
    if isinstance(found, Decimal) and isinstance(wanted, Decimal):
        return abs(found - wanted) <= tolerance
    return found == wanted
