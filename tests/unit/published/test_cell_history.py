"""The history of a cell: what each version said, since when, why; what did not change is said once."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from published.arming import Due, arm, publish_due
from published.cell_history import Spell, spells
from published.editions import current, public_since
from published.home import Home
from published.revision_policy import Stated
from published.sealing import seal
from published.vintages import states
from published.vocabulary import Text
from tests.unit.published.described import dataset, proposal, row, table, unread

NAME = "orchard_yield"
NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
WRONG = Stated(reason="correction", note=Text(zh="单位有误", en="a wrong unit"))
DAY = timedelta(days=1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def publish(home: Home, at: datetime, *rows: dict[str, Any], stated: Stated | None = None) -> None:
    release = seal(home, proposal(stated=stated) if stated else proposal(), table(*rows), unread)
    assert release is not None
    arm(home, [Due(dataset=NAME, version=release.version, effective_at=at)], None, at)
    publish_due(home, at)


def history(home: Home, year: int = 2024) -> tuple[Spell, ...]:
    edition = current(home)
    assert edition is not None
    known = states(home, dataset(), edition.past(home, NAME)).to_pylist()
    return spells(home, edition, dataset(), [state for state in known if state["year"] == year], "value_added")


def said(told: tuple[Spell, ...]) -> list[tuple[str, str | None, object]]:
    return [(one.first, one.last, one.row and one.row["value_added"]) for one in told]


def test_equal_versions_are_one_spell_and_a_correction_begins_another_with_its_reason(home: Home) -> None:
    publish(home, NOW, row(), row(2023))
    publish(home, NOW + DAY, row(), row(2023, "3302", "9.00"))
    publish(home, NOW + 2 * DAY, row(value="13.00"), row(2023, "3302", "9.00"), stated=WRONG)
    told = history(home)
    assert said(told) == [("1.0", "1.1", Decimal("12.50")), ("1.2", None, Decimal("13.00"))]
    assert [one.since for one in told] == [NOW, NOW + 2 * DAY]
    assert [[part.reason for part in one.reasons] for one in told] == [["initial"], ["correction"]]


def test_a_row_that_never_was_has_no_history(home: Home) -> None:
    publish(home, NOW, row())
    assert history(home, 1999) == ()


def test_reasons_of_other_periods_are_not_told(home: Home) -> None:
    publish(home, NOW, row(2023))
    publish(home, NOW + DAY, row(2023, value="7.00"), row(2024))
    assert [part.reason for part in history(home)[0].reasons] == ["new_period"]
    assert [part.reason for part in history(home, 2023)[1].reasons] == ["routine"]


def test_what_was_withheld_and_what_was_not_there_are_told(home: Home) -> None:
    publish(home, NOW, row(), row(2023))
    publish(home, NOW + DAY, row(value=None, conf_status="C"), row(2023))
    publish(home, NOW + 2 * DAY, row(2023))
    publish(home, NOW + 3 * DAY, row(), row(2023))
    told = history(home)
    assert [one.row and one.row["conf_status"] for one in told] == ["F", "C", None, "F"]
    assert [(one.first, one.last) for one in told] == [("1.0", "1.0"), ("1.1", "1.1"), ("1.2", "1.2"), ("1.3", None)]


def test_a_version_is_public_from_its_first_edition_on(home: Home) -> None:
    for days, value in enumerate(("1.00", "2.00", "3.00")):
        publish(home, NOW + days * DAY, row(value=value))
    edition = current(home)
    assert edition is not None
    for days, version in enumerate(("1.0", "1.1", "1.2")):
        assert public_since(home, edition.id, NAME, version) == NOW + days * DAY
