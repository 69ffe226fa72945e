"""What the published tables must say, worked out from the generator's truth in plain Python.

Nothing here is shared with the pipeline: whole numbers of 千元, a formula written out, dictionaries instead of SQL.
"""

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd

from published.home import PROJECT
from tests.pipeline import accounts

CITY, UNALLOCATED = "3302", "3302_U"
RETURNS = ("statistics_bureau/industrial_returns", "statistics_bureau/service_returns")
# these rows are in quarantine while the unit still counts with its good row (or never counted)
ENTITY_STAYS = {"duplicate_row", "superseded_return", "unit_not_on_register"}
Cells = dict[tuple[int, str, str], int]
Figures = dict[tuple[int, str, str], Decimal]


def read(feeds: Path, name: str) -> pd.DataFrame:
    """One table of the ground truth."""
    return pd.read_parquet(feeds / "truth" / f"{name}.parquet")


def order_25() -> dict[str, tuple[str, str]]:
    """Four-digit code ► category and middle class."""
    path = PROJECT / "dbt_project/seeds/codelists/patent_intensive_2019.csv"
    with path.open(encoding="utf-8") as lines:
        return {row["gbt4754_code"]: (row["code1"], row["code2"]) for row in csv.DictReader(lines)}


def quarantined_units(feeds: Path) -> set[tuple[str, int]]:
    """Units and years whose only return is in quarantine."""
    defects = read(feeds, "defects")
    lost = defects[defects.feed.isin(RETURNS) & (defects.treatment == "quarantined") & ~defects.kind.isin(ENTITY_STAYS)]
    return {(row.entity, int(Path(row.file).stem[-4:])) for row in lost.itertuples()}


def unit_value_added(row: object) -> int:
    """Value added of one unit by the income approach since 2019, 千元."""
    get = lambda item: int(getattr(row, item))  # noqa: E731
    compensation = get("payroll_payable")
    net_taxes = get("taxes_and_surcharges") + get("vat_payable") - get("production_subsidies")
    surplus = (
        get("operating_profit")
        - get("investment_income")
        - get("fair_value_gains")
        - get("disposal_gains")
        - get("asset_impairment_losses")
        - get("credit_impairment_losses")
        - get("other_income")
        + get("production_subsidies")
        + get("capitalised_rd")
    )
    return compensation + net_taxes + get("depreciation") + surplus


def industry_cells(feeds: Path) -> tuple[Figures, Cells]:
    """(year, area, four-digit industry) ► value added in 千元, and ► listed units: what every classification counts."""
    cells = accounts.cells(feeds)
    return {key: Decimal(cell.raked) * 10 for key, cell in cells.items()}, {key: c.units for key, c in cells.items()}


def value_added_cells(feeds: Path) -> tuple[Figures, Cells]:
    """(year, area, category) ► value added in 千元, and ► number of listed units."""
    members = order_25()
    made: tuple[Figures, Cells] = (defaultdict(Decimal), defaultdict(int))
    for cells, of_industries in zip(made, industry_cells(feeds), strict=True):
        for (year, area, industry), figure in of_industries.items():
            if industry in members:
                category, middle = members[industry]
                for place, code in [(CITY, "00"), (CITY, category), (CITY, middle), (area, "00"), (area, category)]:
                    cells[year, place, code] += figure
    return made


def newest_gdp(feeds: Path) -> dict[tuple[int, str], Decimal]:
    """(year, area name) ► GDP in 亿元 of the newest vintage, of-which rows left out."""
    newest: dict[tuple[int, str], tuple[str, Decimal]] = {}
    for row in read(feeds, "gdp").itertuples():
        known = newest.get((row.year, row.area_name), ("", Decimal(0)))
        if not row.of_which and row.release_date > known[0]:
            newest[row.year, row.area_name] = (row.release_date, row.gdp)
    return {key: value for key, (_, value) in newest.items()}


def percent(numerator: Decimal, denominator: Decimal) -> Decimal:
    """In per cent, half away from zero to two decimals."""
    return (numerator * 100 / denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def turnover_cells(
    feeds: Path,
) -> tuple[dict[tuple[str, str, str, bool], Decimal], dict[tuple[str, str, str, bool], int]]:
    """(month, seller's area, type, patent-related) ► value in 万元, and ► number of contracts."""
    defects = read(feeds, "defects")
    lost = set(
        defects[
            (defects.feed == "science_bureau/technology_contracts")
            & (defects.treatment == "quarantined")
            & (defects.kind != "duplicate_row")
        ].entity
    )
    values: dict[tuple[str, str, str, bool], Decimal] = defaultdict(Decimal)
    counts: dict[tuple[str, str, str, bool], int] = defaultdict(int)
    for row in read(feeds, "contracts").itertuples():
        if row.cancelled or not row.in_ningbo or row.contract_number in lost:
            continue
        area = UNALLOCATED if row.seller_area_code == "330200" else row.seller_area_code
        key = (f"{row.signed_on:%Y-%m}", area, row.contract_type, "专利" in row.ip_type)
        counts[key] += 1
        values[key] += row.contract_value or Decimal(0)
    return values, counts
