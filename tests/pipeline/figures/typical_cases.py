"""Every published case with consent, and what its claims are worth by the truth about patents and contracts."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.pipeline.counted import Truth, published_area

KEY = ("case_number", "version")
STATES = {"已发布": "published", "已更正": "corrected", "已撤回": "withdrawn"}


def rows(truth: Truth) -> Iterator[dict[str, object]]:
    defects = truth.read("defects")
    of_cases = defects[(defects.feed == "ip_office/typical_cases") & (defects.treatment == "quarantined")]
    lost = set(of_cases[of_cases.kind != "duplicate_row"].entity)
    patents = {row.app_number: row for row in truth.read("patents").itertuples()}
    holders = truth.holders
    for case in truth.read("cases").itertuples():
        if case.case_number in lost or case.consent == "否" or case.state not in STATES:
            continue
        cited = [patents[number] for number in case.patent_numbers.split(";") if number]
        in_force = sum(patent.status_code == "10" for patent in cited)
        held = sum(case.subject_code in holders[patent.app_number] for patent in cited)
        yield {
            "case_number": case.case_number,
            "version": 1,
            "area_code": published_area(case.area_code),
            "state": STATES[case.state],
            "amount": Decimal(case.amount).quantize(Decimal("0.01")),
            "patents": len(cited),
            "patents_in_force": in_force,
            "patents_held": held,
            "patent_claim": "agrees" if in_force == held == len(cited) else "differs",
            "contract_claim": contract_claim(case),
            "record_state": "current",
            "change_reason": "listed",
        }


def contract_claim(case: Any) -> str:
    if not case.contract_number:
        return "not_applicable"
    if case.contract_number != case.true_contract:
        return "not_found"
    return "agrees" if Decimal(case.amount) == Decimal(case.true_contract_value) else "differs"
