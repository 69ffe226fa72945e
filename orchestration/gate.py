"""Built ► candidate ► verdict: one asset per dataset, and its blocking check."""

import logging
from collections.abc import Iterator

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from expectations.disclosure.protection import control
from expectations.judge import held, judge
from expectations.report import outcome, page
from orchestration.acknowledgement import acknowledged
from orchestration.checks import borne_out, delivered, not_green, warned
from orchestration.known_errors import known_errors
from orchestration.protection import NotProtected, candidate_path, leans_on, promote, protection_key
from orchestration.rows import accounts
from orchestration.transform import last_built
from published.catalog import Catalog
from published.dataset import Dataset
from published.folders import replace_file, sha256
from published.home import Home
from published.profile import Profile
from published.releases import is_provisional, newest, read_table
from published.verdict import Verdict
from published.vocabulary import Text

log = logging.getLogger("yongzhuan")


def candidate_asset(dataset: Dataset, catalog: Catalog, home: Home, profile: Profile) -> dg.AssetsDefinition:
    """The asset that promotes and judges one dataset; its failed check blocks that dataset's release alone."""
    key = candidate_key(dataset)

    @dg.asset(
        key=key,
        deps=[dg.AssetKey(dataset.name), *(protection_key(universe) for universe in leans_on(dataset, catalog))],
        group_name="analyse",
        description=f"{dataset.title.zh} {dataset.title.en}: candidate and verdict",
        check_specs=[dg.AssetCheckSpec("gate", asset=key, blocking=True, description="May it go out?")],
        op_tags={"stage": "judge"},
    )
    def candidate() -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        verdict = examine(dataset, catalog, home, profile)
        record(home, dataset, verdict, profile.notice_for(dataset))
        yield dg.MaterializeResult(asset_key=key, metadata={"outcome": verdict.outcome})
        yield dg.AssetCheckResult(
            asset_key=key,
            check_name="gate",
            passed=verdict.outcome != "hold",
            metadata={"failed": "\n".join(f"{check.title.zh}：{check.found}" for check in verdict.failed)},
        )

    return candidate


def candidate_key(dataset: Dataset) -> dg.AssetKey:
    """candidates/<dataset>."""
    return dg.AssetKey(["candidates", dataset.name])


def examine(dataset: Dataset, catalog: Catalog, home: Home, profile: Profile) -> Verdict:
    """The verdict on what the last build made of a dataset; holds what is not green or not protected."""
    built = last_built(home)
    feeds = [catalog.feed(key) for key in dataset.feeds]
    rows = tuple(row for feed in feeds for row in accounts(home, feed, built.folder))
    if failures := built.failures(dataset.name):
        verdict = held(dataset.name, not_green(failures), rows)
        missing = [check for check in delivered(home, feeds) if not check.passed]
        return verdict.model_copy(update={"checks": (*missing, *verdict.checks)})
    try:
        protected = promote(dataset, catalog, built, home)
    except NotProtected as refusal:
        return held(dataset.name, control(str(refusal)), rows)
    candidate = candidate_path(home, dataset)
    if not candidate.exists():
        return held(dataset.name, protected.check, rows)
    verdict = judge(dataset, candidate, _previous(home, dataset), rows)
    corrections = borne_out(home, feeds, profile.name, known_errors())
    around = (protected.check, *delivered(home, feeds), *corrections, *warned(built.warnings(dataset.name)))
    digest = sha256(candidate)
    told = {
        "candidate": digest,
        "provisional": is_provisional(pq.read_table(candidate)),
        "acknowledged": acknowledged(home, dataset.name, digest),
    }
    return verdict.model_copy(update={**told, "protection": protected.protection, "checks": (*around, *verdict.checks)})


def record(home: Home, dataset: Dataset, verdict: Verdict, notice: Text | None) -> None:
    """Keep the verdict as JSON and as a page, and say it."""
    replace_file(home.verdicts / f"{dataset.name}.json", verdict.model_dump_json(indent=1))
    replace_file(home.verdicts / f"{dataset.name}.html", page(dataset, verdict, notice))
    log.info("审 %s：%s", dataset.title.zh, outcome(verdict).zh)
    for check in verdict.failed:
        log.log(
            logging.ERROR if check.severity == "critical" else logging.WARNING, "  %s：%s", check.title.zh, check.found
        )


def _previous(home: Home, dataset: Dataset) -> tuple[str, pa.Table] | None:
    release = newest(home.sealed, dataset.name)
    if release is None or release.structure != dataset.structure:
        return None
    table = read_table(home.sealed / dataset.name / release.version, dataset.name)
    return release.version, table.select([column.name for column in dataset.columns])
