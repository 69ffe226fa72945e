"""Why a row is shown or withheld: as its dataset declares it, and by the report that the last build left in secret."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.explain.cell import Cell
from orchestration.explain.decision import decided
from orchestration.protection import Withheld
from published.dataset import Dataset
from published.editions import Edition
from published.home import Home
from tests.unit.published.described import check, dataset, row

EDITION = Edition(id="e", effective_at=datetime(2026, 11, 22, tzinfo=UTC), notice=None, releases={})
PROTECTED = {"universe": "orchards", "rules": "default", "levels": ["value_added"], "stays": ["share_of_gdp"]}
PUBLIC = {"public": {"zh": "已经公布。", "en": "It is public."}}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A build in which the city's row was withheld to protect another, and its only area breaks a rule."""
    made = Home(tmp_path / "home").prepare()
    built = made.built / "run"
    built.mkdir()
    cells = [("2024|330203", "a"), ("2024|330205", "b"), ("2024|3302", "a"), ("2024|3302", "b")]
    table = [
        {
            "dataset": "orchard_yield",
            "key": key,
            "cell": key,
            "measure": "value_added",
            "inner": inner,
            "coefficient": 1,
        }
        for key, inner in cells
    ]
    pq.write_table(pa.Table.from_pylist(table), built / "int_orchards_published_cells.parquet")
    report = "cell,reason\n2024|330203,threshold p_percent\n2024|3302,complementary\n"
    (made.protection / "orchards.csv").write_text(report, encoding="utf-8")
    done = Withheld(run="run", check=check(), keys=frozenset({"2024|330203", "2024|3302"}))
    (made.protection / "orchard_yield.json").write_text(done.model_dump_json(), encoding="utf-8")
    return made


def told(home: Home, of: Dataset, name: str = "value_added", run: str = "run", **changes: Any) -> str:
    full = {column.name: None for column in of.columns} | row(**changes)
    cell = Cell(of, home.sealed / of.name / "1.0", EDITION, full, of.column(name))
    return " ".join(decided(home, cell, home.built / run))


def test_a_row_at_risk_names_its_rules_and_one_that_protects_others_says_so(home: Home) -> None:
    of = dataset(disclosure=PROTECTED)
    risky = told(home, of, area="330203", value=None, conf_status="C")
    assert "保密：这一行的数没有公布。" in risky and "threshold" in risky and "p_percent" in risky
    assert "complementary" in told(home, of, value=None, conf_status="C")


def test_what_stays_in_a_withheld_row_is_public(home: Home) -> None:
    said = told(home, dataset(disclosure=PROTECTED), "share_of_gdp", value=None, conf_status="C")
    assert said.startswith("已公布。")


def test_a_row_that_breaks_no_rule_says_so(home: Home) -> None:
    assert "没有触犯规则" in told(home, dataset(disclosure=PROTECTED), area="330205")


def test_an_empty_figure_is_not_taken_for_a_withheld_one(home: Home) -> None:
    assert told(home, dataset(disclosure=PUBLIC), value=None, obs_status="M").startswith("没有数可公布，不是保密。")


def test_the_report_of_another_build_is_not_taken_for_this_ones(home: Home) -> None:
    said = told(home, dataset(disclosure=PROTECTED), run="newer", value=None, conf_status="C")
    assert "还没有经过披露控制" in said and "complementary" not in said


def test_what_is_public_says_why_and_what_follows_says_whom(home: Home) -> None:
    assert "全部公开：已经公布。" in told(home, dataset(disclosure=PUBLIC))
    follows = {"follows": [{"dataset": "orchards_all", "by": {"year": "year"}}]}
    assert "随所依据的行：orchards_all" in told(home, dataset(disclosure=follows))


def test_a_rounded_figure_names_its_base(home: Home) -> None:
    bases = {"bases": {"value_added": 5, "share_of_gdp": 5}}
    spec = PROTECTED | {"levels": ["value_added", "share_of_gdp"], "stays": [], "rounding": bases}
    assert "取整为 5 的倍数" in told(home, dataset(disclosure=spec))
