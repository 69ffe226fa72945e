"""Projects that public money paid for, and the patents that they declare."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import Host, days, hosts, institutions, patents_of, pick, some
from sample_feeds.world import World

HEADER: Header = (
    ("project_number", "projectNo"),
    ("project_title", "projectName"),
    ("funder", "fundSource"),
    ("institution_name", "organisation"),
    ("institution_code", "organisationCode"),
    ("institution_type", "organisationType"),
    ("approved_on", "approvalDate"),
    ("declared_patents", "declaredPatents"),
    ("transferred_patents", "transferredPatents"),
)
FORM = Form(
    feed="science_bureau/funded_projects",
    header=HEADER,
    shape="xml",
    entity="project_number",
    records="project",
    organisation_codes=("institution_code",),
    dates=("approved_on",),
    coded=(
        "funder",
        "institution_type",
    ),
    required=(
        "project_title",
        "institution_name",
    ),
)
_FUNDERS = ("中央财政", "省级财政", "市级财政", "市级财政", "市级财政", "区县财政")
_BY_INSTITUTIONS, _DECLARED, _TRANSFERRED = 0.6, 0.75, 0.2


def deliver_funded_projects(folder: Path, world: World) -> Filled:
    """One row per project; a patent may be declared by several projects of its holder."""
    rng = world.part.stream("funded_projects")
    count = world.part.scale.cases * 3
    held = patents_of(world)
    led = zip(_leaders(world, count, rng), days(count, rng), strict=False)
    rows = [
        _row(host, day, world.part.number * 10_000 + number, held.get(host.unit, []), rng)
        for number, (host, day) in enumerate(led, 1)
    ]
    return fill(folder, world.part, FORM, rows)


def _leaders(world: World, count: int, rng: np.random.Generator) -> Iterator[Host]:
    bodies, firms = institutions(world), iter(hosts(world, count, rng))
    for _ in range(count):
        host = bodies[int(rng.integers(0, len(bodies)))]
        yield host if rng.random() < _BY_INSTITUTIONS else next(firms, host)


def _row(host: Host, day: str, number: int, held: list[str], rng: np.random.Generator) -> Row:
    declared = some(held, 5, rng) if rng.random() < _DECLARED else []
    transferred = [patent for patent in declared if rng.random() < _TRANSFERRED]
    return {
        "project_number": f"KY{day[:4]}{number:06d}",
        "project_title": f"{pick(host.trade.products, rng)}关键技术研究",
        "funder": pick(_FUNDERS, rng),
        "institution_name": host.name,
        "institution_code": host.code,
        "institution_type": host.kind,
        "approved_on": day,
        "declared_patents": ";".join(declared) or None,
        "transferred_patents": ";".join(transferred) or None,
    }
