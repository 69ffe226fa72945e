"""All that the city's plan asks to be counted or listed is in the catalogue, described in both languages."""

import csv
import re

import pytest

from published.catalog import Catalog
from published.home import PROJECT
from published.vocabulary import Text, vocabulary

CJK = re.compile(r"[\u4e00-\u9fff]")
with (PROJECT / "dbt_project/seeds/reference/plan_datasets.csv").open(encoding="utf-8", newline="") as lines:
    PLAN = list(csv.DictReader(lines))


def told(text: Text) -> bool:
    return bool(CJK.search(text.zh)) and bool(text.en.strip()) and not CJK.search(text.en)


@pytest.mark.parametrize("asked", PLAN, ids=[row["dataset"] for row in PLAN])
def test_what_the_plan_asks_for_is_published_with_definition_unit_and_source(
    catalog: Catalog, asked: dict[str, str]
) -> None:
    dataset = {known.name: known for known in catalog.datasets}[asked["dataset"]]
    assert dataset.kind == asked["kind"]
    assert told(dataset.title)
    assert told(dataset.definition)
    sources = [vocabulary().departments[dataset.owner], *(catalog.feed(key).title for key in dataset.feeds)]
    assert all(told(source) for source in sources)
    for column in dataset.columns:
        assert CJK.search(column.title.zh)
        assert column.title.en
        if column.role == "measure":
            unit = vocabulary().units[str(column.unit)]
            assert unit.zh and unit.en


def test_all_of_the_plan_is_published(catalog: Catalog) -> None:
    assert {row["dataset"] for row in PLAN} <= {dataset.name for dataset in catalog.datasets}
