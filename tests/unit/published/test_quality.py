"""A quality report has every chapter of SIMS in order and both languages, and invents nothing about any of them."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from published.dataset import Dataset
from published.describe.quality import QualityReport, page, quality_report, write
from published.describe.quality_chapters import Reported
from published.describe.quality_facts import words
from published.folders import read_sums, sha256
from published.home import Home
from published.revision import FIRST
from published.sealing import seal
from published.verdict import Verdict
from published.vocabulary import Text
from tests.unit.published.described import SYNTHETIC, check, dataset, proposal, row, table, unread

CHAPTERS = [
    "Contact", "Metadata update", "Statistical presentation", "Unit of measure", "Reference period",
    "Institutional mandate", "Confidentiality", "Release policy", "Frequency of dissemination",
    "Accessibility and clarity", "Quality management", "Relevance", "Accuracy and reliability",
    "Timeliness and punctuality", "Coherence and comparability", "Cost and burden", "Data revision",
    "Statistical processing", "Comment",
]  # fmt: skip
HOSTILE = "<script>alert(1)</script><img src=x onerror=\"alert('2')\">{version}&"
METHOD = Text(
    zh="## 注意\n\n- 苹果另计。\n\n## 断点\n\n| 自 | 变化 |\n|---|---|\n| 2023 | 新树 |\n\n"
    "## 质量\n\n### S.12 相关性\n\n果农要用。",
    en="## Caveats\n\n- Apples apart.\n\n## Known breaks\n\n| From | What |\n|---|---|\n| 2023 | new trees |\n\n"
    "## Quality\n\n### S.12 Relevance\n\nOrchardists use it.",
)
REGISTER = dataset(kind="register", release=None)
ROWS = table(row(2023), row(2024), row(2024, "330203", None, obs_status="M", conf_status="C"))


def report(of: Dataset | None = None, rows: pa.Table = ROWS, **verdict: Any) -> QualityReport:
    judged = {"dataset": "orchard_yield", "previous": None, "checks": (check(),), "rows": ()} | verdict
    return quality_report(Reported(of or dataset(), Verdict.model_validate(judged), FIRST, rows, "1.0"))


def chapter(told: QualityReport, code: str) -> str:
    """A chapter as JSON, so that what it says can be looked for."""
    return next(one for one in told.sections if one.code == code).model_dump_json()


def test_every_chapter_is_there_in_order() -> None:
    sections = report().sections
    assert [one.code for one in sections] == [f"S.{number}" for number in range(1, 20)]
    assert [one.name.en for one in sections] == CHAPTERS


@pytest.mark.parametrize("of", [dataset(), dataset(method=None), REGISTER, dataset(method=METHOD)])
def test_every_chapter_says_something_in_both_languages(of: Dataset) -> None:
    for section in report(of).sections:
        assert section.text or section.facts, section.code
        assert all(told.zh and told.en for told in section.text), section.code


def test_what_nobody_knows_is_said_to_be_not_assessed() -> None:
    silent = [one for one in report(dataset(method=None, feeds=())).sections if not one.assessed]
    assert {"S.6", "S.12", "S.16"} <= {one.code for one in silent}
    assert {one.text for one in silent} == {(words().words["not_assessed"],)}


def test_what_was_written_by_hand_stands_in_its_chapter_alone() -> None:
    told = report(dataset(method=METHOD))
    found = [one.code for one in told.sections if Text(zh="果农要用。", en="Orchardists use it.") in one.text]
    assert found == ["S.12"]
    assert "苹果另计。" in chapter(told, "S.19")


def test_breaks_are_those_of_the_method_page() -> None:
    breaks = next(one for one in report(dataset(method=METHOD)).sections if one.code == "S.15").facts[0]
    assert [cell.model_dump() for cell in breaks.rows[0] if isinstance(cell, Text)] == [
        {"zh": "2023", "en": "2023"},
        {"zh": "新树", "en": "new trees"},
    ]


def test_the_newest_period_and_the_frequency_are_told_and_punctuality_is_not_guessed() -> None:
    told = chapter(report(), "S.14")
    assert "2024" in told and "annual" in told and "Punctuality is not assessed" in told


@pytest.mark.parametrize(
    ("disclosure", "told"),
    [
        ({"public": {"zh": "树都看得见。", "en": "Everyone sees the trees."}}, "Everyone sees the trees."),
        ({"follows": [{"dataset": "harvest", "by": {"year": "year"}}]}, "harvest"),
        ({"universe": "orchards", "rules": "default", "levels": ["value_added"]}, "withheld (C)"),
    ],
)
def test_confidentiality_is_told_as_the_dataset_declares_it(disclosure: dict[str, Any], told: str) -> None:
    assert told in chapter(report(dataset(disclosure=disclosure)), "S.7")


def test_why_failed_checks_were_acknowledged_is_told_with_the_checks() -> None:
    given = {"checks": ("asked",), "note": {"zh": "合并登记", "en": "registers merged"}}
    told = chapter(report(checks=(check(passed=False),), acknowledged=given), "S.11")
    assert "合并登记" in told and "registers merged" in told


def test_revision_policy_is_told_as_the_dataset_declares_it() -> None:
    assert "the newest: 3." in chapter(report(dataset(revisions={"routine": 3})), "S.17")
    assert "No period is open" in chapter(report(), "S.17")


def test_hostile_text_stays_text() -> None:
    words = Text(zh=HOSTILE, en=HOSTILE)
    method = Text(zh=f"## 质量\n\n### S.6 机构职责\n\n{HOSTILE}", en=f"## Quality\n\n### S.6 Mandate\n\n{HOSTILE}")
    hostile = dataset(title=words, definition=words, method=method, notice=words, disclosure={"public": words})
    html = page(report(hostile, checks=(check(passed=False, title=words),)))
    assert "<script" not in html and "<img" not in html
    assert html.count("&lt;script&gt;") >= 12


def test_the_same_release_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(report(), tmp_path / name)
    for name in ("quality.html", "quality.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_program_reads_code_name_text_and_facts(tmp_path: Path) -> None:
    write(report(), tmp_path)
    told = json.loads((tmp_path / "quality.json").read_text(encoding="utf-8"))
    assert (told["standard"], told["dataset"], told["version"]) == ("ESS SIMS 2.0", "orchard_yield", "1.0")
    accuracy = {one["name"]: one["rows"] for one in told["sections"][12]["facts"]}
    assert accuracy["rows"][0][1] == 3
    assert [line[2] for line in accuracy["rows_by_obs_status"]] == [2, 1]
    assert [line[2] for line in accuracy["empty"]] == [1, 0]
    assert QualityReport.model_validate(told).model_dump_json() == report().model_dump_json()


def test_it_is_sealed_and_signed_with_the_release_and_says_what_is_invented(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    seal(home, proposal(SYNTHETIC), ROWS, unread)
    folder = home.sealed / "orchard_yield" / "1.0"
    for name in ("quality.html", "quality.json"):
        assert read_sums(folder)[name] == sha256(folder / name)
        assert SYNTHETIC.zh in (folder / name).read_text(encoding="utf-8")
