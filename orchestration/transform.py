"""The dbt project as one asset definition, and which of its datasets came out green."""

import json
import logging
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets
from dagster_dbt.compat import DBT_PYTHON_VERSION

from orchestration.accounts_report import write_accounts
from orchestration.feedback import write_feedback
from orchestration.history import write_history
from orchestration.recipes import note_state
from orchestration.review import ReviewError, told
from orchestration.reviews import reviews
from orchestration.snapshots import restore_current
from published.feed import Feed
from published.home import PROJECT, Home
from published.vocabulary import Text

DBT_PROJECT = PROJECT / "dbt_project"
INCOMING = "incoming"
KEPT_RUNS = 3
_REFUSED = re.compile(r"^\s*estimation\.\w+\.\w+Error: (.*)$", re.MULTILINE)
log = logging.getLogger("yongzhuan")


@dataclass(frozen=True)
class Built:
    """One dbt run: where its files are and what became of each node."""

    folder: Path
    manifest: Mapping[str, Any]
    results: Mapping[str, Mapping[str, Any]]

    def failures(self, dataset: str) -> tuple[str, ...]:
        """Why a dataset is not green: its model or one of its tests, by name; empty where it is."""
        model = f"model.yongzhuan.{dataset}"
        nodes = [model, *self._tests(model)]
        bad = [node for node in nodes if self._status(node) not in ("success", "pass", "warn")]
        causes = [cause for node in bad for cause in self._causes(node)]
        return tuple(self._told(node) for node in dict.fromkeys(causes))

    def warnings(self, dataset: str) -> tuple[tuple[str, str, int], ...]:
        """Name, description and number of rows of the warning tests on a dataset and on what it is made from."""
        tests = sorted({test for model in self._lineage(f"model.yongzhuan.{dataset}") for test in self._tests(model)})
        warned = [test for test in tests if self._status(test) == "warn"]
        nodes = self.manifest["nodes"]
        return tuple((nodes[t]["name"], nodes[t]["description"], self.results[t]["failures"] or 0) for t in warned)

    def seeds(self, *models: str) -> tuple[str, ...]:
        """The tables of the project, by their path in it, that models are made from."""
        nodes = self.manifest["nodes"]
        found = {node for model in models for node in self._lineage(f"model.yongzhuan.{model}")}
        return tuple(sorted(nodes[node]["original_file_path"] for node in found if node.startswith("seed.")))

    def _told(self, node: str) -> str:
        """A node by name with its status, and in its own words where it is an estimation that refused its figures."""
        refused = _REFUSED.search(str(self.results.get(node, {}).get("message", "")))
        words = f": {refused[1].strip()}" if refused else ""
        return f"{self.manifest['nodes'][node]['name']} ({self._status(node)}){words}"

    def _status(self, node: str) -> str:
        return str(self.results.get(node, {}).get("status", "not run"))

    def _causes(self, node: str) -> list[str]:
        """What failed above a skipped node, or the node itself."""
        above = [found for model in self._lineage(node) for found in (model, *self._tests(model))]
        return [found for found in above if self._status(found) in ("error", "fail")] or [node]

    def _lineage(self, node: str) -> list[str]:
        parents: Mapping[str, list[str]] = self.manifest["parent_map"]
        found, todo = [node], [node]
        while todo:
            above = [p for p in parents.get(todo.pop(), []) if p not in found and not p.startswith("source.")]
            found += above
            todo += above
        return found

    def _tests(self, model: str) -> list[str]:
        children: list[str] = self.manifest["child_map"].get(model, [])
        return sorted(child for child in children if child.startswith("test."))


