"""A small edition made by hand: the project's real descriptions, invented figures, two secret cells."""

import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pyarrow as pa
import yaml

from published import arming
from published.arming import Due
from published.calendar import planned
from published.catalog import Catalog
from published.dataset import Dataset
from published.editions import Edition
from published.home import PROJECT, Home
from published.manifest import Code, Origin
from published.proof import Signer
from published.releases import versions
from published.revision_policy import Stated
from published.sealing import Proposal, seal
from published.secret_key import SecretKey
from published.verdict import Check, RowAccount, Verdict
from published.vocabulary import Text

SYNTHETIC = Text(zh="演示数据", en="synthetic data")
REAL_AMONG_SYNTHETIC = Text(
    zh="演示数据站点；本表为真实公告数", en="synthetic-data site; the figures of this table are real announcements"
)
ROUTINE = Stated(reason="routine", note=Text(zh="演示部门重新报送", en="the stand-in departments delivered again"))
HOSTILE = '<script>document.title="x"</script>"双引号"与\'单引号\'&<b>标签</b>'
FIRST = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
ORIGIN = Origin(code=Code(commit="c" * 40, clean=True), lock_sha256="1" * 64, parameters={})
SIGNER = Signer(SecretKey(b"sampled!", bytes(range(32))))
AREAS = ["330203", "330205", "330206", "330211", "330212", "330213", "330225", "330226", "330281", "330282"]
WEIGHTS = [7, 6, 17, 11, 19, 5, 3, 6, 10, 14]
SHARES = {"01": 19, "02": 9, "03": 38, "04": 17, "05": 6, "06": 3, "07": 8}
TOTALS = {2020: 2711_3405.17, 2021: 3120_8841.02, 2022: 3344_0127.66, 2023: 3561_9024.9, 2024: 3802_4671.38}
SECRET = {(2024, "330225", "06"), (2023, "330226", "00")}
_Result = TypeVar("_Result")
_MADE = TemporaryDirectory(prefix="sample-editions-")
_RETURNED: dict[str, Any] = {}


@cache
def catalog() -> Catalog:
    """The project's own catalogue, read from its YAML without running dbt."""
    models = PROJECT / "dbt_project" / "models"
    nodes: dict[str, Any] = {}
    parents: dict[str, list[str]] = {}
    for folder in ("statistics", "registers"):
        for file in sorted((models / folder).glob("*.yml")):
            text = file.read_text(encoding="utf-8").replace("{{ var('city_code') }}", "3302")
            for model in yaml.load(text, Loader=yaml.CSafeLoader)["models"]:
                key = f"model.yongzhuan.{model['name']}"
                nodes[key] = _node(model, key, folder)
                parents[key] = []
    return Catalog.from_manifest({"nodes": nodes, "sources": {}, "parent_map": parents}, PROJECT / "dbt_project")


@cache
def concepts() -> dict[str, str]:
    """The doc blocks that columns of several datasets share, as dbt would put them in."""
    text = (PROJECT / "dbt_project" / "models" / "concepts.md").read_text(encoding="utf-8")
    blocks = re.findall(r"{% docs (\w+) %}\n(.*?){% enddocs %}", text, re.DOTALL)
    return {"{{ doc('" + name + "') }}": block for name, block in blocks}


def _node(model: dict[str, Any], key: str, folder: str) -> dict[str, Any]:
    shared = concepts()
    told = [
        column | {"description": shared.get(column["description"], column["description"])}
        for column in model["columns"]
    ]
    columns = {column["name"]: column for column in told}
    fqn = ["yongzhuan", folder, model["name"]]
    return {**model, "columns": columns, "unique_id": key, "fqn": fqn, "resource_type": "model"}


def build(
    home: Home,
    rows: dict[str, list[dict[str, Any]]] | None = None,
    notice: Text | None = SYNTHETIC,
    at: datetime = FIRST,
    stated: Stated = ROUTINE,
) -> str:
    """Seal the sample datasets and make them the public edition from a minute on; returns its id."""

    def make(fresh: Home) -> str:
        edition = arm(fresh, rows, notice, at, stated=stated)
        arming.publish_due(fresh, edition.effective_at)
        return edition.id

    first = not home.sealed.exists()
    return copied(home, f"{rows} {notice} {at} {stated}", make) if first else make(home)


def copied(home: Home, name: str, make: Callable[[Home], _Result]) -> _Result:
    """Fill a new home as one of that name was filled before in this process; its bytes are copied, links kept."""
    digest = sha256(name.encode()).hexdigest()
    kept = Path(_MADE.name) / digest / "machine-path-marker"
    if digest not in _RETURNED:
        _RETURNED[digest] = make(Home(kept))
    home.root.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", "--no-target-directory", kept, home.root], check=True)
    result: _Result = _RETURNED[digest]
    return result


