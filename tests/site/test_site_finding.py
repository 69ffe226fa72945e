"""How a reader finds things: the search page, registers and cases, the catalogue, the dictionary, lineage."""

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from published.home import Home
from published.site.serve import application
from tests.servers.site import Server, threaded
from tests.site import sample
from tests.site.following import follow
from tests.site.test_site_pages import opened

CASES = "/open/typical_cases"
PATENT = "%E4%B8%93%E5%88%A9"


def test_the_box_in_the_head_leads_to_marked_words_by_kind(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/about", 390) as (page, complaints):
        box = page.get_by_role("searchbox", name="搜索数据、代码、案例")
        assert box.bounding_box()["width"] > 250  # type: ignore[index]
        box.fill("质押融资")
        box.press("Enter")
        assert page.url.startswith(f"{server.url}/search?q=")
        assert page.locator("mark.hit").first.inner_text() == "质押融资"
        assert "典型案例" in page.get_by_role("navigation", name="按种类").inner_text()
        follow(page.get_by_role("link", name="新材料企业以专利质押融资 3,000 万元").first)
        assert page.url.endswith("/open/typical_cases/NB2025-002,1") and not complaints


def test_search_speaks_english_and_stays_in_it(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/en/search?q=contracts") as (page, _):
        assert page.locator("h1").inner_text() == "Search" and "Datasets" in page.locator("main").inner_text()
        for link in page.locator("main a[href^='/']").all():
            assert (link.get_attribute("href") or "").startswith("/en/")


def test_each_kind_is_counted_and_can_be_paged_through(server: Server) -> None:
    counted = server.get(f"/search.json?q={PATENT}&kind=column").json()["total"]
    first = server.get(f"/search?q={PATENT}&kind=column").text
    assert f"<small>{counted}</small>" in first and first.count("<h3>") == 20 and "rel=&#34;" not in first
    assert 'rel="next"' in first and 'rel="prev"' not in first
    last = server.get(f"/search?q={PATENT}&kind=column&page={-(-counted // 20)}").text
    assert 'rel="prev"' in last and 'rel="next"' not in last
    assert last.count("<h3>") == counted % 20 or counted % 20 == 0


def test_where_not_all_words_were_found_together_the_page_says_so(server: Server) -> None:
    assert "没有同时含有" in server.get(f"/search?q={PATENT}+%E9%92%A2%E7%90%B4").text
    nothing = server.get("/search?q=%E9%92%A2%E7%90%B4").text
    assert "没有找到“钢琴”" in nothing and "可以试试" in nothing and 'href="/search?q=' in nothing


@pytest.mark.parametrize("query", ["%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "%00", "a'%20or%201=1", "%F0%9F%98%80"])
def test_hostile_words_stay_words(server: Server, query: str) -> None:
    answer = server.get(f"/search?q={query}")
    assert answer.status_code == 200 and "<script>alert" not in answer.text


@pytest.mark.parametrize("query", ["q=" + "a" * 101, "q=a&kind=song", "q=a&page=51", "q=a&page=x", "q=a&sort=x"])
def test_what_a_search_cannot_mean_is_refused(server: Server, query: str) -> None:
    assert server.get(f"/search?{query}").status_code == 400


def test_every_hit_leads_to_a_page_that_is_there(server: Server) -> None:
    hits = server.get(f"/search.json?q={PATENT}&limit=50").json()["results"]
    dictionary = server.get("/dictionary").text
    for href in {hit["href"] for hit in hits}:
        path, _, anchor = href.partition("#")
        assert server.get(path).status_code == 200, href
        assert not anchor or f'id="{anchor}"' in dictionary


def test_a_case_is_an_article_with_its_evidence_and_its_history(browser: Browser, server: Server) -> None:
    with opened(browser, server, f"{CASES}/NB2025-002,1") as (page, _):
        assert page.locator("h1").get_attribute("lang") == "zh-CN"
        assert page.locator("article .prose h2").all_inner_texts() == ["背景", "做法", "成效", "启示"]
        assert page.locator(".mid .figure").inner_text() == "2,501.00"
        patent = page.locator(".mentioned > div", has_text="ZL202310601862.3")
        assert patent.get_by_role("link", name="专利作价入股").count() == 1
        assert page.locator(".history-of li[aria-current]").inner_text().startswith("第 1 版")
        assert f"{server.url}{CASES}/NB2025-002,1" in page.locator("blockquote").inner_text()
    with opened(browser, server, f"/en{CASES}/NB2025-002,1") as (page, _):
        assert page.locator("article .prose h2").first.inner_text() == "Background"
        assert page.locator("article .prose").get_attribute("lang") == "zh-CN"


def test_what_was_replaced_or_withdrawn_says_so_and_leads_to_what_counts(tmp_path: Path) -> None:
    home, (old, *others) = Home(tmp_path / "data"), sample.sample_rows()["typical_cases"]
    old = {**old, "title": "更正前", "record_state": "superseded", "valid_to": "2025-09-01 06:30:00"}
    new = {**old, "title": "更正后", "version": 2, "record_state": "current", "valid_to": None, "state": "corrected"}
    new |= {"state_reason": "金额更正", "valid_from": "2025-09-01 06:30:00", "change_reason": "changed"}
    sample.build(home, {"typical_cases": [old, new, *others]})
    with threaded(application(home)) as url:
        past, present = (httpx.get(f"{url}{CASES}/NB2025-001,{version}").text for version in (1, 2))
        assert "看现行的第 2 版" in past and f'href="{CASES}/NB2025-001,2"' in past
        assert "金额更正" in present and "看现行的第" not in present
        listed = httpx.get(f"{url}{CASES}?record_state=current").text
        assert "更正后" in listed and "更正前" not in listed and "更正前" in httpx.get(url + CASES).text
        assert "/typical_cases/NB2025-001,1<" not in httpx.get(f"{url}/sitemap.xml").text


def test_cases_are_filtered_by_facets_with_counts_and_by_name(browser: Browser, server: Server) -> None:
    with opened(browser, server, f"{CASES}?record_state=current") as (page, complaints):
        assert page.locator(".entries li").count() == 4
        options = page.get_by_label("级别").locator("option").all_inner_texts()
        assert "市级 (2)" in options and "省级 (1)" in options
        page.get_by_label("级别").select_option("city")
        page.get_by_label("案例名称包含").fill("作价")
        follow(page.get_by_role("button", name="筛选"))
        assert "record_state=current" in page.url and page.locator(".entries li").count() == 1
        assert page.locator("h2#rows").inner_text() == "1 条" and not complaints


def test_the_catalogue_has_figure_next_release_and_links_that_work(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/open") as (page, _):
        row = page.locator(".shelf > li", has=page.locator("a[href='/open/technology_contract_turnover.csv']"))
        assert "710,400.00" in row.inner_text() and "2025-11" in row.inner_text() and "下次发布" in row.inner_text()
        assert [one.inner_text() for one in page.locator("h2.part").all()] == ["本市统计", "全国统计", "名录与案例"]
        links = {link.get_attribute("href") or "" for link in page.locator(".shelf a").all()}
    assert {href for href in links if server.get(href).status_code != 200} == set()
    assert server.get("/open?sql=").status_code == 400 or server.get("/open?sql=").status_code == 200
    assert server.get("/open?colour=red").status_code == 400


def test_the_dictionary_has_an_anchor_for_each_column_and_each_code_list(browser: Browser, server: Server) -> None:
    text = server.get("/dictionary").text
    named = {"typical_cases", "patent_intensive_value_added"}
    for dataset in (one for one in sample.catalog().datasets if one.name in named):
        for column in dataset.columns:
            assert text.count(f'id="column-{column.name}"') == 1
            assert not column.code_list or text.count(f'id="codes-{column.code_list}"') == 1
    with opened(browser, server, "/dictionary#column-area_code") as (page, _):
        assert page.locator("#column-area_code").is_visible() and not page.locator("#column-version").is_visible()


def test_a_lineage_is_drawn_and_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = sample.catalog()
    feeds = ("ip_office/patents", "science_bureau/technology_contracts")
    told = [one.model_copy(update={"feeds": feeds}) if one.name == "typical_cases" else one for one in known.datasets]
    monkeypatch.setattr(sample, "catalog", lambda: known.model_copy(update={"datasets": tuple(told)}))
    home = Home(tmp_path / "data")
    sample.build(home, {"typical_cases": sample.sample_rows()["typical_cases"]})
    with threaded(application(home)) as url:
        one, every = httpx.get(f"{url}/lineage/typical_cases").text, httpx.get(f"{url}/en/lineage").text
        assert "is made from 2 delivered tables" in httpx.get(f"{url}/en/lineage/typical_cases").text
    assert one.count('class="feed"') == 2 and "technology_contracts" in one and "宁波市科技局" in one
    assert 'role="img"' in one and "<title" in one
    assert "Ningbo Science and Technology Bureau" in every and "/en/lineage/typical_cases" in every
    assert ".csv" not in one.partition("<main")[2].partition("</main>")[0]


def test_what_is_not_there_is_not_found(server: Server) -> None:
    for path in ("/lineage/nothing", "/lineage/typical_cases_vintages", "/open/typical_cases/none,1"):
        assert server.get(path).status_code == 404


def test_about_tells_of_accessibility_privacy_and_contact(server: Server) -> None:
    text = server.get("/en/about").text
    assert all(f'id="{one}"' in text for one in ("contact", "accessibility", "privacy", "machines"))
    assert not any("set-cookie" in server.get(path).headers for path in ("/", "/search?q=a", CASES))
