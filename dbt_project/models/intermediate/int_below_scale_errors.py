"""The sampling error of the below-scale part of every area and patent-intensive category, 万元: the standard error over
the bootstrap's replicates of the survey (estimation/bootstrap.py), in the newest vintage of each year. Areas as the
bureau codes them; an empty one means all areas together."""

import pyarrow as pa

SCHEMA = pa.schema(
    [
        ("year", pa.int32()),
        ("area_code", pa.string()),
        ("category_code", pa.string()),
        ("below_scale", pa.float64()),
        ("standard_error", pa.float64()),
    ]
)


def model(dbt, session):
    """dbt's entry; the city is its areas together."""
    from estimation.small_economy import small_economy

    dbt.config(materialized="table")
    imputation, bootstrap = dbt.ref("imputation"), dbt.ref("bootstrap")
    settings = {name: value for table in (imputation, bootstrap) for name, value, _ in table.fetchall()}
    economy = small_economy(
        dbt.ref("stg_statistics_bureau__below_scale_survey").to_arrow_table(),
        dbt.ref("stg_statistics_bureau__census_benchmark").to_arrow_table(),
        dbt.ref("int_industry_sections").to_arrow_table(),
        minimum=settings["minimum_sample"],
        replicates=settings["replicates"],
        seed=settings["seed"],
    )
    larger, keys = {}, "year, industry_code"
    listed = dbt.ref("int_value_added_cells").filter("is_newest")
    for year, industry, value in listed.aggregate(f"{keys}, sum(above_scale)::double", keys).fetchall():
        larger.setdefault(year, {})[industry] = value
    members = dbt.ref("patent_intensive_2019").order("gbt4754_code").to_arrow_table().to_pylist()
    vintages = dbt.ref("int_account_vintages").filter("is_newest").order("year").to_arrow_table().to_pylist()
    rows = [row for vintage in vintages for row in errors(economy, vintage, larger.get(vintage["year"], {}), members)]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def errors(economy, vintage, larger, members):
    """Each category of each area and of all together."""
    import numpy as np

    levels, shares = economy.estimate(vintage, larger)
    of_section = economy.survey.of_section
    for category, industries in by_category(members).items():
        positions = [economy.industries.index(industry) for industry in industries]
        part = np.array(
            [np.bincount(of_section[positions], row, len(economy.sections)) for row in shares[:, positions]]
        )
        amounts = np.einsum("rs,rsa->ra", part, levels)
        for place, area in enumerate(economy.areas):
            yield row_of(vintage["year"], area, category, amounts[:, place])
        yield row_of(vintage["year"], "", category, amounts.sum(axis=1))


def by_category(members):
    """Total, category and middle class ► member industries."""
    found = {}
    for member in members:
        for category in ("00", member["code1"], member["code2"]):
            found.setdefault(category, []).append(member["gbt4754_code"])
    return found


def row_of(year, area, category, amounts):
    """The estimate and its standard error over the replicates."""
    from estimation.bootstrap import standard_error

    return {
        "year": year,
        "area_code": area,
        "category_code": category,
        "below_scale": float(amounts[0]),
        "standard_error": standard_error(amounts[0], amounts[1:]),
    }
