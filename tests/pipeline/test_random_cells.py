"""Random published cells, computed anew from the archived bytes alone, are the same numbers.

The bytes are those that the signed manifest names; nothing that the pipeline made of them is looked at.
"""

from random import Random
from types import ModuleType

import pytest

from published.manifest import Manifest
from published.releases import read_table, versions
from tests.pipeline import archived_turnover
from tests.pipeline.archived import Archived
from tests.pipeline.conftest import Desk
from tests.pipeline.figures import ip_insurance, patent_valuations, preexamination, resident_population

CELLS = 40
COMPUTED = {
    "ip_insurance": ip_insurance,
    "patent_valuations": patent_valuations,
    "preexamination": preexamination,
    "resident_population": resident_population,
    "technology_contract_turnover": archived_turnover,
}


@pytest.mark.parametrize("dataset", COMPUTED)
def test_random_cells_are_what_the_archived_bytes_say(released: Desk, dataset: str) -> None:
    release = released.home.sealed / dataset / versions(released.home.sealed, dataset)[-1]
    computed = figures(COMPUTED[dataset], Archived(released.home.raw, Manifest.read(release).inputs))
    published = {key(COMPUTED[dataset], row): row for row in read_table(release, dataset).to_pylist()}
    shown = [(at, name) for at, row in published.items() for name in computed[at] if row[name] is not None]
    for at, name in Random(3302).sample(shown, CELLS):
        assert published[at][name] == computed[at][name], (at, name)


def figures(computation: ModuleType, archived: Archived) -> dict[tuple[object, ...], dict[str, object]]:
    """Key ► the figures that the computation answers for."""
    rows = {key(computation, row): row for row in computation.rows(archived)}
    others = {*computation.KEY, "obs_status"}
    return {at: {name: value for name, value in row.items() if name not in others} for at, row in rows.items()}


def key(computation: ModuleType, row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in computation.KEY)
