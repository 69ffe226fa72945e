"""The home page's parts and places: of the city that the catalogue names, withheld only where the row says so."""

import sqlite3
from dataclasses import replace

from published.dataset import Headline
from published.site.language import languages
from published.site.pages.value_added import NAME, value_added
from tests.unit.published.site.pages.test_pictures import database, entry

CITY, ZH = "3401", languages()["zh"]


def row(area: str, category: str, value: float | None, conf: str = "F") -> dict[str, object]:
    where = {"year": 2024, "area_code": area, "category_code": category}
    return {**where, "value_added": value, "obs_status": "A", "conf_status": conf}


def elsewhere(connection: sqlite3.Connection) -> object:
    found = entry(NAME, connection)
    where = {"area_code": CITY, "category_code": "00"}
    headline = Headline(measure="value_added", where=where)
    return replace(found, dataset=found.dataset.model_copy(update={"headline": headline}))


def test_amounts_have_the_decimals_of_the_least_and_lead_to_the_city_of_the_catalogue() -> None:
    parts = [row(CITY, "01", 2_000_000.0), row(CITY, "02", 400.0), row(CITY, "03", None, "C"), row(CITY, "04", None)]
    connection = database(NAME, [row(CITY, "00", 2_100_000.0), *parts])
    found = value_added(connection, elsewhere(connection), ZH)  # type: ignore[arg-type]
    assert found is not None
    assert [(one.value, one.secret) for one in found.parts] == [
        ("200.00", False), ("0.04", False), ("–", True), ("–", False),
    ]  # fmt: skip
    assert found.parts[0].href == f"/open/{NAME}?area_code={CITY}&category_code=01"
