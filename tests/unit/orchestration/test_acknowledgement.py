"""What only belief holds back may go out with a person's published reason; what is wrong or unsafe never does."""

from pathlib import Path

import pytest

from orchestration.acknowledgement import acknowledge, acknowledged
from orchestration.mistakes import Mistake
from published.home import Home
from published.verdict import Acknowledged, Check, Verdict
from published.vocabulary import Text
from tests.unit.published.described import check, dataset

WHY = Text(zh="三个区合并了登记。", en="Three districts merged their registers.")
CANDIDATE = "a" * 64


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path).prepare()


def judged(home: Home, *checks: Check, candidate: str | None = CANDIDATE) -> Verdict:
    verdict = Verdict(dataset="orchard_yield", previous="1.0", candidate=candidate, checks=checks, rows=())
    (home.verdicts / "orchard_yield.json").write_text(verdict.model_dump_json(), encoding="utf-8")
    return verdict


def test_what_is_not_believed_is_released_once_a_person_answers_for_it(home: Home) -> None:
    held = judged(home, check(passed=False, name="rows_kept"), check(name="key"))
    assert held.outcome == "hold"
    assert acknowledge(home, dataset(), "王敏", WHY).outcome == "release_with_notes"
    given = acknowledged(home, "orchard_yield", CANDIDATE)
    assert given is not None and (given.checks, given.note) == (("rows_kept",), WHY)


def test_it_counts_for_that_candidate_and_those_checks_alone(home: Home) -> None:
    judged(home, check(passed=False, name="rows_kept"))
    acknowledge(home, dataset(), "王敏", WHY)
    assert acknowledged(home, "orchard_yield", "b" * 64) is None
    assert acknowledged(home, "plum_yield", CANDIDATE) is None
    more = judged(home, check(passed=False, name="rows_kept"), check(passed=False, name="key"))
    still = more.model_copy(update={"acknowledged": acknowledged(home, "orchard_yield", CANDIDATE)})
    assert still.outcome == "hold"


def test_a_second_acknowledgement_keeps_the_first(home: Home) -> None:
    before = Acknowledged(checks=("earlier",), note=WHY)
    held = judged(home, check(passed=False, name="earlier"), check(passed=False, name="rows_kept"))
    again = held.model_copy(update={"acknowledged": before})
    (home.verdicts / "orchard_yield.json").write_text(again.model_dump_json(), encoding="utf-8")
    assert acknowledge(home, dataset(), "王敏", WHY).outcome == "release_with_notes"
    given = acknowledged(home, "orchard_yield", CANDIDATE)
    assert given is not None and given.checks == ("earlier", "rows_kept")


@pytest.mark.parametrize(
    "firm", ["key", "green", "disclosure", "deliveries_complete", "rows_accounted", "coded_area_code"]
)
def test_what_is_wrong_or_unsafe_cannot_be_acknowledged(home: Home, firm: str) -> None:
    judged(home, check(passed=False, name="rows_kept"), check(passed=False, name=firm))
    with pytest.raises(Mistake, match="不能认可"):
        acknowledge(home, dataset(), "王敏", WHY)
    assert acknowledged(home, "orchard_yield", CANDIDATE) is None


def test_where_nothing_is_held_there_is_nothing_to_acknowledge(home: Home) -> None:
    with pytest.raises(Mistake, match="还没有审核过"):
        acknowledge(home, dataset(), "王敏", WHY)
    judged(home, check("warning", passed=False))
    with pytest.raises(Mistake, match="没有被暂缓"):
        acknowledge(home, dataset(), "王敏", WHY)
    judged(home, check(passed=False, name="rows_kept"), candidate=None)
    with pytest.raises(Mistake, match="没有可认可的候选数据"):
        acknowledge(home, dataset(), "王敏", WHY)
