"""Who is to sign a release sees the published figures that it changes most, in words and exact to the cent."""

from decimal import Decimal
from pathlib import Path

from orchestration.movers import SHOWN, movers
from published.home import Home
from published.sealing import seal
from tests.unit.published.described import dataset, proposal, row, table, unread

NAME = "orchard_yield"


def sealed(home: Home, figures: dict[int, str]) -> Path:
    rows = [row(year, value=value) for year, value in figures.items()]
    release = seal(home, proposal(), table(*rows), unread)
    assert release is not None
    return home.sealed / NAME / release.version


def test_a_first_release_moves_nothing(tmp_path: Path) -> None:
    assert movers(dataset(), sealed(Home(tmp_path).prepare(), {2024: "1"})) == ()


def test_the_largest_changes_come_first_and_new_periods_are_no_change(tmp_path: Path) -> None:
    home = Home(tmp_path).prepare()
    before = dict.fromkeys(range(2010, 2020), "100.00")
    sealed(home, before)
    after = before | {2012: "100.01", 2015: "40.00", 2018: "130.00", 2020: "999.00"}
    (moved,) = movers(dataset(), sealed(home, after))
    assert (moved.cells, moved.largest) == (3, Decimal("60.00"))
    assert [(one.key, one.change, one.per_cent) for one in moved.movers] == [
        ("2015 · 宁波市", Decimal("-60.00"), Decimal("-60.0")),
        ("2018 · 宁波市", Decimal("30.00"), Decimal("30.0")),
        ("2012 · 宁波市", Decimal("0.01"), Decimal("0.0")),
    ]


def test_no_more_than_a_few_are_shown_and_nought_has_no_per_cent(tmp_path: Path) -> None:
    home = Home(tmp_path).prepare()
    sealed(home, dict.fromkeys(range(2000, 2020), "0.00"))
    (moved,) = movers(dataset(), sealed(home, {year: str(year) for year in range(2000, 2020)}))
    assert (moved.cells, len(moved.movers)) == (20, SHOWN)
    assert {one.per_cent for one in moved.movers} == {None}
