"""The reform measures that institutions have adopted."""

from pathlib import Path

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, institutions
from sample_feeds.world import World

HEADER: Header = (
    ("entry_number", "编号"),
    ("institution_name", "单位|名称"),
    ("institution_code", "单位|统一社会信用代码"),
    ("institution_type", "单位|类型"),
    ("measure", "改革举措"),
    ("adopted", "是否实施"),
    ("adopted_on", "实施日期"),
    ("document", "文件名称"),
)
FORM = Form(
    feed="education_bureau/institution_reforms",
    header=HEADER,
    shape="xlsx",
    entity="entry_number",
    title="专利转化改革举措实施情况",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("institution_code",),
    dates=("adopted_on",),
    coded=(
        "institution_type",
        "measure",
    ),
    required=("institution_name",),
)
_MEASURES = ("尽职免责", "职务专利单列管理", "申请前评估", "转化工作机构", "贡献积分制", "评价规范标准")
_ADOPTED = (0.7, 0.45, 0.5, 0.65, 0.35, 0.4)


def deliver_reforms(folder: Path, world: World) -> Filled:
    """One row per institution and measure."""
    rng = world.part.stream("reforms")
    rows: list[Row] = []
    for host in institutions(world):
        for measure, share in zip(_MEASURES, _ADOPTED, strict=True):
            (day,) = days(1, rng, "2022-01-04")
            adopted = bool(rng.random() < share)
            number = world.part.number * 10_000 + len(rows) + 1
            row = {
                "entry_number": f"GG{number:05d}",
                "institution_name": host.name,
                "institution_code": host.code,
                "institution_type": host.kind,
                "measure": measure,
            }
            told = {
                "adopted": "是" if adopted else "否",
                "adopted_on": day if adopted else None,
                "document": f"院办〔{day[:4]}〕{number % 90 + 1}号" if adopted else None,
            }
            rows.append(row | told)
    return fill(folder, world.part, FORM, rows)
