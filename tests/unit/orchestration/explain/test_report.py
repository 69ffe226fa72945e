"""What departments and people wrote stands in the report as they wrote it, and does nothing to the terminal."""

import io
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from orchestration.explain.cell import Cell
from orchestration.explain.counted import Delivered, Part
from orchestration.explain.explanation import Explanation, Made
from orchestration.explain.report import report
from published.cell_history import Spell
from published.editions import Edition
from published.home import Home
from published.made_from import Counted
from published.manifest import Manifest, Snapshot
from published.reasons import Classified
from published.sealing import seal
from published.vocabulary import Text
from tests.unit.published.described import dataset, proposal, row, table, unread

NOW = datetime(2026, 11, 22, tzinfo=UTC)
FILE, NOTE, TYPED = "年报[final].csv", "改正 [/x]", "果园\x1b]0;owned\x07\x1b[2J"


def explanation(home: Home) -> Explanation:
    """Of a cell whose file has a name, whose revision a note and whose row a text that somebody made up."""
    of, full = dataset(), row()
    seal(home, proposal(), table(full), unread)
    folder = home.sealed / of.name / "1.0"
    edition = Edition(id="e", effective_at=NOW, notice=None, releases={})
    delivered = Delivered("bureau/orchards", "s1", FILE, None, 2, (), ())
    counted = Counted(model="int_orchards", by={"year": "year"}, figures={"value_added": "sum(value_added)"})
    part = Part(counted, 1, {"value_added": full["value_added"]}, (delivered,), 0)
    used = Snapshot(feed=delivered.feed, file=FILE, rows_sha256="1" * 64, snapshot="s1", bytes_sha256="2" * 64)
    why = Classified(reason="correction", note=Text(zh=NOTE, en=NOTE))
    return Explanation(
        cell=Cell(of, folder, edition, full, of.column("value_added")),
        manifest=Manifest.read(folder).model_copy(update={"inputs": (used,)}),
        verdict=proposal().verdict,
        history=(Spell("1.0", None, full, NOW, (why,)),),
        decision=(),
        moved=(f"{FILE}：已不再计入。",),
        way=(),
        made=Made("run", full, (part,), {delivered.place: {"名称": TYPED}}),
        is_whole=True,
    )


def test_foreign_words_are_neither_markup_nor_obeyed_by_the_terminal(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    printed = io.StringIO()
    Console(file=printed, width=300).print(report(home, explanation(home)))
    said = printed.getvalue()
    assert said.count(FILE) == 3 and NOTE in said
    assert r"名称=果园\x1b]0;owned\x07\x1b[2J" in said
    assert "\x1b" not in said
