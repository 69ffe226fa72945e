"""Only disclosure control writes candidates: nothing goes from what was built to the gate around it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from published.home import PROJECT

PACKAGES = ("orchestration", "expectations", "published", "estimation", "sample_feeds", "benchmarks")
MODULES = sorted(path for package in PACKAGES for path in (PROJECT / package).rglob("*.py"))
PROTECTION = "orchestration/protection.py"
READERS = {f"orchestration/{reader}.py" for reader in ("gate", "releases", "takedown", "touched")}
WRITING = {"write_table", "write_bytes", "write_text", "copyfile", "copy", "copy2", "move", "replace_file", "rename"}


def modules_that(asks: str) -> set[str]:
    """The modules in which a name or an attribute of that name is used."""
    return {str(path.relative_to(PROJECT)) for path in MODULES if asks in set(names(path))}


def names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield ast.unparse(node)


def test_only_disclosure_control_knows_where_candidates_lie() -> None:
    assert modules_that("home.candidates") == {PROTECTION}
    assert modules_that("candidate_path") == {PROTECTION, *READERS}


def test_whoever_else_is_told_the_place_only_reads_there() -> None:
    for reader in READERS:
        tree = ast.parse((PROJECT / reader).read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        writing = [call for call in calls if ast.unparse(call.func).rpartition(".")[2] in WRITING]
        assert [ast.unparse(call) for call in writing if "candidate_path" in ast.unparse(call)] == [], reader


def test_no_sql_writes_candidates() -> None:
    dbt = [path for folder in ("models", "macros") for path in (PROJECT / "dbt_project" / folder).rglob("*.sql")]
    assert dbt and [path.name for path in dbt if "candidates/" in path.read_text(encoding="utf-8")] == []
