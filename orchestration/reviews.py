"""What people are asked: whether two names mean one organisation, and whether an unusual return is right."""

from typing import Any

from orchestration.review import Review
from published.home import Home


def reviews(home: Home) -> tuple[Review, ...]:
    """All of them."""
    return names(home), outliers(home)


def names(home: Home) -> Review:
    """Doubtful pairs of a name and an organisation, the most frequent names first."""
    return Review(
        topic="名称",
        folder=home.linkage,
        headings={
            "name": "名称（来源写法）",
            "area_code": "区划代码",
            "times": "出现次数",
            "candidate_name": "候选单位",
            "candidate_areas": "候选单位所在地",
            "organisation_code": "候选单位统一社会信用代码",
            "probability": "概率",
            "decision": "结论（是/否）",
        },
        case=("name", "area_code", "organisation_code"),
        answers=("是", "否"),
        doubtful="int_organisation_pairs_doubtful",
        checked="int_linkage_decisions_checked",
        complaints={
            "answer_unreadable": "结论只能是“是”或“否”",
            "organisation_unknown": "名录中没有代码为 {organisation_code} 的单位",
            "contradicts_register": "与规范化后完全一致的结果相反（{organisation_code}）",
            "two_organisations": "同一写法被判定为两家单位",
        },
        order=_frequent_first,
        settled=("name", "area_code"),
    )


def outliers(home: Home) -> Review:
    """Returns whose value added is unusual, those set aside first, then by how much they weigh."""
    return Review(
        topic="异常年报",
        folder=home.accounts,
        headings={
            "organisation_code": "统一社会信用代码",
            "year": "年份",
            "sector_name": "报表",
            "division": "行业大类",
            "area_code": "区划代码",
            "value_added": "增加值（万元）",
            "value_added_before": "上年增加值（万元）",
            "value_added_by_production": "生产法增加值（万元）",
            "relative_growth": "与上年之比÷同类中位数",
            "relative_revenue": "与名录营业收入之比÷同类中位数",
            "relative_per_employee": "人均增加值÷同类中位数",
            "score": "得分",
            "treatment": "判定前的处理",
            "decision": "结论（保留/插补）",
        },
        case=("organisation_code", "year"),
        answers=("保留", "插补"),
        doubtful="int_outliers_doubtful",
        checked="int_outlier_decisions_checked",
        complaints={
            "answer_unreadable": "结论只能是“保留”或“插补”",
            "return_unknown": "没有该单位 {year} 年的年报",
        },
        order=_set_aside_first,
    )


def _frequent_first(row: Any) -> tuple[object, ...]:
    return -row["times"], row["name"], row["area_code"], -row["probability"], row["organisation_code"]


def _set_aside_first(row: Any) -> tuple[object, ...]:
    return not row["is_implausible"], -abs(row["score"] or 0), row["organisation_code"], row["year"]
