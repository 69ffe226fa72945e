"""The sets of disclosure rules that the parameter table disclosure_rules.csv holds, by name."""

import csv
from collections.abc import Mapping
from pathlib import Path

from expectations.disclosure.rules import Rules

_TABLE = Path("seeds", "parameters", "disclosure_rules.csv")


def rule_sets(project: Path) -> Mapping[str, Rules]:
    """Name ► rules, from a dbt project; raises ValidationError where the table names no parameter of them."""
    found: dict[str, dict[str, str]] = {}
    with (project / _TABLE).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["rules"], {})[row["parameter"]] = row["value"]
    return {name: Rules.model_validate(values) for name, values in found.items()}
