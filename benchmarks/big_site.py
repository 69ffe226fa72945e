"""A home whose one public table is long: a register of eleven columns, sealed and made public as every release is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa

from published import arming
from published.arming import Due
from published.editions import DATABASE, current, folder
from published.home import Home
from published.sealing import Proposal, seal
from published.verdict import Verdict
from tests.site import sample

TABLE = "innovation_management_pilots"


def build(root: Path, rows: int) -> tuple[Home, Path]:
    """The home and the database of its edition."""
    home = Home(root)
    home.prepare()
    dataset = next(one for one in sample.catalog().datasets if one.name == TABLE)
    verdict = Verdict(dataset=TABLE, previous=None, checks=(), rows=())
    given = {"dataset": dataset, "notice": sample.SYNTHETIC, "verdict": verdict, "report": "", "inputs": ()}
    proposal = Proposal(**given, origin=sample.ORIGIN, signer=sample.SIGNER, stated=sample.ROUTINE)
    release = seal(home, proposal, _table(rows), lambda _folder: None)
    assert release is not None
    minute = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)
    arming.arm(home, [Due(dataset=TABLE, version=release.version, effective_at=minute)], sample.SYNTHETIC, minute)
    arming.publish_due(home, minute)
    edition = current(home)
    assert edition is not None
    return home, folder(home, edition.id) / f"{DATABASE}.db"


def _table(rows: int) -> pa.Table:
    numbers = range(rows)
    day = [f"20{15 + n % 10}-0{1 + n % 9}-1{n % 10}" for n in numbers]
    columns = {
        "pilot_number": [f"P{n:07}" for n in numbers],
        "version": [1] * rows,
        "enterprise_name": [f"宁波某某新材料第{n}股份有限公司" for n in numbers],
        "area_code": [sample.AREAS[n % len(sample.AREAS)] for n in numbers],
        "ability_level": [f"{1 + n % 5}" for n in numbers],
        "batch": [f"2025 年第{n % 4 + 1}批" for n in numbers],
        "assessed_on": day,
        "valid_from": [f"{one} 06:30:00" for one in day],
        "valid_to": [None] * rows,
        "record_state": ["current"] * rows,
        "change_reason": ["listed"] * rows,
    }
    types = {"version": pa.int64()}
    return pa.table({name: pa.array(values, types.get(name, pa.string())) for name, values in columns.items()})
