"""The GDP accounts: a sheet per year and vintage, the city as published, the divisions invented to agree."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pyarrow as pa

from sample_feeds.reference import Reference
from sample_feeds.text import array

PRELIMINARY, FINAL, CENSUS = "初步核算", "最终核实", "普查修订"
COLUMNS = ("gdp", "gdp_growth", "primary_industry", "secondary_industry", "industry", "tertiary_industry")
CITY = "宁波市"
RELEASES = {
    (2020, PRELIMINARY): "2021-01-27", (2021, PRELIMINARY): "2022-02-24", (2022, PRELIMINARY): "2023-02-25",
    (2023, PRELIMINARY): "2024-01-26", (2024, PRELIMINARY): "2025-03-20", (2020, FINAL): "2021-12-28",
    (2021, FINAL): "2022-12-29", (2022, FINAL): "2023-12-28", (2023, FINAL): "2024-11-29",
    (2020, CENSUS): "2024-12-27", (2021, CENSUS): "2024-12-27", (2022, CENSUS): "2024-12-27",
    (2023, CENSUS): "2024-12-27",
}  # fmt: skip
_REVISION = {FINAL: "1.0031", CENSUS: "1.0304"}
_GROWTH = {2020: "3.3", 2021: "8.2", 2022: "3.5", 2023: "5.5", 2024: "5.4"}
_CITY_SHARES = {
    2020: ("0.0273", "0.4590"), 2021: ("0.0244", "0.4795"), 2022: ("0.0243", "0.4717"),
    2023: ("0.0241", "0.4580"), 2024: ("0.0249", "0.4344"),
}  # fmt: skip
_DIVISIONS = {
    "海曙区": ("0.0990", "0.005", "0.270"), "江北区": ("0.0540", "0.012", "0.330"),
    "北仑区": ("0.1680", "0.004", "0.530"), "镇海区": ("0.0800", "0.006", "0.640"),
    "鄞州区": ("0.1800", "0.012", "0.300"), "奉化区": ("0.0560", "0.055", "0.560"),
    "象山县": ("0.0455", "0.140", "0.420"), "宁海县": ("0.0570", "0.070", "0.540"),
    "余姚市": ("0.0930", "0.035", "0.580"), "慈溪市": ("0.1660", "0.025", "0.600"),
}  # fmt: skip
_OF_WHICH = {"慈溪市": ("宁波前湾新区", "0.28"), "奉化区": ("奉化区属", "0.62")}
_INDUSTRY_SHARE = Decimal("0.9")


Fields = list[tuple[str, pa.DataType]]


@dataclass(frozen=True)
class Sheet:
    """One table of the accounts: `rows` maps each area to its values in 亿元 (growth in %), of-which areas
    follow the area they belong to and are named in `of_which`."""

    year: int
    version: str
    release_date: str
    rows: dict[str, tuple[Decimal, ...]]
    of_which: frozenset[str]

    @property
    def name(self) -> str:
        """The sheet's name."""
        return f"{self.year}{self.version}"

    @property
    def title(self) -> str:
        """The sheet's title line."""
        return f"{self.year}年宁波市分地区生产总值({self.version}) 发布日期:{self.release_date} 单位:亿元"


def draw_accounts(reference: Reference, rng: np.random.Generator) -> list[Sheet]:
    """All sheets, by vintage and year."""
    return [_sheet(year, version, day, reference, rng) for (year, version), day in RELEASES.items()]


def accounts_table(sheets: list[Sheet]) -> pa.Table:
    """The clean text table of all sheets, one under the other."""
    records = [(_label(sheet, area), *(f"{v.normalize():f}" for v in values)) for sheet, area, values in _rows(sheets)]
    names = ("area_name", *COLUMNS)
    table = pa.table({name: array([record[i] for record in records]) for i, name in enumerate(names)})
    keys = array([f"{sheet.name}/{area}" for sheet, area, _ in _rows(sheets)])
    return table.append_column("key", keys)


