"""A small dataset with its table, made by hand for the tests of what is published and judged."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from published.dataset import Code, Column, Dataset
from published.describe.quality_chapters import Reported
from published.erasure import bury, erase
from published.home import Home
from published.manifest import Code as Commit
from published.manifest import Origin
from published.proof import DEMONSTRATION, Signer
from published.revision import FIRST, Revision
from published.revision_policy import Stated
from published.sealing import Proposal
from published.secret_key import SecretKey
from published.verdict import Check, Verdict
from published.vocabulary import Text

WORDS = Text(zh="词", en="word")
SYNTHETIC = Text(zh="演示数据", en="synthetic data")
AREAS = (
    Code(code="3302", title=Text(zh="宁波市", en="Ningbo")),
    Code(code="330203", title=Text(zh="海曙区", en="Haishu")),
)
ORIGIN = Origin(code=Commit(commit="c" * 40, clean=True), lock_sha256="1" * 64, parameters={"seeds/a.csv": "2" * 64})
SIGNER = Signer(SecretKey(b"orchards", bytes(range(32))), DEMONSTRATION)
STATUSES = tuple(Code(code=code, title=WORDS) for code in ("A", "P", "M", "F", "C"))
ROUTINE = Stated(reason="routine", note=WORDS)
TYPES: dict[str, pa.DataType] = {"integer": pa.int64(), "varchar": pa.string(), "decimal(18,2)": pa.decimal128(18, 2)}


def column(name: str, kind: str = "varchar", role: str = "attribute", **more: Any) -> Column:
    """A column whose words do not matter."""
    return Column.model_validate(
        {"name": name, "type": kind, "role": role, "title": WORDS, "definition": WORDS, **more}
    )


COLUMNS = (
    column("year", "integer", "time"),
    column("area_code", role="dimension", code_list="area"),
    column("value_added", "decimal(18,2)", "measure", unit="wan_yuan"),
    column("share_of_gdp", "decimal(18,2)", "measure", unit="percent"),
    column("remark"),
    column("obs_status", code_list="status"),
    column("conf_status", code_list="status"),
)


def dataset(**changes: Any) -> Dataset:
    """The dataset `orchard_yield`, one row per year and area; `changes` replace parts of its description."""
    described = {
        "name": "orchard_yield",
        "kind": "statistic",
        "title": Text(zh="果园产出", en="Yield of orchards"),
        "definition": Text(zh="果园的产出。", en="What the orchards yield."),
        "columns": COLUMNS,
        "key": ("year", "area_code"),
        "facets": ("year", "area_code"),
        "frequency": "annual",
        "licence": "CC-BY-4.0",
        "opening": "unconditional",
        "owner": "statistics_bureau",
        "release": {"rule": "0 10 31 12 *", "lag": 1},
        "feeds": ("statistics_bureau/orchards",),
        "from_unit_returns": False,
        "code_lists": {"area": AREAS, "status": STATUSES},
        "structure": "first",
        "method": Text(zh="## 怎么算\n\n逐棵相加。", en="## How it is computed\n\nTree by tree."),
    }
    return Dataset.model_validate(described | changes)


def row(year: int = 2024, area: str = "3302", value: str | None = "12.50", **more: Any) -> dict[str, Any]:
    """One good row of `orchard_yield`."""
    money = None if value is None else Decimal(value)
    status = {"obs_status": "A", "conf_status": "F"}
    return {"year": year, "area_code": area, "value_added": money, "share_of_gdp": Decimal("1.25")} | status | more


def table(*rows: dict[str, Any], columns: tuple[Column, ...] = COLUMNS) -> pa.Table:
    """Rows as the typed table that a candidate holds; absent cells are null."""
    schema = pa.schema([(known.name, TYPES[known.type]) for known in columns])
    return pa.Table.from_pylist(list(rows), schema=schema)


def check(severity: str = "critical", passed: bool = True, **more: Any) -> Check:
    """A check whose question does not matter."""
    return Check.model_validate({"name": "asked", "title": WORDS, "severity": severity, "passed": passed} | more)


def reported(rows: pa.Table, of: Dataset | None = None, revised: Revision = FIRST) -> Reported:
    """What a format is written from: version 1.0 of some rows."""
    chosen = of or dataset()
    return Reported(
        chosen, Verdict(dataset=chosen.name, previous=None, checks=(check(),), rows=()), revised, rows, "1.0"
    )


def proposal(
    notice: Text | None = None,
    of: Dataset | None = None,
    report: str = "<p>通过</p>",
    stated: Stated | None = ROUTINE,
) -> Proposal:
    """A judged candidate, ready to be sealed; whatever changed is routine unless something else is stated."""
    chosen = of or dataset()
    verdict = Verdict(dataset=chosen.name, previous=None, checks=(check(),), rows=())
    made = {"dataset": chosen, "notice": notice, "verdict": verdict, "report": report, "inputs": ()}
    return Proposal(**made, origin=ORIGIN, signer=SIGNER, stated=stated)


def unread(_folder: Path) -> None:
    """Looks at no file before it is sealed."""


def take_down(home: Home, name: str, *versions: str) -> None:
    """Erase versions of a dataset whole; their tombstones stay."""
    whole = {name: dict.fromkeys(versions, ())}
    bury(home, whole, datetime(2026, 11, 27, tzinfo=UTC), WORDS, SIGNER)
    erase(home, whole)
