"""Puts the questions to a candidate inside DuckDB. The only importer of Great Expectations, and lazily."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from expectations.question import Question
from expectations.suite import questions
from published.dataset import Dataset
from published.verdict import Check, RowAccount, Verdict
from published.vocabulary import Text


def judge(
    dataset: Dataset,
    candidate: Path,
    previous: tuple[str, pa.Table] | None,
    rows: tuple[RowAccount, ...],
) -> Verdict:
    """The verdict on a candidate Parquet against the last release (version and table) and the row accounts."""
    with tempfile.TemporaryDirectory(prefix="gate-") as folder:
        database = Path(folder) / "gate.duckdb"
        _load(database, candidate, previous)
        asked = questions(dataset)
        checks = tuple(_ask(database, asked))
    return Verdict(
        dataset=dataset.name,
        previous=previous[0] if previous else None,
        checks=(accounted(rows), *checks),
        rows=rows,
    )


def held(dataset: str, reason: Check, rows: tuple[RowAccount, ...] = ()) -> Verdict:
    """The verdict on a dataset of which there is no candidate to ask."""
    return Verdict(dataset=dataset, previous=None, checks=(reason,), rows=rows)


def accounted(rows: tuple[RowAccount, ...]) -> Check:
    """Whether accepted + corrected + quarantined = delivered in every file."""
    lost = [row for row in rows if not row.adds_up]
    return Check(
        name="rows_accounted",
        title=Text(zh="接收 + 更正 + 隔离 = 送达", en="accepted + corrected + quarantined = delivered"),
        severity="critical",
        passed=not lost,
        found="、".join(f"{row.feed} {row.file}" for row in lost),
    )


def _load(database: Path, candidate: Path, previous: tuple[str, pa.Table] | None) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table candidate as from read_parquet(?)", [str(candidate)])
        connection.execute("create table previous as from candidate limit 0")
        if previous:
            connection.register("sealed", previous[1])
            connection.execute("create or replace table previous as from sealed")


def _ask(database: Path, asked: Iterable[Question]) -> list[Check]:
    known = {question.name: question for question in asked}
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations import expectations as gxe
    from great_expectations.data_context.types.base import ProgressBarsConfig

    _buffer_results()
    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_sql("gate", connection_string=f"duckdb:///{database}")
    batch = source.add_table_asset("candidate", table_name="candidate").add_batch_definition_whole_table("all")
    suite = gx.ExpectationSuite(name="gate", expectations=[_expectation(gxe, question) for question in known.values()])
    results = batch.get_batch().validate(suite).results
    found = {result.expectation_config.meta["question"]: result for result in results}
    return [_check(question, found[name]) for name, question in known.items()]


def _expectation(gxe: Any, question: Question) -> Any:
    kind = getattr(gxe, question.expectation)
    return kind(**question.arguments, severity=question.severity, meta={"question": question.name})


def _check(question: Question, result: Any) -> Check:
    broken = [info for info in _exceptions(result.exception_info) if info.get("raised_exception")]
    return Check(
        name=question.name,
        title=question.title,
        severity=question.severity,
        passed=bool(result.success) and not broken,
        found="" if result.success else _found(question, result.result, broken),
    )


def _exceptions(info: Any) -> list[Any]:
    if not info:
        return []
    return [info] if "raised_exception" in info else list(info.values())


def _found(question: Question, result: Any, broken: list[Any]) -> str:
    if broken:
        return f"无法检查：{broken[0].get('exception_message')}"
    if "unexpected_count" in result:
        return f"{result['unexpected_count']} 行不符，例如 {result.get('partial_unexpected_list', [])[:3]}"
    if question.expectation == "UnexpectedRowsExpectation":
        return f"{result.get('observed_value')} 处不符"
    return f"发现 {result.get('observed_value')}"


def _buffer_results() -> None:
    """GX closes the connection before it fetches, and duckdb-engine fetches late: fetch when a query ends."""
    import duckdb_engine
    from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

    context: Any = duckdb_engine.Dialect.execution_ctx_cls

    class Buffered(context):  # type: ignore[misc]
        def post_exec(self) -> None:
            super().post_exec()
            if self.cursor.description is not None:
                rows = self.cursor.fetchall()
                self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(self.cursor, initial_buffer=rows)

    if duckdb_engine.Dialect.execution_ctx_cls.__name__ != Buffered.__name__:
        duckdb_engine.Dialect.execution_ctx_cls = Buffered