class Grouped(DagsterDbtTranslator):
    """Everything that dbt makes stands in one group of the graph."""

    def get_asset_check_spec(self, *args: Any, **kwargs: Any) -> dg.AssetCheckSpec | None:
        """A dbt test as a check that never blocks: the gate of each dataset reads the results itself."""
        spec = super().get_asset_check_spec(*args, **kwargs)
        return spec and spec._replace(blocking=False)

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The GSBPM phase."""
        return "process"


class Dbt(DbtCliResource):
    """dbt of this environment: its version is known without a process of its own that says it."""

    @cached_property
    def _cli_version(self) -> Any:
        return DBT_PYTHON_VERSION


def dbt_command(home: Home) -> DbtCliResource:
    """dbt of this environment, on this project."""
    os.environ["DATA_HOME"] = str(home.root)
    os.environ["DBT_LOG_PATH"] = str(home.dbt / "logs")
    os.environ["DBT_TARGET_PATH"] = str(home.dbt)
    return Dbt(
        project_dir=os.fspath(DBT_PROJECT),
        profiles_dir=os.fspath(DBT_PROJECT),
        dbt_executable=os.fspath(Path(sys.executable).with_name("dbt")),
    )


def parse(home: Home) -> Path:
    """The manifest, made anew where the dbt project is newer than it."""
    manifest = home.dbt / "manifest.json"
    if not manifest.exists() or manifest.stat().st_mtime < _newest_source():
        log.info("读取 dbt 项目 …")
        dbt_command(home).cli(["parse", "--quiet"], target_path=home.dbt).wait()
    return manifest


def dbt_asset(home: Home, manifest: Path, feeds: Sequence[Feed], notice: Text | None) -> dg.AssetsDefinition:
    """Every model, seed and test; a failed one does not fail the run, its dataset is held at the gate."""
    dbt = dbt_command(home)

    @dbt_assets(manifest=manifest, name="transform", dagster_dbt_translator=Grouped(), op_tags={"stage": "dbt"})
    def transform(context: dg.AssetExecutionContext) -> Iterator[Any]:
        for feed in feeds:
            restore_current(home, feed)
        write_history(home, feeds)
        _take_decisions(home)
        incoming = _empty(home.built / INCOMING)
        note_state(home, incoming)
        results = home.dbt / "run_results.json"
        results.unlink(missing_ok=True)
        log.info("计算数据集 (dbt build) …")
        with _closed_to_others():
            build = dbt.cli(
                ["build", "--exclude-resource-type", "unit_test"],
                context=context,
                raise_on_error=False,
                target_path=home.dbt,
            )
        with (home.dbt / "build.log").open("w", encoding="utf-8") as output, redirect_stdout(output):
            yield from build.stream()
        if not results.exists():
            raise dg.Failure("dbt 没有运行起来；请查看 DATA_HOME/dbt/dbt.log。", allow_retries=False)
        shutil.copy(results, incoming)
        _keep(home, incoming, context.run_id)
        _report(home, feeds, notice)

    return transform


def _take_decisions(home: Home) -> None:
    for review in reviews(home):
        try:
            taken = review.gather()
        except ReviewError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        if taken:
            log.info("%s判定：收下 %s 条", review.topic, f"{taken:,}")


def _report(home: Home, feeds: Sequence[Feed], notice: Text | None) -> None:
    """What the clerks have to look at."""
    built = last_built(home).folder
    feedback = write_feedback(home, feeds, built, notice)
    counts = (f"{feedback.quarantined:,}", f"{feedback.corrected:,}", feedback.refused)
    log.info("隔离 %s 行，更正 %s 行，拒收 %d 个文件，已逐条写入给各部门的反馈", *counts)
    for review in reviews(home):
        if (cases := review.write(built)) is not None:
            log.info("待判定的%s %s 条，请在 %s 填写结论", review.topic, f"{cases:,}", review.file)
        if wrong := told(review.wrong(built)):
            log.error("%s判定有误：\n%s", review.topic, wrong)
    if files := write_accounts(built, home.accounts):
        log.info("增加值核算的调整系数与敏感性：%s", "、".join(map(str, files)))


def last_built(home: Home) -> Built:
    """The newest dbt run; raises FileNotFoundError before the first."""
    folder = home.built / (home.built / "latest").read_text(encoding="utf-8").strip()
    manifest = home.dbt / "manifest.json"
    return _built(folder, manifest, manifest.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _built(folder: Path, manifest: Path, _written_at: int) -> Built:
    """Read once for all datasets that are judged by the run; a run's folder never changes."""
    results = json.loads((folder / "run_results.json").read_text(encoding="utf-8"))["results"]
    return Built(
        folder=folder,
        manifest=json.loads(manifest.read_text(encoding="utf-8")),
        results={result["unique_id"]: result for result in results},
    )


@contextmanager
def _closed_to_others() -> Iterator[None]:
    """What a process started here writes, the warehouse above all, is readable by its owner alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _newest_source() -> float:
    parts = ("dbt_project.yml", "profiles.yml", "models", "macros", "seeds", "tests")
    paths = (path for part in parts for path in [DBT_PROJECT / part, *(DBT_PROJECT / part).rglob("*")])
    return max(path.stat().st_mtime for path in paths)


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "rows").mkdir(parents=True, mode=0o700)
    return folder


def _keep(home: Home, incoming: Path, run: str) -> None:
    incoming.rename(home.built / run)
    (home.built / "latest").write_text(run, encoding="utf-8")
    runs = sorted((path for path in home.built.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for old in runs[:-KEPT_RUNS]:
        shutil.rmtree(old)
