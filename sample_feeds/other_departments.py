"""The deliveries of the science bureau and the patent office."""

from pathlib import Path

import numpy as np
import pyarrow as pa

from sample_feeds.cases import Cases
from sample_feeds.contract_rows import draw_contract_rows
from sample_feeds.contract_values import SIGNING_YEARS
from sample_feeds.contracts import Contracts
from sample_feeds.defects import cases as case_defects
from sample_feeds.defects import contracts as contract_defects
from sample_feeds.defects import patents as patent_defects
from sample_feeds.defects.draft import Draft
from sample_feeds.department import Delivery, deliver_csv, deliver_jsonl, deliver_xlsx
from sample_feeds.headers import PATENTS, TECHNOLOGY_CONTRACTS, TYPICAL_CASES
from sample_feeds.patent_rows import NUMERIC
from sample_feeds.patents import Patents
from sample_feeds.scale import Part
from sample_feeds.text import Booleans
from sample_feeds.units import Units
from sample_feeds.write_xlsx import SheetText

_FOOTNOTES = (
    "注:金额单位为万元;联系人及联系电话仅供内部使用。",
    "资料来源:宁波市知识产权局(演示数据)",
)


def deliver_contracts(
    folder: Path, part: Part, contracts: Contracts, patents: Patents, units: Units, cases: Cases
) -> Delivery:
    """The registration tables by year of registration."""
    rng = part.stream("contract_rows")
    rows = draw_contract_rows(contracts, patents, units, rng)
    told = _marked([s.contract for s in cases.subjects if s.contract is not None], len(contracts))
    free = (contracts.plain & ~told)[rows.contract]
    segment = np.searchsorted(SIGNING_YEARS, rows.year)
    draft = Draft("science_bureau/technology_contracts", rows.table, segment, "contract_number", free, rng)
    contract_defects.spoil(draft, part.scale.defects, contracts.negotiable[rows.contract])
    files = [f"technology_contracts_{year}{part.suffix}.csv" for year in SIGNING_YEARS]
    titles = [f"技术合同认定登记表 {year}年 金额单位:万元" for year in SIGNING_YEARS]
    return deliver_csv(folder, draft, TECHNOLOGY_CONTRACTS, files, titles)


def deliver_patents(
    folder: Path, part: Part, patents: Patents, table: pa.Table, contracts: Contracts, cases: Cases
) -> Delivery:
    """The patents; those that a contract or case cites have no defect."""
    cited = [p for group in contracts.patents for p in group] + [p for s in cases.subjects for p in s.patents]
    free = ~_marked(cited, len(patents))
    segment = np.zeros(len(patents), dtype=np.int64)
    draft = Draft("ip_office/patents", table, segment, "app_number", free, part.stream("patent_defects"))
    patent_defects.spoil(draft, part.scale.defects)
    return deliver_jsonl(folder, draft, PATENTS, f"patents{part.suffix}.jsonl", NUMERIC)


def deliver_cases(folder: Path, part: Part, cases: Cases) -> Delivery:
    """The typical cases."""
    count = cases.table.num_rows
    segment, free = np.zeros(count, dtype=np.int64), np.ones(count, dtype=bool)
    draft = Draft("ip_office/typical_cases", cases.table, segment, "case_number", free, part.stream("case_defects"))
    case_defects.spoil(draft, part.scale.defects)
    page = SheetText("典型案例", "专利转化运用典型案例汇总表", cases.table, _FOOTNOTES)
    file = f"typical_cases{part.suffix}.xlsx"
    dates = frozenset(("amount_as_of", "submitted_on", "published_on"))
    return deliver_xlsx(folder, draft, TYPICAL_CASES, file, [page], frozenset(("amount",)), dates)


def _marked(members: list[int], count: int) -> Booleans:
    marked = np.zeros(count, dtype=bool)
    marked[np.array(members, dtype=np.int64)] = True
    return marked
