"""Every statistic says which of its figures are open to revision, and every reason is told."""

import re

from published.catalog import Catalog
from published.vintages import name_of
from published.vocabulary import vocabulary
from tests.house.conftest import Manifest

CJK = re.compile(r"[\u4e00-\u9fff]")


def test_every_statistic_has_a_policy_of_revisions_and_no_register_needs_one(
    catalog: Catalog, manifest: Manifest
) -> None:
    told = {
        node["name"]: "revisions" in node["config"]["meta"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["fqn"][1] in ("statistics", "registers")
    }
    assert told == {dataset.name: dataset.kind == "statistic" for dataset in catalog.datasets}


def test_what_divides_by_gdp_says_which_vintage_it_took(catalog: Catalog) -> None:
    """Where the shares are the city's own; those of a national announcement are as announced."""
    dividing = {
        one.name for one in catalog.datasets if {"share_of_gdp", "gdp_vintage"} <= {c.name for c in one.columns}
    }
    told = {one.name for one in catalog.datasets if one.revisions.denominators}
    assert told == dividing and len(told) == 3
    assert all(each.feed in one.feeds for one in catalog.datasets for each in one.revisions.denominators)


def test_planned_revisions_are_explained_in_sentences(catalog: Catalog) -> None:
    for dataset in catalog.datasets:
        for planned in dataset.revisions.planned:
            assert CJK.search(planned.note.zh) and planned.note.zh.endswith("。"), dataset.name
            assert planned.note.en.isascii() and planned.note.en.endswith("."), dataset.name


def test_no_dataset_is_named_like_the_vintages_of_another(catalog: Catalog) -> None:
    names = {dataset.name for dataset in catalog.datasets}
    assert names & {name_of(name) for name in names} == set()


def test_reasons_are_defined_in_sentences() -> None:
    for code, reason in vocabulary().revision_reasons.items():
        assert reason.definition.zh.endswith("。") and reason.definition.en.endswith("."), code
