"""A walk asks for each address once, and for a few of those that differ in values alone."""

from published.site.crawl import Frontier, alike

HTML = {"content-type": "text/html; charset=utf-8"}


def test_addresses_that_differ_in_values_alone_are_alike() -> None:
    assert alike("/open/cases?year=1") == alike("/open/cases?year=2&x=3") == "/open/cases"
    assert alike("/open/cases/1,2") == alike("/open/cases/3") != alike("/open/cases")
    assert alike("/editions/2026-01-01T000000/about") == alike("/editions/2027-01-01T000000/about")
    assert alike("/en/editions/2026-01-01T000000/about") == alike("/en/editions/2027-01-01T000000/about")
    assert alike("/releases/cases/1.0/a.csv") == alike("/releases/cases/1.1/a.csv") != alike("/releases/cases/1.0/")


def test_it_follows_links_and_redirects_within_the_site() -> None:
    frontier = Frontier(["/"], 2, alike)
    pages = {
        "/": '<a href="/t?a=1"><a href="/t?a=2&amp;b=3"><a href="/t?a=4"><a href="http://elsewhere/"><a href="below/">',
        "/below/": '<a href="/">',
    }
    seen = []
    for address in frontier:
        seen.append(address)
        frontier.follow(address, HTML, pages.get(address, ""))
        frontier.follow(address, {"location": "/moved"}, "")
    assert seen == ["/", "/t?a=1", "/t?a=2&b=3", "/below/", "/moved"]


def test_what_it_begins_with_is_asked_for_however_many_are_alike() -> None:
    starts = [f"/releases/cases/1.{number}/" for number in range(9)]
    assert list(Frontier(starts, 1, alike)) == starts
