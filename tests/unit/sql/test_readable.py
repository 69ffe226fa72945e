"""A number that no rule calls unreadable can be read: what a staging rule lets pass fits the type that it becomes.

Otherwise `try_cast` would turn a delivered number into a blank, and nobody would hear of it.
"""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.home import PROJECT
from tests.unit.sql.macros import over

DBT = PROJECT / "dbt_project"
RULE = re.compile(r"'number_unreadable', '?(\w+)'?,\s*\"not (?:coalesce\()?regexp_full_match\(.*?, '([^']+)'\)")
CAST = re.compile(r"try_cast\((?:\{\{ )?(\w+)(?: \}\})? as (\w+(?:\([^)]*\))?)\)")


def rules() -> list[tuple[str, str, str]]:
    """Column, pattern that passes, type that it becomes; of every base model."""
    files: list[Path] = [*sorted((DBT / "models/staging/base").glob("*.sql")), DBT / "macros/returns.sql"]
    return [rule for path in files for rule in rules_of(path.stem, path.read_text(encoding="utf-8"))]


def rules_of(name: str, text: str) -> list[tuple[str, str, str]]:
    kinds: dict[str, str] = dict(CAST.findall(text))
    return [(f"{name}.{column}", pattern, kinds[column]) for column, pattern in RULE.findall(text)]


def test_there_are_rules_to_keep() -> None:
    assert len(rules()) >= 10


@pytest.mark.parametrize(("column", "pattern", "kind"), rules(), ids=[rule[0] for rule in rules()])
def test_what_passes_can_be_read(column: str, pattern: str, kind: str) -> None:
    numbers = [
        sign + "9" * digits + places
        for sign in ("", "-")
        for digits in range(1, 40)
        for places in ("", ".9", ".99", ".9999")
    ]
    passing = [number for number in numbers if re.fullmatch(pattern, number)]
    assert passing or "20" in pattern
    unread = [
        number
        for number, value in zip(passing, over(f"try_cast(cell as {kind})", passing), strict=True)
        if value is None
    ]
    assert unread == [], f"{column} would be blank"


@pytest.mark.parametrize(("column", "pattern", "kind"), rules(), ids=[rule[0] for rule in rules()])
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_what_passes_is_kept_as_it_was_delivered(column: str, pattern: str, kind: str, data: st.DataObject) -> None:
    number = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True))
    places = "decimal(38, 8)"
    assert over(
        f"cast(try_cast(cell as {kind}) as {places}) is not distinct from try_cast(cell as {places})", [number]
    ) == [True], column