def arm(
    home: Home,
    rows: dict[str, list[dict[str, Any]]] | None,
    notice: Text | None,
    at: datetime,
    now: datetime = FIRST,
    stated: Stated = ROUTINE,
) -> Edition:
    """Seal the sample datasets and arm the edition in which they become public."""
    home.prepare()
    home.public_key.write_text(SIGNER.key.public.text("演示数据 (synthetic data)"), encoding="utf-8")
    chosen = sample_rows() if rows is None else rows
    due = [
        Due(dataset=dataset.name, version=_sealed(home, dataset, chosen[dataset.name], notice, stated), effective_at=at)
        for dataset in catalog().datasets
        if dataset.name in chosen
    ]
    return arming.arm(home, due, notice, now, planned(catalog().datasets))[-1]


def _sealed(home: Home, dataset: Dataset, rows: list[dict[str, Any]], notice: Text | None, stated: Stated) -> str:
    words = REAL_AMONG_SYNTHETIC if notice and dataset.owner == "national" else notice
    verdict = Verdict(
        dataset=dataset.name,
        previous=None,
        checks=(Check(name="rows", title=Text(zh="有行", en="has rows"), severity="critical", passed=True),),
        rows=(RowAccount(feed="f/t", file="t.csv", delivered=2, accepted=1, corrected=1, quarantined=0),),
    )
    report = "<!doctype html><title>verdict</title><style>p{color:#16232e}</style><p>通过</p>"
    made = {"dataset": dataset, "notice": words, "verdict": verdict, "report": report, "inputs": ()}
    proposal = Proposal(**made, origin=ORIGIN, signer=SIGNER, stated=stated)
    seal(home, proposal, table(dataset, rows), lambda _folder: None)
    return versions(home.sealed, dataset.name)[-1]


