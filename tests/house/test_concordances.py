"""Lists of industries: the concordance of two editions is what its rule makes of them, and lists keep their counts."""

from collections import Counter
from functools import cache
from itertools import pairwise

from tests.house.test_parameters import Row, seed

SAME = ("same", "1", "code and name agree")
RENUMBERED = ("renumbered", "1", "the name stands once in 2017 under another code")
CHANGED = ("changed", "", "the name is not in 2017: no certain successor")


@cache
def classes(edition: str) -> dict[str, str]:
    return {row["code"]: row["name"] for row in seed(f"codelists/gbt4754_{edition}") if row["level"] == "4"}


def by_rule(code: str) -> tuple[str, ...]:
    """Code of 2017, relation, coefficient and rule of a code of 2011."""
    named = classes("2011")[code]
    under = [known for known, name in classes("2017").items() if name == named]
    match under:
        case [known] if known == code:
            return (code, *SAME)
        case [known]:
            return (known, *RENUMBERED)
        case _:
            return ("", *CHANGED)


def told(row: Row) -> tuple[str, ...]:
    return row["code_2017"], row["relation"], row["coefficient"], row["rule"]


def test_every_class_of_2011_stands_once_with_what_the_rule_makes_of_it() -> None:
    rows = seed("concordances/gbt4754_2011_2017")
    assert [row["code_2011"] for row in rows] == list(classes("2011"))
    assert {row["code_2011"]: told(row) for row in rows} == {code: by_rule(code) for code in classes("2011")}
    assert Counter(row["relation"] for row in rows) == {"same": 723, "renumbered": 211, "changed": 160}


def test_no_two_classes_become_one() -> None:
    successors = [row["code_2017"] for row in seed("concordances/gbt4754_2011_2017") if row["code_2017"]]
    assert len(set(successors)) == len(successors)


def test_a_name_stands_once_in_each_edition() -> None:
    for edition in ("2011", "2017"):
        assert max(Counter(classes(edition).values()).values()) == 1, edition


def test_high_technology_is_85_and_97_members_of_which_seven_have_no_code() -> None:
    rows = seed("codelists/high_technology_2017")
    of_list = Counter(row["classification"] for row in rows)
    assert of_list == {"高技术产业（制造业）": 85, "高技术产业（服务业）": 97}
    without = [row for row in rows if not row["gbt4754_code"]]
    assert (len(without), {row["has_condition_text"] for row in without}) == (7, {"1"})
    assert {row["has_condition_text"] for row in rows if row["gbt4754_code"]} == {"0"}


def test_high_technology_groups_are_those_of_the_lists_each_under_its_total() -> None:
    groups = {row["zh"]: row for row in seed("codelists/high_technology_group")}
    rows = seed("codelists/high_technology_2017")
    assert set(groups) == {row["name1"] for row in rows} | {row["classification"] for row in rows}
    for row in rows:
        assert groups[row["name1"]]["parent"] == groups[row["classification"]]["code"], row
    versions = [row["classification"] for row in seed("parameters/classification_versions")]
    assert set(versions) == {row["classification"] for row in groups.values()} | {"patent_intensive"}


def test_versions_of_a_classification_do_not_overlap() -> None:
    spans: dict[str, list[tuple[str, str]]] = {}
    for row in seed("parameters/classification_versions"):
        spans.setdefault(row["classification"], []).append((row["valid_from"], row["valid_to"] or "9999-12-31"))
    for classification, found in spans.items():
        assert all(first <= last for first, last in found), classification
        assert all(before[1] < after[0] for before, after in pairwise(sorted(found))), classification
