"""Patent-intensive products as their makers file them."""

from pathlib import Path

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import hosts, patents_of, pick, some
from sample_feeds.text import wan
from sample_feeds.world import World

HEADER: Header = (
    ("filing_number", "产品备案编号"),
    ("data_year", "数据年度"),
    ("product_name", "产品|名称"),
    ("product_class", "产品|分类"),
    ("enterprise_name", "主体|名称"),
    ("enterprise_code", "主体|统一社会信用代码"),
    ("area_code", "主体|行政区划代码"),
    ("product_revenue", "金额|产品销售额"),
    ("enterprise_revenue", "金额|主营业务收入"),
    ("product_profit", "金额|产品利润"),
    ("patent_numbers", "关联专利"),
    ("filing_status", "备案状态"),
)
FORM = Form(
    feed="ip_office/product_filings",
    header=HEADER,
    shape="xlsx",
    entity="filing_number",
    title="专利密集型产品备案 金额单位：万元",
    footnotes=("资料来源：演示数据",),
    organisation_codes=("enterprise_code",),
    areas=("area_code",),
    amounts=(
        "product_revenue",
        "enterprise_revenue",
        "product_profit",
    ),
    coded=("filing_status",),
    required=(
        "product_name",
        "enterprise_name",
    ),
)
_LATER = ("年度更新", "年度更新", "已认定", "未更新")


def deliver_products(folder: Path, world: World) -> Filled:
    """One row per product and data year, of firms that hold patents; a later year is an update of the filing."""
    rng = world.part.stream("products")
    held = patents_of(world)
    chosen = [host for host in hosts(world, world.part.scale.cases * 2, rng) if host.unit in held]
    rows: list[Row] = []
    for number, host in enumerate(chosen, 1):
        first = int(rng.integers(2021, 2025))
        numbers = ";".join(some(held[host.unit], 8, rng))
        for year in range(first, 2025):
            revenue = int(rng.lognormal(13.5, 1.2)) + 100
            product = {
                "filing_number": f"MJ{first + 1}{world.part.number * 10_000 + number:06d}",
                "data_year": str(year),
                "product_name": f"{host.trade.products[number % len(host.trade.products)]}（{host.name[:4]}系列）",
                "product_class": host.trade.products[0],
                "enterprise_name": host.name,
                "enterprise_code": host.code,
                "area_code": host.area,
            }
            facts = {
                "product_revenue": wan(revenue * int(rng.integers(5, 96)) // 100),
                "enterprise_revenue": wan(revenue),
                "product_profit": wan(revenue * int(rng.integers(0, 5)) // 100),
                "patent_numbers": numbers,
                "filing_status": "已备案" if year == first else pick(_LATER, rng),
            }
            rows.append(product | facts)
    return fill(folder, world.part, FORM, rows)
