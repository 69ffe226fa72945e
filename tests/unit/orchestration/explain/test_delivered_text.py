"""Rows come back as the department wrote them, and who looked is written down."""

from datetime import UTC, datetime
from pathlib import Path

from orchestration.access import accesses
from orchestration.explain.counted import Delivered
from orchestration.explain.delivered_text import as_delivered
from orchestration.snapshots import take
from published.catalog import Catalog
from published.home import Home
from tests.deliveries import csv_bytes, delivered, feed

NOW = datetime(2025, 6, 3, tzinfo=UTC)


def test_the_delivered_text_stands_under_the_departments_headings(tmp_path: Path) -> None:
    home, returns = Home(tmp_path / "home").prepare(), feed()
    passport = take(home, returns, delivered(home, returns, csv_bytes()), NOW).passport
    row = Delivered(returns.key, passport.snapshot, passport.file, None, 5, (), ())
    before = len(accesses(home.raw))
    texts = as_delivered(home, Catalog(datasets=(), feeds=(returns,)), [row])
    assert texts == {row.place: {"单位|代码": "A2", "单位|名称": "乙公司", "营业收入": "3,400"}}
    (access,) = accesses(home.raw)[before:]
    assert access.what == (f"{returns.key}/{passport.stem}/{passport.folder}",)


def test_nothing_is_opened_for_no_rows(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    assert as_delivered(home, Catalog(datasets=(), feeds=()), []) == {}
    assert accesses(home.raw) == []
