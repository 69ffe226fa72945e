"""Deflators of the accounts' sections and of the patent-intensive categories, previous year = 100."""

import csv
from pathlib import Path

import numpy as np

from sample_feeds.bureau.sections import section_names
from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import in_pages
from sample_feeds.reference import SEEDS
from sample_feeds.world import World

HEADER: Header = (
    ("entry_number", "id"),
    ("deflator_scope", "scopeName"),
    ("class_code", "classCode"),
    ("class_name", "className"),
    ("year", "year"),
    ("deflator", "indexPreviousYear100"),
)
FORM = Form(
    feed="statistics_bureau/deflators",
    header=HEADER,
    shape="json",
    entity="entry_number",
    records="data.rows",
    counts=("deflator",),
    coded=("deflator_scope",),
    required=("deflator",),
)
YEARS = range(2016, 2025)
_PAGE = 100
_LEVEL = {2016: -0.6, 2017: 3.9, 2018: 2.6, 2019: 0.1, 2020: -0.9, 2021: 5.1, 2022: 2.4, 2023: -1.1, 2024: -0.8}


def deliver_deflators(folder: Path, world: World) -> Filled:
    """One row per year and section or category."""
    rng = world.part.stream("deflators")
    classes = [("国民经济行业门类", *item) for item in section_names().items()]
    classes += [("专利密集型产业", *item) for item in _categories().items()]
    rows: list[Row] = []
    for year in YEARS:
        for scope, code, name in classes:
            row = {
                "entry_number": f"PJ{len(rows) + 1:05d}",
                "deflator_scope": scope,
                "class_code": code,
                "class_name": name,
                "year": str(year),
                "deflator": f"{100 + _LEVEL[year] + float(rng.normal(0, 1.2)):.1f}",
            }
            rows.append(row)
    pages, segment = in_pages(len(rows), _PAGE)
    return fill(
        folder, world.part, FORM, rows, pages, segment, np.array([int(str(row["year"])) < 2020 for row in rows])
    )


def _categories() -> dict[str, str]:
    """The total and the seven categories of the classification of patent-intensive industries."""
    with (SEEDS / "codelists/category.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["zh"] for row in csv.DictReader(file) if int(row["level"]) < 2}
