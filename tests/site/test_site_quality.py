"""The quality report of a release is a page that a reader finds, on any screen and on paper, and the sealed bytes."""

import httpx
import pytest
from playwright.sync_api import Browser

from published.home import Home
from tests.servers.site import Server
from tests.site.following import follow

RELEASE = "/releases/patent_intensive_value_added/1.0/"


def test_the_release_leads_to_its_report_and_the_report_to_its_chapters(browser: Browser, server: Server) -> None:
    page = browser.new_page()
    page.goto(server.url + RELEASE)
    follow(page.get_by_role("link", name="SIMS"))
    assert page.url == f"{server.url}{RELEASE}quality.html"
    assert page.locator(".stamp").first.inner_text().startswith("演示数据")
    assert page.locator("section").count() == 19
    follow(page.get_by_role("link", name="S.12"))
    assert page.locator("[id='S.12']").inner_text().count("专利密集型产业竞争实力明显增强") == 1
    follow(page.get_by_role("link", name="verdict.html"))
    assert page.url == f"{server.url}{RELEASE}verdict.html"
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dataset", ["patent_intensive_value_added", "typical_cases"])
def test_wide_tables_scroll_in_their_box(browser: Browser, server: Server, dataset: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{server.url}/releases/{dataset}/1.0/quality.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".box[tabindex='0'] table").count() == page.locator("table").count() > 5
    page.close()


def test_both_files_are_the_sealed_bytes(server: Server, home: Home) -> None:
    for name, kind in (("quality.html", "text/html; charset=utf-8"), ("quality.json", "application/json")):
        answer = httpx.get(f"{server.url}{RELEASE}{name}")
        assert answer.headers["content-type"].startswith(kind)
        assert answer.content == (home.sealed / "patent_intensive_value_added" / "1.0" / name).read_bytes()


def test_the_report_counts_the_rows_that_the_site_answers(server: Server) -> None:
    sections = httpx.get(f"{server.url}{RELEASE}quality.json").json()["sections"]
    facts = {one["name"]: one["rows"] for section in sections for one in section["facts"]}
    sql = "select conf_status, count(*) as n from patent_intensive_value_added group by 1 order by 1"
    counted = httpx.get(f"{server.url}/open.json", params={"_shape": "array", "sql": sql}).json()
    assert [(line[0], line[2]) for line in facts["rows_by_conf_status"]] == [
        (line["conf_status"], line["n"]) for line in counted
    ]
