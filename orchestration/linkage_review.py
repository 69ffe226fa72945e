"""Doubtful names for a clerk: the review file, and what was decided in it, applied by the next run.

linkage/review.csv      rewritten by every run: one doubtful pair per row, 结论 to be filled in with 是 or 否
linkage/decisions.csv   every decision ever taken, read by dbt: name, area_code, organisation_code, decision, decided_on
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq

from orchestration.history import CITY_TIME
from published.home import Home

HEADINGS = {
    "name": "名称（来源写法）",
    "area_code": "区划代码",
    "times": "出现次数",
    "candidate_name": "候选单位",
    "candidate_areas": "候选单位所在地",
    "organisation_code": "候选单位统一社会信用代码",
    "probability": "概率",
    "decision": "结论（是/否）",
}
DECISION = ("name", "area_code", "organisation_code", "decision", "decided_on")
_COMPLAINTS = {
    "answer_unreadable": "结论只能是“是”或“否”",
    "organisation_unknown": "名录中没有代码为 {organisation_code} 的单位",
    "contradicts_register": "与规范化后完全一致的结果相反（{organisation_code}）",
    "two_organisations": "同一写法被判定为两家单位",
}


class ReviewError(ValueError):
    """A review file that cannot be understood, in one sentence."""


def gather_decisions(home: Home) -> int:
    """Move what the clerk filled in from the review file to the decisions; how many. Raises ReviewError."""
    _begin(home.linkage / "decisions.csv")
    review = home.linkage / "review.csv"
    rows = list(_rows(review)) if review.exists() else []
    answered = [row for row in rows if row["decision"]]
    if answered:
        today = datetime.now(CITY_TIME).date().isoformat()
        with (home.linkage / "decisions.csv").open("a", encoding="utf-8", newline="") as lines:
            csv.writer(lines, lineterminator="\n").writerows(
                [*(row[key] for key in DECISION[:-1]), today] for row in answered
            )
        linked = {(row["name"], row["area_code"]) for row in answered if row["decision"] == "是"}
        _write(review, [r for r in rows if not r["decision"] and (r["name"], r["area_code"]) not in linked])
    return len(answered)


def write_review(home: Home, built: Path) -> int | None:
    """The review file of a build, the most frequent names first; how many pairs, or None where it linked no names."""
    path = built / "int_organisation_pairs_doubtful.parquet"
    if not path.exists():
        return None
    pairs = pq.read_table(path).to_pylist()
    pairs.sort(
        key=lambda row: (-row["times"], row["name"], row["area_code"], -row["probability"], row["organisation_code"])
    )
    _write(home.linkage / "review.csv", pairs)
    return len(pairs)


def complaints(built: Path) -> Iterator[str]:
    """What is wrong with which line of the decisions."""
    path = built / "int_linkage_decisions_checked.parquet"
    for row in pq.read_table(path).to_pylist() if path.exists() else []:
        if row["complaint"]:
            wrong = _COMPLAINTS[row["complaint"]].format(**row)
            yield f"decisions.csv 第 {row['line']} 行，{row['name']}：{wrong}；请改正或删去该行。"


def _begin(path: Path) -> None:
    if not path.exists():
        path.write_text(",".join(DECISION) + "\n", encoding="utf-8")


def _write(review: Path, rows: Iterable[Mapping[str, object]]) -> None:
    with review.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(HEADINGS.values())
        writer.writerows([inert(row.get(key, "")) for key in HEADINGS] for row in rows)


def _rows(review: Path) -> Iterator[dict[str, str]]:
    """Every row; spreadsheets of this country save either UTF-8 or GB18030."""
    rows = csv.DictReader(io.StringIO(_text(review), newline=""))
    missing = [heading for heading in HEADINGS.values() if heading not in (rows.fieldnames or ())]
    if missing:
        raise ReviewError(f"{review} 缺少列 {'、'.join(missing)}；请恢复表头后重试。")
    for number, row in enumerate(rows, start=2):
        cells = {key: _cell(row, heading) for key, heading in HEADINGS.items()}
        if cells["decision"] not in ("", "是", "否"):
            raise ReviewError(f"{review} 第 {number} 行的结论是 {cells['decision']!r}，只能填“是”或“否”，或留空。")
        yield cells


def inert(value: object) -> object:
    """A delivered text that a spreadsheet would run as a formula is shown as text instead."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


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


def told(found: Iterable[str]) -> str:
    """Complaints as one message, the first few in full."""
    every = list(found)
    more = f"（另有 {len(every) - 5} 条）" if len(every) > 5 else ""
    return "\n".join(every[:5]) + more
