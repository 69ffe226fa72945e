"""Built ► candidate: disclosure control as each dataset describes it. Nothing else writes candidates."""

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq

from expectations.disclosure.changes import amounts
from expectations.disclosure.following import followers
from expectations.disclosure.protection import Universe, control, protect
from expectations.disclosure.public_figures import Contradiction
from expectations.disclosure.rounded import Rounded, round_off, rounding_of
from expectations.disclosure.rule_sets import rule_sets
from expectations.disclosure.rules import Rules
from expectations.disclosure.suppression import Impossible
from expectations.disclosure.withholding import CONFIDENTIAL, Withholding, keys_of, text
from orchestration.past_figures import keep, past
from orchestration.past_rounding import told
from orchestration.transform import DBT_PROJECT, Built, last_built
from published.catalog import Catalog
from published.dataset import Dataset
from published.disclosure import Follower, Protected
from published.folders import replace_file
from published.home import Home
from published.verdict import Check, Protection
from published.vocabulary import Frozen

log = logging.getLogger("yongzhuan")


class NotProtected(Exception):
    """No disclosure control has seen what was built."""


class Withheld(Frozen):
    """What disclosure control did to a dataset in one build: for statisticians, secret."""

    run: str
    check: Check
    protection: Protection | None = None
    keys: frozenset[str] = frozenset()


def protection_asset(universe: str, catalog: Catalog, home: Home) -> dg.AssetsDefinition:
    """The asset that protects the linked tables of a universe together and writes their candidates."""
    members = members_of(catalog, universe)

    @dg.asset(
        key=protection_key(universe),
        deps=[*(dg.AssetKey(dataset.name) for dataset in members), *map(dg.AssetKey, made_of(universe))],
        group_name="analyse",
        description=f"Disclosure control of {', '.join(dataset.name for dataset in members)}",
        op_tags={"stage": "protect"},
    )
    def protected() -> dg.MaterializeResult[None]:
        log.info("保护 %s …", "、".join(dataset.title.zh for dataset in members))
        withheld = protect_universe(universe, catalog, home)
        return dg.MaterializeResult(metadata={"withheld": withheld})

    return protected


def protection_key(universe: str) -> dg.AssetKey:
    """protected/<universe>."""
    return dg.AssetKey(["protected", universe])


def made_of(universe: str) -> tuple[str, str]:
    """The models that say who contributes to what, and which published figure is which sum."""
    return f"int_{universe}_contributions", f"int_{universe}_published_cells"


def universes(catalog: Catalog) -> list[str]:
    """The names of all sets of linked tables."""
    specs = (dataset.disclosure for dataset in catalog.datasets)
    return sorted({spec.universe for spec in specs if isinstance(spec, Protected)})


def members_of(catalog: Catalog, universe: str) -> tuple[Dataset, ...]:
    """The protected datasets of a universe."""
    specs = ((dataset, dataset.disclosure) for dataset in catalog.datasets)
    return tuple(dataset for dataset, spec in specs if isinstance(spec, Protected) and spec.universe == universe)


def leans_on(dataset: Dataset, catalog: Catalog) -> tuple[str, ...]:
    """The universes that must be protected before a dataset has a candidate."""
    spec = dataset.disclosure
    if isinstance(spec, Protected):
        return (spec.universe,)
    followed = [catalog.dataset(each.dataset) for each in spec.follows] if isinstance(spec, Follower) else []
    return tuple(sorted({name for other in followed for name in leans_on(other, catalog)}))


def candidate_path(home: Home, dataset: Dataset) -> Path:
    """Where the candidate of a dataset lies."""
    return home.candidates / f"{dataset.name}.parquet"


def protect_universe(universe: str, catalog: Catalog, home: Home) -> int:
    """Protect what is green of a universe, write candidates and what was done; the number of cells reported.

    Where it cannot be done there is no candidate, and the check says why.
    """
    built = last_built(home)
    green = tuple(d for d in members_of(catalog, universe) if not built.failures(d.name))
    for dataset in members_of(catalog, universe):
        candidate_path(home, dataset).unlink(missing_ok=True)
    if not green:
        return 0
    rules = rule_sets(DBT_PROJECT)[_rules_of(green)]
    linked = _universe(universe, green, built, home, rules)
    try:
        outcome = _rounded(linked, home, rules) if rounding_of(green) else protect(linked, rules)
    except (Impossible, Contradiction, RuntimeError) as refusal:
        for dataset in green:
            _keep(home, dataset, Withheld(run=built.folder.name, check=control(_reason(refusal))))
        return 0
    for dataset, table, protection in outcome.candidates():
        pq.write_table(table, candidate_path(home, dataset))
        keep(home, dataset, candidate_path(home, dataset), linked.held[dataset.name])
        keys = outcome.withheld(dataset.name)
        withheld = Withheld(run=built.folder.name, check=outcome.check(), protection=protection, keys=keys)
        _keep(home, dataset, withheld)
    cells = list(outcome.report())
    _report(home, universe, cells)
    return len(cells)


