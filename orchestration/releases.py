"""Candidate ► sealed release, and the switch to a new edition."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from expectations.disclosure.files import inspect
from expectations.report import page
from orchestration.desk import explained, foregoing, prepared, publish_signed, sign_by_itself
from orchestration.gate import candidate_key
from orchestration.protection import candidate_path
from orchestration.provenance import origin
from orchestration.recipes import keep_recipe
from orchestration.signing_key import signer_of
from orchestration.snapshots import current
from orchestration.transform import last_built
from published.catalog import Catalog
from published.dataset import Dataset
from published.folders import sha256
from published.home import Home
from published.manifest import Snapshot
from published.profile import Profile
from published.reasons import NeedsReason
from published.releases import Release, newest
from published.sealing import Proposal, seal
from published.tombstone import Buried
from published.verdict import Verdict

log = logging.getLogger("yongzhuan")
EDITION = dg.AssetKey("edition")


def release_asset(dataset: Dataset, catalog: Catalog, home: Home, profile: Profile) -> dg.AssetsDefinition:
    """The asset that seals a dataset's candidate; unchanged content makes no new release."""

    @dg.asset(
        key=release_key(dataset),
        deps=[candidate_key(dataset)],
        group_name="disseminate",
        description=f"{dataset.title.zh} {dataset.title.en}: sealed release",
        op_tags={"stage": "seal"},
    )
    def sealed() -> dg.MaterializeResult[None]:
        release = seal_candidate(dataset, catalog, home, profile)
        if sealed_last := newest(home.sealed, dataset.name):
            prepared(home, dataset.name, sealed_last.version, datetime.now(UTC))
        log.info("封 %s：%s", dataset.title.zh, f"{release.version} 版" if release else "与上次相同，不出新版")
        return dg.MaterializeResult(metadata={"version": release.version if release else "unchanged"})

    return sealed


def edition_asset(catalog: Catalog, home: Home, profile: Profile) -> dg.AssetsDefinition:
    """The asset that makes sealed releases public and assembles the edition that shows them."""

    @dg.asset(
        key=EDITION,
        deps=[release_key(dataset) for dataset in catalog.datasets],
        group_name="disseminate",
        description="Sealed releases become public together",
        op_tags={"stage": "publish"},
    )
    def edition() -> dg.MaterializeResult[None]:
        sign_by_itself(home, catalog, profile, None)
        made = publish_signed(home, catalog, profile, datetime.now().astimezone())
        log.info("发布：%s", f"{made[-1].id} 版网站" if made else "没有新的内容")
        return dg.MaterializeResult(metadata={"edition": made[-1].id if made else "unchanged"})

    return edition


def release_key(dataset: Dataset) -> dg.AssetKey:
    """releases/<dataset>."""
    return dg.AssetKey(["releases", dataset.name])


def seal_candidate(dataset: Dataset, catalog: Catalog, home: Home, profile: Profile) -> Release | None:
    """Seal what the gate let through, with the verdict and the identity of every input."""
    verdict = Verdict.model_validate_json((home.verdicts / f"{dataset.name}.json").read_bytes())
    if verdict.outcome == "hold" or verdict.candidate != sha256(candidate_path(home, dataset)):
        raise dg.Failure(f"{dataset.title.zh}没有通过审核，不能封存；请重新审核。", allow_retries=False)
    notice, built = profile.notice_for(dataset), last_built(home)
    proposal = Proposal(
        dataset=dataset,
        notice=notice,
        verdict=verdict,
        report=page(dataset, verdict, notice),
        inputs=tuple(_inputs(dataset, catalog, home)),
        origin=origin(dataset, catalog, built),
        signer=signer_of(home, profile),
        stated=explained(home, dataset.name) or profile.restates,
        follows=foregoing(home, dataset.name),
    )
    table = pq.read_table(candidate_path(home, dataset)).cast(_published_types(dataset))

    def inspect_then_keep_recipe(folder: Path) -> None:
        _inspect(dataset, table, folder)
        keep_recipe(home, built.folder, dataset.name, Release.read(folder).version)

    try:
        return seal(home, proposal, table, inspect_then_keep_recipe)
    except (NeedsReason, Buried) as error:
        raise dg.Failure(str(error), allow_retries=False) from error


def _inspect(dataset: Dataset, table: pa.Table, folder: Path) -> None:
    """Every file as it would be served; dg.Failure names what must not go out."""
    failed = [check for check in inspect(dataset, table, folder) if not check.passed]
    if failed:
        told = "；".join(f"{check.title.zh}——{check.found}" for check in failed)
        raise dg.Failure(f"{dataset.title.zh}的文件没有通过检查，没有封存：{told}", allow_retries=False)


def _inputs(dataset: Dataset, catalog: Catalog, home: Home) -> list[Snapshot]:
    feeds = [catalog.feed(key) for key in dataset.feeds]
    return [
        Snapshot(
            feed=feed.key,
            file=passport.file,
            rows_sha256=passport.rows_sha256,
            snapshot=passport.folder,
            bytes_sha256=passport.sha256,
        )
        for feed in feeds
        for passport in current(home, feed)
    ]


def _published_types(dataset: Dataset) -> pa.Schema:
    return pa.schema([pa.field(column.name, _arrow(column.type)) for column in dataset.columns])


def _arrow(kind: str) -> pa.DataType:
    if kind.startswith("decimal("):
        precision, scale = kind[len("decimal(") : -1].split(",")
        return pa.decimal128(int(precision), int(scale))
    known: dict[str, pa.DataType] = {"integer": pa.int64(), "varchar": pa.string()}
    return known[kind]
