"""Runs the graph's jobs in this process: the command line and Dagster's UI share one definition of the work."""

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import dagster as dg

from orchestration.definitions import build
from orchestration.desk import sign_by_itself
from orchestration.gate import candidate_key, examine, record
from orchestration.protection import leans_on, protection_key
from orchestration.schedules import PUBLISH, RELEASE, lineage
from published.catalog import Catalog
from published.home import Home
from published.profile import Profile

log = logging.getLogger("yongzhuan")
_SETTINGS = "telemetry:\n  enabled: false\nnux:\n  enabled: false\n"
_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass(frozen=True)
class Ran:
    """Whether every step and check passed, whether someone stopped it, and seconds per stage."""

    success: bool
    interrupted: bool
    seconds: dict[str, float]


@dataclass(frozen=True)
class Work:
    """The work over one home and one profile."""

    catalog: Catalog
    home: Home
    profile: Profile

    @cached_property
    def definitions(self) -> dg.Definitions:
        """The graph."""
        return build(self.catalog, self.home, self.profile)

    def release(self, selection: Sequence[dg.AssetKey] | None = None) -> Ran:
        """Run the release job, or the selected assets of it."""
        return self._run(RELEASE, selection)

    def sign_by_itself(self) -> None:
        """Sign what is sealed for now, where the figures are invented."""
        sign_by_itself(self.home, self.catalog, self.profile, datetime.now(UTC))

    def publish(self) -> Ran:
        """Run the switch to a new edition."""
        return self._run(PUBLISH, None)

    def keys(self, group: str) -> list[dg.AssetKey]:
        """The assets of one phase of the graph."""
        specs = self.definitions.resolve_all_asset_specs()
        return [spec.key for spec in specs if spec.group_name == group]

    def lineages(self, datasets: Sequence[str]) -> list[dg.AssetKey]:
        """The assets that the releases of these datasets are made from, and those releases."""
        graph = self.definitions.resolve_asset_graph()
        return sorted({key for name in datasets for key in lineage(self.catalog.dataset(name)).resolve(graph)})

    def judgements(self, datasets: Sequence[str]) -> list[dg.AssetKey]:
        """The candidates of these datasets and the disclosure control that they pass through."""
        chosen = [self.catalog.dataset(name) for name in datasets]
        universes = sorted({name for dataset in chosen for name in leans_on(dataset, self.catalog)})
        return [*map(protection_key, universes), *map(candidate_key, chosen)]

    def _explain(self, result: dg.ExecuteInProcessResult) -> None:
        for step, cause, details in _broken(result):
            report = self.home.dagster / f"{step}.txt"
            report.write_text(details, encoding="utf-8")
            log.error("步骤 %s 中断：%s 详情见 %s", step, cause, report)

    def _run(self, job: str, selection: Sequence[dg.AssetKey] | None) -> Ran:
        resolved = self.definitions.resolve_job_def(job)
        with self.home.alone(), dg.DagsterInstance.get() as instance:
            result = resolved.execute_in_process(
                instance=instance, asset_selection=selection, raise_on_error=False, run_config=_QUIET
            )
        self._explain(result)
        unbuilt = self._hold_unbuilt(result)
        warns = dg.AssetCheckSeverity.WARN
        passed = all(check.passed or check.severity == warns for check in result.get_asset_check_evaluations())
        interrupted = any("Interrupted" in (error.cls_name or "") for _, error in _errors(result))
        return Ran(result.success and passed and not unbuilt, interrupted, _seconds(resolved, result))

    def _hold_unbuilt(self, result: dg.ExecuteInProcessResult) -> list[str]:
        """Hold, with the reason, the datasets that the build could not make: Dagster skips their candidates unasked."""
        skipped = {
            event.step_key for event in result.all_events if event.event_type == dg.DagsterEventType.STEP_SKIPPED
        }
        built = any(event.step_key == "transform" for event in result.all_events if event.is_step_success)
        unbuilt = [d for d in self.catalog.datasets if built and candidate_key(d).to_python_identifier() in skipped]
        for dataset in unbuilt:
            verdict = examine(dataset, self.catalog, self.home, self.profile)
            record(self.home, dataset, verdict, self.profile.notice_for(dataset))
        return [dataset.name for dataset in unbuilt]


def _errors(result: dg.ExecuteInProcessResult) -> Iterator[tuple[str, Any]]:
    for event in result.all_events:
        error = event.step_failure_data.error if event.event_type == dg.DagsterEventType.STEP_FAILURE else None
        if error:
            yield event.step_key or "", error


def _broken(result: dg.ExecuteInProcessResult) -> Iterator[tuple[str, str, str]]:
    """Step, cause and full report of what broke, other than by a gate that said so itself."""
    for step, error in _errors(result):
        if error.cls_name not in ("DagsterAssetCheckFailedError", "DagsterExecutionInterruptedError"):
            yield step, (error.cause or error).message.strip().splitlines()[-1], error.to_string()


def use_instance(home: Home) -> None:
    """Keep Dagster's run history under DATA_HOME and tell nobody about it."""
    home.dagster.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home.dagster / "dagster.yaml").write_text(_SETTINGS, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    logging.getLogger("dagster").setLevel(logging.CRITICAL)


def _seconds(job: dg.JobDefinition, result: dg.ExecuteInProcessResult) -> dict[str, float]:
    stages = {node.name: node.definition.tags.get("stage", "other") for node in job.nodes}
    spent: dict[str, float] = {}
    for event in result.all_events:
        if event.event_type == dg.DagsterEventType.STEP_SUCCESS and event.step_key:
            stage = stages[event.step_key]
            spent[stage] = spent.get(stage, 0.0) + event.step_success_data.duration_ms / 1000
    return spent
