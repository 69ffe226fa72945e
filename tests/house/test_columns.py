"""A column name means the same thing in every dataset, and everything published is described in both languages."""

import re
from collections.abc import Iterator

from expectations.disclosure.rule_sets import rule_sets
from published.catalog import Catalog
from published.dataset import Column, Dataset
from published.disclosure import Protected, Public
from published.feed import Feed
from published.home import PROJECT
from published.vocabulary import Text
from tests.house.conftest import Manifest

CJK = re.compile(r"[\u4e00-\u9fff]")
MEANING = ("title", "definition", "type", "role", "unit", "code_list")


def columns(catalog: Catalog) -> Iterator[tuple[Dataset, Column]]:
    return ((dataset, column) for dataset in catalog.datasets for column in dataset.columns)


def texts(catalog: Catalog) -> Iterator[tuple[str, Text]]:
    described: tuple[Dataset | Feed, ...] = (*catalog.datasets, *catalog.feeds)
    for one in described:
        yield f"{one.name}: title", one.title
        yield f"{one.name}: definition", one.definition
    for dataset, column in columns(catalog):
        yield f"{dataset.name}.{column.name}: title", column.title
        yield f"{dataset.name}.{column.name}: definition", column.definition
    for dataset in catalog.datasets:
        for name, codes in dataset.code_lists.items():
            yield from ((f"{name} {code.code}", code.title) for code in codes)


def test_the_catalogue_is_what_is_published(catalog: Catalog) -> None:
    assert {dataset.name for dataset in catalog.datasets} >= {
        "national_patent_intensive_value_added",
        "patent_intensive_value_added",
        "technology_contract_turnover",
        "typical_cases",
    }
    assert len(catalog.feeds) >= 7


def test_a_column_name_means_the_same_everywhere(catalog: Catalog) -> None:
    meanings: dict[tuple[str, str], dict[object, list[str]]] = {}
    for dataset, column in columns(catalog):
        for part in MEANING:
            found = meanings.setdefault((column.name, part), {})
            found.setdefault(getattr(column, part), []).append(dataset.name)
    torn = {key: list(found.values()) for key, found in meanings.items() if len(found) > 1}
    assert torn == {}, "one name, several meanings (column, what differs): datasets that agree"


def test_everything_is_titled_and_defined_in_both_languages(catalog: Catalog) -> None:
    wrong = [where for where, text in texts(catalog) if not CJK.search(text.zh) or not text.en.strip()]
    assert wrong == [], "the Chinese text has no Chinese character, or there is no English one"


def test_english_is_english(catalog: Catalog) -> None:
    assert [where for where, text in texts(catalog) if CJK.search(text.en)] == []


def test_definitions_are_sentences(catalog: Catalog) -> None:
    defined = [(where, text) for where, text in texts(catalog) if where.endswith("definition")]
    assert [where for where, text in defined if not (text.zh.endswith("。") and text.en.endswith("."))] == []


def test_keys_facets_and_headlines_are_columns_that_fit(catalog: Catalog) -> None:
    for dataset in catalog.datasets:
        names = {column.name for column in dataset.columns}
        assert set(dataset.key) | set(dataset.facets) <= names, dataset.name
        assert not {name for name in dataset.key if dataset.column(name).role in ("measure", "attribute")}, dataset.name
        assert not {name for name in dataset.facets if dataset.column(name).role == "measure"}, dataset.name


def test_headlines_pick_a_measure_by_codes_that_exist(catalog: Catalog) -> None:
    for dataset in catalog.datasets:
        if dataset.headline:
            assert dataset.column(dataset.headline.measure).role == "measure"
            for name, code in dataset.headline.where.items():
                listed = dataset.code_lists[str(dataset.column(name).code_list)]
                assert code in {known.code for known in listed}, f"{dataset.name}: {name} {code}"


def test_code_lists_have_each_code_once(catalog: Catalog) -> None:
    for dataset in catalog.datasets:
        for name, codes in dataset.code_lists.items():
            assert len({code.code for code in codes}) == len(codes) > 0, name


def test_every_figure_is_a_measure_with_its_unit(catalog: Catalog) -> None:
    for dataset, column in columns(catalog):
        where = f"{dataset.name}.{column.name}"
        assert (column.role == "measure") is (column.unit is not None), where
        assert column.unit != "wan_yuan" or column.type == "decimal(18,2)", where


def test_statistics_carry_their_status(catalog: Catalog) -> None:
    for dataset in catalog.datasets:
        if dataset.kind == "statistic":
            assert {"obs_status", "conf_status"} <= {column.name for column in dataset.columns}, dataset.name


def test_every_dataset_has_a_unit_test_or_is_built_from_seeds_alone(catalog: Catalog, manifest: Manifest) -> None:
    tested = {test["model"] for test in manifest["unit_tests"].values()}
    parents = manifest["parent_map"]
    for dataset in catalog.datasets:
        of_seeds = all(parent.startswith("seed.") for parent in parents[f"model.yongzhuan.{dataset.name}"])
        assert dataset.name in tested or of_seeds, dataset.name


def test_every_dataset_is_kept_to_its_contract_and_its_key(catalog: Catalog, manifest: Manifest) -> None:
    for dataset in catalog.datasets:
        key = f"model.yongzhuan.{dataset.name}"
        assert manifest["nodes"][key]["contract"]["enforced"], dataset.name
        tests = [manifest["nodes"][child] for child in manifest["child_map"][key] if child.startswith("test.")]
        keys = [tuple(test["test_metadata"]["kwargs"]["columns"]) for test in tests if "unique_key" in test["name"]]
        assert keys == [dataset.key], dataset.name


def test_every_feed_has_a_header_of_its_own(catalog: Catalog) -> None:
    for feed in catalog.feeds:
        assert len({column.header for column in feed.columns}) == len(feed.columns), feed.key
        assert len({column.name for column in feed.columns}) == len(feed.columns), feed.key


def test_every_reason_about_disclosure_is_told_in_both_languages_and_every_rule_set_is_there(catalog: Catalog) -> None:
    sets = rule_sets(PROJECT / "dbt_project")
    for dataset in catalog.datasets:
        match dataset.disclosure:
            case Public(public=reason):
                assert CJK.search(reason.zh) and not CJK.search(reason.en), dataset.name
                assert reason.zh.endswith("。") and reason.en.endswith("."), dataset.name
            case Protected(rules=rules):
                assert rules in sets, dataset.name
