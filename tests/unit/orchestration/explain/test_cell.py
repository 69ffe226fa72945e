"""A cell is named by the key of its dataset, and a mistaken name says what would do."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.explain.cell import find
from orchestration.mistakes import Mistake
from published.arming import Due, arm, publish_due
from published.home import Home
from published.sealing import seal
from tests.unit.published.described import proposal, row, table, unread

NOW = datetime(2026, 11, 22, tzinfo=UTC)
NAME = "orchard_yield"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Two public versions: the city's figure of 2024 was revised."""
    made = Home(tmp_path / "home").prepare()
    for days, value in enumerate(("12.50", "13.00")):
        at = NOW + timedelta(days=days)
        release = seal(made, proposal(), table(row(2023), row(value=value), row(area="330203")), unread)
        assert release is not None
        arm(made, [Due(dataset=NAME, version=release.version, effective_at=at)], None, at)
        publish_due(made, at)
    return made


def test_a_cell_is_found_by_its_key_in_the_public_release_or_an_earlier_one(home: Home) -> None:
    found = find(home, NAME, ["year=2024", "area_code=3302"], "value_added", None)
    assert (found.version, str(found.value), found.key) == ("1.1", "13.00", {"year": "2024", "area_code": "3302"})
    earlier = find(home, NAME, ["year=2024", "area_code=3302"], "value_added", "1.0")
    assert (earlier.version, str(earlier.value)) == ("1.0", "12.50")


def test_period_part_of_a_name_and_a_title_will_do_and_the_first_measure_is_meant(home: Home) -> None:
    found = find(home, NAME, ["period=2024", "area=海曙区"], None, None)
    assert (found.key, found.column.name) == ({"year": "2024", "area_code": "330203"}, "value_added")


@pytest.mark.parametrize(
    ("asked", "column", "version", "told"),
    [
        (["region=1"], None, None, r"主键中没有 region；orchard_yield 的主键是 year（词）、area_code（词）"),
        (["year=2024"], None, None, "请给出 area_code=值，如 area_code=330203"),
        (["year=2025", "area=3302"], None, None, "year 没有 2025；相近的值：2024、2023"),
        (["year=2024", "area=330204"], None, None, "area_code 没有 330204；相近的值：330203 海曙区、3302 宁波市"),
        (["year"], None, None, "year 应写成 列=值"),
        (["year=2024", "area=3302"], "yield", None, "没有 yield 这一列；有：value_added（词）"),
        (["year=2024", "area=3302"], None, "2.0", "orchard_yield 没有 2.0 版；有：1.0、1.1"),
    ],
)
def test_a_mistake_says_what_would_do(
    home: Home, asked: list[str], column: str | None, version: str | None, told: str
) -> None:
    with pytest.raises(Mistake, match=told):
        find(home, NAME, asked, column, version)


def test_what_is_not_public_cannot_be_explained(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="还没有公开的版本"):
        find(Home(tmp_path).prepare(), NAME, ["year=2024"], None, None)
