"""Every feed of the stand-in departments, with the ground truth beside them."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from sample_feeds.accounts import accounts_truth, draw_accounts
from sample_feeds.as_written import write_parties, write_patentees
from sample_feeds.bureau import deliver_bureau
from sample_feeds.bureau.small import small_truth
from sample_feeds.cases import case_truth, draw_cases
from sample_feeds.contract_rows import contract_truth
from sample_feeds.contracts import draw_contracts
from sample_feeds.department import Delivery, all_defects, all_files
from sample_feeds.form import Filled
from sample_feeds.gazette import deliver_gazette
from sample_feeds.institutions import deliver_institutions
from sample_feeds.market import deliver_market
from sample_feeds.other_departments import deliver_cases, deliver_contracts, deliver_patents
from sample_feeds.patent_rows import patent_table, patent_truth
from sample_feeds.patents import draw_patents
from sample_feeds.people import deliver_people
from sample_feeds.population import deliver_population
from sample_feeds.programmes import deliver_programmes
from sample_feeds.protection import deliver_protection
from sample_feeds.reference import Reference, load_reference
from sample_feeds.scale import Part, scale_named
from sample_feeds.statistics_bureau import deliver_accounts, deliver_register, deliver_returns
from sample_feeds.survey import draw_survey
from sample_feeds.text import strings
from sample_feeds.truth import write_truth
from sample_feeds.units import draw_units
from sample_feeds.world import World

log = logging.getLogger("sample_feeds")
_PATENTEES_AS_OF = 2025
DESKS: tuple[Callable[[Path, World], Iterable[Filled]], ...] = (
    deliver_bureau,
    deliver_programmes,
    deliver_institutions,
    deliver_market,
    deliver_people,
    deliver_protection,
    deliver_gazette,
    deliver_population,
)


@dataclass(frozen=True)
class Summary:
    """What was written: rows per feed, and defects per feed and kind."""

    folder: Path
    scale: str
    seed: int
    rows: Mapping[str, int]
    defects: Mapping[tuple[str, str], int]


def generate(folder: Path, scale: str = "city", seed: int = 3302) -> Summary:
    """Write every feed to `folder`/<source>/<feed>/ and the ground truth to `folder`/truth/, replacing what an
    earlier run left there. The same scale and seed give the same bytes. ValueError: no such scale."""
    chosen = scale_named(scale)
    reference = load_reference()
    rows: Counter[str] = Counter()
    defects: Counter[tuple[str, str]] = Counter()
    written: set[Path] = set()
    for number in range(chosen.parts):
        deliveries, truth = _part(folder, Part(chosen, number, seed), reference)
        rows.update({delivery.feed: delivery.rows for delivery in deliveries})
        defects.update(_by_kind(all_defects(deliveries)))
        written.update(all_files(deliveries), truth)
    _remove_stale(written)
    return Summary(folder, scale, seed, dict(rows), dict(defects))


def _part(folder: Path, part: Part, reference: Reference) -> tuple[list[Delivery], list[Path]]:
    world = _drawn(part, reference)
    units, survey, patents = world.units, world.survey, world.patents
    contracts, cases, records = world.contracts, world.cases, world.records
    returned = (
        deliver_register(folder, part, survey),
        deliver_returns(folder, part, survey, reference, industrial=True),
        deliver_returns(folder, part, survey, reference, industrial=False),
    )
    deliveries = [
        *(filled.delivery for filled in returned),
        deliver_contracts(folder, part, contracts, patents, units, cases),
        deliver_patents(folder, part, patents, records, contracts, cases),
        deliver_cases(folder, part, cases),
    ]
    truth = {
        "units": survey.truth(),
        **{filled.delivery.feed.replace("/", "__"): filled.truth for filled in returned},
        "contracts": contract_truth(contracts, patents, units),
        "patents": patent_truth(patents, records, units),
        "cases": case_truth(cases, contracts),
        "mentions": world.mentions,
        "small_units": small_truth(world),
    }
    if part.number == 0:
        sheets = draw_accounts(reference, part.stream("accounts"))
        deliveries.append(deliver_accounts(folder, part, sheets))
        truth["gdp"] = accounts_truth(sheets, _entities(deliveries[-1].defects, "missing_marker"))
    for filled in _filled(folder, world):
        deliveries.append(filled.delivery)
        name = filled.delivery.feed.replace("/", "__")
        truth |= {name: filled.truth} | ({f"{name}__contracts": filled.contracts} if filled.contracts else {})
    truth["defects"] = all_defects(deliveries)
    return deliveries, _write_truth(folder / "truth", part, truth)


def _drawn(part: Part, reference: Reference) -> World:
    units = draw_units(part, reference)
    patents = draw_patents(part, units)
    holders = write_patentees(part, units, patents, _PATENTEES_AS_OF)
    registered = draw_contracts(part, units, patents)
    contracts, parties = write_parties(part, units, registered)
    return World(
        part=part,
        reference=reference,
        units=units,
        survey=draw_survey(part, units, reference),
        patents=patents,
        records=patent_table(patents, units, holders.cells, part.stream("patent_table")),
        contracts=contracts,
        cases=draw_cases(part, units, patents, registered, reference),
        mentions=pa.concat_tables([holders.truth, parties]),
    )


def _filled(folder: Path, world: World) -> Iterator[Filled]:
    """The forms of every further desk, one after the other."""
    for desk in DESKS:
        yield from desk(folder, world)


def _write_truth(folder: Path, part: Part, tables: Mapping[str, pa.Table]) -> list[Path]:
    paths = []
    for name, table in tables.items():
        path = folder / f"{name}{part.suffix}.parquet"
        write_truth(path, table)
        paths.append(path)
    log.info("truth%s: %d tables", part.suffix, len(paths))
    return paths


def _entities(defects: pa.Table, kind: str) -> frozenset[str]:
    pairs = zip(strings(defects.column("kind")), strings(defects.column("entity")), strict=True)
    return frozenset(entity for found, entity in pairs if found == kind)


def _by_kind(defects: pa.Table) -> Counter[tuple[str, str]]:
    columns = (defects.column(name).to_pylist() for name in ("feed", "kind"))
    return Counter(zip(*columns, strict=True))


def _remove_stale(written: Iterable[Path]) -> None:
    """Remove files of an earlier run, of another scale perhaps, from the folders that were written."""
    kept = set(written)
    for folder in sorted({path.parent for path in kept}):
        for path in sorted(folder.iterdir()):
            if path.is_file() and path not in kept:
                path.unlink()
