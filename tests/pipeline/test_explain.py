"""From a published cell to the rows that it is made from, which add up to the figure before protection."""

import json
import random
from collections.abc import Iterator

import duckdb
import pytest

from orchestration.access import accesses
from orchestration.explain.counted import parts
from orchestration.explain.explanation import Made
from orchestration.explain.lineage import feeds_of
from orchestration.explain.sums import agrees, totals
from published.catalog import Catalog
from published.home import PROJECT, Home
from published.made_from import Elsewhere
from tests.pipeline.conftest import Desk

TURNOVER = "technology_contract_turnover"
CELLS = 6


@pytest.fixture
def warehouse(tiny: Desk) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(tiny.home.warehouse), read_only=True) as connection:
        yield connection


def catalog(home: Home) -> Catalog:
    return Catalog.from_project(PROJECT / "dbt_project", home.dbt)


def a_row(desk: Desk, status: str) -> dict[str, object]:
    """A row of the turnover with that status and at least two contracts."""
    rows = desk.rows(TURNOVER)
    return next(row for row in rows if row["conf_status"] == status and int(str(row["contracts"])) > 1)


def key(row: dict[str, object]) -> list[str]:
    return [f"{name}={row[name]}" for name in ("month", "area_code", "contract_type", "patent_related")]


def test_the_rows_of_random_cells_add_up_to_the_figures_before_protection(
    tiny: Desk, warehouse: duckdb.DuckDBPyConnection
) -> None:
    known = catalog(tiny.home)
    feeds = feeds_of(json.loads((tiny.home.dbt / "manifest.json").read_text(encoding="utf-8")))
    chosen = random.Random(3302)
    added = set()
    for name, told in known.made_from.items():
        if isinstance(told, Elsewhere):
            continue
        dataset, rows = known.dataset(name), tiny.built(name)
        filled = [row for row in rows if any(row[figure] for one in told for figure in one.figures)]
        for row in chosen.sample(filled, min(CELLS, len(filled))):
            cell = {column: str(row[column]) for column in dataset.key}
            made = Made("", row, parts(warehouse, dataset, told, cell, feeds), {})
            for figure, total in totals(made).items():
                if row[figure] is not None:
                    assert agrees(total, row[figure], dataset.column(figure)), (name, cell, figure, total)
                    added.add(name)
    assert added == {name for name, told in known.made_from.items() if not isinstance(told, Elsewhere)}


def test_a_public_cell_is_explained_down_to_the_delivered_text_and_the_access_is_logged(fresh: Desk) -> None:
    row = a_row(fresh, "F")
    said = fresh.run("explain", TURNOVER, *key(row), "--column", "contract_value").stdout
    for words in ("每份合同只计一次", "stg_science_bureau__technology_contracts", "commit", "value_known_for_most"):
        assert words in said, words
    assert "已公布。" in said and "与保护前的数一致" in said and "合同登记编号=" in said
    last = accesses(fresh.home.raw)[-1]
    assert last.why.startswith(f"yongzhuan explain {TURNOVER}")
    assert all(what.startswith("science_bureau/technology_contracts/") for what in last.what)


def test_a_withheld_cell_says_by_which_rule(tiny: Desk) -> None:
    said = tiny.run("explain", TURNOVER, *key(a_row(tiny, "C")), "--column", "contract_value", "--rows", "0").stdout
    assert "保密：这一行的数没有公布。" in said
    assert any(rule in said for rule in ("threshold", "dominance", "p_percent", "complementary"))


def test_a_mistaken_key_says_what_there_is(tiny: Desk) -> None:
    done = tiny.run("explain", TURNOVER, "month=2031-01", check=False)
    assert done.returncode == 2 and "month 没有 2031-01；相近的值：" in done.stdout
