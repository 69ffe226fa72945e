"""Whether the tests notice a changed assumption: every figure of every parameter table changed, one at a time.

    .venv/bin/python -m benchmarks.mutation        (make mutation)

Signs are flipped, whole numbers and years shifted by one, other numbers by a tenth, dates by a day, rows left out. A
mutant is first put to the table's own tests (tests/unit/parameters, behaviour with numbers by hand), then to the
register of versions (tests/house). It works in copies of the project; the last line is `killed n/m`.
"""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from published.home import PROJECT

WORKERS = 2
OPEN_END = "9999"
BEHAVIOUR, REGISTER = "behaviour", "register"
Change = Callable[[str], list[str]]
Check = Callable[[Path, str], str | None]


def flipped(cell: str) -> list[str]:
    """A sign."""
    return [str(-int(cell))]


def other(cell: str) -> list[str]:
    """A mark of 0 or 1."""
    return [str(1 - int(cell))]


def shifted(cell: str) -> list[str]:
    """A whole number by one, any other by a tenth, both ways; nothing falls below zero; an open end only closes."""
    number = Decimal(cell)
    step = Decimal(1) if number == number.to_integral_value() else number / 10
    changed = [number - step] if cell == OPEN_END else [number - step, number + step]
    return [format(value, "f") for value in changed if value >= 0]


def a_day_off(cell: str) -> list[str]:
    """A date; an open one stays open."""
    return [str(date.fromisoformat(cell) + timedelta(days=days)) for days in (-1, 1)] if cell else []


def another_method(cell: str) -> list[str]:
    """The flash's other method."""
    return [{"denton_cholette": "chow_lin", "chow_lin": "denton_cholette"}[cell]]


def turned(cell: str) -> list[str]:
    """A direction."""
    return [{"up": "down", "down": "up"}[cell]]


def a_tenth_off(cell: str) -> list[str]:
    """A coefficient; where none is said there is none to change."""
    return [format(Decimal(cell) * Decimal(factor), "f") for factor in ("0.9", "1.1")] if cell else []


PARAMETER = {"value": shifted}
# table ► columns whose cells are changed, and how; every row of every table is also left out once
TABLES: dict[str, dict[str, Change]] = {
    "parameters/value_added_items": {"sign": flipped, "valid_from": shifted, "valid_to": shifted},
    "parameters/vintages": {"year": shifted, "released_on": a_day_off, "returns_until": a_day_off},
    "parameters/censuses": {"census_year": shifted, "released_on": a_day_off},
    "parameters/imputation": PARAMETER,
    "parameters/outliers": PARAMETER,
    "parameters/raking": PARAMETER,
    "parameters/bootstrap": PARAMETER,
    "parameters/linkage": PARAMETER,
    "parameters/disclosure_rules": PARAMETER,
    "parameters/quality_grades": {"maximum_error": shifted, "maximum_imputation": shifted},
    "parameters/series_breaks": {"starts": shifted},
    "parameters/flash_methods": {"method": another_method},
    "parameters/classification_versions": {"valid_from": a_day_off, "valid_to": a_day_off},
    "parameters/intensity_criteria": {"threshold": shifted, "valid_from": shifted, "valid_to": shifted},
    "parameters/monitor_indicators": {"minimum_base": shifted, "direction": turned},
    "parameters/targets": {"year": shifted, "target": shifted},
    "parameters/industry_groups": {},
    "concordances/area_superseded": {"since": a_day_off},
    "concordances/cluster_industry": {"coefficient": a_tenth_off},
    "concordances/gbt4754_2011_2017": {"coefficient": a_tenth_off},
    "codelists/patent_intensive_2019": {"partial": other},
    "codelists/patent_intensive_2019_candidates": {"pick_k": shifted, "pool_n": shifted},
    "codelists/high_technology_2017": {"has_condition_text": other},
}


@dataclass(frozen=True)
class Mutant:
    """A cell of a row (counted from 0) and what it becomes; without a column the row is left out."""

    table: str
    row: int
    column: str = ""
    was: str = ""
    becomes: str = ""

    def __str__(self) -> str:
        change = f"{self.column} {self.was} ► {self.becomes}" if self.column else "left out"
        return f"{self.table} row {self.row + 1}: {change}"


