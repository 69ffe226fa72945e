"""Every measure of every institution whose row can be used."""

from collections.abc import Iterator

from tests.pipeline.counted import HOLDERS, Truth

KEY = ("entry_number", "version")
MEASURES = {
    "尽职免责": "liability",
    "职务专利单列管理": "separate_listing",
    "申请前评估": "pre_filing",
    "转化工作机构": "office",
    "贡献积分制": "points",
    "评价规范标准": "evaluation",
}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    for row in truth.rows("education_bureau/institution_reforms"):
        yield {
            "entry_number": row["entry_number"],
            "version": 1,
            "institution_name": row["institution_name"],
            "holder_type": HOLDERS[row["institution_type"]],
            "reform_measure": MEASURES[row["measure"]],
            "adoption": "adopted" if row["adopted"] == "是" else "not_adopted",
            "adopted_on": row["adopted_on"],
            "document": row["document"],
        }
