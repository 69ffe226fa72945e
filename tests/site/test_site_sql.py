"""The SQL desk as people use it: ask, read, mend, share; with and without JavaScript, by keyboard, on a phone."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.servers.site import Server
from tests.site.following import follow
from tests.site.test_site_pages import opened

DESK = "/sql"
LANGUAGES = ["", "/en"]
YEARS = "select year, value_added from patent_intensive_value_added where area_code = '3302' and category_code = '00'"


def write(page: Page, sql: str) -> None:
    """Put SQL into the editor, the caret at its end, and type nothing yet."""
    page.locator("#sql-text").fill(sql)
    page.locator("#sql-text").press("Control+End")


def choices(page: Page) -> list[str]:
    """The names that completion offers, in their order."""
    expect(page.locator("#sql-choices")).to_be_visible()
    return page.locator("#sql-choices [role=option] code").all_inner_texts()


def test_in_english_too_a_query_is_run_edited_and_shared(browser: Browser, server: Server) -> None:
    with opened(browser, server, f"/en{DESK}") as (page, complaints):
        page.locator("details.questions summary").first.click()
        follow(page.locator("details.questions[open] li a").first)
        assert "value_added" in page.locator("table.raw thead").inner_text()
        write(page, YEARS + "\norder by year desc limit 2")
        page.locator("#sql-text").press("Control+Enter")
        expect(page.locator("table.raw tbody tr")).to_have_count(2)
        assert page.locator("table.raw tbody tr").first.inner_text().split() == ["2024", "38024671.38"]
        assert page.locator(".result-plots svg").count() == 1
        shared = page.locator("#pinned-link").input_value()
        assert "/editions/2026-11-22T093000/open?" in shared and len(shared) < 400
        page.goto(shared)
        assert page.locator("table.raw tbody tr").count() == 2 and page.locator("aside.past").is_visible()
        assert page.locator("#pinned-link").input_value() == shared
        assert complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_works_without_javascript(browser: Browser, server: Server, language: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url + language + DESK)
    page.locator("#sql-text").fill(YEARS + " and year = :y")
    follow(page.locator("form.sql button[type=submit]"))
    page.locator("input[name=y]").fill("2024")
    follow(page.locator("form.sql button[type=submit]"))
    assert page.locator("table.raw tbody tr").count() == 1
    assert page.locator("#pinned-link").input_value().startswith("http")
    assert page.locator("details[name=snippet]").count() == 5
    assert page.locator("button.copy:visible").count() == 0
    page.goto(server.url + language + DESK)
    page.locator("#sql-text").fill("select valu_added\nfrom patent_intensive_value_added")
    follow(page.locator("form.sql button[type=submit]"))
    assert page.locator("pre.fault mark").inner_text() == "valu_added"
    assert page.locator("#sql-text").input_value().startswith("select valu_added\nfrom")
    context.close()


def test_completion_by_keyboard_knows_columns_titles_and_codes(browser: Browser, server: Server) -> None:
    with opened(browser, server, DESK) as (page, complaints):
        area = page.locator("#sql-text")
        write(page, "select 1 from patent_inten")
        area.press("Control+Space")
        assert choices(page)[0] == "patent_intensive_value_added"
        area.press("Enter")
        assert area.input_value() == "select 1 from patent_intensive_value_added"
        page.keyboard.type(" where 地区")
        assert "area_code" in choices(page)
        assert area.get_attribute("aria-activedescendant") is None
        area.press("ArrowDown")
        assert area.get_attribute("aria-activedescendant") == "sql-choice-0"
        area.press("Enter")
        page.keyboard.type(" = '")
        assert choices(page)[:2] == ["3302", "330203"]
        page.keyboard.type("鄞州")
        expect(page.locator("#sql-choices [role=option]")).to_have_count(1)
        area.press("ArrowDown")
        area.press("Enter")
        assert area.input_value().endswith("where area_code = '330212")
        area.press("Control+z")
        assert area.input_value().endswith("'鄞州")
        assert complaints == []


def test_escape_closes_the_suggestions_and_tab_leaves_the_editor(browser: Browser, server: Server) -> None:
    with opened(browser, server, DESK) as (page, _):
        area = page.locator("#sql-text")
        write(page, "select va")
        area.press("Control+Space")
        choices(page)
        assert re.search(r"\d", page.locator(".editor [role=status]").inner_text())
        area.press("Escape")
        expect(page.locator("#sql-choices")).to_be_hidden()
        area.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "BUTTON"
        assert area.input_value() == "select va"


def test_codes_are_completed_within_a_past_edition_too(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/en/editions/2026-11-22T093000/sql") as (page, complaints):
        write(page, "select 1 from typical_cases where level = ")
        page.keyboard.type("'")
        assert choices(page) == ["city", "national", "province"]
        assert "national" in page.locator("#sql-choices").inner_text().lower() and complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [DESK, f"/open?sql={YEARS}", "/open?sql=select+x+from+typical_cases"])
def test_a_phone_shows_it_whole(browser: Browser, server: Server, language: str, path: str) -> None:
    with opened(browser, server, language + path, 320) as (page, _):
        assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
        write(page, "select * from patent_intensive_value_added where pat")
        page.locator("#sql-text").press("Control+Space")
        choices(page)
        assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")


def test_colours_lie_exactly_behind_the_text(browser: Browser, server: Server) -> None:
    with opened(browser, server, DESK) as (page, _):
        write(page, "select '专利' as a -- 注\n" + "from patent_intensive_value_added, " * 12 + "\n" * 30 + "x")
        sizes = page.evaluate(
            "['textarea', '.layer'].map(name => document.querySelector(`.editor ${name}`))"
            ".map(one => [one.scrollHeight, one.clientWidth, one.scrollTop])"
        )
        assert sizes[0] == sizes[1] and sizes[0][2] > 0
        assert page.locator(".layer").text_content() == page.locator("#sql-text").input_value() + "\n"


def test_copying_puts_the_program_into_the_clipboard(browser: Browser, server: Server) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{server.url}/open?sql={YEARS}")
    page.locator("button[data-copy=snippet-curl]").click()
    expect(page.locator("button[data-copy=snippet-curl]")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#snippet-curl").text_content() and YEARS in copied
    context.close()


@pytest.mark.parametrize(
    ("sql", "zh", "en"),
    [
        ("select valu_added from patent_intensive_value_added", "是不是 value_added", "Did you mean value_added"),
        ("select * from typical_case", "是不是 typical_cases", "Did you mean typical_cases"),
        ("select * form typical_cases", "从“form”起读不懂", "cannot be read from “form” on"),
        ("select (1", "没有写完", "not complete"),
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n",
            "超过 1 秒",
            "than 1 s",
        ),
        ("select zeroblob(900000) from patent_intensive_value_added", "没有返回任何行", "no rows are returned"),
        ("delete from typical_cases", "只接受一条 SELECT", "Only one SELECT"),
        ("select zeroblob(2000000)", "超过 1 MB", "over 1 MB"),
    ],
)
def test_each_limit_is_told_with_the_sql_still_in_the_editor(
    browser: Browser, server: Server, sql: str, zh: str, en: str
) -> None:
    for language, told in (("", zh), ("/en", en)):
        answer = server.get(f"{language}/open", params={"sql": sql})
        assert answer.status_code == 400 and told in answer.text.replace("&#34;", '"')
        with opened(browser, server, f"{language}/open?sql={sql.replace('+', '%2B')}") as (page, _):
            assert told in page.locator(".sentence").inner_text()
            assert page.locator("#sql-text").input_value() == sql
    assert zh in server.get("/open.json", params={"sql": sql}).json()["error"]


def test_the_values_of_parameters_stay_when_the_sql_is_wrong(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/open?sql=select+:a,+nothing&a=%22%3E%3Cb%3E") as (page, _):
        assert page.locator("input[name=a]").input_value() == '"><b>'


def test_a_parameter_that_the_sql_no_longer_names_is_not_sent(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/open?sql=select+:a&a=1") as (page, complaints):
        write(page, "select 2 as two")
        page.locator("#sql-text").press("Control+Enter")
        expect(page.locator("table.raw thead")).to_contain_text("two")
        assert complaints == []


def test_a_form_sends_what_a_link_says(server: Server) -> None:
    """Browsers send line ends as CR LF; the permanent address is the same for both."""
    written = server.get("/open", params={"sql": "select 1\r\nas one\r\n"}).text
    linked = server.get("/open", params={"sql": "select 1\nas one"}).text
    wanted = [re.search(r'id="pinned-link" readonly value="([^"]+)"', text) for text in (written, linked)]
    assert wanted[0] and wanted[1] and wanted[0][1] == wanted[1][1]
    assert parse_qs(urlsplit(wanted[0][1]).query) == {"sql": ["select 1\nas one"]}


def test_the_desk_is_one_click_from_every_page(browser: Browser, server: Server) -> None:
    for path in ("/", "/en/about", "/open/typical_cases", "/open"):
        with opened(browser, server, path) as (page, _):
            follow(page.locator("header.top nav a", has_text="SQL"))
            assert urlsplit(page.url).path.removeprefix("/en") == DESK
            assert page.locator("h1").count() == 1
