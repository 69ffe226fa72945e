"""The page of a dataset, without any script: what it opens with, picking rows, cross tables, quoting, asking."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.servers.site import Server
from tests.site.following import follow

NAME = "patent_intensive_value_added"
TABLE = f"/open/{NAME}"
CROSSED = f"{TABLE}?_rows=area_code&_columns=year&category_code=06"
EDITION = "/editions/2026-11-22T093000"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A tab without scripts, in which each test opens what it looks at."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def figures(page: Page) -> list[str]:
    return page.locator("table.data tbody td.number").all_inner_texts()


def test_it_opens_with_the_number_its_series_and_the_rows_of_both(page: Page, server: Server) -> None:
    page.goto(server.url + TABLE)
    assert page.locator(".large").inner_text().split() == ["38,024,671.38", "万元"]
    assert "试算" in page.locator(".opening .eyebrow").inner_text() and page.locator(".opening img").count() == 1
    assert "名义增长" in page.locator(".opening .facts").inner_text()
    assert page.locator("h2#rows").inner_text() == "5 行"
    years = page.locator("table.data tbody th").all_inner_texts()
    assert years == ["2024", "2023", "2022", "2021", "2020"]
    assert [chip.split(" ×")[0] for chip in page.locator(".chip").all_inner_texts()] == [
        "地区：宁波市",
        "产业类别：合计",
    ]


def test_conditions_are_taken_back_one_by_one_until_all_rows_stand_there(page: Page, server: Server) -> None:
    page.goto(server.url + TABLE)
    follow(page.locator(".chip").first)
    assert page.url == f"{server.url}{TABLE}?category_code=00"
    follow(page.locator(".chip").first)
    assert page.url == f"{server.url}{TABLE}?_all=1" and page.locator("h2#rows").inner_text() == "490 行"


def test_several_values_are_picked_without_script(page: Page, server: Server) -> None:
    page.goto(server.url + TABLE)
    for title, picks in (("年份", ["2023 年", "2022 年"]), ("地区", ["海曙区"])):
        page.locator("details.pick > summary", has_text=title).click()
        for label in picks:
            page.get_by_label(label, exact=True).check()
    page.get_by_label("宁波市", exact=True).uncheck()
    follow(page.get_by_role("button", name="筛选"))
    assert unquote(urlsplit(page.url).query) == "year__in=2023,2022&area_code=330203&category_code=00"
    assert page.locator("h2#rows").inner_text() == "2 行"
    page.locator("details.pick > summary", has_text="年份").click()
    assert page.get_by_label("2022 年", exact=True).is_checked()


@pytest.mark.parametrize("within", ["", "/en", EDITION, f"/en{EDITION}"])
def test_a_filter_keeps_the_language_and_the_edition(server: Server, within: str) -> None:
    answer = server.get(f"{within}{TABLE}?_all=1&area_code=330203")
    assert answer.status_code == 302 and answer.headers["location"] == f"{within}{TABLE}?area_code=330203"


def test_a_form_without_any_condition_asks_for_all_rows(page: Page, server: Server) -> None:
    page.goto(server.url + TABLE)
    for title, label in (("地区", "宁波市"), ("产业类别", "合计")):
        page.locator("details.pick > summary", has_text=title).click()
        page.get_by_label(label, exact=True).uncheck()
    follow(page.get_by_role("button", name="筛选"))
    assert page.url == f"{server.url}{TABLE}?_all=1"


def test_files_without_conditions_hold_all_rows_and_the_page_says_so(page: Page, server: Server) -> None:
    assert len(server.get(f"{TABLE}.csv").text.splitlines()) == 491
    assert len(server.get(f"{TABLE}.json?_shape=array").json()) == 490
    assert server.get(f"{TABLE}.csv?_all=1").text == server.get(f"{TABLE}.csv").text
    page.goto(server.url + TABLE)
    assert "不带条件的数据文件给出全部行" in page.locator("section:has(#take)").inner_text()
    chosen = page.locator(".ways a", has_text="CSV").get_attribute("href") or ""
    assert len(server.get(chosen).text.splitlines()) == 6


@pytest.mark.parametrize("form", ["csv", "json"])
def test_files_have_no_layout(server: Server, form: str) -> None:
    assert server.get(CROSSED.replace("?", f".{form}?")).status_code == 400


def test_a_cross_table_shows_every_selected_figure_with_its_state(page: Page, server: Server) -> None:
    page.goto(server.url + CROSSED)
    rows = server.get(f"{TABLE}.json?_shape=array&category_code=06").json()
    shown = figures(page)
    assert len(shown) == len(rows) == 12 * 5
    assert sum("c" in one for one in shown) == 1 and all("P" in one for one in shown)
    expected = sorted(f"{row['value_added']:,.2f}" for row in rows if row["value_added"] is not None)
    assert sorted(one.split()[0] for one in shown if "c" not in one) == expected
    secret = page.locator("td.hatched")
    assert secret.count() == 1 and "保密" in (secret.locator("a").get_attribute("aria-label") or "")


def test_what_a_page_offers_is_there(page: Page, server: Server) -> None:
    for path in (TABLE, CROSSED, "/open/technology_contract_turnover"):
        page.goto(server.url + path)
        offered = page.locator(":is(.ways, .chips, .ask, .pick) a").evaluate_all("all => all.map(a => a.href)")
        assert offered
        for href in offered:
            assert server.get(href.removeprefix(server.url).partition("#")[0]).status_code == 200, href


def test_rows_and_columns_are_swapped_and_another_figure_chosen(page: Page, server: Server) -> None:
    page.goto(server.url + CROSSED)
    follow(page.get_by_role("link", name="行列互换"))
    assert page.locator("table.crossed thead th").first.inner_text() == "年份"
    page.locator("details.pick.wide > summary").click()
    follow(page.get_by_role("link", name="名义增长"))
    assert page.locator("table.crossed caption").inner_text().startswith("名义增长")


@pytest.mark.parametrize("query", ["_rows=area_code", "_rows=year&_columns=year", "_rows=year&_columns=units"])
def test_a_cross_table_that_cannot_be_is_refused(server: Server, query: str) -> None:
    answer = server.get(f"{TABLE}?{query}")
    assert (answer.status_code, "交叉表" in answer.text) == (400, True)


def test_every_figure_leads_to_how_it_was_made(page: Page, server: Server) -> None:
    for path in (TABLE, CROSSED):
        page.goto(server.url + path)
        for cell in page.locator("table.data tbody td.number").all():
            assert cell.locator(f"a[href^='/made/{NAME}?']").count() == 1 or cell.inner_text() == "–"
    follow(page.locator("table.crossed tbody td.number a").first)
    assert page.locator(".asked-for .figure").inner_text() == "1,140,740.14"
    follow(page.locator(".ask a", has_text="引用"))
    assert "#quote" in page.url and "1,140,740.14 万元（试算）" in page.locator("blockquote").inner_text()


def test_the_quotation_names_the_edition_and_is_in_the_pages_language(page: Page, server: Server) -> None:
    for prefix, words in (("", "2026-11-22 公布[演示数据]"), ("/en", "published 22 November 2026 [synthetic data]")):
        page.goto(f"{server.url}{prefix}{TABLE}")
        quote = page.locator("blockquote").inner_text()
        assert words in quote and "38,024,671.38" in quote
        link = re.search(r"http\S+", quote)
        assert link and link[0] == f"{server.url}{prefix}{EDITION}{TABLE}"
        assert server.get(link[0].removeprefix(server.url)).status_code == 200
        assert "@misc{" in page.locator(".references pre").inner_text()
        assert "[DS/OL]" in page.locator(".references").inner_text()


@pytest.mark.parametrize("path", [TABLE, f"{TABLE}?_all=1", CROSSED, "/open/technology_contract_turnover?_all=1"])
def test_a_page_is_light_and_has_no_id_twice(server: Server, path: str) -> None:
    text = server.get(path).text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(text.encode()) < 150_000 and len(ids) == len(set(ids))


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", [TABLE, f"/en{TABLE}", f"/en{CROSSED}", f"/en{TABLE}/2024,330225,06"])
def test_it_fits_a_phone_and_what_is_touched_is_large_enough(
    browser: Browser, server: Server, path: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(server.url + path)
    assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    small = "all => all.map(a => a.getBoundingClientRect()).filter(b => b.height > 0 && b.height < 24).length"
    assert page.locator(":is(.ask, .ways, .chips, td.number) a, summary").evaluate_all(small) == 0
    page.close()


def test_a_revised_figure_leads_to_what_changed(page: Page, revised_server: Server) -> None:
    page.goto(revised_server.url + TABLE)
    marks = page.locator("a.revised")
    assert marks.count() == 2 and marks.first.get_attribute("title") == "1.1 版修订"
    assert marks.first.get_attribute("href") == f"/releases/{NAME}/1.1/#revision"
    page.goto(f"{revised_server.url}{EDITION}{TABLE}")
    assert page.locator("a.revised").count() == 0
