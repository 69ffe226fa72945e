"""What the archived bytes say, read and cleaned in plain Python: nothing of the pipeline has a hand in it.

A row that cannot be understood, and all but the first of equal keys, are left out, as they end in quarantine.
"""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine
from stdnum.cn import uscc

from published.manifest import Snapshot
from tests.pipeline.counted import AREAS, NAMES

Clean = Callable[[str], str | None]
SUPERSEDED = {"330204": "330212", "330283": "330213", "奉化市": "奉化区"}
IN_TEN_THOUSANDS = {"亿元": Decimal(10_000), "万元": Decimal(1), "元": Decimal("0.0001"), "": Decimal(1)}


def day(told: str) -> str:
    """2024-05-06 from year, month and day in any shape, or a spreadsheet's number; no day that the calendar lacks."""
    if re.fullmatch(r"\d{5}", told):
        return (date(1899, 12, 30) + timedelta(days=int(told))).isoformat()
    found = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})日?", told)
    return date(*map(int, found.groups())).isoformat() if found else refuse(told)


def day_or_month(told: str) -> str:
    """The same; of a month its first day."""
    return day(f"{told}1日" if re.fullmatch(r"\d{4}年\d{1,2}月", told) else told)


def amount(told: str) -> str:
    """万元, whatever unit the cell names."""
    found = re.fullmatch(r"(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)?", told)
    return str(Decimal(found[1].replace(",", "")) * IN_TEN_THOUSANDS[found[2] or ""]) if found else refuse(told)


def amount_or_open(told: str) -> str | None:
    """The same; -1 is an amount that is still to be agreed."""
    return None if told == "-1" else amount(told)


def number(told: str) -> str:
    """A contract's number of 14 or 16 digits."""
    digits = told.replace(" ", "")
    return digits if re.fullmatch(r"\d{14}|\d{16}", digits) else refuse(told)


def anywhere(told: str) -> str:
    """A division of the city or of any other."""
    return area(told) if told.startswith("3302") else told if re.fullmatch(r"\d{6}", told) else refuse(told)


def area(told: str) -> str:
    """A division of the city as it is numbered today, or 330200."""
    code = SUPERSEDED.get(told, told)
    return code if code in {*AREAS, "330200"} else refuse(told)


def place(told: str) -> str:
    """A division by its name of today, or a part of one."""
    name = SUPERSEDED.get(told, told)
    return name if name in NAMES or name.startswith("其中:") else refuse(told)


def one_of(*words: str) -> Clean:
    return lambda told: told if told in words else refuse(told)


def refuse(told: str) -> str:
    raise ValueError(told)


@dataclass(frozen=True)
class Form:
    """A feed's form: heading ► name of the column, how it is read, whether it must be filled in; `key` ones first."""

    read: Callable[[bytes], Iterator[dict[str, str]]]
    columns: dict[str, tuple[str, Clean, bool]]
    key: int | None = 1

    def rows(self, payloads: Iterable[bytes]) -> Iterator[dict[str, str | None]]:
        seen: set[tuple[str | None, ...]] = set()
        for payload in payloads:
            for cells in self.read(payload):
                try:
                    row = {name: self._cell(cells[heading], *how) for heading, (name, *how) in self.columns.items()}
                except ValueError:
                    continue
                key = tuple(row.values())[: self.key]
                if key not in seen:
                    seen.add(key)
                    yield row

    def _cell(self, cell: str, clean: Clean, required: bool) -> str | None:
        told = unicodedata.normalize("NFKC", cell).strip()
        return clean(told) if told else (refuse("") if required else None)


def table(payload: bytes) -> Iterator[dict[str, str]]:
    """A CSV of this country under a title."""
    _, *lines = payload.decode("gb18030").splitlines()
    yield from csv.DictReader(lines)


def pages(payload: bytes) -> Iterator[dict[str, str]]:
    """A ZIP of the pages of an interface, each with a list."""
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        for name in sorted(archive.namelist()):
            for found in json.loads(archive.read(name))["data"]["list"]:
                yield {heading: str(cell or "") for heading, cell in found.items()}


