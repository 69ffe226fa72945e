"""The typical cases as they stand in the patent office's workbook."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sample_feeds.case_subjects import Subject, draw_subjects
from sample_feeds.contracts import Contracts
from sample_feeds.narratives import Story, narrate
from sample_feeds.patents import Patents
from sample_feeds.reference import Reference
from sample_feeds.scale import Part
from sample_feeds.text import array, ten_thousands
from sample_feeds.trades import Trade, trades
from sample_feeds.units import Units

PUBLISHED_STATES = ("已发布", "已更正", "已撤回")
_STATES = ("已提交", "已核查", "已评审", "已批准", *PUBLISHED_STATES)
_STATE_SHARES = (0.09, 0.07, 0.08, 0.10, 0.54, 0.06, 0.06)
_STEPS = ("区县初审", "市局复核", "专家评审", "市局批准")
_REASONS = {"已更正": "金额截至日期填报有误,已按主体申请更正", "已撤回": "主体申请撤回"}
_WRONG_NUMBER, _OVERSTATED = 0.02, 0.04
_LEVELS = ("市级", "市级", "市级", "省级", "国家级")
_CLUSTERS_2025_FROM = np.datetime64("2025-06-21")
_LAST_DAY = np.datetime64("2025-12-31")
_SURNAMES, _GIVEN = "柯裘竺鲍屠虞闻乐", ["一鸣", "之远", "若水", "思齐", "书言", "知行", "望舒", "清和"]
Row = dict[str, str]


@dataclass(frozen=True)
class Cases:
    """The clean text table in order of case number, and the subject of each row."""

    table: pa.Table
    subjects: list[Subject]


def draw_cases(part: Part, units: Units, patents: Patents, contracts: Contracts, reference: Reference) -> Cases:
    """All cases of the part."""
    rng = part.stream("cases")
    subjects = draw_subjects(part.scale.cases, patents, contracts, rng)
    first = part.number * part.scale.cases + 1
    rows = [_row(first + i, subject, units, patents, contracts, reference, rng) for i, subject in enumerate(subjects)]
    order = sorted(range(len(rows)), key=lambda i: rows[i]["case_number"])
    table = pa.table({name: array([rows[i][name] for i in order]) for name in rows[0]})
    return Cases(table, [subjects[i] for i in order])


def case_truth(cases: Cases, contracts: Contracts) -> pa.Table:
    """The clean cases, with the contract that each is really about and its value in 万元."""
    about = [s.contract for s in cases.subjects]
    numbers = [None if c is None else contracts.number[c].as_py() for c in about]
    values = [None if c is None else ten_thousands(contracts.value[[c]])[0].as_py() for c in about]
    table = cases.table.append_column("true_contract", array(numbers))
    return table.append_column("true_contract_value", array(values))


def _row(
    number: int,
    subject: Subject,
    units: Units,
    patents: Patents,
    contracts: Contracts,
    reference: Reference,
    rng: np.random.Generator,
) -> Row:
    unit, year = np.array([subject.unit]), np.array([int(str(subject.submitted)[:4])])
    name = units.names(unit, year)[0].as_py()
    industry = int(units.industry[subject.unit])
    trade = trades()[units.industries.trade[industry]]
    area = str(units.places.area[subject.unit])
    partner = "" if subject.contract is None else contracts.buyer.name[subject.contract].as_py()
    contract, overstated = _claim(subject, contracts, rng)
    amount = ten_thousands(np.array([subject.yuan + overstated]))[0].as_py()
    product = trade.products[int(rng.integers(0, len(trade.products)))]
    story = Story(name, product, trade.field, subject.kind, partner, amount, len(subject.patents))
    return {
        "case_number": f"AL{year[0]}{number:05d}",
        "collection_round": f"{year[0]}年第{'一二'[str(subject.submitted)[5:7] > '06']}批",
        "level": _LEVELS[int(rng.integers(0, len(_LEVELS)))],
        "kind": subject.kind,
        "subject_name": name,
        "subject_code": units.code[subject.unit].as_py(),
        "area_code": area,
        "partner": partner,
        "patent_numbers": ";".join(patents.number[p].as_py() for p in subject.patents),
        **_cluster(trade, subject),
        "industry_code": units.industries.codes[industry],
        "industry_edition": "2017",
        "contract_number": contract,
        "amount": amount,
        "amount_as_of": str(subject.as_of),
        **vars(narrate(story, rng)),
        "reporter": f"{reference.divisions.get(area, '宁波市')}市场监督管理局",
        **contact(rng),
        **_progress(subject, rng),
    }


def _claim(subject: Subject, contracts: Contracts, rng: np.random.Generator) -> tuple[str, int]:
    """The contract number that the case names, and by how many yuan it overstates the value; a few are wrong."""
    draw = rng.random()
    if subject.contract is None:
        return "", 0
    number: str = contracts.number[subject.contract].as_py()
    if draw < _WRONG_NUMBER:
        return number[:-6] + "999999", 0
    return number, 500_000 if draw < _WRONG_NUMBER + _OVERSTATED else 0


def _cluster(trade: Trade, subject: Subject) -> Row:
    version = "2025" if subject.submitted >= _CLUSTERS_2025_FROM else "2023"
    cluster = trade.clusters[version]
    return {"cluster": cluster, "cluster_version": version if cluster else ""}


def contact(rng: np.random.Generator) -> Row:
    """An invented person to ask, with a number that no operator gives out."""
    name = _SURNAMES[int(rng.integers(0, len(_SURNAMES)))] + _GIVEN[int(rng.integers(0, len(_GIVEN)))]
    return {"contact_name": name, "contact_phone": f"10000{int(rng.integers(0, 10**6)):06d}"}


def _progress(subject: Subject, rng: np.random.Generator) -> Row:
    state = int(rng.choice(len(_STATES), p=_STATE_SHARES))
    done = min(state, len(_STEPS))
    days = subject.submitted + np.cumsum(rng.integers(3, 30, len(_STEPS) + 1))
    reviewed = [f"{step}({min(day, _LAST_DAY)})" for step, day in zip(_STEPS[:done], days, strict=False)]
    published = _STATES[state] in PUBLISHED_STATES
    refuses = 0.4 if _STATES[state] == "已撤回" else 0.02 if published else 0.1
    return {
        "consent": "否" if rng.random() < refuses else "是",
        "state": _STATES[state],
        "state_reason": _REASONS.get(_STATES[state], ""),
        "submitted_on": str(subject.submitted),
        "published_on": str(min(days[-1], _LAST_DAY)) if published else "",
        "review_chain": "→".join(reviewed),
    }
