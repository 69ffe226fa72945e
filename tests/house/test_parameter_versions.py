"""Every table of assumptions is the version that is registered, with the day and the reason of its last change.

A change of a figure or a member is to be meant: it needs a line in parameter_versions.yml.
"""

import csv
import hashlib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

SEEDS = Path(__file__).parents[2] / "dbt_project" / "seeds"
REGISTER = Path(__file__).with_name("parameter_versions.yml")
# what explains a row and does not change a figure
EXPLAINS = {"source", "zh", "en", "provenance"}
FOLDERS = ("parameters", "concordances")
LISTS = ("patent_intensive_2019", "patent_intensive_2019_candidates", "high_technology_2017")
TABLES = sorted(
    [f"{folder}/{path.stem}" for folder in FOLDERS for path in (SEEDS / folder).glob("*.csv")]
    + [f"codelists/{name}" for name in LISTS]
)


def digest(table: str) -> str:
    """Of the rows as they stand, without the columns that only explain."""
    with (SEEDS / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        rows = [[(name, cell) for name, cell in row.items() if name not in EXPLAINS] for row in csv.DictReader(lines)]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


@cache
def registered() -> dict[str, dict[str, Any]]:
    """Table ► digest, since and reason."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(REGISTER.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_the_registered_version(table: str) -> None:
    entry = registered()[table]
    assert digest(table) == entry["digest"], (
        f"{table} changed: if that is meant, register {digest(table)}, the day and the reason in {REGISTER.name}"
    )
    assert isinstance(entry["since"], date) and entry["reason"].strip()


def test_no_registered_table_is_gone() -> None:
    assert sorted(registered()) == TABLES
