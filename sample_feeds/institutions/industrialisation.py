"""The sample survey of enterprises about their patents: strata by patents held, some do not answer."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import patents_of
from sample_feeds.institutions.conversion import YEARS
from sample_feeds.units import PUBLIC
from sample_feeds.world import World

HEADER: Header = (
    ("year", "SURVEY_YEAR"),
    ("enterprise_name", "UNIT_NAME"),
    ("enterprise_code", "UNIT_CODE"),
    ("stratum", "STRATUM"),
    ("frame_units", "FRAME_UNITS"),
    ("design_weight", "DESIGN_WEIGHT"),
    ("valid_patents", "VALID_PATENTS"),
    ("patents_in_production", "INDUSTRIALISED"),
    ("patents_transferred", "TRANSFERRED"),
    ("patents_licensed", "LICENSED"),
)
FORM = Form(
    feed="ip_office/industrialisation_survey",
    header=HEADER,
    shape="parquet",
    entity="enterprise_code",
    organisation_codes=("enterprise_code",),
    counts=(
        "valid_patents",
        "patents_in_production",
    ),
    required=(
        "enterprise_name",
        "stratum",
    ),
)
_STRATA = {"100件以上": (100, 10**9), "10至99件": (10, 100), "10件以下": (1, 10)}
_ANSWERED = 0.85


def deliver_industrialisation(folder: Path, world: World) -> Filled:
    """One row per respondent and year."""
    rng = world.part.stream("industrialisation")
    held = {unit: len(own) for unit, own in patents_of(world).items() if world.units.kind[unit] != PUBLIC}
    frames = {
        name: [unit for unit in sorted(held) if least <= held[unit] < below] for name, (least, below) in _STRATA.items()
    }
    rows = [
        row for year in YEARS for name, frame in frames.items() for row in _stratum(world, year, name, frame, held, rng)
    ]
    return fill(folder, world.part, FORM, rows)


def _stratum(
    world: World, year: int, stratum: str, frame: Sequence[int], held: dict[int, int], rng: np.random.Generator
) -> list[Row]:
    size = min(len(frame), world.part.scale.cases // 4)
    drawn = sorted(int(unit) for unit in rng.choice(np.array(frame, dtype=np.int64), size, replace=False))
    return [_row(world, year, stratum, unit, (len(frame), size), held, rng) for unit in drawn if _answers(rng)]


def _answers(rng: np.random.Generator) -> bool:
    return bool(rng.random() < _ANSWERED)


def _row(
    world: World,
    year: int,
    stratum: str,
    unit: int,
    design: tuple[int, int],
    held: dict[int, int],
    rng: np.random.Generator,
) -> Row:
    frame, size = design
    in_force = max(1, held[unit] * (70 + 5 * (year - YEARS[0])) // 100)
    return {
        "year": str(year),
        "enterprise_name": world.units.name[unit].as_py(),
        "enterprise_code": world.units.code[unit].as_py(),
        "stratum": stratum,
        "frame_units": str(frame),
        "design_weight": f"{frame // size}.{frame % size * 10_000 // size:04d}",
        "valid_patents": str(in_force),
        "patents_in_production": str(in_force * int(rng.integers(30, 75)) // 100),
        "patents_transferred": str(in_force * int(rng.integers(0, 8)) // 100),
        "patents_licensed": str(in_force * int(rng.integers(0, 6)) // 100),
    }
