"""What people get, in a real browser: the published number, no overflow, no errors, no other host, scripts of our own
and only where SQL is written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.servers.site import Server
from tests.site import sample

TABLE = "/open/patent_intensive_value_added"
PAGES = {
    "home": "/",
    "datasets": "/open",
    "dataset": TABLE,
    "statistic": f"{TABLE}?year=2024",
    "cross table": f"{TABLE}?_rows=area_code&_columns=year&category_code=06",
    "register": "/open/typical_cases",
    "national": "/open/national_patent_intensive_value_added",
    "row": f"{TABLE}/2024,330212,00",
    "case": "/open/typical_cases/NB2025-001,1",
    "query": "/open?sql=select+*+from+patent_intensive_value_added+where+year+%3D+%3Ay&y=2024",
    "desk": "/sql",
    "codes": "/open/codes_area",
    "releases": "/releases/",
    "versions": "/releases/typical_cases/",
    "triangle": "/releases/patent_intensive_value_added/",
    "earlier states": f"{TABLE}_vintages",
    "release": "/releases/patent_intensive_value_added/1.0/",
    "calendar": "/calendar",
    "boards": "/board",
    "board": "/board/technology_contract_turnover",
    "compare": "/board?compare=330225,330226",
    "dictionary": "/dictionary",
    "lineage": "/lineage",
    "lineage of one": "/lineage/typical_cases",
    "search": "/search?q=%E4%B8%93%E5%88%A9",
    "search of one kind": "/search?q=%E4%B8%93%E5%88%A9&kind=column&page=2",
    "nothing found": "/search?q=%E9%92%A2%E7%90%B4",
    "nothing sought": "/search",
    "about": "/about",
    "made": "/made/patent_intensive_value_added",
    "figure made": "/made/patent_intensive_value_added?year=2024&area_code=3302&category_code=00&column=value_added",
    "method": "/methods/patent_intensive_value_added",
    "plot": "/plots/patent_intensive_value_added",
    "plot of divisions": "/plots/patent_intensive_value_added?_plot=tiles",
    "plot of lines": "/plots/patent_intensive_value_added?area_code__in=330212,330225,330226",
    "editions": "/editions/",
    "refused": f"{TABLE}?as_of=2024",
    "missing": "/nowhere",
    "bad sql": "/open?sql=selec",
}
DATA_BLOCKS_ASIDE = "[...document.scripts].filter(one => one.type !== 'application/ld+json')"
SCRIPTS = {
    "desk": {"sql.js"},
    "query": {"sql.js", "copy.js"},
    "bad sql": {"sql.js"},
    "plot": {"plot.js"},
    "plot of divisions": {"plot.js"},
    "plot of lines": {"plot.js"},
}
ERRORS = {"refused", "missing", "bad sql"}


_IDLE: list[Page] = []
"""Tabs of the one browser of this process: a new one costs it more than the page that is looked at."""


@contextmanager
def opened(browser: Browser, server: Server, path: str, width: int = 1280) -> Iterator[tuple[Page, list[str]]]:
    """A page with a list of everything it complained about or asked elsewhere."""
    complaints: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith(server.url):
            complaints.append(f"asked {request.url}")

    heard = {
        "console": lambda message: complaints.append(message.text),
        "pageerror": lambda error: complaints.append(str(error)),
        "request": asked,
    }
    page = _IDLE.pop() if _IDLE else browser.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    for event, listener in heard.items():
        page.on(event, listener)
    page.goto(server.url + path)
    yield page, complaints
    for event, listener in heard.items():
        page.remove_listener(event, listener)
    page.goto("about:blank")
    page.emulate_media(media="null")
    _IDLE.append(page)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_stamped_quiet_and_alone(browser: Browser, server: Server, name: str) -> None:
    with opened(browser, server, PAGES[name]) as (page, complaints):
        stamp = page.locator("aside.stamp")
        assert stamp.is_visible() and "演示数据" in stamp.inner_text()
        assert page.locator("html").get_attribute("lang") == "zh-CN"
        assert page.locator("main").count() == 1 and page.locator("h1").count() == 1
        assert "演示数据" in page.title()
        expected = 1 if name in ERRORS else 0
        assert len(complaints) == expected, complaints
        scripts = page.evaluate(DATA_BLOCKS_ASIDE + ".map(one => new URL(one.src).pathname.split('/').pop())")
        assert set(scripts) == SCRIPTS.get(name, set())


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_phone(browser: Browser, server: Server, name: str, language: str) -> None:
    with opened(browser, server, language + PAGES[name], 320) as (page, _):
        assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")


def test_the_stamp_stays_in_sight(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/", 390) as (page, _):
        page.evaluate("window.scrollTo({top: 2000, behavior: 'instant'})")
        box = page.locator("aside.stamp").bounding_box()
        assert box is not None and box["y"] == 0 and box["height"] < 60


def test_the_headline_is_the_databases_number(browser: Browser, server: Server) -> None:
    with closing(sqlite3.connect(server.home.site / "editions" / "2026-11-22T093000" / "open.db")) as database:
        value, share, status = database.execute(
            "select value_added, share_of_gdp, obs_status from patent_intensive_value_added "
            "where year = 2024 and area_code = '3302' and category_code = '00'"
        ).fetchone()
    with opened(browser, server, "/") as (page, _):
        assert page.locator(".big .figure").inner_text() == f"{value / 10_000:,.1f}"
        assert status == "P" and "试算" in page.locator(".eyebrow").inner_text()
        assert f"{share:.2f}%" in page.locator(".hero .facts").inner_text()
        said = page.locator(".hero img").get_attribute("alt") or ""
        assert f"到 2024 的 {value / 10_000:,.1f}" in said and "5 个数值均为试算" in said and "演示数据" in said


def test_the_range_stands_beside_the_figure_and_not_where_there_is_none(browser: Browser, server: Server) -> None:
    for path, told in (
        ("/", "范围 1,521.0–6,083.9 亿元"),
        (TABLE, "范围 15,209,868.55–60,839,474.21 万元"),
        (f"{TABLE}/2024,3302,00", "范围 15,209,868.55–60,839,474.21 万元"),
    ):
        with opened(browser, server, path) as (page, _):
            assert told in page.locator(".between").inner_text()
    for path in (f"{TABLE}/2024,330212,00", "/open/national_patent_intensive_value_added"):
        with opened(browser, server, path) as (page, _):
            assert page.locator(".between").count() == 0


def test_parts_that_do_not_add_up_are_explained(browser: Browser, server: Server) -> None:
    told = "数据分项合计与总计不等，是由于数值修约误差所致"
    for path, expected in ((TABLE, True), ("/open/technology_contract_turnover", False)):
        with opened(browser, server, path) as (page, _):
            assert (told in page.locator("main").inner_text()) is expected


def test_the_way_to_the_target_is_told_in_words(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/") as (page, _):
        words = page.locator("section:has(#contracts)").inner_text()
        assert "71.0" in words and "100 亿元" in words and "慢于往年同期进度 3.0 个百分点" in words


def test_the_home_page_links_to_what_works(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/") as (page, _):
        found = page.evaluate("[...document.querySelectorAll('a[href^=\"/\"]')].map(a => a.getAttribute('href'))")
    for href in set(found):
        assert server.get(href).status_code == 200, href


def test_a_dataset_says_what_it_is(browser: Browser, server: Server) -> None:
    dataset = sample.catalog().dataset("patent_intensive_value_added")
    with opened(browser, server, TABLE) as (page, _):
        words = page.locator("main").inner_text()
        for said in (dataset.title.zh, dataset.definition.zh, "宁波市统计局", "每年", "CC-BY-4.0"):
            assert said in words
        assert "万元" in page.locator("table.data thead").inner_text()
        assert "[演示数据]" in page.locator("blockquote").inner_text()
        assert page.locator("table.dictionary tbody tr").count() == len(dataset.columns)
        assert "notice" not in page.locator("table.data thead").inner_text()


def test_codes_are_shown_in_words_and_figures_are_grouped(browser: Browser, server: Server) -> None:
    with opened(browser, server, f"{TABLE}?year=2024&area_code=330212&category_code=00") as (page, _):
        told = " ".join(page.locator(".chips").inner_text().split())
        assert "地区：鄞州区" in told and "产业类别：合计" in told
        assert "7,224,687.56" in page.locator("table.data tbody tr").inner_text()


def test_paging_shows_every_row_once(browser: Browser, server: Server) -> None:
    with opened(browser, server, f"{TABLE}?_all=1") as (page, _):
        seen: set[str] = set()
        while True:
            links = page.locator("table.data tbody th a")
            seen |= {links.nth(index).get_attribute("href") or "" for index in range(links.count())}
            following = page.get_by_role("link", name="下一页")
            if not following.count():
                break
            page.goto(server.url + (following.get_attribute("href") or ""))
        assert len(seen) == 490


def test_hostile_text_stays_text(browser: Browser, server: Server) -> None:
    for path in (
        "/",
        "/open/typical_cases",
        "/open/typical_cases/NB2025-001,1",
        "/open?sql=select+title+from+typical_cases",
    ):
        with opened(browser, server, path) as (page, complaints):
            assert not complaints and page.evaluate(DATA_BLOCKS_ASIDE + ".every(one => one.src)")
            assert "<script>" in page.locator("main").inner_text()
            assert page.locator("main b", has_text="标签").count() == 0


def test_hostile_addresses_stay_text(browser: Browser, server: Server) -> None:
    for path in (
        f"{TABLE}?%3Cscript%3Ealert(1)%3C/script%3E=1",
        "/open?sql=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E",
    ):
        with opened(browser, server, path) as (page, _):
            assert page.evaluate(DATA_BLOCKS_ASIDE + ".every(one => one.src)") and "alert(1)" in page.content()


def test_every_control_has_a_label(browser: Browser, server: Server) -> None:
    for path in (TABLE, "/open", "/open/typical_cases", PAGES["query"]):
        with opened(browser, server, path) as (page, _):
            assert page.evaluate(
                "[...document.querySelectorAll('select,textarea,input:not([type=hidden])')]"
                ".every(control => control.labels.length > 0)"
            )


def test_the_first_column_is_held_on_a_phone(browser: Browser, server: Server) -> None:
    with opened(browser, server, TABLE, 390) as (page, _):
        page.locator(".scroll").first.evaluate("box => { box.scrollLeft = 300 }")
        head = page.locator("table.data tbody th").first.bounding_box()
        box = page.locator(".scroll").first.bounding_box()
        assert head is not None and box is not None and abs(head["x"] - box["x"]) < 1


def test_the_skip_link_comes_first(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/") as (page, _):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
