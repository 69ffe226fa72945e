"""Great Expectations itself, inside DuckDB, over candidates of a few rows: what is released and what is held."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations import judge as gate
from expectations.judge import held, judge
from expectations.question import Question, no_rows
from published.verdict import Check, RowAccount, Verdict
from tests.unit.published.described import WORDS, check, column, dataset, row, table

GOOD = table(row(2023), row(2023, "330203"), row(2024), row(2024, "330203", value=None, conf_status="C"))
ACCOUNT = RowAccount(feed="bureau/returns", file="a.csv", delivered=4, accepted=3, corrected=0, quarantined=1)


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    return tmp_path / "orchard_yield.parquet"


def judged(
    candidate: Path,
    rows: pa.Table,
    previous: pa.Table | None = None,
    accounts: tuple[RowAccount, ...] = (ACCOUNT,),
    **changes: Any,
) -> Verdict:
    pq.write_table(rows, candidate)
    return judge(dataset(**changes), candidate, ("1.0", previous) if previous is not None else None, accounts)


def failed(verdict: Verdict) -> dict[str, Check]:
    return {found.name: found for found in verdict.failed}


def test_a_good_candidate_is_released(candidate: Path) -> None:
    verdict = judged(candidate, GOOD, previous=GOOD)
    assert verdict.failed == ()
    assert verdict.outcome == "release"
    assert (verdict.dataset, verdict.previous, verdict.rows) == ("orchard_yield", "1.0", (ACCOUNT,))
    assert {"rows_accounted", "columns", "key", "rows_kept"} <= {found.name for found in verdict.checks}


def test_the_first_release_has_nothing_to_compare_with(candidate: Path) -> None:
    verdict = judged(candidate, GOOD)
    assert (verdict.outcome, verdict.previous) == ("release", None)


@pytest.mark.parametrize(
    ("rows", "check_name", "found"),
    [
        (GOOD.drop_columns("remark"), "columns", "conf_status"),
        (table(row(), row()), "key", "2 行不符"),
        (table(row(), row(area="999999")), "coded_area_code", "999999"),
        (table(row(), {**row(), "year": None}), "present_year", "1 行不符"),
        (table(row(value=None)), "explained_value_added", "1"),
        (table(), "not_empty", "0"),
    ],
    ids=["missing column", "duplicate key", "unknown code", "null key", "unexplained null", "empty"],
)
def test_a_floor_holds_and_says_what_was_found(candidate: Path, rows: pa.Table, check_name: str, found: str) -> None:
    verdict = judged(candidate, rows)
    assert verdict.outcome == "hold"
    assert failed(verdict)[check_name].severity == "critical"
    assert found in failed(verdict)[check_name].found


def test_every_failure_has_something_to_read(candidate: Path) -> None:
    rows = table(row(), row(), row(area="999999", value=None, share_of_gdp=5000, obs_status="?"))
    verdict = judged(candidate, rows, previous=GOOD)
    assert {"key", "coded_area_code", "coded_obs_status", "explained_value_added"} <= set(failed(verdict))
    assert all(found.found and "None" not in found.found for found in verdict.failed)
    assert all(found.found == "" for found in verdict.checks if found.passed)


def test_a_tenth_of_the_rows_may_go_and_no_more(candidate: Path) -> None:
    previous = table(*(row(year) for year in range(2000, 2020)))
    assert judged(candidate, previous.slice(0, 18), previous).outcome == "release"
    verdict = judged(candidate, previous.slice(0, 17), previous)
    assert (verdict.outcome, set(failed(verdict))) == ("hold", {"rows_kept"})


def test_a_ceiling_goes_out_with_a_note(candidate: Path) -> None:
    verdict = judged(candidate, table(row(share_of_gdp=5000)))
    assert verdict.outcome == "release_with_notes"
    assert set(failed(verdict)) == {"percentage_share_of_gdp"}


def test_rows_that_do_not_add_up_hold(candidate: Path) -> None:
    lost = ACCOUNT.model_copy(update={"file": "b.csv", "delivered": 5})
    verdict = judged(candidate, GOOD, accounts=(ACCOUNT, lost))
    assert verdict.outcome == "hold"
    assert failed(verdict)["rows_accounted"].found == "bureau/returns b.csv"


def test_a_question_that_cannot_be_put_has_failed(candidate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (
        no_rows("mistyped", WORDS, "select * from {batch} where no_such_column > 0"),
        no_rows("still_asked", WORDS, "select * from {batch} where false"),
        Question(
            name="no_column", title=WORDS, expectation="ExpectColumnValuesToNotBeNull", arguments={"column": "absent"}
        ),
    )
    monkeypatch.setattr(gate, "questions", lambda _: asked)
    verdict = judged(candidate, GOOD)
    assert set(failed(verdict)) == {"mistyped", "no_column"}
    assert failed(verdict)["mistyped"].found.startswith("无法检查")
    assert "no_such_column" in failed(verdict)["mistyped"].found
    assert verdict.outcome == "hold"


def test_counts_come_back_from_duckdb(candidate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GX closes the connection before it fetches: unbuffered, every metric would be empty and this would pass."""
    many = Question(
        name="many", title=WORDS, expectation="ExpectTableRowCountToBeBetween", arguments={"min_value": 1000}
    )
    none = Question(
        name="none",
        title=WORDS,
        expectation="ExpectColumnValuesToBeInSet",
        arguments={"column": "year", "value_set": [1]},
    )
    monkeypatch.setattr(gate, "questions", lambda _: (many, none))
    found = failed(judged(candidate, GOOD))
    assert found["many"].found == "发现 4"
    assert found["none"].found.startswith("4 行不符")
    assert "2023" in found["none"].found


def test_a_pattern_with_braces_reaches_the_database(candidate: Path) -> None:
    text = ("title", "subject_name", "partner", "background", "practice", "effect", "lesson")
    numbers = ("patents", "patents_in_force")
    columns = (*map(column, text), *(column(name, "integer") for name in numbers))
    told = dict.fromkeys(text, "正文") | dict.fromkeys(numbers, 1)
    cases: dict[str, Any] = {
        "name": "typical_cases",
        "columns": columns,
        "key": ("title",),
        "facets": (),
        "code_lists": {},
    }
    assert judged(candidate, table(told, columns=columns), **cases).outcome == "release"
    verdict = judged(candidate, table(told | {"effect": "联系 13812345678"}, columns=columns), **cases)
    assert set(failed(verdict)) == {"no_personal_data"}


def test_without_a_candidate_there_is_a_held_verdict_with_its_reason() -> None:
    reason = check(passed=False, found="unique_key (fail)")
    verdict = held("orchard_yield", reason, (ACCOUNT,))
    assert (verdict.outcome, verdict.failed, verdict.rows) == ("hold", (reason,), (ACCOUNT,))
