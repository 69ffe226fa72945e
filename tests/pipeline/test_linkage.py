"""Names find their organisations: measured against the truth at city scale, repeatable, and corrected by a clerk."""

import csv
from collections import Counter
from pathlib import Path

import duckdb

from benchmarks.linkage_city import scores
from tests.pipeline import truth
from tests.pipeline.conftest import Desk

PRECISION, RECALL = 0.995, 0.97
MARGIN = {"precision": 0.003, "recall": 0.01}
RATES = {"form": 0.03, "rename": 0.02, "branch": 0.01, "typo": 0.01, "joint": 0.01}
ANSWER = "结论（是/否）"
Links = dict[tuple[str, str], str | None]
Row = dict[str, str]


def test_links_are_right_and_few_are_missing_before_any_clerk(city: Desk) -> None:
    measured = scores(city.home.warehouse, city.home.feeds)["all"]
    print(f"precision {measured.precision:.5f} recall {measured.recall:.5f} of {measured.meant:,} occurrences")
    assert measured.precision >= PRECISION + MARGIN["precision"]
    assert measured.recall >= RECALL + MARGIN["recall"]


def test_strangers_stay_strangers(city: Desk) -> None:
    measured = scores(city.home.warehouse, city.home.feeds)
    assert measured["lookalike"].linked == 0


def test_every_kind_of_difference_is_overcome(city: Desk) -> None:
    measured = scores(city.home.warehouse, city.home.feeds)
    for kind in ("form", "rename", "branch", "joint"):
        assert measured[kind].recall > 0.95, kind
    assert measured["typo"].recall > 0.3
    assert measured["unregistered_rename"].recall > 0.3


def test_the_truth_differs_from_the_register_as_asked(city: Desk) -> None:
    mentions = truth.read(city.home.feeds, "mentions")
    counted = Counter(mentions.differs_by.str.removeprefix("unregistered_"))
    for kind, rate in RATES.items():
        assert rate - 0.0005 < counted[kind] / len(mentions) < rate + 0.0005, kind
    assert sum(counted[kind] for kind in RATES) >= 0.08 * len(mentions)


def test_the_register_holds_two_hundred_pairs_of_namesakes(city: Desk) -> None:
    query = """
        select count(*) from (
            select name from int_organisation_names
            group by name
            having count(distinct organisation_code) = 2 and count(distinct area_code) = 2
        )
    """
    with duckdb.connect(str(city.home.warehouse), read_only=True) as warehouse:
        ((pairs,),) = warehouse.execute(query).fetchall()
    assert pairs >= 198, "one or two are not registered, or in quarantine"


def links(desk: Desk) -> Links:
    with duckdb.connect(str(desk.home.warehouse), read_only=True) as warehouse:
        rows = warehouse.execute("select name, area_code, organisation_code from int_organisations_linked").fetchall()
    return {(name, area): code for name, area, code in rows}


def review(desk: Desk) -> list[Row]:
    with (desk.home.linkage / "review.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def answer(desk: Desk, rows: list[Row], encoding: str) -> None:
    """What a clerk saves, from a spreadsheet that knows one encoding or the other."""
    with (desk.home.linkage / "review.csv").open("w", encoding=encoding, newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_clerks_answers_are_applied_next_time_and_nothing_else_changes(fresh: Desk) -> None:
    before, doubtful = links(fresh), review(fresh)
    pair = [(row["名称（来源写法）"], row["区划代码"]) for row in doubtful]
    code = [row["候选单位统一社会信用代码"] for row in doubtful]
    first = 0
    second = next(i for i in range(1, len(pair)) if pair[i] != pair[first])
    assert before[pair[first]] is None and before[pair[second]] is None
    doubtful[first][ANSWER], doubtful[second][ANSWER] = "是", "否"
    answer(fresh, doubtful, "gb18030")
    fresh.run("release", "typical_cases")
    assert links(fresh) == before | {pair[first]: code[first]}
    left = [((row["名称（来源写法）"], row["区划代码"]), row["候选单位统一社会信用代码"]) for row in review(fresh)]
    assert pair[first] not in [name for name, _ in left]
    assert (pair[second], code[second]) not in left
    assert len((fresh.home.linkage / "decisions.csv").read_text("utf-8").splitlines()) == 3


def test_an_answer_that_cannot_be_read_stops_the_run_with_its_line(fresh: Desk) -> None:
    doubtful = review(fresh)
    doubtful[1][ANSWER] = "也许"
    answer(fresh, doubtful, "utf-8-sig")
    done = fresh.run("release", "typical_cases", check=False)
    assert done.returncode == 1
    assert "第 3 行" in done.stdout + done.stderr
    assert "也许" in done.stdout + done.stderr


def test_a_decision_against_the_register_is_refused_by_name(fresh: Desk) -> None:
    decide(fresh.home.linkage / "decisions.csv", links(fresh))
    done = fresh.run("release", "typical_cases", check=False)
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert "decisions.csv 第 2 行" in told and "完全一致" in told
    assert "decisions.csv 第 3 行" in told and "名录中没有代码" in told


def decide(path: Path, known: Links) -> None:
    """A name exactly as registered given to another unit, and one given to nobody known."""
    (name, area), code = next(item for item in sorted(known.items(), key=str) if item[1])
    other = next(found for found in sorted(filter(None, known.values())) if found != code)
    lines = [f"{name},{area},{other},是,2026-01-05", f"{name},{area},91330200000000000X,是,2026-01-05"]
    path.write_text("\n".join([path.read_text("utf-8").strip(), *lines]) + "\n", encoding="utf-8")
