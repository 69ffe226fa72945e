"""Parameters of the method are tables; these are the rules that the tables keep."""

import csv
import re
from collections import Counter, defaultdict
from itertools import pairwise

from jinja2 import Environment

from estimation.disaggregation import FEWEST_YEARS, METHODS
from published.catalog import Catalog
from published.home import PROJECT
from published.vocabulary import vocabulary

DBT = PROJECT / "dbt_project"
FORM_ITEMS = ("money_items", "required_items")
COMPONENTS = {"compensation", "net_production_taxes", "depreciation", "operating_surplus"}

Row = dict[str, str]


def seed(path: str) -> list[Row]:
    with (DBT / "seeds" / f"{path}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def form(name: str) -> list[str]:
    """The items that macros/returns.sql lists."""
    source = (DBT / "macros" / "returns.sql").read_text(encoding="utf-8")
    module = Environment(extensions=["jinja2.ext.do"]).from_string(source).module
    return str(getattr(module, name)()).split()


def of_sector(sector: str) -> list[Row]:
    return [row for row in seed("parameters/value_added_items") if row["sector"] == sector]


def test_every_item_of_value_added_is_a_money_item_of_the_form() -> None:
    items = {row["item"] for row in seed("parameters/value_added_items")}
    assert items <= set(form("money_items"))
    assert set(form("required_items")) <= set(form("money_items"))


def test_what_value_added_cannot_do_without_is_required() -> None:
    year = "2024"
    counted = {row["item"] for row in of_sector("industry") if row["valid_from"] <= year <= row["valid_to"]}
    assert set(form("required_items")) >= {"payroll_payable", "taxes_and_surcharges", "vat_payable", "depreciation"}
    assert set(form("required_items")) & counted == set(form("required_items")) - {
        "operating_revenue",
        "gross_output",
        "intermediate_input",
    }


def test_validity_ranges_of_an_item_do_not_overlap() -> None:
    ranges: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for row in seed("parameters/value_added_items"):
        key = (row["item"], row["component"], row["sector"])
        ranges[key].append((int(row["valid_from"]), int(row["valid_to"])))
    for item, spans in ranges.items():
        assert all(first <= last for first, last in spans), item
        assert all(before[1] < after[0] for before, after in pairwise(sorted(spans))), item


def test_a_sign_is_plus_or_minus_one() -> None:
    assert {row["sign"] for row in seed("parameters/value_added_items")} == {"1", "-1"}


def test_both_sectors_have_all_four_components_by_the_same_rule() -> None:
    kept = ("item", "component", "sign", "valid_from", "valid_to")
    rules = {
        sector: [tuple(row[name] for name in kept) for row in of_sector(sector)] for sector in ("industry", "service")
    }
    assert {row["component"] for row in of_sector("industry")} == COMPONENTS
    assert Counter(rules["industry"]) == Counter(rules["service"])
    assert {row["sector"] for row in seed("parameters/value_added_items")} == set(rules)


def test_subsidies_leave_the_sum_as_it_is() -> None:
    for sector in ("industry", "service"):
        signs = [int(row["sign"]) for row in of_sector(sector) if row["item"] == "production_subsidies"]
        assert sum(signs) == 0, "taken from the taxes, added to the surplus"


def test_every_parameter_and_target_has_a_source() -> None:
    for path in sorted((DBT / "seeds" / "parameters").glob("*.csv")):
        assert [row for row in seed(f"parameters/{path.stem}") if not row["source"].strip()] == [], path.stem


def test_targets_are_of_an_indicator_and_an_area() -> None:
    areas = {row["code"] for row in seed("codelists/area")}
    for row in seed("parameters/targets"):
        assert row["indicator"] in {known["code"] for known in seed("codelists/monitor_indicator")}, row
        assert row["area_code"] in areas
        assert re.fullmatch(r"\d+\.\d{2}", row["target"])


def test_every_monitored_indicator_has_its_parameters_and_its_line() -> None:
    listed = [row["code"] for row in seed("codelists/monitor_indicator")]
    parameters = seed("parameters/monitor_indicators")
    measured = (DBT / "models/intermediate/int_indicators_measured.sql").read_text(encoding="utf-8")
    assert [row["indicator"] for row in parameters] == listed
    assert re.findall(r"^    \['(\w+)', ", measured, re.MULTILINE) == listed
    assert {row["direction"] for row in parameters} <= {"up", "down"}


def test_units_of_measure_are_those_of_the_vocabulary() -> None:
    known = vocabulary().units
    assert {row["unit_of_measure"] for row in seed("parameters/monitor_indicators")} <= set(known)
    for row in seed("codelists/unit_of_measure"):
        assert known[row["code"]].zh in row["zh"] and known[row["code"]].en in row["en"], row


def test_every_industrial_division_belongs_to_one_group() -> None:
    rows = seed("parameters/industry_groups")
    divisions = [row["code"] for row in seed("codelists/gbt4754_2017") if row["parent"] in ("B", "C", "D")]
    assert [row["division"] for row in rows] == divisions
    assert {row["industry_group"] for row in rows} == {row["code"] for row in seed("codelists/industry_group")} - {"_T"}


def test_order_25_has_seven_categories_and_thirty_one_middle_classes() -> None:
    rows = seed("codelists/patent_intensive_2019")
    counted = (len({row["code1"] for row in rows}), len({row["code2"] for row in rows}), len(rows))
    assert counted in {(7, 31, 190), (7, 31, 188)}, "190 as reconstructed, 188 as ordered"
    assert len({row["gbt4754_code"] for row in rows}) == len(rows), "a class belongs to one category"
    assert all(row["code2"].startswith(row["code1"]) for row in rows)


def test_order_25_is_marked_as_reconstructed_or_proves_that_it_is_official() -> None:
    rows = seed("codelists/patent_intensive_2019")
    digests = {row["annex_sha256"] for row in rows}
    assert digests == {""} or (len(rows) == 188 and all(re.fullmatch("[0-9a-f]{64}", digest) for digest in digests))
    assert all(row["provenance"] for row in rows)


def test_order_25_names_classes_of_gbt_4754_2017() -> None:
    names = {row["code"]: row["name"] for row in seed("codelists/gbt4754_2017") if row["level"] == "4"}
    for row in seed("codelists/patent_intensive_2019"):
        assert names.get(row["gbt4754_code"]) == row["gbt4754_name"], row


def test_thirty_seven_classes_of_order_25_are_services() -> None:
    codes = [row["gbt4754_code"] for row in seed("codelists/patent_intensive_2019")]
    manufacturing = [code for code in codes if "13" <= code[:2] <= "43"]
    services = [code for code in codes if code[:2] >= "44"]
    assert (len(services), len(manufacturing)) == (37, len(codes) - 37)


def test_categories_are_those_of_order_25() -> None:
    rows = seed("codelists/patent_intensive_2019")
    listed = {row["code"]: row["zh"] for row in seed("codelists/category")}
    expected = {row["code1"]: row["name1"] for row in rows} | {row["code2"]: row["name2"] for row in rows}
    assert listed == expected | {"00": "合计"}


def test_every_category_of_the_flash_has_one_method_that_there_is() -> None:
    rows = seed("parameters/flash_methods")
    categories = {row["code1"] for row in seed("codelists/patent_intensive_2019")}
    assert [row["category_code"] for row in rows] == sorted(categories)
    assert {row["method"] for row in rows} <= set(METHODS) == set(FEWEST_YEARS)


def test_superseded_areas_lead_to_areas_that_exist() -> None:
    areas = {row["code"]: row["zh"] for row in seed("codelists/area")}
    rows = seed("concordances/area_superseded")
    for row in rows:
        assert areas.get(row["becomes"]) == row["becomes_name"], row
        assert row["was"] not in areas, row
        assert row["was_name"] not in areas.values(), row
    for name in ("was", "was_name"):
        assert len({row[name] for row in rows}) == len(rows), "one successor each"


def test_breaks_are_of_a_dataset_and_of_a_known_kind_and_said_in_both_languages(catalog: Catalog) -> None:
    kinds = {row["code"] for row in seed("codelists/break_kind")}
    for row in seed("parameters/series_breaks"):
        assert row["dataset"] in {dataset.name for dataset in catalog.datasets}, row
        assert row["kind"] in kinds, row
        assert re.fullmatch(r"\d{4}(-\d{2})?", row["starts"]), row
        assert re.search("[\u4e00-\u9fff]", row["zh"]) and row["en"].isascii(), row


def test_parents_of_codes_exist() -> None:
    for path in ("area", "category", "gbt4754_2017", "gbt4754_2011"):
        rows = seed(f"codelists/{path}")
        codes = {row["code"] for row in rows}
        assert len(codes) == len(rows), path
        assert {row["parent"] for row in rows} - {""} <= codes, path


def test_a_unit_of_money_is_declared_as_one() -> None:
    """A title that must contain 单位:万元 would refuse what can be converted."""
    for path in sorted((DBT / "models" / "sources").glob("*.yml")):
        titles = re.findall(r"title_contains: (.*)", path.read_text(encoding="utf-8"))
        assert [title for title in titles if re.search(r"单位 ?[:：]\s*\S*元", title)] == [], (
            f"{path.name}: write `unit:` instead"
        )
