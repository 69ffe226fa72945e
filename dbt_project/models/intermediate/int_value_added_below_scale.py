"""Value added of units below the reporting threshold by vintage, area and industry, 万元: the census carried on by the
survey's revenue, split into industries by the survey's weighted revenue (estimation/below_scale.py). Areas as the
bureau codes them."""

from decimal import Decimal

import pyarrow as pa

SIXTH = Decimal("0.000001")
SCHEMA = pa.schema(
    [
        ("year", pa.int32()),
        ("vintage", pa.string()),
        ("area_code", pa.string()),
        ("industry_code", pa.string()),
        ("value_added", pa.decimal128(24, 6)),
    ]
)


def model(dbt, session):
    """dbt's entry; sections in which no unit is listed have no industries to be split into and are left out."""
    from estimation.small_economy import small_economy

    dbt.config(materialized="table")
    settings = dbt.ref("imputation")
    economy = small_economy(
        dbt.ref("stg_statistics_bureau__below_scale_survey").to_arrow_table(),
        dbt.ref("stg_statistics_bureau__census_benchmark").to_arrow_table(),
        dbt.ref("int_industry_sections").to_arrow_table(),
        minimum=settings.filter("parameter = 'minimum_sample'").fetchall()[0][1],
    )
    larger = above_scale(dbt.ref("int_value_added_completed"))
    vintages = dbt.ref("int_account_vintages").order("year, released_on").to_arrow_table().to_pylist()
    rows = [row for vintage in vintages for row in cells(economy, vintage, larger)]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def above_scale(units):
    """Year and vintage ► industry ► value added of the listed units."""
    keys = "year, vintage, industry_code"
    found = {}
    for year, vintage, industry, value in units.aggregate(f"{keys}, sum(value_added)::double", keys).fetchall():
        found.setdefault((year, vintage), {})[industry] = value
    return found


def cells(economy, vintage, larger):
    """The rows of one vintage, rounded once."""
    amounts = larger.get((vintage["year"], vintage["vintage"]), {})
    levels, shares = economy.estimate(vintage, amounts)
    of_section = economy.survey.of_section
    listed = {int(of_section[economy.industries.index(industry)]) for industry in amounts}
    for position, industry in enumerate(economy.industries):
        if int(of_section[position]) in listed and shares[0, position] > 0:
            for place, area in enumerate(economy.areas):
                value = Decimal(levels[0, of_section[position], place] * shares[0, position]).quantize(SIXTH)
                yield {
                    "year": vintage["year"],
                    "vintage": vintage["vintage"],
                    "area_code": area,
                    "industry_code": industry,
                    "value_added": value,
                }
