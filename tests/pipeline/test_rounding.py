"""Rounded datasets in the pipeline: the counts of services before listing go out rounded, whole, and say so."""

import csv
from collections import defaultdict
from typing import Any

import pytest

from orchestration import protection
from orchestration.protection import protect_universe
from published.catalog import Catalog
from published.dataset import Dataset
from published.disclosure import Protected, Rounding
from published.home import PROJECT
from published.verdict import Verdict
from tests.pipeline.conftest import Desk

DATASET = "listing_services"
CITY = "3302"
Key = tuple[int, str, str]


@pytest.fixture(scope="module")
def dataset(tiny: Desk) -> Dataset:
    return Catalog.from_project(PROJECT / "dbt_project", tiny.home.dbt).dataset(DATASET)


@pytest.fixture(scope="module")
def rounding(dataset: Dataset) -> Rounding:
    assert isinstance(dataset.disclosure, Protected) and dataset.disclosure.rounding is not None
    return dataset.disclosure.rounding


def by_key(rows: list[dict[str, Any]]) -> dict[Key, dict[str, Any]]:
    return {(row["year"], row["area_code"], row["listing_service"]): row for row in rows}


def test_every_count_is_a_multiple_of_its_base_near_what_was_built(tiny: Desk, rounding: Rounding) -> None:
    built, public = by_key(tiny.built(DATASET)), by_key(tiny.rows(DATASET))
    assert set(built) == set(public) and any(row != public[key] for key, row in built.items())
    for key, row in public.items():
        assert (row["conf_status"], row["obs_status"]) == ("F", "A")
        for name, base in rounding.bases.items():
            assert row[name] % base == 0 and abs(row[name] - built[key][name]) < base, (key, name)
            assert row[name] == 0 or built[key][name] != 0, (key, name)
        assert row["risks_settled"] <= row["risks_found"] and row["enterprises_served"] <= row["services"], key


def test_areas_and_kinds_of_service_still_add_up(tiny: Desk) -> None:
    for name in ("services", "risks_found", "risks_settled"):
        over_areas: dict[Key, int] = defaultdict(int)
        over_kinds: dict[Key, int] = defaultdict(int)
        public = by_key(tiny.rows(DATASET))
        for (year, area, kind), row in public.items():
            over_areas[year, CITY, kind] += row[name] if area != CITY else 0
            over_kinds[year, area, "_T"] += row[name] if kind != "_T" else 0
        assert all(public[key][name] == total for key, total in {**over_areas}.items()), name
        assert all(public[key][name] == total for key, total in {**over_kinds}.items()), name


def test_the_verdict_tells_bases_and_doubt(tiny: Desk, rounding: Rounding) -> None:
    told = Verdict.model_validate_json((tiny.home.verdicts / f"{DATASET}.json").read_bytes()).protection
    assert told is not None and told.withheld_rows == 0 and told.at_risk > 0
    assert sorted(each.base for each in told.rounded) == sorted(rounding.bases.values())
    assert all(each.narrowest for each in told.rounded)
    assert "rounded to base" in (tiny.home.verdicts / f"{DATASET}.html").read_text(encoding="utf-8")


def test_every_download_says_that_it_is_rounded(tiny: Desk) -> None:
    (newest,) = (tiny.home.releases / DATASET).iterdir()
    text = (newest / "README.md").read_text(encoding="utf-8")
    assert "multiples of 5" in text and "multiples of 50" in text and "控制取整" in text


def test_the_statisticians_read_which_cells_are_at_risk_and_nobody_whose(tiny: Desk) -> None:
    with (tiny.home.protection / f"{DATASET}.csv").open(encoding="utf-8", newline="") as lines:
        cells = {row["cell"]: row["reason"] for row in csv.DictReader(lines)}
    codes = {str(row["holder"]) for row in tiny.built(f"int_{DATASET}_contributions")}
    assert cells and not [cell for cell in cells if any(code in cell for code in codes)]
    assert {rule for told in cells.values() for rule in told.split()} <= {"threshold", "dominance", "p_percent"}


def test_the_same_data_are_rounded_the_same_way_though_a_release_is_known(fresh: Desk) -> None:
    catalog = Catalog.from_project(PROJECT / "dbt_project", fresh.home.dbt)
    path = fresh.home.candidates / f"{DATASET}.parquet"
    before = path.read_bytes()
    assert protect_universe(DATASET, catalog, fresh.home) > 0
    assert path.read_bytes() == before


def test_a_base_too_small_holds_the_release_and_says_which_would_do(
    fresh: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = Catalog.from_project(PROJECT / "dbt_project", fresh.home.dbt)
    described = catalog.dataset(DATASET)
    assert isinstance(described.disclosure, Protected) and described.disclosure.rounding is not None
    bases = described.disclosure.rounding.bases | {"risks_found": 2}
    small = described.disclosure.model_copy(update={"rounding": Rounding(bases=bases)})
    changed = described.model_copy(update={"disclosure": small})
    monkeypatch.setattr(protection, "members_of", lambda *_: (changed,))
    assert protect_universe(DATASET, catalog, fresh.home) == 0
    assert not (fresh.home.candidates / f"{DATASET}.parquet").exists()
    kept = protection.Withheld.model_validate_json((fresh.home.protection / f"{DATASET}.json").read_bytes())
    assert not kept.check.passed and "risks_found rounded to base 2" in kept.check.found
    assert "would do" in kept.check.found
