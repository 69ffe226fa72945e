"""The shapes of the files: encodings, title lines, header rows, footnotes."""

import pytest

from tests.unit.sample_feeds.delivered import Delivered
from tests.unit.sample_feeds.reading import csv_rows, jsonl_rows, xlsx_rows

_REGISTER = [
    "基本单位名录库 2020年 计量单位:千元",
    "单位基本情况,,,,,行业,,规模,,登记注册类型,报告期,报表",
    "统一社会信用代码,单位详细名称,行政区划代码,功能区,直接上级法人统一社会信用代码,代码,分类版本,单位规模,营业收入,,,",
]
_CONTRACTS = [
    "技术合同认定登记表 2021年 金额单位:万元",
    "合同登记编号,项目名称,合同类别,合同签订日期,登记日期,登记机构,合同状态,卖方名称,卖方行政区划代码,卖方性质,卖方国别代码,"
    "买方名称,买方行政区划代码,买方性质,买方国别代码,知识产权类型,专利号,技术领域,合同成交金额,技术交易额",
]
_RETURN_GROUPS = "单位,,,,,,报告期,报送日期,资产负债,,损益,,,,,,,,,,,,,,,生产,,,,人工与税,,,"
_RETURN_FIELDS = (
    "统一社会信用代码,单位详细名称,行业代码,分类版本,单位规模,登记注册类型,,,资产总计,负债合计,营业收入,营业成本,税金及附加,"
    "销售费用,管理费用,研发费用,财务费用,资产减值损失,信用减值损失,其他收益,投资收益,公允价值变动收益,资产处置收益,营业利润,利润总额,"
    "{output},中间投入合计,生产补贴,研发支出资本化额,应付职工薪酬(本年贷方累计发生额),应交增值税,{depreciation},平均用工人数"
)
_INDUSTRY = [
    "规模以上工业企业财务状况 B103-1表 2020年 计量单位:千元",
    _RETURN_GROUPS,
    _RETURN_FIELDS.format(output="工业总产出", depreciation="本年折旧"),
]
_SERVICES = [
    "规模以上服务业企业财务状况 F103表 2020年 计量单位:千元",
    _RETURN_GROUPS,
    _RETURN_FIELDS.format(output="总产出", depreciation="固定资产折旧"),
]
_PATENT_KEYS = (
    "pid title patType statusCode appNumber appDate pubNumber grantDate expireDate applicantName patentee "
    "addrProvince addrCity addrCounty nec mainIpc patentRightTransferQuantity licenseQuantity pledgeQuantity "
    "familyQuantity highValueFlag strategicEmergingIndustryFlag overseasFamilyFlag maintenancePeriodFlag "
    "highFinancingQuotaFlag awardFlag"
)


@pytest.mark.parametrize(
    ("file", "heading"),
    [
        ("statistics_bureau/unit_register/unit_register_2020.csv", _REGISTER),
        ("statistics_bureau/industrial_returns/industrial_returns_2020.csv", _INDUSTRY),
        ("statistics_bureau/service_returns/service_returns_2020.csv", _SERVICES),
        ("science_bureau/technology_contracts/technology_contracts_2021.csv", _CONTRACTS),
    ],
)
def test_csv_starts_with_title_and_header(tiny: Delivered, file: str, heading: list[str]) -> None:
    lines = (tiny.folder / file).read_bytes().decode("gb18030").split("\r\n")
    assert lines[: len(heading)] == heading
    assert lines[-1] == ""


def test_every_csv_row_has_the_headers_width(tiny: Delivered) -> None:
    for path in tiny.folder.rglob("*.csv"):
        rows = csv_rows(path)
        assert {len(row) for row in rows[1:]} == {len(rows[1])}, path.name


def test_csv_is_not_utf8(tiny: Delivered) -> None:
    with pytest.raises(UnicodeDecodeError):
        (tiny.folder / "statistics_bureau/unit_register/unit_register_2020.csv").read_bytes().decode("utf-8")


def test_patents_are_json_lines_with_the_offices_keys(tiny: Delivered) -> None:
    records = jsonl_rows(tiny.folder / "ip_office/patents/patents.jsonl")
    assert {" ".join(record) for record in records} == {_PATENT_KEYS}
    assert {type(record["familyQuantity"]) for record in records} == {int, str}


def test_gdp_accounts_have_a_sheet_per_year_and_vintage(tiny: Delivered) -> None:
    path = tiny.folder / "statistics_bureau/gdp_accounts/gdp_accounts.xlsx"
    rows = xlsx_rows(path, "2024初步核算")
    assert rows[0][0] == "2024年宁波市分地区生产总值(初步核算) 发布日期:2025-03-20 单位:亿元"
    assert rows[1] == ["地区", "地区生产总值", "", "第一产业", "第二产业", "", "第三产业"]
    assert rows[2] == ["", "总量", "增速", "总量", "总量", "#工业", "总量"]
    assert len(rows) == 3 + 13 + 2
    assert rows[-2][0].startswith("注:")
    assert rows[-1][0].startswith("资料来源:")


def test_typical_cases_have_two_header_rows(tiny: Delivered) -> None:
    rows = xlsx_rows(tiny.folder / "ip_office/typical_cases/typical_cases.xlsx", "典型案例")
    assert rows[0][0] == "专利转化运用典型案例汇总表"
    assert rows[1][5:10] == ["主体", "", "", "合作方", "专利号"]
    assert rows[2][5:10] == ["名称", "统一社会信用代码", "行政区划代码", "", ""]
    assert rows[-1][0].startswith("资料来源:")


def test_no_file_is_left_half_written(tiny: Delivered) -> None:
    assert not list(tiny.folder.rglob("*.partial"))
