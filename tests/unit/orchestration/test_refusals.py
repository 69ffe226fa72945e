import string
from typing import Any

import pytest

from orchestration.refusals import WORDINGS, DeliveryRefused


def test_one_sentence_names_feed_file_place_reason_and_advice() -> None:
    refusal = DeliveryRefused("bureau/returns", "a.xlsx", "ragged", row=7, sheet="甲", expected=3, found=2)
    assert str(refusal) == (
        "bureau/returns 的文件 a.xlsx 工作表「甲」第 7 行：应有 3 个单元格，实有 2 个，请检查该行的分隔符。"
    )
    assert refusal.english == "bureau/returns: a.xlsx, sheet '甲', row 7: 2 cells instead of 3."


@pytest.mark.parametrize("code", WORDINGS)
def test_every_wording_can_be_said(code: str) -> None:
    wording = WORDINGS[code]
    named = {field for text in wording for _, field, _, _ in string.Formatter().parse(text) if field}
    facts: dict[str, Any] = dict.fromkeys(named, "某")
    refusal = DeliveryRefused("f", "x", code, **facts)
    assert "{" not in str(refusal) and str(refusal).count("。") == 1


def test_foreign_text_stays_on_one_line_and_short() -> None:
    refusal = DeliveryRefused("f", "x", "title", expected="元", found="一\n\x1b" + "二" * 500)
    assert "\n" not in str(refusal) and "\x1b" not in str(refusal) and len(str(refusal)) < 250