def table(dataset: Dataset, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as a typed Arrow table; absent columns are null."""
    fields = [pa.field(column.name, _type(column.type)) for column in dataset.columns]
    full = [{field.name: _value(row.get(field.name), field.type) for field in fields} for row in rows]
    return pa.Table.from_pylist(full, schema=pa.schema(fields))


def _type(name: str) -> pa.DataType:
    if name.startswith("decimal"):
        precision, scale = name.removeprefix("decimal(").rstrip(")").split(",")
        return pa.decimal128(int(precision), int(scale))
    return pa.int64() if name == "integer" else pa.string()


def _value(value: Any, kind: pa.DataType) -> Any:
    if value is None or not pa.types.is_decimal(kind):
        return value
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-kind.scale))


def sample_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of all five datasets."""
    return {
        "target_monitor": list(monitored()),
        "patent_intensive_value_added": list(_value_added()),
        "technology_contract_turnover": list(_contracts()),
        "typical_cases": list(_cases()),
        "national_patent_intensive_value_added": list(_national()),
    }


def _value_added() -> Iterator[dict[str, Any]]:
    places = [("3302", 1.0), *((code, weight / 100) for code, weight in zip(AREAS, WEIGHTS, strict=True))]
    for year, total in TOTALS.items():
        for area, weight in [*places, ("3302_U", 0.02)]:
            codes = {"00": 100, **SHARES} | ({"0101": 6, "0301": 12} if area == "3302" else {})
            for category, share in codes.items():
                yield _figure(year, area, category, total * weight * share / 100, share)


def _figure(year: int, area: str, category: str, value: float, share: float) -> dict[str, Any]:
    secret = (year, area, category) in SECRET
    share_tells = secret or (year, area, "00") in SECRET
    growth_tells = secret or (year - 1, area, category) in SECRET
    return {
        "year": year,
        "area_code": area,
        "category_code": category,
        "value_added": None if secret else round(value, 2),
        "units": None if secret else max(3, round(value / 30_000)),
        "share_of_total": None if share_tells else share,
        "share_of_gdp": None if secret or area == "3302_U" else round(20.95 * share / 100 + len(area) / 10, 2),
        "growth_nominal": None if growth_tells or year == 2020 else round(6.75 + (int(category[:2]) - 3) * 1.2, 2),
        "range_low": round(value * 0.4, 2) if area == "3302" else None,
        "range_high": round(value * 1.6, 2) if area == "3302" else None,
        "gdp_vintage": "初步核算" if year == 2024 else "普查修订",
        "obs_status": "P",
        "conf_status": "C" if secret else "F",
        "rates_conf_status": "C" if share_tells or growth_tells else "F",
    }


def _contracts() -> Iterator[dict[str, Any]]:
    ends = {2021: 40, 2022: 52, 2023: 66, 2024: 82, 2025: 96}
    shape = [3, 2, 6, 6, 7, 8, 7, 7, 9, 8, 11, 26]
    for year, end in ends.items():
        done = 0.0
        for month in range(1, 13 if year < 2025 else 12):
            value = end * 10_000 * shape[month - 1] / 100
            done += value
            for area, kind, weight in (("3302", "_T", 1.0), ("3302", "development", 0.6), ("330212", "_T", 0.3)):
                yield _turnover(f"{year}-{month:02}", area, kind, value * weight, done * weight)


def _turnover(month: str, area: str, kind: str, value: float, done: float) -> dict[str, Any]:
    aimed = (area, kind) == ("3302", "_T") and month.startswith("2025")
    return {
        "month": month,
        "area_code": area,
        "contract_type": kind,
        "patent_related": "Y",
        "contracts": round(value / 400),
        "contracts_with_value": round(value / 410),
        "contract_value": round(value, 2),
        "technical_value": round(value * 0.8, 2),
        "cumulative_value": round(done, 2),
        "target": 1_000_000 if aimed else None,
        "attainment": round(done / 10_000, 2) if aimed else None,
        "obs_status": "A",
        "conf_status": "F",
    }


def monitored() -> Iterator[dict[str, Any]]:
    """Two indicators with a tie, a small base, a low base, a withheld value; a target for the city alone."""
    for month in ("2023-11", "2024-11", "2025-10", "2025-11"):
        year = int(month[:4])
        places = dict(zip(AREAS, WEIGHTS, strict=True)) | {"330203": 6, "330281": 2 if year == 2024 else 10}
        values = {code: (weight + (year == 2024) * (code == "330211") * 9) * 6_000 for code, weight in places.items()}
        ranks = {code: 1 + sum(other > value for other in values.values()) for code, value in values.items()}
        for code, value in (values | {"3302": 884_000, "3302_U": 12_000}).items():
            yield {
                "period": month,
                "area_code": code,
                "indicator": "technology_contract_turnover",
                "unit_of_measure": "wan_yuan",
                "indicator_value": value,
                "area_rank": ranks.get(code),
                "rank_change": _CHANGES.get(code, 0) if code in ranks and year == 2025 else None,
                "rank_status": "ranked" if code in ranks else "not_division",
                "conf_status": "F",
                **_aimed(code, year),
            }
    for place, code in enumerate(AREAS):
        secret, small = code == "330225", code == "330226"
        yield {
            "period": "2024",
            "area_code": code,
            "indicator": "value_added_share_of_gdp",
            "unit_of_measure": "percent",
            "indicator_value": None if secret else 15 + place,
            "area_rank": None if secret or small else 10 - place - 2 * (place < 6),
            "rank_status": "base_small" if small else "ranked",
            "track_status": None if secret else "_Z",
            "obs_status": "P",
            "conf_status": "C" if secret else "F",
        }


_CHANGES = {"330281": 5, "330211": -3}


def _aimed(code: str, year: int) -> dict[str, Any]:
    if (code, year) != ("3302", 2025):
        return {"track_status": "_Z", "obs_status": "A"}
    told = {"indicator_target": 1_000_000, "attainment": 88.4, "seasonal_share": 74, "on_track_line": 740_000}
    return {**told, "track_status": "on_track", "obs_status": "A"}


def _cases() -> Iterator[dict[str, Any]]:
    titles = [HOSTILE, "新材料企业以专利质押融资 3,000 万元", "高校开放许可,七家企业用上同一件专利", "专利作价入股"]
    kinds = ["licence", "pledge", "open_licence", "equity"]
    for number, (title, kind) in enumerate(zip(titles, kinds, strict=True), start=1):
        yield {
            "case_number": f"NB2025-{number:03}",
            "version": 1,
            "collection_round": "2025 年第一批",
            "level": ["city", "province", "national", "city"][number - 1],
            "kind": kind,
            "title": title,
            "subject_name": "宁波某某新材料股份有限公司",
            "area_code": AREAS[number],
            "patent_numbers": "ZL202310601862.3",
            "patents": number,
            "patents_in_force": 1,
            "patents_held": 1,
            "patent_claim": "agrees" if number == 1 else "differs",
            "contract_claim": "not_applicable",
            "amount": None if number == 4 else 1250.5 * number,
            "background": "企业拥有核心专利,但缺少产业化资金。" * 4,
            "practice": f"经评估后与银行对接。{HOSTILE if number == 1 else ''}" * 3,
            "effect": "新增产值明显提高,带动上下游企业。" * 3,
            "lesson": "早评估、早布局。",
            "state": "published",
            "published_on": f"2025-0{number + 4}-15",
            "valid_from": f"2025-0{number + 4}-16 06:30:00",
            "record_state": "current",
            "change_reason": "listed",
        }


def _national() -> Iterator[dict[str, Any]]:
    for year, release, value, share in (
        (2022, "2023-12-29", 153176, 12.71),
        (2022, "2024-12-31", None, 12.60),
        (2023, "2024-12-31", 168713, 13.04),
    ):
        yield {
            "year": year,
            "category_code": "00",
            "release_date": release,
            "value_added": None if value is None else value * 10_000,
            "share_of_gdp": share,
            "source": "公告",
            "obs_status": "M" if value is None else "A",
            "conf_status": "F",
        }
