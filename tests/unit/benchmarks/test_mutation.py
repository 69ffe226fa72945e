"""The mutation runner changes what it says, puts it back, and notices a survivor."""

from pathlib import Path

import pytest

from benchmarks.mutation import (
    TABLES,
    Mutant,
    a_day_off,
    a_tenth_off,
    flipped,
    judged,
    mutants,
    passes,
    rows_of,
    shifted,
    tally,
)
from published.home import PROJECT

SEEDS = PROJECT / "dbt_project" / "seeds"
TABLE = "parameters/small"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "parameters").mkdir()
    (tmp_path / f"{TABLE}.csv").write_text("name,sign,since\na,1,2024-02-29\nb,-1,\n", encoding="utf-8")
    return tmp_path


def test_every_figure_is_changed_and_every_row_left_out(seeds: Path) -> None:
    found = list(mutants(seeds, {TABLE: {"sign": flipped, "since": a_day_off}}))
    assert found == [
        Mutant(TABLE, 0),
        Mutant(TABLE, 0, "sign", "1", "-1"),
        Mutant(TABLE, 0, "since", "2024-02-29", "2024-02-28"),
        Mutant(TABLE, 0, "since", "2024-02-29", "2024-03-01"),
        Mutant(TABLE, 1),
        Mutant(TABLE, 1, "sign", "-1", "1"),
    ]


def test_figures_change_by_a_stated_amount() -> None:
    assert shifted("40.00") == ["39.00", "41.00"]
    assert shifted("0.50") == ["0.45", "0.55"]
    assert shifted("0.000000001") == ["0.0000000009", "0.0000000011"]
    assert shifted("0.00") == ["1.00"] and shifted("9999") == ["9998"]
    assert a_tenth_off("0.5") == ["0.45", "0.55"] and a_tenth_off("") == a_day_off("") == []


def test_a_survivor_is_noticed_and_told(seeds: Path) -> None:
    results = list(judged(seeds, [Mutant(TABLE, 1, "sign", "-1", "1")], lambda *_: None))
    assert tally(results)[-2:] == [f"survived: {TABLE} row 2: sign -1 ► 1", "killed 0/1"]


def test_a_check_sees_the_change_and_the_table_is_put_back(seeds: Path) -> None:
    path = seeds / f"{TABLE}.csv"
    before = path.read_bytes()

    def killed_by_sign(seeds: Path, table: str) -> str | None:
        return "behaviour" if [row["sign"] for row in rows_of(seeds / f"{table}.csv")] != ["1", "-1"] else None

    results = list(judged(seeds, mutants(seeds, {TABLE: {"sign": flipped, "since": a_day_off}}), killed_by_sign))
    assert [by for _, by in results] == ["behaviour", "behaviour", None, None, "behaviour", "behaviour"]
    assert tally(results)[-1] == "killed 4/6" and path.read_bytes() == before


def test_a_failing_test_is_a_kill_and_tests_that_cannot_run_are_an_error(tmp_path: Path) -> None:
    for name, total in (("green", 2), ("red", 3)):
        (tmp_path / f"test_{name}.py").write_text(f"def test_it():\n    assert 1 + 1 == {total}\n", encoding="utf-8")
    assert passes(tmp_path / "test_green.py") and not passes(tmp_path / "test_red.py")
    with pytest.raises(RuntimeError):
        passes(tmp_path / "test_gone.py")


def test_no_table_of_parameters_is_forgotten() -> None:
    listed = {f"{path.parent.name}/{path.stem}" for path in SEEDS.glob("*/*.csv")}
    assert set(TABLES) <= listed
    assert {name for name in listed if name.split("/")[0] in ("parameters", "concordances")} <= set(TABLES)
    for table, changes in TABLES.items():
        assert set(changes) <= set(rows_of(SEEDS / f"{table}.csv")[0]), table
