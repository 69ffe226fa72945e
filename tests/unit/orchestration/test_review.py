"""The review file goes out for a spreadsheet and comes back as decisions."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.review import ReviewError, told
from orchestration.reviews import names, outliers
from published.home import Home

PAIR = {
    "name": "宁波甲乙有限公司",
    "area_code": "330203",
    "times": 1,
    "candidate_name": "宁波甲已有限公司",
    "candidate_areas": "海曙区",
    "organisation_code": "91330203MA20004490",
    "probability": 0.8,
}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path).prepare()


def reviewed(home: Home, *pairs: dict[str, object]) -> str:
    pq.write_table(pa.Table.from_pylist(list(pairs)), home.built / "int_organisation_pairs_doubtful.parquet")
    assert names(home).write(home.built) == len(pairs)
    return (home.linkage / "review.csv").read_text("utf-8-sig")


def save(home: Home, text: str, encoding: str = "utf-8-sig") -> None:
    (home.linkage / "review.csv").write_text(text, encoding=encoding)


def decisions(home: Home) -> list[str]:
    return (home.linkage / "decisions.csv").read_text("utf-8").splitlines()


def test_the_most_frequent_name_comes_first_and_the_answer_is_blank(home: Home) -> None:
    header, first, second = reviewed(home, PAIR, PAIR | {"name": "宁波丙有限公司", "times": 9}).splitlines()
    assert header == ",".join(names(home).headings.values())
    assert first.startswith("宁波丙有限公司,") and first.endswith(",")
    assert second.startswith("宁波甲乙有限公司,330203,1,")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_answers_become_decisions_once(home: Home, encoding: str) -> None:
    text = reviewed(home, PAIR)
    save(home, text.replace(",0.8,", ",0.8,是"), encoding)
    assert (names(home).gather(), names(home).gather()) == (1, 0)
    header, line = decisions(home)
    assert header == "name,area_code,organisation_code,decision,decided_on"
    assert line.startswith("宁波甲乙有限公司,330203,91330203MA20004490,是,20")


def test_without_an_answer_nothing_is_decided(home: Home) -> None:
    reviewed(home, PAIR)
    assert names(home).gather() == 0
    assert (home.linkage / "review.csv").exists()
    assert len(decisions(home)) == 1


def test_a_delivered_formula_stays_text_and_comes_back_as_delivered(home: Home) -> None:
    text = reviewed(home, PAIR | {"name": "=1+1"})
    assert "'=1+1" in text
    save(home, text.replace(",0.8,", ",0.8,否"))
    names(home).gather()
    assert decisions(home)[1].startswith("=1+1,")


@pytest.mark.parametrize(
    ("change", "told_as"),
    [((",0.8,", ",0.8,对"), "第 2 行"), (("结论（是/否）", "结论"), "缺少列 结论（是/否）")],
)
def test_what_cannot_be_understood_is_refused(home: Home, change: tuple[str, str], told_as: str) -> None:
    save(home, reviewed(home, PAIR).replace(*change))
    with pytest.raises(ReviewError, match=told_as):
        names(home).gather()
    assert len(decisions(home)) == 1


def test_complaints_name_the_line_the_reason_and_what_to_do(home: Home) -> None:
    row = {"name": "甲", "organisation_code": "X", "line": 3, "complaint": "organisation_unknown"}
    table = pa.Table.from_pylist([row, row | {"complaint": None}])
    pq.write_table(table, home.built / "int_linkage_decisions_checked.parquet")
    assert (
        told(names(home).wrong(home.built))
        == "linkage/decisions.csv 第 3 行，甲：名录中没有代码为 X 的单位；请改正或删去该行。"
    )


RETURN = {
    "organisation_code": "91330203MA20004490",
    "year": 2024,
    "sector_name": "工业",
    "division": "39",
    "area_code": "330203",
    "value_added": 90_000,
    "value_added_before": 9_000,
    "value_added_by_production": 90_100,
    "relative_growth": 9.6,
    "relative_revenue": 9.9,
    "score": 2_700.0,
    "treatment": "暂不采用，按插补",
    "is_implausible": True,
}


def test_returns_that_are_set_aside_come_first_and_are_kept_by_an_answer(home: Home) -> None:
    usable = RETURN | {"organisation_code": "91330203MA20004491", "score": 9e9, "is_implausible": False}
    pq.write_table(pa.Table.from_pylist([usable, RETURN]), home.built / "int_outliers_doubtful.parquet")
    review = outliers(home)
    assert review.write(home.built) == 2
    _, first, second = review.file.read_text("utf-8-sig").splitlines()
    assert first.startswith("91330203MA20004490,2024,") and second.startswith("91330203MA20004491,2024,")
    review.file.write_text(
        review.file.read_text("utf-8-sig").replace("暂不采用，按插补,", "暂不采用，按插补,保留", 1), "utf-8"
    )
    assert (review.gather(), review.gather()) == (1, 0)
    header, line = (home.accounts / "decisions.csv").read_text("utf-8").splitlines()
    assert header == "organisation_code,year,decision,decided_on"
    assert line.startswith("91330203MA20004490,2024,保留,20")
