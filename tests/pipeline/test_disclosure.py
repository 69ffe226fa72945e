"""Disclosure control in the pipeline: what fails is held, what follows goes along, what is secret stays secret."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import expectations.disclosure.protection as stage
from expectations.disclosure.rules import Rules
from expectations.disclosure.suppression import Pattern, withhold
from expectations.disclosure.tables import Tables
from orchestration import protection
from orchestration.gate import examine, record
from orchestration.protection import Withheld, members_of, protect_universe, universes
from orchestration.releases import release_key
from orchestration.run import Work, use_instance
from orchestration.transform import last_built
from published.catalog import Catalog
from published.disclosure import Follower
from published.home import PROJECT, Home
from published.profile import Profile
from published.verdict import Verdict
from tests.pipeline import truth
from tests.pipeline.conftest import Desk, Tree

UNIVERSE = "value_added"
VALUE_ADDED = "patent_intensive_value_added"
CITY = truth.CITY
RISKS = {"threshold", "dominance", "p_percent"}
STAND_IN = Profile.load("stand_in")


@pytest.fixture
def project(fresh: Desk) -> Catalog:
    return Catalog.from_project(PROJECT / "dbt_project", fresh.home.dbt)


@pytest.fixture
def never_released(fresh: Desk) -> Desk:
    """Built, and nothing sealed yet: no cell is kept public or secret by an earlier release."""
    for member in (fresh.home.sealed, fresh.home.candidates):
        for path in sorted(member.rglob("*"), reverse=True):
            path.chmod(0o700)
            path.rmdir() if path.is_dir() else path.unlink()
    return fresh


def verdict(home: Home, dataset: str) -> Verdict:
    return Verdict.model_validate_json((home.verdicts / f"{dataset}.json").read_bytes())


def kept(home: Home, dataset: str) -> Withheld:
    return Withheld.model_validate_json((home.protection / f"{dataset}.json").read_bytes())


def cells(home: Home) -> dict[str, str]:
    """Withheld cell ► rules, as the statisticians of disclosure control read them."""
    with (home.protection / f"{UNIVERSE}.csv").open(encoding="utf-8", newline="") as lines:
        return {row["cell"]: row["reason"] for row in csv.DictReader(lines)}


class Careless:
    """A suppressor that forgets one of the cells that protect the others."""

    def __init__(self) -> None:
        self.forgotten = ""

    def __call__(self, tables: Tables, rules: Rules) -> Pattern:
        pattern = withhold(tables, rules)
        cell = int(np.flatnonzero(pattern.withheld & ~pattern.primary)[0])
        self.forgotten = tables.cells[cell]
        shown = pattern.withheld.copy()
        shown[cell] = False
        return replace(pattern, withheld=shown)


def test_a_pattern_that_leaks_is_held_and_nothing_of_it_is_sealed(
    never_released: Desk, project: Catalog, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The audit does not believe the suppressor: it finds the cell that the forgotten one gives away, and says why."""
    home, careless = never_released.home, Careless()
    monkeypatch.setattr(stage, "withhold", careless)
    use_instance(home)
    work = Work(project, home, STAND_IN)
    names = [dataset.name for dataset in (*members_of(project, UNIVERSE), *followers_of(project))]
    ran = work.release([*work.judgements(names), *(release_key(project.dataset(name)) for name in names)])
    assert not ran.success and careless.forgotten
    for name in names:
        told = verdict(home, name)
        (check,) = [check for check in told.failed if check.name == "disclosure_control"]
        assert told.outcome == "hold" and check.severity == "critical"
        assert any(cell in check.found for cell in cells(home)), check.found
        assert careless.forgotten not in cells(home)
    assert tree(home.sealed) == {}


def followers_of(catalog: Catalog) -> list[Any]:
    """The datasets that are computed from what the universe protects."""
    mine = {dataset.name for dataset in members_of(catalog, UNIVERSE)}
    specs = ((dataset, dataset.disclosure) for dataset in catalog.datasets)
    return [d for d, spec in specs if isinstance(spec, Follower) and mine & {each.dataset for each in spec.follows}]


def test_three_datasets_follow_value_added(catalog: Catalog) -> None:
    assert {dataset.name for dataset in followers_of(catalog)} == {
        "patent_intensive_value_added_flash",
        "value_added_revisions",
        "target_monitor",
    }


def test_categories_withheld_in_the_city_are_withheld_in_quarters_and_revisions(released: Desk) -> None:
    for dataset, followed in (
        ("patent_intensive_value_added_flash", VALUE_ADDED),
        ("value_added_revisions", "value_added_vintages"),
    ):
        secret = {
            row["category_code"]
            for row in released.rows(followed)
            if row["conf_status"] == "C" and row.get("area_code", CITY) == CITY
        }
        rows = released.rows(dataset)
        assert {row["category_code"] for row in rows if row["conf_status"] == "C"} == secret & {
            row["category_code"] for row in rows
        }


