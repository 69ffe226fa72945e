"""Loans against pledged patents, as the banks report them and, again, as the patent office is told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.gazette.contracts import Act, Chances, Contract, in_order, told, truth_of
from sample_feeds.gazette.pledges import Pledge
from sample_feeds.headers import Header
from sample_feeds.hosts import later
from sample_feeds.text import wan
from sample_feeds.world import World

BANK_HEADER: Header = (
    ("loan_number", "借款合同编号"),
    ("act", "报送事项"),
    ("reported_on", "报送日期"),
    ("borrower_name", "借款人|名称"),
    ("borrower_code", "借款人|统一社会信用代码"),
    ("area_code", "借款人|行政区划代码"),
    ("bank_name", "贷款人"),
    ("signed_on", "合同签订日"),
    ("loan_amount", "贷款金额"),
    ("pledge_numbers", "质押登记号"),
    ("cancelled_on", "撤销日"),
)
OFFICE_HEADER: Header = (
    ("loan_number", "loan_contract_no"),
    ("act", "report_type"),
    ("reported_on", "report_date"),
    ("borrower_name", "borrower"),
    ("borrower_code", "credit_code"),
    ("area_code", "area_code"),
    ("signed_on", "sign_date"),
    ("loan_amount", "amount"),
    ("amount_unit", "amount_unit"),
    ("pledge_numbers", "pledge_reg_no"),
    ("cancelled_on", "revoke_date"),
)
BANK = Form(
    feed="financial_office/pledge_loans",
    header=BANK_HEADER,
    shape="xlsx",
    entity="loan_number",
    title="专利权质押贷款报表 金额单位：万元",
    footnotes=("注：同一合同变更的，以最近一次报送为准。", "资料来源：演示数据"),
    organisation_codes=("borrower_code",),
    areas=("area_code",),
    dates=("signed_on", "reported_on"),
    amounts=("loan_amount",),
    coded=("act",),
    required=("borrower_name",),
)
OFFICE = Form(
    feed="ip_office/pledge_reports",
    header=OFFICE_HEADER,
    shape="parquet",
    entity="loan_number",
    organisation_codes=("borrower_code",),
    areas=("area_code",),
    dates=("signed_on", "reported_on"),
    counts=("loan_amount",),
    coded=("act", "amount_unit"),
    required=("borrower_name",),
)
_FACTS = ("borrower_code", "area_code", "signed_on", "loan_amount", "amount_unit")
_CHANCES = Chances(amended=0.1, cancelled=0.05)
_UNTOLD, _BANK_ALONE, _OFFICE_ALONE, _IN_YUAN, _LATE = 0.12, 0.18, 0.1, 0.5, 0.3


def deliver_loans(folder: Path, world: World, pledges: Sequence[Pledge]) -> Iterator[Filled]:
    """The bank report and the office's: most loans stand in both, each once in truth."""
    rng = world.part.stream("pledge_loans")
    loans = _draw(world, pledges, rng)
    draw = rng.random(len(loans))
    banks = [loan for loan, told in zip(loans, draw, strict=True) if told >= _OFFICE_ALONE]
    office = [
        _as_the_office_has_it(loan, bool(told < _OFFICE_ALONE), rng)
        for loan, told in zip(loans, draw, strict=True)
        if told < 1 - _BANK_ALONE
    ]
    yield replace(_filled(folder, world, BANK, banks), contracts=truth_of(loans, _FACTS))
    yield replace(_filled(folder, world, OFFICE, office), contracts=truth_of(office, _FACTS))


def _filled(folder: Path, world: World, form: Form, loans: Sequence[Contract]) -> Filled:
    rows: list[Row] = [_row(loan, act) for loan, act in in_order(loans)]
    return fill(folder, world.part, form, rows, free=np.array([loan.plain for loan, _ in in_order(loans)]))


def _row(loan: Contract, act: Act) -> Row:
    told = {"loan_number": loan.number, "act": act.kind, "reported_on": act.day, "pledge_numbers": ";".join(act.items)}
    return {**act.facts, **told}


def _draw(world: World, pledges: Sequence[Pledge], rng: np.random.Generator) -> list[Contract]:
    """Loans against one or two pledges of a firm; behind some pledges no loan is told."""
    loans: list[Contract] = []
    before: dict[int, str] = {}
    for pledge in pledges:
        earlier = before.get(pledge.holder.host.unit)
        before[pledge.holder.host.unit] = pledge.contract.number
        if rng.random() < _UNTOLD:
            continue
        numbers = [pledge.contract.number, *([earlier] if earlier and rng.random() < 0.3 else [])]
        loans.append(_loan(world, len(loans) + 1, pledge, numbers, rng))
    return loans


def _loan(world: World, serial: int, pledge: Pledge, numbers: Sequence[str], rng: np.random.Generator) -> Contract:
    host = pledge.holder.host
    signed = later(pledge.effective_on, 0, 20, rng)
    facts = {
        "borrower_name": host.name,
        "borrower_code": host.code,
        "area_code": host.area,
        "bank_name": pledge.pledgee,
        "signed_on": signed,
        "loan_amount": _amount(rng),
        "amount_unit": "万元",
    }
    number = f"DK{signed[:4]}{world.part.number * 10_000 + serial:06d}"
    return told(number, later(signed, 1, 30, rng), numbers, facts, {"loan_amount": _amount(rng)}, _CHANCES, rng)


def _amount(rng: np.random.Generator) -> str:
    """Whole ten thousands, and at times an odd sum."""
    hundredths = int(rng.lognormal(6.6, 0.9)) * 100 + (int(rng.integers(1, 100)) if rng.random() < 0.1 else 0)
    return wan(max(hundredths, 1000))


def _as_the_office_has_it(loan: Contract, alone: bool, rng: np.random.Generator) -> Contract:
    """The same loan in the office's table: at times in 元, at times without the newest act where the bank has it."""
    acts = loan.acts[:-1] if len(loan.acts) > 1 and not alone and rng.random() < _LATE else loan.acts
    in_yuan = rng.random() < _IN_YUAN
    return Contract(loan.number, tuple(_in_yuan(act) if in_yuan else act for act in acts))


def _in_yuan(act: Act) -> Act:
    whole, _, fraction = str(act.facts["loan_amount"]).partition(".")
    yuan = int(whole) * 10_000 + int(fraction) * 100
    return replace(act, facts={**act.facts, "loan_amount": str(yuan), "amount_unit": "元"})
