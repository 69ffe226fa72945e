"""What is said to be public is not computed from what single units tell in confidence elsewhere."""

from collections.abc import Mapping, Set

import pytest

from published.catalog import Catalog
from published.disclosure import Public
from tests.house.conftest import Manifest

WHO_IS_WHO = {"int_holding_groups", "int_organisations_linked", "int_patent_holders", "int_invention_grants"}
BY_NAME_ALONE = {
    "zero_out_progress": {
        "int_contract_parties",
        "stg_science_bureau__technology_contracts",
        "stg_statistics_bureau__unit_register",
    },
}
"""Contracts and the register say here what a holder of patents is called, not what it sold or how large it is."""


@pytest.fixture(scope="module")
def read(manifest: Manifest) -> Mapping[str, set[str]]:
    """Model ► the models that it reads, but for those that take a department's rows as they come."""
    models = {key: node["name"] for key, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    return {
        name: {models[other] for other in manifest["nodes"][key]["depends_on"]["nodes"] if other in models}
        for key, name in models.items()
        if not name.startswith("base_")
    }


def upstream(model: str, read: Mapping[str, set[str]], but: Set[str] = frozenset()) -> set[str]:
    """All models that one is computed from, not beyond some."""
    found: set[str] = set()
    todo = [model]
    while todo:
        for other in read.get(todo.pop(), set()) - found - but:
            found |= {other} & read.keys()
            todo.append(other)
    return found


def test_no_public_statistic_reads_what_others_are_protected_for(
    catalog: Catalog, read: Mapping[str, set[str]]
) -> None:
    contributions = [model for model in read if model.endswith("_contributions")]
    assert len(contributions) > 10
    confidential = {model for each in contributions for model in upstream(each, read, WHO_IS_WHO)}
    public = [dataset.name for dataset in catalog.datasets if isinstance(dataset.disclosure, Public)]
    shared = {name: upstream(name, read) & confidential for name in public}
    assert {name: models for name, models in shared.items() if models} == BY_NAME_ALONE