def sheet(payload: bytes) -> Iterator[dict[str, str]]:
    """A workbook's only sheet under a title and two rows of headings."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(payload))
    _, headings, _, *rows = book.get_sheet_by_index(0).to_python()
    for row in rows:
        yield dict(zip(map(str, headings), map(str, row), strict=True))


TEXT: Clean = str
FORMS = {
    "insurance_centre/policies": Form(
        table,
        {
            "保单号": ("policy_number", TEXT, True),
            "险种": ("product", one_of("专利被侵权损失险", "海外侵权责任险", "专利执行险", "质押融资保证险"), True),
            "投保人": ("insured_name", TEXT, True),
            "统一社会信用代码": ("insured_code", uscc.validate, True),
            "行政区划代码": ("area_code", area, True),
            "保险金额": ("cover", amount, True),
            "保费": ("premium", amount, True),
            "财政补贴": ("subsidy", amount, False),
            "起保日期": ("begins_on", day, True),
            "终保日期": ("ends_on", day, True),
            "理赔金额": ("claim_paid", amount, False),
        },
    ),
    "ip_office/valuations": Form(
        table,
        {
            "评估编号": ("valuation_number", TEXT, True),
            "评估目的": ("purpose", one_of("转让", "许可", "质押融资", "作价入股", "侵权赔偿", "申请前评估"), True),
            "委托人": ("holder_name", TEXT, True),
            "统一社会信用代码": ("holder_code", uscc.validate, True),
            "委托人类型": ("holder_type", one_of("高等院校", "科研机构", "医疗卫生机构", "企业"), True),
            "评估日期": ("valued_on", day, True),
            "评估价值": ("amount", amount, False),
            "是否采纳": ("acted_on", one_of("是", "否"), True),
        },
    ),
    "protection_centre/preexaminations": Form(
        table,
        {
            "预审编号": ("case_number", TEXT, True),
            "申请类型": ("application_type", one_of("发明", "实用新型", "外观设计"), True),
            "产业领域": ("field", one_of("汽车及零部件", "智能制造"), True),
            "提交日": ("submitted_on", day, True),
            "受理日": ("accepted_on", day, False),
            "预审结论": ("result", one_of("合格", "不合格"), True),
            "进入快速通道日": ("fast_track_on", day, False),
            "授权日": ("granted_on", day, False),
        },
    ),
    "protection_centre/rights_cases": Form(
        pages,
        {
            "案件编号": ("case_number", TEXT, True),
            "案件类型": ("case_type", TEXT, True),
            "产业领域": ("field", one_of("汽车及零部件", "智能制造"), True),
            "行政区划代码": ("area_code", area, True),
            "立案日期": ("accepted_on", day, True),
            "结案日期": ("closed_on", day, False),
        },
    ),
    "science_bureau/technology_contracts": Form(
        table,
        {
            "合同登记编号": ("contract_number", number, True),
            "合同类别": ("contract_type", one_of("技术开发", "技术转让", "技术许可", "技术咨询", "技术服务"), True),
            "合同签订日期": ("signed_on", day_or_month, True),
            "登记日期": ("registered_on", day, True),
            "合同状态": ("contract_state", one_of("登记", "变更", "撤销"), True),
            "卖方行政区划代码": ("area_code", anywhere, True),
            "知识产权类型": ("ip_type", TEXT, False),
            "合同成交金额": ("contract_value", amount_or_open, False),
            "技术交易额": ("technical_value", amount_or_open, False),
        },
        key=None,
    ),
    "statistics_bureau/population": Form(
        sheet,
        {
            "年份": ("year", TEXT, True),
            "地区": ("area_name", place, True),
            "常住人口": ("population", amount, True),
        },
        key=2,
    ),
}


@dataclass(frozen=True)
class Archived:
    """The bytes that a manifest names, as far as they still are the ones that it names."""

    raw: Path
    inputs: tuple[Snapshot, ...]

    def rows(self, feed: str) -> Iterator[dict[str, str | None]]:
        """The clean rows of a form; a blank cell is None."""
        yield from FORMS[feed].rows(self.payloads(feed))

    def payloads(self, feed: str) -> Iterator[bytes]:
        """The delivered files."""
        for given in self.inputs:
            if given.feed == feed:
                yield (self.raw / feed / Path(given.file).stem / given.snapshot / "payload" / given.file).read_bytes()
