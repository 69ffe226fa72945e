"""Value added per vintage, area and industry raked to the accounts' margins of that vintage, section × area and
section × city, 万元 (estimation/raking.py); the same without the imputed units, for the sensitivity analysis.

A margin that the cells cannot meet stops the accounts with its name. A section of which the accounts say nothing in a
vintage stays as estimated."""

from decimal import Decimal

import pyarrow as pa

SIXTH = Decimal("0.000001")
KEYS = ("year", "vintage", "area_code", "industry_code")
SCHEMA = pa.schema(
    [
        ("year", pa.int32()),
        ("vintage", pa.string()),
        ("area_code", pa.string()),
        ("industry_code", pa.string()),
        ("value_added", pa.decimal128(24, 6)),
        ("without_imputation", pa.decimal128(24, 6)),
    ]
)


def model(dbt, session):
    """dbt's entry."""
    dbt.config(materialized="table")
    cells = dbt.ref("int_value_added_cells").order(", ".join(KEYS)).to_arrow_table().to_pylist()
    margins = by_section(dbt.ref("int_account_margins").order("section, area_code").to_arrow_table().to_pylist())
    settings = dbt.ref("raking")
    tolerance = settings.filter("parameter = 'tolerance'").fetchall()[0][1]
    rows = []
    for (year, vintage, section), group in by_section(cells, "vintage").items():
        wanted = margins.get((year, group[0]["accounts_version"], section), [])
        name = f"{year} {vintage} {section}"
        whole = raked(group, [float(cell["estimate"]) for cell in group], wanted, name, tolerance)
        returned = [float(cell["reported"] + cell["below_scale"]) for cell in group]
        bare = raked(group, returned, reachable(group, returned, wanted), name, tolerance)
        rows += [row_of(*found) for found in zip(group, whole, bare, strict=True)]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def by_section(rows, kind="version"):
    """Year, vintage (of cells) or version (of margins) and section ► rows: margins bind within a section alone."""
    found = {}
    for row in rows:
        found.setdefault((row["year"], row[kind], row["section"]), []).append(row)
    return found


def raked(group, values, wanted, name, tolerance):
    """The cells of a section as the accounts want them."""
    import numpy as np

    from estimation.raking import Margin, rake

    margins = [
        Margin(
            f"{name} {margin['area_code']}",
            np.array([i for i, cell in enumerate(group) if covers(margin, cell)], dtype=np.int64),
            float(margin["value_added"]),
        )
        for margin in wanted
    ]
    return rake(np.array(values), margins, tolerance).cells


def covers(margin, cell):
    """The city's margin covers every cell, an area's its own."""
    return margin["is_city"] or cell["area_code"] == margin["area_code"]


def reachable(group, values, wanted):
    """The areas' margins that hold a cell: without the imputed units an area may have none, and the city is short."""
    areas = {cell["area_code"] for cell, value in zip(group, values, strict=True) if value > 0}
    return [margin for margin in wanted if margin["area_code"] in areas]


def row_of(cell, value, without_imputation):
    """A cell, rounded once."""
    return {key: cell[key] for key in KEYS} | {
        "value_added": Decimal(float(value)).quantize(SIXTH),
        "without_imputation": Decimal(float(without_imputation)).quantize(SIXTH),
    }
