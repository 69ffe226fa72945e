"""What the departments truly delivered, row by row, for computations that share nothing with the pipeline."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

UNALLOCATED = "3302_U"
CITY = "3302"
DIVISIONS = ("03", "05", "06", "11", "12", "13", "25", "26", "81", "82")
AREAS = (CITY, *(f"3302{division}" for division in DIVISIONS), UNALLOCATED)
NAMES = {
    "宁波市": CITY, "海曙区": "330203", "江北区": "330205", "北仑区": "330206", "镇海区": "330211", "鄞州区": "330212",
    "奉化区": "330213", "象山县": "330225", "宁海县": "330226", "余姚市": "330281", "慈溪市": "330282",
}  # fmt: skip
HOLDERS = {"高等院校": "university", "科研机构": "institute", "医疗卫生机构": "health", "企业": "enterprise"}
LEVELS = {"国家级": "national", "省级": "province", "市级": "city", "区县级": "district"}


def published_area(code: str) -> str:
    """3302 and what belongs to no division is not allocated."""
    return UNALLOCATED if code == "330200" else code


def cents(amount: Decimal | int) -> Decimal:
    """Rounded half away from zero to two decimals."""
    return Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)


def percent(numerator: Decimal, denominator: Decimal) -> Decimal:
    """In per cent, to two decimals."""
    return cents(numerator * 100 / denominator)


def quarter_of(day: str) -> str:
    """2024-05-06 ► 2024-Q2."""
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def quarters_between(days: Iterable[str]) -> list[str]:
    """Every quarter from the first day's to the last day's."""
    known = sorted(quarter_of(day) for day in days)
    years = range(int(known[0][:4]), int(known[-1][:4]) + 1)
    return [q for year in years for n in "1234" if known[0] <= (q := f"{year}-Q{n}") <= known[-1]]


def patents_in(lists: Iterable[str | None]) -> set[str]:
    """The distinct numbers in lists joined by ;."""
    return {number for joined in lists if joined for number in joined.split(";")}


@dataclass(frozen=True)
class Truth:
    """The generator's truth, and, where a figure depends on who a name is, the pipeline's own links of names."""

    feeds: Path
    warehouse: Path

    def read(self, name: str) -> pd.DataFrame:
        """One table of the ground truth."""
        return pd.read_parquet(self.feeds / "truth" / f"{name}.parquet")

    def rows(self, feed: str) -> Iterator[dict[str, Any]]:
        """The clean rows of a form that do not end in quarantine; a blank cell is None."""
        table = self.read(feed.replace("/", "__"))
        kept = table[~table["lost"]].drop(columns="lost").astype(object)
        yield from kept.where(kept.notna() & (kept != ""), None).to_dict("records")

    @cached_property
    def patents(self) -> list[dict[str, Any]]:
        """The true patents whose row does not end in quarantine; a blank cell is None."""
        defects = self.read("defects")
        lost = defects[
            (defects.feed == "ip_office/patents")
            & (defects.treatment == "quarantined")
            & (defects.kind != "duplicate_row")
        ].entity
        table = self.read("patents").astype(object)
        kept = table[~table["app_number"].isin(set(lost))]
        return kept.where(kept.notna(), None).to_dict("records")

    @cached_property
    def links(self) -> dict[tuple[str, str], str]:
        """(name, area code or '') ► organisation code, as the pipeline linked them; its own test measures how well."""
        linked = "from int_organisations_linked where organisation_code is not null"
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            rows = connection.execute(f"select name, area_code, organisation_code {linked}").fetchall()
        return {(name, area): code for name, area, code in rows}

    @cached_property
    def holders(self) -> dict[str, set[str | None]]:
        """Patent ► the organisations that its holders' names are linked to."""
        mentions = self.read("mentions")
        found: dict[str, set[str | None]] = {}
        for row in mentions[mentions.column == "patentee"].itertuples():
            found.setdefault(row.key, set()).add(self.links.get((row.name, row.area_code)))
        return found
