from pathlib import Path

from orchestration.ledger import Entry, Ledger
from tests.deliveries import NOW


def entry(file: str) -> Entry:
    return Entry(at=NOW, file=file, outcome="refused", reason="文件是空的")


def test_entries_come_back_in_order(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "deliveries.jsonl")
    assert ledger.entries() == []
    ledger.append(entry("a.csv"))
    ledger.append(entry("b.csv"))
    assert ledger.entries() == [entry("a.csv"), entry("b.csv")]
    assert ledger.path.stat().st_mode & 0o777 == 0o600


def test_an_unfinished_line_does_not_swallow_the_next(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "deliveries.jsonl")
    ledger.append(entry("a.csv"))
    with ledger.path.open("ab") as torn:
        torn.write(b'{"at": "2025')
    ledger.append(entry("b.csv"))
    assert ledger.entries() == [entry("a.csv"), entry("b.csv")]