def accounts_truth(sheets: list[Sheet], growth_missing: frozenset[str]) -> pa.Table:
    """Every row of the accounts; growth is unknown where its key (sheet/area) is in `growth_missing`."""
    records = [
        {
            "year": sheet.year,
            "version": sheet.version,
            "release_date": sheet.release_date,
            "area_name": area,
            "of_which": area in sheet.of_which,
            "difference_to_divisions": _difference(sheet) if area == CITY else None,
            **dict(zip(COLUMNS, values, strict=True)),
            **({"gdp_growth": None} if f"{sheet.name}/{area}" in growth_missing else {}),
        }
        for sheet, area, values in _rows(sheets)
    ]
    text: Fields = [("version", pa.string()), ("release_date", pa.string()), ("area_name", pa.string())]
    amounts: Fields = [(name, pa.decimal128(18, 2)) for name in COLUMNS]
    of_which: Fields = [("of_which", pa.bool_()), ("difference_to_divisions", pa.decimal128(18, 2))]
    schema = pa.schema([pa.field("year", pa.int32()), *(pa.field(*f) for f in (*text, *of_which, *amounts))])
    return pa.Table.from_pylist(records, schema=schema)


def _difference(sheet: Sheet) -> Decimal:
    """The city's published GDP less the sum of its divisions: not zero, as in real accounts."""
    parts = (values[0] for area, values in sheet.rows.items() if area != CITY and area not in sheet.of_which)
    return sheet.rows[CITY][0] - sum(parts, Decimal(0))


def _rows(sheets: list[Sheet]) -> Iterator[tuple[Sheet, str, tuple[Decimal, ...]]]:
    return ((sheet, area, values) for sheet in sheets for area, values in sheet.rows.items())


def _label(sheet: Sheet, area: str) -> str:
    return f"其中:{area}" if area in sheet.of_which else area


def _sheet(year: int, version: str, day: str, reference: Reference, rng: np.random.Generator) -> Sheet:
    city = _city(year, version, reference)
    rows = {CITY: city}
    for area, (share, primary, secondary) in _DIVISIONS.items():
        gdp = _two(city[0] * Decimal(share) * _near_one(rng, 0.003))
        published = reference.gdp.get((year, area, "第二产业增加值", "preliminary")) if version == PRELIMINARY else None
        industry_part = published or _two(gdp * Decimal(secondary) * _near_one(rng, 0.01))
        growth = _one(Decimal(_GROWTH[year]) + Decimal(str(round(float(rng.normal(0, 1.1)), 1))))
        rows[area] = _values(gdp, growth, _two(gdp * Decimal(primary)), industry_part, _two)
        if area in _OF_WHICH:
            name, part = _OF_WHICH[area]
            rows[name] = tuple(_two(v * Decimal(part)) if i != 1 else v for i, v in enumerate(rows[area]))
    return Sheet(year, version, day, rows, frozenset(name for name, _ in _OF_WHICH.values()))


def _city(year: int, version: str, reference: Reference) -> tuple[Decimal, ...]:
    published = {key[2:]: value for key, value in reference.gdp.items() if key[:2] == (year, CITY)}
    preliminary = published["地区生产总值", "preliminary"]
    gdp = preliminary if version == PRELIMINARY else _one(preliminary * Decimal(_REVISION[version]))
    if version == CENSUS:
        gdp = published.get(("地区生产总值", "revised"), gdp)
    primary, secondary = (_one(gdp * Decimal(share)) for share in _CITY_SHARES[year])
    if version == PRELIMINARY:
        primary = published.get(("第一产业增加值", "preliminary"), primary)
        secondary = published.get(("第二产业增加值", "preliminary"), secondary)
    values = _values(gdp, Decimal(_GROWTH[year]), primary, secondary, _one)
    if version == PRELIMINARY and ("工业增加值", "preliminary") in published:
        return (*values[:4], published["工业增加值", "preliminary"], values[5])
    return values


def _values(
    gdp: Decimal, growth: Decimal, primary: Decimal, secondary: Decimal, rounded: Callable[[Decimal], Decimal]
) -> tuple[Decimal, ...]:
    return gdp, growth, primary, secondary, rounded(secondary * _INDUSTRY_SHARE), gdp - primary - secondary


def _near_one(rng: np.random.Generator, spread: float) -> Decimal:
    return Decimal(str(round(float(rng.uniform(1 - spread, 1 + spread)), 6)))


def _one(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _two(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
