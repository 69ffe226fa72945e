"""Pages without a selection take no parameters, lists take where they go on, and all else is judged by its own page."""

import pytest

from published.site.refusals import Refused
from published.site.taken import appended, check_taken

PLAIN = ("/", "/about", "/dictionary", "/lineage", "/lineage/a", "/sql", "/methods/a", "/calendar", "/calendar.ics")
LISTS = ("/editions/", "/releases/a/")


@pytest.mark.parametrize("path", [*PLAIN, "/calendar.json", "/notices.atom", "/releases/", "/releases/a/1.0/", *LISTS])
def test_what_a_page_does_not_take_is_refused_in_both_languages(path: str) -> None:
    check_taken(path, {})
    with pytest.raises(Refused, match=r"不认识参数 colour.*Unknown parameter colour") as refused:
        check_taken(path, {"colour": ["red"]})
    assert refused.value.status == 400


@pytest.mark.parametrize("path", LISTS)
def test_a_list_goes_on(path: str) -> None:
    check_taken(path, {"before": ["1.0"]})


@pytest.mark.parametrize(
    "path", ["/open", "/open/a", "/search", "/board", "/plots/a", "/releases/a/1.0/a.csv", "/made/a"]
)
def test_what_judges_its_own_parameters_is_left_to_it(path: str) -> None:
    check_taken(path, {"colour": ["red"]})


def test_what_messengers_append_to_a_link_is_nobodys_question() -> None:
    assert appended({"from": ["timeline"], "year": ["2024"]}) == "from"
    assert appended({"utm_source": ["x"]}) == "utm_source" and appended({"isappinstalled": ["0"]}) == "isappinstalled"
    assert appended({"from": ["2024"], "year": ["2024"]}) is None
