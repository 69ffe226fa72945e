"""The units and their value added: calibrated to what is published, coherent item by item."""

from collections import Counter
from decimal import Decimal

import numpy as np
import pytest

from sample_feeds.money import income_value_added, production_value_added
from sample_feeds.names import brands
from sample_feeds.reference import Reference, load_reference
from sample_feeds.scale import SCALES, Part
from sample_feeds.survey import Survey, draw_survey
from sample_feeds.text import strings
from sample_feeds.units import SERIALS_PER_PART, draw_units

_WELL_KNOWN = [
    "海天",
    "华翔",
    "均胜",
    "雅戈尔",
    "方太",
    "公牛",
    "舜宇",
    "拓普",
    "奥克斯",
    "杉杉",
    "得力",
    "申洲",
    "韵升",
    "容百",
    "博威",
    "太平鸟",
    "江丰",
    "金田",
    "吉利",
]


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture(scope="module")
def city(reference: Reference) -> Survey:
    part = Part(SCALES["city"], 0, 3302)
    return draw_survey(part, draw_units(part, reference), reference)


def test_industrial_value_added_meets_the_published_total_of_2020(city: Survey) -> None:
    chosen = city.rows.industrial & (city.rows.year == 2020)
    assert city.rows.value_added[chosen].sum() / 100_000 == pytest.approx(4042, rel=0.001)


def test_divisions_keep_their_published_shares_of_industry(city: Survey, reference: Reference) -> None:
    chosen = city.rows.industrial & (city.rows.year == 2024)
    total = city.rows.value_added[chosen].sum()
    published = sum(reference.industrial_value_added.values(), Decimal(0))
    for code, value in reference.industrial_value_added.items():
        share = city.rows.value_added[chosen & (city.rows.area == code)].sum() / total
        assert share == pytest.approx(float(value / published), abs=0.001)


def test_patent_intensive_industries_are_near_45_percent_of_industry(city: Survey) -> None:
    intensive = city.units.industries.intensive[city.rows.industry]
    for year in range(2020, 2025):
        chosen = city.rows.industrial & (city.rows.year == year)
        share = city.rows.value_added[chosen & intensive].sum() / city.rows.value_added[chosen].sum()
        assert 0.43 < share < 0.47


def test_every_code_of_order_25_occurs_every_year(city: Survey, reference: Reference) -> None:
    codes = np.array(city.units.industries.codes)
    for year in range(2020, 2025):
        present = set(codes[city.rows.industry[city.rows.year == year]])
        assert len(reference.patent_intensive - present) <= 3
    assert reference.patent_intensive <= set(codes[city.rows.industry])


def test_income_approach_is_exact_and_production_approach_agrees(city: Survey) -> None:
    assert np.array_equal(income_value_added(city.items), city.rows.value_added)
    assert np.abs(production_value_added(city.items) / city.rows.value_added - 1).max() <= 0.005


def test_units_are_many_and_more_every_year(city: Survey) -> None:
    assert len(np.unique(city.rows.unit)) == 16_000
    yearly = [int((city.rows.year == year).sum()) for year in range(2020, 2025)]
    assert yearly == sorted(yearly)


def test_some_units_do_not_report(city: Survey) -> None:
    assert 0.015 < 1 - city.reports.mean() < 0.025


def test_firm_sizes_are_heavy_tailed(city: Survey) -> None:
    values = np.sort(city.rows.value_added[city.rows.industrial & (city.rows.year == 2024)])[::-1]
    assert values[: len(values) // 100].sum() > 0.15 * values.sum()


def test_names_belong_to_one_unit_each_but_for_namesakes_in_other_areas(city: Survey) -> None:
    names = strings(city.units.name)
    shared = {name for name, times in Counter(names).items() if times > 1}
    assert len(names) - len(set(names)) == len(shared) == 200
    areas = [(name, area) for name, area in zip(names, city.units.places.area, strict=True) if name in shared]
    assert len(set(areas)) == 400


def test_no_name_is_a_well_known_firms(city: Survey) -> None:
    names = strings(city.units.name)
    assert not [name for name in names if any(known in name for known in _WELL_KNOWN)]


def test_brands_suffice_for_sixty_parts() -> None:
    serial = np.arange(0, 60 * SERIALS_PER_PART)
    assert len(set(brands(serial).to_pylist())) == len(serial)
