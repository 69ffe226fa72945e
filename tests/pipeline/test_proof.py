"""What a release says it was made from is what lies in the raw zone and in the project, and nobody can change it."""

from published.catalog import Catalog
from published.folders import sha256
from published.home import PROJECT
from published.manifest import Manifest
from published.verdict import Verdict
from tests.pipeline.conftest import Desk

DBT = PROJECT / "dbt_project"


def manifests(desk: Desk) -> list[Manifest]:
    return [Manifest.read(path.parent) for path in sorted(desk.home.releases.glob("*/*/manifest.json"))]


def test_every_release_is_vouched_for(tiny: Desk) -> None:
    said = tiny.run("verify", str(tiny.home.sealed)).stdout
    names = {path.name for path in tiny.home.sealed.iterdir()}
    assert {line.split()[3] for line in said.splitlines() if "as sealed:" in line} == names
    assert {manifest.dataset for manifest in manifests(tiny)} == names


def test_inputs_are_the_bytes_in_the_raw_zone(tiny: Desk) -> None:
    feeds = {d.name: d.feeds for d in Catalog.from_project(DBT, tiny.home.dbt).datasets}
    for manifest in manifests(tiny):
        assert {given.feed for given in manifest.inputs} == set(feeds[manifest.dataset])
        for given in manifest.inputs:
            (payload,) = tiny.home.raw.glob(f"{given.feed}/*/{given.snapshot}/payload/{given.file}")
            assert sha256(payload) == given.bytes_sha256


def test_parameters_are_the_tables_of_the_project(tiny: Desk) -> None:
    found = {manifest.dataset: manifest for manifest in manifests(tiny)}
    for manifest in found.values():
        assert manifest.parameters == {path: sha256(DBT / path) for path in manifest.parameters}
        assert manifest.lock_sha256 == sha256(PROJECT / "requirements/run.txt")
    value_added = found["patent_intensive_value_added"].parameters
    for table in ("parameters/value_added_items", "parameters/disclosure_rules", "codelists/patent_intensive_2019"):
        assert f"seeds/{table}.csv" in value_added
    assert "seeds/parameters/value_added_items.csv" not in found["ip_insurance"].parameters


def test_checks_and_disclosure_are_those_of_the_verdict(tiny: Desk) -> None:
    for manifest in manifests(tiny):
        folder = tiny.home.releases / manifest.dataset / manifest.version
        verdict = Verdict.model_validate_json((folder / "verdict.json").read_bytes())
        assert [(check.name, check.passed) for check in manifest.checks] == [(c.name, c.passed) for c in verdict.checks]
        assert (manifest.disclosure is None) == (verdict.protection is None)
    assert any(manifest.disclosure for manifest in manifests(tiny))


def test_a_changed_byte_is_found_and_named(fresh: Desk) -> None:
    path = fresh.home.releases / "ip_insurance" / "1.0" / "ip_insurance.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    done = fresh.run("verify", str(path.parent), check=False)
    assert done.returncode == 1 and "ip_insurance.parquet：" in done.stdout
