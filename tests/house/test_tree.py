"""The shape of the house: small modules, short functions, one model per feed, a description beside every dataset."""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from published.catalog import Catalog
from published.home import PROJECT
from tests.house.conftest import Manifest

PACKAGES = ("orchestration", "expectations", "published", "estimation", "sample_feeds")
NAMELESS = {"utils", "util", "helpers", "helper", "common", "core", "base", "misc"}
MODULE_LINES, MEDIAN_MODULE = 250, 90
FUNCTION_LINES, MEDIAN_FUNCTION = 50, 10
DOCSTRING_LINES = 5

Function = ast.FunctionDef | ast.AsyncFunctionDef
MODULES = sorted(path for package in PACKAGES for path in (PROJECT / package).rglob("*.py"))
DBT = PROJECT / "dbt_project"
SEEDS = sorted((DBT / "seeds").rglob("*.csv"))


def name(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield f"{name(path)}:{node.name}", int(node.end_lineno or 0) - node.lineno + 1


def public(body: list[ast.stmt], where: str) -> Iterator[tuple[str, Function | ast.ClassDef]]:
    """Public functions, classes and methods; what is nested in a function is its own business."""
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield f"{where}.{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{where}.{node.name}")


def test_no_module_hides_behind_a_word_for_everything() -> None:
    python = [path for folder in (*PACKAGES, "tests", "benchmarks") for path in (PROJECT / folder).rglob("*.py")]
    assert [name(path) for path in python if NAMELESS & {path.stem, *path.relative_to(PROJECT).parts}] == []


def test_modules_are_small() -> None:
    sizes = {name(path): lines(path) for path in MODULES}
    long = {path: size for path, size in sizes.items() if size > MODULE_LINES}
    assert long == {}, f"over {MODULE_LINES} lines"
    middle = median(size for path, size in sizes.items() if not path.endswith("__init__.py") or size > 1)
    assert middle < MEDIAN_MODULE, f"the median module has {middle} lines, of {len(sizes)} modules"


def test_functions_are_short() -> None:
    sizes = dict(found for path in MODULES for found in functions(path))
    long = {function: size for function, size in sizes.items() if size > FUNCTION_LINES}
    assert long == {}, f"over {FUNCTION_LINES} lines"
    middle = median(sizes.values())
    assert middle <= MEDIAN_FUNCTION, f"the median function has {middle} lines, of {len(sizes)} functions"


def test_what_is_public_says_briefly_what_it_is() -> None:
    silent, wordy = [], []
    for path in MODULES:
        for where, node in public(ast.parse(path.read_text(encoding="utf-8")).body, name(path)):
            words = ast.get_docstring(node) or ""
            if not words:
                silent.append(where)
            if len(words.splitlines()) > DOCSTRING_LINES:
                wordy.append(where)
    assert (silent, wordy) == ([], []), "without a docstring, or with more than five lines"


def test_every_module_says_what_it_is_for() -> None:
    assert [name(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_every_feed_has_one_base_and_one_staging_model(catalog: Catalog, manifest: Manifest) -> None:
    models = [key.rsplit(".", 1)[1] for key in manifest["nodes"] if key.startswith("model.")]
    for feed in catalog.feeds:
        for layer in ("base", "stg"):
            assert models.count(f"{layer}_{feed.source}__{feed.name}") == 1, f"{layer} of {feed.key}"
    expected = {f"base_{feed.source}__{feed.name}" for feed in catalog.feeds}
    assert {model for model in models if model.startswith("base_")} == expected


def test_every_feed_has_its_smallest_payload_and_what_becomes_of_it(catalog: Catalog) -> None:
    fixtures = {path.parent for path in (PROJECT / "tests" / "feeds").glob("*/*/expected.csv")}
    assert {"/".join(folder.parts[-2:]) for folder in fixtures} == {feed.key for feed in catalog.feeds}
    assert [name(folder) for folder in fixtures if len(list(folder.iterdir())) < 2] == []


@pytest.mark.parametrize("folder", ["statistics", "registers"])
def test_every_dataset_has_its_description_beside_it(folder: str) -> None:
    models = sorted((DBT / "models" / folder).glob("*.sql"))
    assert models
    assert [name(path) for path in models if not path.with_suffix(".yml").exists()] == []
    described = sorted((DBT / "models" / folder).glob("*.yml"))
    assert [name(path) for path in described if not path.with_suffix(".sql").exists()] == []


@pytest.mark.parametrize("path", SEEDS, ids=[path.stem for path in SEEDS])
def test_seeds_are_utf_8_tables_with_a_header(path: Path) -> None:
    content = path.read_bytes()
    text = content.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    header, *rows = csv.reader(text.splitlines())
    assert all(column.isidentifier() and column.islower() for column in header)
    assert len(set(header)) == len(header)
    assert rows
    assert {len(row) for row in rows} == {len(header)}
