"""A release's provenance reads as PROV-O: what was used, by whom, in what order, and what it revises."""

import json
from datetime import UTC, datetime

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from published.describe.prov import RELATIONS, provenance
from published.manifest import Asked, Code, Link, Manifest, Snapshot
from tests.unit.published.described import SYNTHETIC

PROV = Namespace("http://www.w3.org/ns/prov#")
PLACE = "https://data.example/releases/orchard_yield/1.1/"
SINCE = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
DIGESTS = [digit * 64 for digit in "1234567"]


def manifest(**changes: object) -> Manifest:
    told = {
        "dataset": "orchard_yield",
        "version": "1.1",
        "notice": None,
        "provisional": False,
        "files": {"orchard_yield.csv": DIGESTS[0], "verdict.json": DIGESTS[1]},
        "inputs": tuple(
            Snapshot(feed=feed, file="a.csv", rows_sha256=digest, snapshot=digest[:16], bytes_sha256=digest)
            for feed, digest in (("ip_office/trees", DIGESTS[2]), ("court/bees", DIGESTS[3]))
        ),
        "code": Code(commit="c" * 40, clean=True),
        "lock_sha256": DIGESTS[4],
        "parameters": {"seeds/a.csv": DIGESTS[5]},
        "checks": (Asked(name="rows", severity="critical", passed=True),),
        "disclosure": None,
        "previous": Link(version="1.0", manifest_sha256=DIGESTS[6]),
    }
    return Manifest.model_validate(told | changes)


@pytest.fixture
def graph() -> Graph:
    return read(manifest())


def read(told: Manifest) -> Graph:
    document = json.dumps(provenance(told, SINCE))
    return Graph().parse(data=document, format="json-ld", publicID=f"{PLACE}prov.jsonld")


def here(name: str = "") -> URIRef:
    return URIRef(PLACE + name)


def doing(name: str) -> URIRef:
    return here(f"prov.jsonld#{name}")


def test_every_term_relates_things_of_the_right_kind(graph: Graph) -> None:
    kinds = {kind: set(graph.subjects(RDF.type, PROV[kind])) for kind in ("Entity", "Activity", "Agent")}
    between = {
        "used": ("Activity", "Entity"),
        "wasGeneratedBy": ("Entity", "Activity"),
        "wasDerivedFrom": ("Entity", "Entity"),
        "wasAttributedTo": ("Entity", "Agent"),
        "wasAssociatedWith": ("Activity", "Agent"),
        "wasInformedBy": ("Activity", "Activity"),
        "actedOnBehalfOf": ("Agent", "Agent"),
        "hadMember": ("Entity", "Entity"),
    }
    assert set(between) | {"wasRevisionOf"} == set(RELATIONS)
    for term, (left, right) in between.items():
        found = list(graph.subject_objects(PROV[term]))
        assert found, term
        assert {one for one, _ in found} <= kinds[left] and {other for _, other in found} <= kinds[right], term


def test_files_come_from_the_seal_figures_from_the_build_and_snapshots_from_their_departments(graph: Graph) -> None:
    assert graph.value(here("orchard_yield.csv"), PROV.wasGeneratedBy) == doing("seal")
    assert graph.value(here("verdict.json"), PROV.wasGeneratedBy) == doing("judge")
    snapshots = set(graph.objects(doing("figures"), PROV.wasDerivedFrom))
    assert len(snapshots) == 2 and all(str(one).startswith("ni:///sha-256;") for one in snapshots)
    pulls = {graph.value(one, PROV.wasGeneratedBy) for one in snapshots}
    assert pulls == {doing("pull-ip_office-trees"), doing("pull-court-bees")}
    assert doing("department-court") in set(graph.objects(doing("pull-court-bees"), PROV.wasAssociatedWith))
    assert len(set(graph.objects(doing("build"), PROV.used))) == 3, "two snapshots and a parameter table"


def test_it_names_the_version_that_it_revises_and_its_only_clock_is_the_minute(graph: Graph) -> None:
    assert graph.value(here(), PROV.wasRevisionOf) == URIRef("https://data.example/releases/orchard_yield/1.0/")
    times = list(graph.subject_objects(PROV.endedAtTime))
    assert [(who, when.toPython()) for who, when in times] == [(doing("publish"), SINCE)]
    assert PROV.wasRevisionOf not in set(read(manifest(previous=None)).predicates())


def test_invented_figures_are_called_so_and_equal_manifests_give_equal_documents() -> None:
    invented = provenance(manifest(notice=SYNTHETIC), SINCE)
    assert "演示数据 (synthetic data)" in json.dumps(invented, ensure_ascii=False)
    assert provenance(manifest(), SINCE) == provenance(manifest(), SINCE)
