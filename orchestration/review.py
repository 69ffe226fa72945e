"""Files that people fill in: what is doubtful goes out, what they decide comes back as data.

<folder>/review.csv      rewritten by every run: one doubtful case per row, 结论 to be filled in
<folder>/decisions.csv   every decision ever taken, read by dbt: the case's columns, decision, decided_on
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq

from orchestration.history import CITY_TIME

Row = Mapping[str, object]


class ReviewError(ValueError):
    """A review file that cannot be understood, in one sentence."""


@dataclass(frozen=True)
class Review:
    """One kind of doubtful case. `headings`: what is shown of it, `decision` the last; `case`: the columns that name
    it; `doubtful` and `checked`: the models with the cases and with what is wrong with decisions; `order`: which case
    comes first; `settled`: what answers of one case to drop others with (none: the case alone)."""

    topic: str
    folder: Path
    headings: Mapping[str, str]
    case: tuple[str, ...]
    answers: tuple[str, str]
    doubtful: str
    checked: str
    complaints: Mapping[str, str]
    order: Callable[[Row], tuple[object, ...]]
    settled: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        """Where answers are filled in."""
        return self.folder / "review.csv"

    @property
    def decisions(self) -> Path:
        """Every decision ever taken."""
        return self.folder / "decisions.csv"

    def gather(self) -> int:
        """Move what was filled in to the decisions; how many. Raises ReviewError."""
        if not self.decisions.exists():
            self.decisions.write_text(",".join((*self.case, "decision", "decided_on")) + "\n", encoding="utf-8")
        rows = list(self._rows()) if self.file.exists() else []
        answered = [row for row in rows if row["decision"]]
        if answered:
            today = datetime.now(CITY_TIME).date().isoformat()
            with self.decisions.open("a", encoding="utf-8", newline="") as lines:
                csv.writer(lines, lineterminator="\n").writerows(
                    [*(row[key] for key in self.case), row["decision"], today] for row in answered
                )
            self._write(self._open(rows, answered))
        return len(answered)

    def write(self, built: Path) -> int | None:
        """The review file of a build; how many cases, or None where the build had none to look for."""
        path = built / f"{self.doubtful}.parquet"
        if not path.exists():
            return None
        cases = sorted(pq.read_table(path).to_pylist(), key=self.order)
        self._write(cases)
        return len(cases)

    def wrong(self, built: Path) -> Iterator[str]:
        """What is wrong with which line of the decisions."""
        path = built / f"{self.checked}.parquet"
        for row in pq.read_table(path).to_pylist() if path.exists() else []:
            if row["complaint"]:
                about = self.complaints[row["complaint"]].format(**row)
                place = f"{self.folder.name}/decisions.csv 第 {row['line']} 行"
                yield f"{place}，{row[self.case[0]]}：{about}；请改正或删去该行。"

    def _open(self, rows: list[dict[str, str]], answered: list[dict[str, str]]) -> Iterator[dict[str, str]]:
        yes = {tuple(row[key] for key in self.settled) for row in answered if row["decision"] == self.answers[0]}
        for row in rows:
            if not row["decision"] and not (self.settled and tuple(row[key] for key in self.settled) in yes):
                yield row

    def _write(self, rows: Iterable[Row]) -> None:
        with self.file.open("w", encoding="utf-8-sig", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow(self.headings.values())
            writer.writerows([inert(row.get(key, "")) for key in self.headings] for row in rows)

    def _rows(self) -> Iterator[dict[str, str]]:
        """Every row; spreadsheets of this country save either UTF-8 or GB18030."""
        rows = csv.DictReader(io.StringIO(_text(self.file), newline=""))
        missing = [heading for heading in self.headings.values() if heading not in (rows.fieldnames or ())]
        if missing:
            raise ReviewError(f"{self.file} 缺少列 {'、'.join(missing)}；请恢复表头后重试。")
        yes, no = self.answers
        for number, row in enumerate(rows, start=2):
            cells = {key: _cell(row, heading) for key, heading in self.headings.items()}
            if cells["decision"] not in ("", yes, no):
                found = f"{self.file} 第 {number} 行的结论是 {cells['decision']!r}"
                raise ReviewError(f"{found}，只能填“{yes}”或“{no}”，或留空。")
            yield cells


def inert(value: object) -> object:
    """A delivered text that a spreadsheet would run as a formula is shown as text instead."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def told(found: Iterable[str]) -> str:
    """Complaints as one message, the first few in full."""
    every = list(found)
    more = f"（另有 {len(every) - 5} 条）" if len(every) > 5 else ""
    return "\n".join(every[:5]) + more


def _cell(row: dict[str, str], heading: str) -> str:
    text = (row[heading] or "").strip()
    return text[1:] if text[:1] == "'" and inert(text[1:]) == text else text


def _text(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReviewError(f"{path} 既不是 UTF-8 也不是 GB18030；请另存为 CSV UTF-8。")
