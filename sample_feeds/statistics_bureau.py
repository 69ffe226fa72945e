"""The statistics bureau's deliveries: register, returns of industry and services, GDP accounts."""

from pathlib import Path

import numpy as np

from sample_feeds.accounts import Sheet, accounts_table
from sample_feeds.defects import accounts as account_defects
from sample_feeds.defects import register as register_defects
from sample_feeds.defects import returns as return_defects
from sample_feeds.defects.draft import Draft
from sample_feeds.department import Delivery, deliver_csv, deliver_xlsx
from sample_feeds.form import Filled, truth_of
from sample_feeds.groups import draw_parents
from sample_feeds.headers import GDP_ACCOUNTS, INDUSTRIAL_RETURNS, SERVICE_RETURNS, UNIT_REGISTER, Header
from sample_feeds.identifiers import organisation_codes
from sample_feeds.panel import YEARS
from sample_feeds.reference import Reference
from sample_feeds.register import draw_register
from sample_feeds.returns import draw_returns
from sample_feeds.scale import Part
from sample_feeds.survey import Survey
from sample_feeds.units import SERIALS_PER_PART
from sample_feeds.write_xlsx import SheetText

_FORMS: dict[bool, tuple[str, Header, str]] = {
    True: ("industrial_returns", INDUSTRIAL_RETURNS, "规模以上工业企业财务状况 B103-1表"),
    False: ("service_returns", SERVICE_RETURNS, "规模以上服务业企业财务状况 F103表"),
}
_FOOTNOTES = (
    "注:数据分项合计与总计不等,是由于数值修约误差所致;功能区数据已包含在所在区县(市)内。",
    "资料来源:宁波市统计局(演示数据)",
)


def deliver_register(folder: Path, part: Part, survey: Survey) -> Filled:
    """The unit registers."""
    rng = part.stream("register")
    register = draw_register(survey, draw_parents(survey.units, part.stream("groups")), rng)
    segment = np.searchsorted(YEARS, register.year)
    free = np.ones(len(segment), dtype=bool)
    draft = Draft("statistics_bureau/unit_register", register.table, segment, "organisation_code", free, rng)
    register_defects.spoil(draft, part.scale.defects, survey.units.quiet[register.unit])
    titles = [f"基本单位名录库 {year}年 计量单位:千元" for year in YEARS]
    return Filled(deliver_csv(folder, draft, UNIT_REGISTER, _files("unit_register", part), titles), truth_of(draft))


def deliver_returns(folder: Path, part: Part, survey: Survey, reference: Reference, industrial: bool) -> Filled:
    """The returns of industry or of the services."""
    name, header, title = _FORMS[industrial]
    rng = part.stream(name)
    returns = draw_returns(survey, industrial, rng)
    segment = np.searchsorted(YEARS, returns.year)
    free = np.ones(len(segment), dtype=bool)
    draft = Draft(f"statistics_bureau/{name}", returns.table, segment, "organisation_code", free, rng)
    editions = {"2017": reference.industries_2017, "2011": reference.industries_2011}
    return_defects.spoil(draft, part.scale.defects, editions, _strangers(part, industrial))
    titles = [f"{title} {year}年 计量单位:千元" for year in YEARS]
    return Filled(deliver_csv(folder, draft, header, _files(name, part), titles), truth_of(draft))


def deliver_accounts(folder: Path, part: Part, sheets: list[Sheet]) -> Delivery:
    """The GDP accounts."""
    rng = part.stream("gdp_accounts")
    table = accounts_table(sheets)
    segment = np.repeat(np.arange(len(sheets)), [len(sheet.rows) for sheet in sheets])
    free = np.ones(table.num_rows, dtype=bool)
    draft = Draft("statistics_bureau/gdp_accounts", table, segment, "key", free, rng)
    account_defects.spoil(draft, part.scale.defects)
    pages = [SheetText(sheet.name, sheet.title, table, _FOOTNOTES) for sheet in sheets]
    numeric = frozenset(name for name, _ in GDP_ACCOUNTS) - {"area_name"}
    return deliver_xlsx(folder, draft, GDP_ACCOUNTS, f"gdp_accounts{part.suffix}.xlsx", pages, numeric, frozenset())


def _files(stem: str, part: Part) -> list[str]:
    return [f"{stem}_{year}{part.suffix}.csv" for year in YEARS]


def _strangers(part: Part, industrial: bool) -> list[str]:
    """Valid organisation codes that no unit of the part has."""
    serial = part.number * SERIALS_PER_PART + SERIALS_PER_PART - 1 - np.arange(part.scale.defects) * 2 - industrial
    nobody = np.zeros(len(serial), dtype=bool)
    return [str(code) for code in organisation_codes(serial, serial * 0 + 330200, nobody).to_pylist()]
