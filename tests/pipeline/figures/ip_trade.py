"""Technology contracts with abroad, contract by contract: the newest act decides, a cancelled contract is gone."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from tests.pipeline.counted import Truth, cents, quarter_of, quarters_between

KEY = ("quarter", "trade_direction", "trade_partner", "trade_kind")
FEED = "commerce_bureau/technology_trade"
DIRECTIONS = {"出口": "export", "进口": "import"}
KINDS = {
    "专利权转让": "patent_assignment",
    "专利实施许可": "patent_licence",
    "专有技术": "know_how",
    "计算机软件": "software",
    "技术咨询与服务": "consulting",
    "其他": "other",
}
PARTNERS = {
    "中国香港": "HKG",
    "中国台湾": "TWN",
    "日本": "JPN",
    "韩国": "KOR",
    "新加坡": "SGP",
    "美国": "USA",
    "德国": "DEU",
    "法国": "FRA",
    "英国": "GBR",
    "意大利": "ITA",
    "荷兰": "NLD",
    "瑞士": "CHE",
    "其他国家和地区": "ROW",
}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    cancelled = {row["contract_number"] for row in truth.rows(FEED) if row["act"] == "注销"}
    standing = {}
    for row in sorted(truth.rows(FEED), key=lambda row: row["act_on"]):
        if row["contract_number"] not in cancelled:
            standing[row["contract_number"]] = row
    cells = defaultdict(list)
    for row in standing.values():
        places = product(("_T", PARTNERS[row["partner"]]), ("_T", KINDS[row["kind"]]))
        for partner, kind in places:
            cells[quarter_of(row["signed_on"]), DIRECTIONS[row["direction"]], partner, kind].append(row)
    quarters = quarters_between(row["signed_on"] for row in standing.values())
    every = product(quarters, DIRECTIONS.values(), ["_T", *PARTNERS.values()], ["_T", *KINDS.values()])
    for key in every:
        cell = cells[key]
        yield dict(zip(KEY, key, strict=True)) | {
            "contracts": len(cell),
            "contract_value": cents(sum(Decimal(row["contract_value"] or 0) for row in cell)),
            "settled": cents(sum(Decimal(row["settled"] or 0) for row in cell)),
        }