def rows_of(path: Path) -> list[dict[str, str]]:
    """A table as it stands."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def mutants(seeds: Path, tables: dict[str, dict[str, Change]]) -> Iterator[Mutant]:
    """Every change of every table, in order."""
    for table, changes in tables.items():
        for place, row in enumerate(rows_of(seeds / f"{table}.csv")):
            yield Mutant(table, place)
            for column, change in changes.items():
                yield from (Mutant(table, place, column, row[column], becomes) for becomes in change(row[column]))


@contextmanager
def applied(seeds: Path, mutant: Mutant) -> Iterator[None]:
    """The table with the change, and afterwards as it was."""
    path = seeds / f"{mutant.table}.csv"
    before, rows = path.read_bytes(), rows_of(path)
    columns = list(rows[0])
    if mutant.column:
        rows[mutant.row][mutant.column] = mutant.becomes
    else:
        del rows[mutant.row]
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(written.getvalue(), encoding="utf-8")
    try:
        yield
    finally:
        path.write_bytes(before)


def judged(seeds: Path, found: Iterable[Mutant], check: Check) -> Iterator[tuple[Mutant, str | None]]:
    """Each mutant with what killed it, None where it survived."""
    for mutant in found:
        with applied(seeds, mutant):
            yield mutant, check(seeds, mutant.table)


def killer(seeds: Path, table: str) -> str | None:
    """Which of the project's tests refuses the table as it stands: its own ones, the register, or none."""
    own = PROJECT / "tests" / "unit" / "parameters" / f"test_{Path(table).name}.py"
    if own.exists() and not passes(own):
        return BEHAVIOUR
    return None if is_registered(table) else REGISTER


def passes(tests: Path) -> bool:
    """Run in this process; a run that cannot collect its tests is no answer and raises RuntimeError."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:warnings", "--tb=no", str(tests)])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise RuntimeError(printed.getvalue())
    return code == pytest.ExitCode.OK


def is_registered(table: str) -> bool:
    """The register's test as a function: thousands of rows are put to it."""
    try:
        register()(table)
    except AssertionError:
        return False
    return True


@cache
def register() -> Callable[[str], None]:
    """The test of tests/house that holds a table against its registered version."""
    from tests.house.test_parameter_versions import test_a_table_is_the_registered_version

    return test_a_table_is_the_registered_version


def work(number: int) -> None:
    """A worker's share, a line of JSON each; what is refused without a change would say nothing of changes."""
    seeds = PROJECT / "dbt_project" / "seeds"
    refused = [table for table in TABLES if killer(seeds, table)]
    if refused:
        raise SystemExit(f"refused as they stand: {', '.join(refused)}")
    for mutant, by in judged(seeds, list(mutants(seeds, TABLES))[number::WORKERS], killer):
        print(json.dumps([asdict(mutant), by]), flush=True)


def copied(folder: Path) -> Path:
    """The project without what is made, to be changed at will."""
    ignored = shutil.ignore_patterns(".*", "data", "target", "logs", "__pycache__", "dbt_packages")
    return Path(shutil.copytree(PROJECT, folder, ignore=ignored))


def tally(results: Sequence[tuple[Mutant, str | None]]) -> list[str]:
    """Per table what killed how many, the survivors, and the last line."""
    counts = Counter((mutant.table, by) for mutant, by in results)
    lines = [f"{'':48}{BEHAVIOUR:>12}{REGISTER:>12}{'survived':>12}"]
    for table in dict.fromkeys(mutant.table for mutant, _ in results):
        lines.append(f"{table:48}" + "".join(f"{counts[table, by]:12}" for by in (BEHAVIOUR, REGISTER, None)))
    lines += [f"survived: {mutant}" for mutant, by in results if by is None]
    return [*lines, f"killed {sum(by is not None for _, by in results)}/{len(results)}"]


def main() -> None:
    """All mutants in two copies of the project; fails where one survives."""
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        places = [copied(Path(folder) / str(number)) for number in range(WORKERS)]
        workers = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.mutation", str(number)],
                cwd=place,
                env=os.environ | {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"},
                stdout=subprocess.PIPE,
                text=True,
            )
            for number, place in enumerate(places)
        ]
        lines = [line for worker in workers for line in worker.communicate()[0].splitlines()]
    if any(worker.returncode for worker in workers):
        raise SystemExit("a worker failed")
    found = [json.loads(line) for line in lines]
    results = sorted(((Mutant(**mutant), by) for mutant, by in found), key=lambda result: str(result[0].table))
    print("\n".join(tally(results)))
    sys.exit(any(by is None for _, by in results))


if __name__ == "__main__":
    work(int(sys.argv[1])) if sys.argv[1:] else main()