def test_an_areas_share_of_gdp_is_withheld_with_its_total_and_the_others_are_ranked_among_themselves(
    released: Desk,
) -> None:
    secret = {
        (str(row["year"]), row["area_code"])
        for row in released.rows(VALUE_ADDED)
        if row["category_code"] == "00" and row["conf_status"] == "C"
    }
    rows = [row for row in released.rows("target_monitor") if row["indicator"] == "value_added_share_of_gdp"]
    assert rows
    for row in rows:
        assert (row["conf_status"] == "C") == ((row["period"], row["area_code"]) in secret), row
    for row in (row for row in rows if row["area_rank"] is not None):
        shown = [r for r in rows if r["period"] == row["period"] and r["area_rank"] is not None]
        larger = [r for r in shown if Decimal(str(r["indicator_value"])) > Decimal(str(row["indicator_value"]))]
        assert row["area_rank"] == 1 + len(larger), row
    assert [row for row in rows if secret and row["rank_change"] is not None] == []


def test_the_season_of_a_target_goes_with_any_month_that_it_rests_on(released: Desk) -> None:
    """What earlier years had reached by a month tells their months."""
    rows = [row for row in released.rows("target_monitor") if row["indicator"] == "technology_contract_turnover"]
    touched = {row["area_code"] for row in rows if row["conf_status"] == "C"}
    for row in rows:
        if row["area_code"] in touched:
            assert [row[name] for name in ("seasonal_share", "on_track_line", "track_status")] == [None] * 3, row


def test_the_same_data_make_the_same_pattern(never_released: Desk, project: Catalog, tree: Tree) -> None:
    home = never_released.home
    for universe in universes(project):
        protect_universe(universe, project, home)
    before = (tree(home.candidates), cells(home))
    for universe in universes(project):
        protect_universe(universe, project, home)
    assert (tree(home.candidates), cells(home)) == before


@pytest.fixture
def scattered(fresh: Desk) -> Iterator[Desk]:
    """The same figures, each unit's amount now that of a hundred units: no cell is at risk any more."""
    path = last_built(fresh.home).folder / f"int_{UNIVERSE}_contributions.parquet"
    many = [split for row in pq.read_table(path).to_pylist() for split in hundredths(row)]
    pq.write_table(pa.Table.from_pylist(many, schema=pq.read_schema(path)), path)
    yield fresh


def hundredths(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if row["holder"] is None:
        yield row
        return
    part = (row["amount"] / 100).quantize(row["amount"])
    for number in range(99):
        yield row | {"holder": f"{row['holder']}-{number}", "amount": part}
    yield row | {"holder": f"{row['holder']}-99", "amount": row["amount"] - 99 * part}


def test_what_was_withheld_in_a_release_stays_withheld_although_the_data_have_changed(
    scattered: Desk, project: Catalog
) -> None:
    """Nobody needs the protection now, but who reads both releases would know the old cell."""
    home = scattered.home
    before = {dataset.name: kept(home, dataset.name).keys for dataset in members_of(project, UNIVERSE)}
    assert any(before.values())
    protect_universe(UNIVERSE, project, home)
    assert {name: kept(home, name).keys for name in before} == before
    assert not [rule for told in cells(home).values() for rule in told.split() if rule in RISKS]


def test_without_that_release_nothing_of_the_changed_data_is_withheld(
    scattered: Desk, never_released: Desk, project: Catalog
) -> None:
    assert scattered.home == never_released.home
    assert protect_universe(UNIVERSE, project, scattered.home) == 0


def test_a_cell_that_is_public_and_by_stricter_rules_at_risk_holds_the_release(
    fresh: Desk, project: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has been told cannot be taken back: the gate names the cell instead of pretending."""
    monkeypatch.setattr(protection, "rule_sets", lambda _: {"default": Rules(dominance_percent=1)})
    assert protect_universe(UNIVERSE, project, fresh.home) == 0
    for dataset in (*members_of(project, UNIVERSE), *followers_of(project)):
        told = examine(dataset, project, fresh.home, STAND_IN)
        record(fresh.home, dataset, told, None)
        (check,) = told.failed
        assert told.outcome == "hold" and check.name == "disclosure_control"
        assert "2024|3302|00" in check.found and "at risk, yet public" in check.found


def test_the_report_names_cells_and_rules_and_nobody(released: Desk) -> None:
    """For the statisticians of disclosure control; whose the figures are they see in the returns, where they may."""
    report = (released.home.protection / f"{UNIVERSE}.csv").read_text(encoding="utf-8")
    units = set(truth.read(released.home.feeds, "units").organisation_code)
    assert not [code for code in units if code in report]
    known = {row["cell"] for row in released.built(f"int_{UNIVERSE}_published_cells")}
    reasons = cells(released.home)
    assert reasons and set(reasons) <= known
    assert {rule for told in reasons.values() for rule in told.split()} <= {*RISKS, "complementary"}, reasons
    assert "complementary" in reasons.values() and set(reasons.values()) != {"complementary"}


def test_a_verdict_tells_how_much_is_withheld_and_not_whose(released: Desk, catalog: Catalog) -> None:
    units = set(truth.read(released.home.feeds, "units").organisation_code)
    for dataset in members_of(catalog, UNIVERSE):
        told = verdict(released.home, dataset.name).protection
        rows = released.rows(dataset.name)
        assert told is not None and told.rows == len(rows)
        assert told.withheld_rows == sum(row["conf_status"] == "C" for row in rows)
        page = (released.home.verdicts / f"{dataset.name}.html").read_text(encoding="utf-8")
        assert not [code for code in units if code in page]


def test_what_disclosure_control_keeps_is_readable_by_its_owner_alone(released: Desk) -> None:
    paths: list[Path] = [released.home.protection, released.home.built, released.home.candidates]
    assert {oct(path.stat().st_mode & 0o777) for path in paths} == {"0o700"}
