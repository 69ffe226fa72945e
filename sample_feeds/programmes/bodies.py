"""The bodies that put patents to use, as two departments list them."""

from collections.abc import Iterator
from pathlib import Path

from sample_feeds.form import Filled, Form, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, pick
from sample_feeds.world import World

HEADER: Header = (
    ("body_number", "编号"),
    ("body_name", "名称"),
    ("kind", "类别"),
    ("level", "级别"),
    ("host_name", "牵头单位|名称"),
    ("host_code", "牵头单位|统一社会信用代码"),
    ("area_code", "牵头单位|行政区划代码"),
    ("members", "成员单位数"),
    ("pooled_patents", "入池专利数"),
    ("established_on", "成立日期"),
)
OPERATION = Form(
    feed="ip_office/operation_bodies",
    header=HEADER,
    shape="xlsx",
    entity="body_number",
    title="产业知识产权运营中心与专利池",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("host_code",),
    areas=("area_code",),
    dates=("established_on",),
    counts=(
        "members",
        "pooled_patents",
    ),
    coded=(
        "kind",
        "level",
    ),
    required=(
        "body_name",
        "host_name",
    ),
)
INNOVATION = Form(
    feed="science_bureau/innovation_bodies",
    header=HEADER,
    shape="xlsx",
    entity="body_number",
    title="创新联合体与概念验证中心",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("host_code",),
    areas=("area_code",),
    dates=("established_on",),
    counts=("members",),
    coded=(
        "kind",
        "level",
    ),
    required=(
        "body_name",
        "host_name",
    ),
)
_KINDS = {OPERATION.feed: ("产业知识产权运营中心", "专利池"), INNOVATION.feed: ("创新联合体", "概念验证中心")}
_LEVELS = ("市级", "市级", "省级", "国家级")


def deliver_bodies(folder: Path, world: World) -> Iterator[Filled]:
    """Centres and pools of the patent office, consortia and proof-of-concept centres of the science bureau."""
    yield _deliver(folder, world, OPERATION, "YY")
    yield _deliver(folder, world, INNOVATION, "CX")


def _deliver(folder: Path, world: World, form: Form, prefix: str) -> Filled:
    rng = world.part.stream(f"bodies {form.name}")
    chosen = hosts(world, max(16, world.part.scale.cases // 20), rng, public=40.0)
    dated = zip(chosen, days(len(chosen), rng), strict=True)
    rows: list[dict[str, str | None]] = []
    for number, (host, day) in enumerate(dated, 1):
        kind = pick(_KINDS[form.feed], rng)
        row: dict[str, str | None] = {
            "body_number": f"{prefix}{day[:4]}{world.part.number * 1_000 + number:04d}",
            "body_name": f"{host.trade.products[0]}{kind}",
            "kind": kind,
            "level": pick(_LEVELS, rng),
            "host_name": host.name,
            "host_code": host.code,
            "area_code": host.area,
            "members": str(int(rng.integers(10, 60))),
            "established_on": day,
        }
        rows.append(row | {"pooled_patents": str(int(rng.integers(20, 2_500))) if kind == "专利池" else None})
    return fill(folder, world.part, form, rows)
