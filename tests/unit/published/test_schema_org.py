"""Schema.org JSON-LD: another's reader of RDF finds in it what the description says, in both languages."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF

from published.dataset import Dataset
from published.describe.schema_org import (
    MEDIA_TYPES,
    Download,
    Place,
    breadcrumbs,
    catalogue_node,
    dataset_node,
    document,
    interval,
)
from published.vocabulary import Text, vocabulary
from tests.site import sample

SCHEMA = Namespace("https://schema.org/")
ORIGIN = "https://data.example"
PAGE = f"{ORIGIN}/open/patent_intensive_value_added"


def described() -> Dataset:
    return sample.catalog().dataset("patent_intensive_value_added")


def place() -> Place:
    return Place(
        origin=ORIGIN,
        page=PAGE,
        release=f"{ORIGIN}/releases/patent_intensive_value_added/1.2/",
        version="1.2",
        since=datetime(2026, 11, 22, 1, 30, tzinfo=UTC),
        periods=("2020", "2024"),
        files=(Download("figures.csv", f"{ORIGIN}/releases/figures.csv", 120, "ab" * 32),),
        image=f"{ORIGIN}/plots/patent_intensive_value_added.png",
    )


def read(*nodes: dict[str, object]) -> Graph:
    return Graph().parse(data=json.dumps(document(*nodes)), format="json-ld")


def test_a_dataset_says_in_rdf_what_its_description_says() -> None:
    dataset, graph, node = described(), read(dataset_node(described(), place())), URIRef(PAGE)
    assert (node, RDF.type, SCHEMA.Dataset) in graph
    assert set(graph.objects(node, SCHEMA.name)) == {
        Literal(dataset.title.zh, lang="zh-CN"),
        Literal(dataset.title.en, lang="en"),
    }
    assert {one.language for one in graph.objects(node, SCHEMA.description)} == {"zh-CN", "en"}
    for term, value in {
        SCHEMA.license: URIRef(str(vocabulary().licences[dataset.licence].url)),
        SCHEMA.version: Literal("1.2"),
        SCHEMA.isAccessibleForFree: Literal(True),
        SCHEMA.temporalCoverage: Literal("2020/2024"),
        SCHEMA.dateModified: Literal("2026-11-22T01:30:00+00:00"),
        SCHEMA.image: URIRef(f"{ORIGIN}/plots/patent_intensive_value_added.png"),
        SCHEMA.includedInDataCatalog: URIRef(f"{ORIGIN}/open"),
    }.items():
        assert graph.value(node, term) == value
    city = graph.value(node, SCHEMA.spatialCoverage)
    assert Literal("Ningbo", lang="en") in set(graph.objects(city, SCHEMA.name))


def test_each_file_has_its_type_its_address_and_its_digest() -> None:
    graph = read(dataset_node(described(), place()))
    (file,) = graph.objects(URIRef(PAGE), SCHEMA.distribution)
    assert graph.value(file, SCHEMA.encodingFormat) == Literal("text/csv")
    assert graph.value(file, SCHEMA.contentUrl) == URIRef(f"{ORIGIN}/releases/figures.csv")
    assert graph.value(file, SCHEMA.sha256) == Literal("ab" * 32)


def test_every_measure_is_a_variable_with_its_unit() -> None:
    dataset, graph = described(), read(dataset_node(described(), place()))
    found = {
        str(graph.value(one, SCHEMA.propertyID)): {str(unit) for unit in graph.objects(one, SCHEMA.unitText)}
        for one in graph.objects(URIRef(PAGE), SCHEMA.variableMeasured)
    }
    units = vocabulary().units
    assert found == {
        column.name: {units[column.unit].zh, units[column.unit].en} if column.unit else set()
        for column in dataset.columns
        if column.role == "measure"
    }


@pytest.mark.parametrize("dataset", sample.catalog().datasets, ids=lambda one: one.name)
def test_every_dataset_of_the_project_can_be_told(dataset: Dataset) -> None:
    graph = read(dataset_node(dataset, place()))
    assert graph.value(URIRef(PAGE), SCHEMA.identifier) == Literal(dataset.name)
    assert 50 <= len(dataset.definition.en) <= 5000 or len(dataset.definition.zh) >= 20


def test_what_is_invented_says_so() -> None:
    notice = Text(zh="演示数据", en="synthetic data")
    told = described().model_copy(update={"notice": notice})
    assert Literal("synthetic data", lang="en") in set(read(dataset_node(told, place())).objects())
    assert Literal("synthetic data", lang="en") in set(read(catalogue_node(ORIGIN, [], notice)).objects())


def test_the_catalogue_names_its_datasets() -> None:
    graph = read(catalogue_node(ORIGIN, [(described(), PAGE)], None))
    assert set(graph.objects(URIRef(f"{ORIGIN}/open"), SCHEMA.dataset)) == {URIRef(PAGE)}


def test_the_way_to_a_page_is_in_order() -> None:
    graph = read(breadcrumbs([("首页", f"{ORIGIN}/"), ("数据集", f"{ORIGIN}/open")]))
    steps = {
        int(graph.value(one, SCHEMA.position)): graph.value(one, SCHEMA.item) for one in graph.subjects(SCHEMA.item)
    }  # type: ignore[arg-type]
    assert steps == {1: URIRef(f"{ORIGIN}/"), 2: URIRef(f"{ORIGIN}/open")}


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2020", "2024", "2020/2024"),
        ("2024", "2024", "2024"),
        ("2025-11", "2026-02", "2025-11/2026-02"),
        ("2025-Q4", "2026-Q1", "2025-10-01/2026-03-31"),
        ("2026-Q2", "2026-Q2", "2026-04-01/2026-06-30"),
        ("2025-05-15", "2025-08-15", "2025-05-15/2025-08-15"),
    ],
)
def test_periods_are_an_iso_interval(first: str, last: str, told: str) -> None:
    assert interval(first, last) == told


@given(st.integers(1990, 2090), st.integers(1, 4))
def test_a_quarter_ends_after_it_begins(year: int, quarter: int) -> None:
    begin, _, end = interval(f"{year}-Q{quarter}", f"{year}-Q{quarter}").partition("/")
    assert (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).days in (89, 90, 91)


def test_every_format_that_is_published_has_a_media_type() -> None:
    assert {"csv", "parquet", "db"} <= MEDIA_TYPES.keys()
