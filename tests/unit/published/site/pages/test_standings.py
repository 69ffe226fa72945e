"""Where no figure stands on a board, the reason is told: withheld, not announced, or no data; never another one."""

import sqlite3
from datetime import UTC, datetime
from typing import Any

import pytest

from published.site.environment import environment
from published.site.language import languages
from published.site.pages.catalogue import Entry
from published.site.pages.standings import NAME, standings
from tests.site.sample import catalog

DATASET = next(one for one in catalog().datasets if one.name == NAME)
ENTRY = Entry(DATASET, "1.0", datetime(2026, 11, 22, tzinfo=UTC), None, 0, None, {}, (), cases=False, figure=None)
SECRET, MISSING, NONE = "保密：为保护单个单位的数据，不公布", "未公布", "无数据或不适用"
KNOWN = {"indicator_value": 12_345, "obs_status": "A", "conf_status": "F"}


def row(period: str, **given: Any) -> dict[str, Any]:
    told = {"period": period, "area_code": "330203", "indicator": "x", "unit_of_measure": "wan_yuan"}
    return told | {"rank_status": "value_unknown", "track_status": "_Z"} | given


def standing(*rows: dict[str, Any]) -> Any:
    """Where the first division stands in 2024."""
    names = [column.name for column in DATASET.columns]
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute(f"create table {NAME} ({', '.join(names)})")
    for one in rows:
        values = [one.get(name) for name in names]
        connection.execute(f"insert into {NAME} values ({', '.join('?' * len(names))})", values)
    return standings(connection, ENTRY, "x", "2024", languages()["zh"]).divisions[0]


@pytest.mark.parametrize(
    ("given", "text", "about"),
    [
        ({"obs_status": "A", "conf_status": "C"}, "c", SECRET),
        ({"obs_status": "M", "conf_status": "F"}, "…", MISSING),
        ({"obs_status": "A", "conf_status": "F"}, "–", NONE),
        ({"obs_status": "O", "conf_status": "F"}, "–", NONE),
    ],
)
def test_why_there_is_no_figure_is_told_now_and_of_the_year_before(
    given: dict[str, str], text: str, about: str
) -> None:
    boards = environment({}, languages()["zh"]).get_template("_board.html").module
    now = standing(row("2024", **given), row("2023", **KNOWN))
    drawn = boards.figure(now)  # type: ignore[attr-defined]
    assert f'title="{about}"' in drawn and f">{text}</abbr>" in drawn and drawn.count("title=") == 1
    before = standing(row("2024", **KNOWN), row("2023", **given)).before
    assert (before.text, before.about) == (text, about)


def test_a_figure_leads_to_how_it_was_made_and_without_a_year_before_there_is_no_data() -> None:
    now = standing(row("2024", **KNOWN))
    drawn = environment({}, languages()["en"]).get_template("_board.html").module.figure(now)  # type: ignore[attr-defined]
    assert ">1.23</a>" in drawn and "/made/" in drawn
    assert (now.before.text, now.before.about) == ("–", NONE)
