"""The services for companies before listing."""

from pathlib import Path

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, pick
from sample_feeds.world import World

HEADER: Header = (
    ("service_number", "服务编号"),
    ("service", "服务类型"),
    ("served_on", "服务日期"),
    ("enterprise_name", "企业|名称"),
    ("enterprise_code", "企业|统一社会信用代码"),
    ("area_code", "企业|行政区划代码"),
    ("risks_found", "风险|排查数"),
    ("risks_settled", "风险|化解数"),
)
FORM = Form(
    feed="ip_office/listing_services",
    header=HEADER,
    shape="xlsx",
    entity="service_number",
    title="企业上市知识产权专项服务",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("enterprise_code",),
    areas=("area_code",),
    dates=("served_on",),
    counts=(
        "risks_found",
        "risks_settled",
    ),
    coded=("service",),
    required=("enterprise_name",),
)
_SERVICES = ("知识产权体检", "专题辅导", "风险排查", "风险排查", "纠纷应对")


def deliver_listing(folder: Path, world: World) -> Filled:
    """One row per service; a third of the enterprises is served several times."""
    rng = world.part.stream("listing")
    chosen = hosts(world, max(30, world.part.scale.cases // 3), rng)
    served = [chosen[int(i)] for i in rng.integers(0, len(chosen), len(chosen) * 3 // 2)]
    dated = zip(served, days(len(served), rng), strict=True)
    rows: list[Row] = []
    for number, (host, day) in enumerate(dated, 1):
        found = int(rng.integers(10, 60))
        row = {
            "service_number": f"SS{day[:4]}{world.part.number * 1_000 + number:05d}",
            "service": pick(_SERVICES, rng),
            "served_on": day,
            "enterprise_name": host.name,
            "enterprise_code": host.code,
            "area_code": host.area,
            "risks_found": str(found),
            "risks_settled": str(int(rng.integers(0, found + 1))),
        }
        rows.append(row)
    return fill(folder, world.part, FORM, rows)
