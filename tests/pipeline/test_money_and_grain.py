"""Money and contracts are counted once, however often the departments tell of them.

Turnover, pledge amounts and licence counts equal the truth to the last digit although contracts cover many patents,
are amended and cancelled, and are reported by two departments. Each test first asserts that its hard cases occur, so
that none can pass on easy data.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from tests.pipeline import truth as turnover
from tests.pipeline.conftest import Desk
from tests.pipeline.contracts import LOANS, REPORTS, Contract, books, contracts, loans, transactions
from tests.pipeline.counted import CITY, Truth, cents

GAZETTES = (
    ("ip_office/transfers", "contract_number", "patent_number"),
    ("ip_office/licences", "contract_number", "patent_number"),
    ("ip_office/open_licence_deals", "deal_number", "declaration_number"),
    ("ip_office/pledges", "pledge_number", "patent_number"),
)


def truth_of(desk: Desk) -> Truth:
    return Truth(desk.home.feeds, desk.home.warehouse)


def city_rows(desk: Desk, dataset: str, **where: str) -> list[dict[str, object]]:
    return of_city(desk.rows(dataset), **where)


def of_city(rows: Sequence[dict[str, object]], **where: str) -> list[dict[str, object]]:
    wanted = {"area_code": CITY} | where
    return [row for row in rows if all(row[name] == code for name, code in wanted.items())]


def total(rows: Sequence[dict[str, object]], column: str) -> Decimal:
    return sum((Decimal(str(row[column])) for row in rows), Decimal(0))


def hard_cases(known: Sequence[Contract]) -> tuple[int, int, int]:
    """How many cover several patents, were amended, were cancelled."""
    several = sum(len(contract.patents) > 1 for contract in known)
    amended = sum(contract.amended for contract in known)
    return several, amended, sum(contract.cancelled_on is not None for contract in known)


def test_every_gazette_repeats_amends_and_cancels(released: Desk) -> None:
    for feed in GAZETTES:
        several, amended, cancelled = hard_cases(list(contracts(truth_of(released), *feed)))
        assert several > 0 and amended > 0 and cancelled > 0, (feed, several, amended, cancelled)


def test_turnover_of_technology_contracts(released: Desk) -> None:
    """Contracts over many patents, exported once per patent, amended or cancelled: each counts once, or not at all."""
    feeds = released.home.feeds
    known = turnover.read(feeds, "contracts")
    faults = turnover.read(feeds, "defects")
    repeated = faults[faults.kind == "repeated_per_patent"].entity.nunique()
    several, cancelled = (known.patents.map(len) > 1).sum(), known.cancelled.sum()
    assert repeated > 0 and several > 0 and known.amended.sum() > 0 and cancelled > 0
    values, counts = turnover.turnover_cells(feeds)
    by_month: dict[str, Decimal] = defaultdict(Decimal)
    for (month, *_), value in values.items():
        by_month[month] += value
    rows = city_rows(released, "technology_contract_turnover", contract_type="_T", patent_related="_T")
    assert total(rows, "contracts") == sum(counts.values())
    assert total(rows, "contract_value") == sum(cents(value) for value in by_month.values())


def test_licence_counts_and_values(released: Desk) -> None:
    """Every licence and assignment of the city's holders counts once in the city, whatever it covers; values as built,
    since they are withheld where they tell of a holder."""
    standing = list(transactions(truth_of(released)))
    several, amended, _ = hard_cases(standing)
    assert several > 0 and amended > 0
    for kind in ("assignment", "exclusive", "sole", "ordinary", "open"):
        mine = [contract for contract in standing if contract.facts["kind"] == kind]
        rows = city_rows(released, "patent_transactions", transaction_kind=kind, holder_type="_T")
        assert mine and total(rows, "transactions") == len(mine), kind
        amounts = [Decimal(contract.facts["amount"]) for contract in mine if contract.facts["amount"]]
        assert 0 < len(amounts) < len(mine), "some values are not told"
        built = of_city(released.built("patent_transactions"), transaction_kind=kind, holder_type="_T")
        assert total(built, "transaction_value") == sum(amounts), kind
        assert total(rows, "transactions_with_value") == len(amounts), kind


def test_pledge_amounts(released: Desk) -> None:
    """A loan that bank and office both report, one in 万元 and the other in 元, one with the newest amount and the
    other without, is lent once: with the bank's amount."""
    truth = truth_of(released)
    lent = list(loans(truth))
    offices = {loan["number"]: loan for loan in books(truth, REPORTS)}
    banks = {row["loan_number"] for row in truth.rows(LOANS)}
    twice = [loan for loan in lent if loan["number"] in banks and loan["number"] in offices]
    cases = {
        "reported by both": twice,
        "by the office in 元": [loan for loan in twice if offices[loan["number"]]["amount_unit"] == "元"],
        "by the office without the newest act": [x for x in twice if offices[x["number"]]["acts"] < x["acts"]],
        "by the office alone": [loan for loan in lent if loan["number"] not in banks],
        "by the bank alone": [loan for loan in lent if loan["number"] not in offices],
        "against several pledges": [loan for loan in lent if ";" in loan["items"]],
        "amended": [loan for loan in lent if loan["amended"]],
        "revoked": [loan for loan in books(truth, LOANS) if loan["cancelled_on"]],
    }
    assert {name for name, found in cases.items() if not found} == set()
    rows = city_rows(released, "pledge_financing")
    assert total(rows, "loan_contracts") == len(lent)
    assert total(rows, "loan_amount") == cents(sum(Decimal(loan["loan_amount"]) for loan in lent))


def test_a_pledge_of_many_patents_is_one_registration_and_a_release_is_no_annulment(released: Desk) -> None:
    known = list(contracts(truth_of(released), "ip_office/pledges", "pledge_number"))
    released_by_now = [pledge for pledge in known if pledge.cancelled_on]
    rows = city_rows(released, "pledge_financing")
    assert total(rows, "pledge_registrations") == len(known)
    newest = max(rows, key=lambda row: str(row["quarter"]))
    assert newest["pledges_in_force"] == len(known) - len(released_by_now)
    several, amended, cancelled = hard_cases(known)
    assert several > 0 and amended > 0 and len(known) > cancelled > 0