def promote(dataset: Dataset, catalog: Catalog, built: Built, home: Home) -> Withheld:
    """What was done to a green dataset, whose candidate lies ready unless the check failed; raises NotProtected."""
    spec = dataset.disclosure
    match spec:
        case Protected():
            return done(home, dataset, built)
        case Follower():
            return _follow(dataset, spec, catalog, built, home)
    shutil.copyfile(built.folder / f"{dataset.name}.parquet", candidate_path(home, dataset))
    return Withheld(run=built.folder.name, check=control(""))


def done(home: Home, dataset: Dataset, built: Built) -> Withheld:
    """What disclosure control did to a protected dataset in this build; raises NotProtected where it has not run."""
    path = home.protection / f"{dataset.name}.json"
    found = Withheld.model_validate_json(path.read_bytes()) if path.exists() else None
    if found is None or found.run != built.folder.name:
        raise NotProtected(f"{dataset.title.zh}这次计算的结果尚未经过披露控制；请运行 yongzhuan judge {dataset.name}。")
    return found


def _follow(dataset: Dataset, spec: Follower, catalog: Catalog, built: Built, home: Home) -> Withheld:
    """Rows go with what they are made from, and the whole dataset where that could not be protected."""
    table = pq.read_table(built.folder / f"{dataset.name}.parquet")
    keys: frozenset[str] = frozenset()
    candidate_path(home, dataset).unlink(missing_ok=True)
    for followed in spec.follows:
        other = catalog.dataset(followed.dataset)
        above = done(home, other, built)
        if not above.check.passed:
            return above
        keys |= followers(dataset, table, followed, other, above.keys | _empty(home, other, followed.measure))
    withholding = Withholding(keys, compared=spec.compared, ranks=spec.ranks)
    pq.write_table(withholding.applied(dataset, table), candidate_path(home, dataset))
    return Withheld(run=built.folder.name, check=control(""), keys=keys)


def _empty(home: Home, other: Dataset, measure: str | None) -> frozenset[str]:
    """The keys of the rows in which a measure is withheld for itself, beside others that are shown."""
    if measure is None:
        return frozenset()
    table = pq.read_table(candidate_path(home, other))
    columns = table[measure].to_pylist(), table["rates_conf_status"].to_pylist()
    rows = zip(keys_of(other, table), *columns, strict=True)
    return frozenset(text(key) for key, value, status in rows if value is None and status == CONFIDENTIAL)


def _universe(name: str, datasets: Sequence[Dataset], built: Built, home: Home, rules: Rules) -> Universe:
    contributions, published = (pq.read_table(built.folder / f"{model}.parquet") for model in made_of(name))
    held = {dataset.name: amounts(dataset.name, contributions, published) for dataset in datasets}
    return Universe(
        name=name,
        datasets=tuple(datasets),
        tables={dataset.name: pq.read_table(built.folder / f"{dataset.name}.parquet") for dataset in datasets},
        held=held,
        contributions=contributions,
        published=published,
        past=past(home, datasets, held, rules),
    )


def _reason(refusal: Exception) -> str:
    """Why there is no candidate; where a solver or its process gave up, what to do."""
    if isinstance(refusal, RuntimeError):
        return (
            f"披露控制没有算完（{refusal}）；请再运行 yongzhuan judge，仍然如此请报告。"
            " / disclosure control did not finish: run yongzhuan judge again, and report it if that does not help"
        )
    return str(refusal)


def _rounded(linked: Universe, home: Home, rules: Rules) -> Rounded:
    return round_off(linked, rules, told(home, linked.datasets, linked.held, rules))


def _rules_of(datasets: Sequence[Dataset]) -> str:
    names = sorted({spec.rules for d in datasets if isinstance(spec := d.disclosure, Protected)})
    if len(names) > 1:
        raise ValueError(f"linked datasets under different rules: {names}")
    return names[0]


def _keep(home: Home, dataset: Dataset, withheld: Withheld) -> None:
    replace_file(home.protection / f"{dataset.name}.json", withheld.model_dump_json(indent=1))


def _report(home: Home, universe: str, cells: Sequence[tuple[str, str]]) -> None:
    """Which cells are withheld or at risk and by which rule, not whose: for the statisticians of disclosure control."""
    lines = ["cell,reason", *(f"{cell},{reason}" for cell, reason in cells)]
    replace_file(home.protection / f"{universe}.csv", "\n".join(lines) + "\n")
