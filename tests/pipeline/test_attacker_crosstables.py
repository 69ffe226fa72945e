"""Who reads the cross-tables of contracts, policies and deals over HTTP cannot tell what one party has in them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest

from tests.pipeline.conftest import Desk
from tests.pipeline.insider import WITHIN, Held, doubt
from tests.pipeline.outsider import Cell, Pencil, crosstable
from tests.servers.site import Server, serving

TABLES: Mapping[str, tuple[str, ...]] = {
    "technology_contract_turnover": ("contract_value", "month", "area_code", "contract_type", "patent_related"),
    "ip_insurance": ("premium", "year", "area_code", "insurance_product"),
    "ip_trade": ("contract_value", "quarter", "trade_direction", "trade_partner", "trade_kind"),
    "capital_instruments": ("capital_raised", "year", "area_code", "capital_instrument"),
    "pledge_financing": ("loan_amount", "quarter", "area_code"),
    "patent_valuations": ("valued_amount", "year", "valuation_purpose", "holder_type"),
    "patent_transactions": ("transaction_value", "quarter", "area_code", "transaction_kind", "holder_type"),
    "trading_activity": ("deal_value", "quarter", "area_code", "trading_product"),
}
"""Dataset ► an amount, and the columns of the key, the period first."""
UNIVERSES = {"technology_contract_turnover": "technology_contracts"}
"""What a universe is called that is not called like its dataset."""
WITHOUT_TOTAL = {"trade_direction"}
AT_MOST = 40
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def server(city: Desk) -> Iterator[Server]:
    with serving(city.home) as running:
        yield running


def described(dataset: str) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """Amount, key, and of every dimension that has one the code of its total."""
    level, *key = TABLES[dataset]
    totals = {name: "3302" if name == "area_code" else "_T" for name in key[1:] if name not in WITHOUT_TOTAL}
    return level, tuple(key), totals


def periods(server: Server, dataset: str) -> dict[str, Rows]:
    """The table as SQL answers it, by period."""
    rows: Rows = server.get("/open.json", params={"sql": f"select * from {dataset}", "_shape": "array"}).json()
    found: dict[str, Rows] = defaultdict(list)
    for row in rows:
        found[str(row[TABLES[dataset][1]])].append(row)
    return found


def truth(city: Desk, dataset: str) -> dict[Cell, Held]:
    """Who has what in every cell, each amount counted under its own codes and all totals."""
    level, key, totals = described(dataset)
    found: dict[Cell, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in city.built(f"int_{UNIVERSES.get(dataset, dataset)}_contributions"):
        if row["measure"] == level:
            own = str(row["inner"]).split("|")
            for cell in product(*({code, totals.get(name, code)} for name, code in zip(key, own, strict=True))):
                found[cell][str(row["holder"])] += float(str(row["amount"]))
    return {cell: Held(sum(amounts.values()), amounts) for cell, amounts in found.items()}


def by_text(pencil: Pencil) -> Pencil:
    """Cells named by texts, as the truth names them."""
    named = {tuple(map(str, cell)): level for cell, level in pencil.levels.items()}
    told = [
        type(each)({tuple(map(str, cell)): weight for cell, weight in each.terms.items()}, each.low, each.high)
        for each in pencil.told
    ]
    return Pencil(named, told)


@pytest.mark.parametrize("dataset", TABLES)
def test_no_largest_party_of_a_cell_at_risk_can_be_recovered(server: Server, city: Desk, dataset: str) -> None:
    level, key, totals = described(dataset)
    held = truth(city, dataset)
    tables = {
        period: by_text(crosstable(rows, key, totals, level)) for period, rows in periods(server, dataset).items()
    }
    at_risk = [cell for cell, found in held.items() if found.at_risk]
    assert len(at_risk) > 10, "the sample has parties that stand alone"
    assert [cell for cell in at_risk if tables[str(cell[0])].levels[cell] is not None] == []
    tried = sorted(at_risk)[:: len(at_risk) // AT_MOST + 1]
    rooms = {cell: doubt(tables[str(cell[0])], cell, held[cell], _same_period(held, cell)) for cell in tried}
    assert {cell: room for cell, room in rooms.items() if room < WITHIN * 0.999} == {}


def _same_period(held: Mapping[Cell, Held], cell: Cell) -> dict[Cell, Held]:
    return {other: found for other, found in held.items() if other[0] == cell[0]}


@pytest.mark.parametrize("dataset", TABLES)
def test_with_only_the_cells_at_risk_taken_out_the_same_attack_succeeds(city: Desk, dataset: str) -> None:
    """The attacker is worth being kept out: totals give single parties away."""
    level, key, totals = described(dataset)
    held = truth(city, dataset)
    at_risk = {cell for cell, found in held.items() if found.at_risk}
    rows: dict[str, Rows] = defaultdict(list)
    for row in city.built(dataset):
        named = tuple(str(row[name]) for name in key)
        rows[named[0]].append(row | ({level: None} if named in at_risk else {}))
    naive = {period: by_text(crosstable(table, key, totals, level)) for period, table in rows.items()}
    tried = sorted(at_risk)[:: len(at_risk) // AT_MOST + 1]
    recovered = [c for c in tried if doubt(naive[str(c[0])], c, held[c], _same_period(held, c)) < WITHIN]
    assert recovered


def test_what_is_added_up_over_the_year_gives_no_month_away(server: Server) -> None:
    """From the first withheld month of a line to the end of the year the sum since January is withheld too."""
    hidden: set[Cell] = set()
    for _, rows in sorted(periods(server, "technology_contract_turnover").items()):
        for row in rows:
            line = (row["month"][:4], row["area_code"], row["contract_type"], row["patent_related"])
            if row["conf_status"] == "C":
                hidden.add(line)
            assert (row["cumulative_value"] is None) == (line in hidden), row
            assert (row["rates_conf_status"] == "C") == (line in hidden), row
    assert hidden
