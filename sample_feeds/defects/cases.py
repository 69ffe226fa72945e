"""Defects of the typical cases."""

from sample_feeds.defects import cells, shared
from sample_feeds.defects.draft import Draft
from sample_feeds.defects.patents import wrong_check

_PERSONAL = (
    "可联系项目负责人,手机13800138000。",
    "技术资料请发至zhuanli.case@example.com索取。",
    "发明人身份证号330299199001010017已登记。",
)
_PARTS = ("background", "practice", "effect", "lesson")


def spoil(draft: Draft, count: int) -> None:
    """`count` of each kind."""
    shared.superseded_areas(draft, count, "area_code")
    for row in draft.pick("state_without_date", count, shared.matches(draft, "state", "^已发布$")):
        draft.quarantine("state_without_date", row, "published_on", "")
    shared.spoil_numbers(draft, "full_width_digits", count, ("amount",), cells.full_width)
    for row in draft.pick("amount_with_unit", count):
        draft.correct("amount_with_unit", row, "amount", cells.amount_with_unit(draft.text(row, "amount"), draft.rng))
    shared.code_forms(draft, count, "subject_code")
    shared.code_checks(draft, count, "subject_code")
    shared.duplicates(draft, count)
    for i, row in enumerate(draft.pick("personal_data_in_text", count)):
        column = _PARTS[i % len(_PARTS)]
        draft.quarantine("personal_data_in_text", row, column, draft.text(row, column) + _PERSONAL[i % 3])
    for row in draft.pick("patent_unknown", count):
        first, *others = draft.text(row, "patent_numbers").split(";")
        draft.quarantine("patent_unknown", row, "patent_numbers", ";".join([wrong_check(first), *others]))
    shared.date_forms(draft, count, ("amount_as_of", "submitted_on"))
