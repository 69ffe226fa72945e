"""Each dataset as built equals what plain Python makes of the departments' true rows, and what is published of it is
what was built wherever it is shown.

tests/pipeline/figures/<dataset>.py names the KEY of a row and computes `rows`: every row of the dataset, and in it the
columns that it answers for. What rests on estimation, where floating point is rounded once on either side, names the
TOLERANCE of its last digit.
"""

import importlib
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

from published.catalog import Catalog
from published.dataset import Dataset
from published.disclosure import Follower, Protected
from tests.pipeline.conftest import Desk
from tests.pipeline.counted import Truth

MODULES = sorted(path.stem for path in (Path(__file__).parent / "figures").glob("*.py"))


def computation(dataset: str) -> ModuleType:
    return importlib.import_module(f"tests.pipeline.figures.{dataset}")


@pytest.mark.parametrize("dataset", MODULES)
def test_built_equals_an_independent_computation(released: Desk, dataset: str) -> None:
    module = computation(dataset)
    truth = Truth(released.home.feeds, released.home.warehouse)
    wanted = {tuple(row[name] for name in module.KEY): row for row in module.rows(truth)}
    found = {tuple(row[name] for name in module.KEY): row for row in released.built(dataset)}
    assert set(found) == set(wanted)
    assert wanted
    tolerance = getattr(module, "TOLERANCE", Decimal(0))
    wrong = {
        key: {c: (found[key][c], row[c]) for c in row if not same(found[key][c], row[c], tolerance)}
        for key, row in wanted.items()
    }
    assert {key: cells for key, cells in wrong.items() if cells} == {}


@pytest.mark.parametrize("name", [*MODULES, "technology_contract_turnover"])
def test_published_is_what_was_built_wherever_it_is_shown(released: Desk, catalog: Catalog, name: str) -> None:
    """Nothing is ever withheld but measures and what would tell of them, and a row says whether it is without them."""
    dataset = catalog.dataset(name)
    built = {tuple(row[c] for c in dataset.key): row for row in released.built(name)}
    published = {tuple(row[c] for c in dataset.key): row for row in released.rows(name)}
    assert set(published) == set(built)
    statuses = {"conf_status", "rates_conf_status"}
    for key, row in published.items():
        changed = {c for c in built[key] if row[c] != built[key][c]}
        withheld = changed - statuses - rounded(dataset, built[key], row) - ranks(dataset, row)
        assert {row[c] for c in withheld} <= {None}, key
        assert withheld <= may_be_empty(dataset, row), key
        assert {row[c] for c in changed & statuses} <= {"C"}, key
        if row.get("conf_status") == "C":
            assert {row[c] for c in confidential(dataset)} == {None}, key


def rounded(dataset: Dataset, built: dict[str, object], row: dict[str, object]) -> set[str]:
    """The measures that are shown as a multiple of their base, less than the base from what was built."""
    spec = dataset.disclosure
    bases = spec.rounding.bases if isinstance(spec, Protected) and spec.rounding else {}
    return {
        name
        for name, base in bases.items()
        if Decimal(str(row[name])) % base == 0 and abs(Decimal(str(row[name])) - Decimal(str(built[name]))) < base
    }


def ranks(dataset: Dataset, row: dict[str, object]) -> set[str]:
    """The ranks of a shown row, which are counted anew where others are withheld (test_disclosure)."""
    spec = dataset.disclosure
    return {name for name in spec.ranks if row[name] is not None} if isinstance(spec, Follower) else set()


def may_be_empty(dataset: Dataset, row: dict[str, object]) -> set[str]:
    """The measures that the row's statuses say are withheld."""
    spec = dataset.disclosure
    if row.get("conf_status") == "C":
        return confidential(dataset)
    if isinstance(spec, Protected) and row.get("rates_conf_status") == "C":
        return set(spec.rates)
    return set(spec.compared) if isinstance(spec, Follower) else set()


def confidential(dataset: Dataset) -> set[str]:
    """What a withheld row has lost: its measures but those that are public anyway, and attributes that would tell."""
    spec = dataset.disclosure
    measures = {column.name for column in dataset.columns if column.role == "measure"}
    if isinstance(spec, Protected):
        return (measures - set(spec.stays)) | set(spec.tells)
    return measures | set(spec.compared) if isinstance(spec, Follower) else measures


def same(found: object, wanted: object, tolerance: Decimal) -> bool:
    """Equal, or decimals no further apart than the tolerance."""
    if isinstance(found, Decimal) and isinstance(wanted, Decimal):
        return abs(found - wanted) <= tolerance
    return found == wanted
