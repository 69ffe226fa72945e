"""The page of a method: both languages, one address each, the tables of the parameters, and nothing hostile in it."""

import httpx
import pytest
from playwright.sync_api import Browser, Page

from published.describe.parameter_table import figure
from published.home import PROJECT
from published.site.prose import to_html
from tests.servers.site import Server
from tests.site.following import follow
from tests.site.sample import catalog

METHOD = "/methods/patent_intensive_value_added"
NATIONAL = "/methods/national_patent_intensive_value_added"


def opened(browser: Browser, server: Server, path: str, width: int = 1280) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(server.url + path)
    return page


@pytest.mark.parametrize("path", [METHOD, f"/en{METHOD}", NATIONAL, f"/en{NATIONAL}"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_method_is_stamped_and_its_tables_scroll_in_their_box(
    browser: Browser, server: Server, path: str, width: int
) -> None:
    page = opened(browser, server, path, width)
    stamp = "synthetic data" if path.startswith("/en/") else "演示数据"
    assert stamp in page.locator("aside.stamp").inner_text() and stamp in page.title()
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.locator(".method .scroll")
    assert boxes.count() == page.locator(".method table").count() > 0
    assert boxes.first.get_attribute("tabindex") == "0" and boxes.first.get_attribute("aria-label")
    page.close()


def test_the_dataset_leads_to_its_method_and_the_languages_to_each_other(browser: Browser, server: Server) -> None:
    page = opened(browser, server, "/open/patent_intensive_value_added")
    follow(page.get_by_role("link", name="怎么算"))
    assert page.url.endswith(METHOD) and page.locator("h1").inner_text().startswith("专利密集型产业增加值")
    follow(page.get_by_role("link", name="English", exact=True))
    assert page.url.endswith(f"/en{METHOD}") and page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("heading", name="How it is computed").is_visible()
    follow(page.get_by_role("link", name="中文"))
    assert page.url == server.url + METHOD and page.get_by_role("heading", name="怎么算").is_visible()
    page.close()


def test_the_page_shows_the_parameter_table(browser: Browser, server: Server) -> None:
    page = opened(browser, server, METHOD)
    table = page.locator(".method table").first
    heads = table.locator("th").all_inner_texts()
    assert heads[:3] == ["报表指标", "构成项", "符号"] and table.locator("th").first.get_attribute("scope") == "col"
    assert table.locator("tr", has_text="生产补贴").count() == 2
    seed = PROJECT / "dbt_project" / "seeds" / "parameters" / "value_added_items.csv"
    sources = {line.rsplit(",", 1)[1].strip() for line in seed.read_text(encoding="utf-8").splitlines()[1:]}
    assert set(table.locator("td:last-child").all_inner_texts()) == {figure(source) for source in sources}
    page.close()


def test_the_sealed_file_is_the_page(server: Server) -> None:
    sealed = httpx.get(f"{server.url}/releases/patent_intensive_value_added/1.0/method.md")
    assert sealed.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "> **演示数据 (synthetic data)**" in sealed.text.splitlines()[:4]
    method = catalog().dataset("patent_intensive_value_added").method
    assert method is not None and method.zh in sealed.text and method.en in sealed.text


@pytest.mark.parametrize("path", ["/methods", "/methods/", "/methods/nothing", f"{METHOD}/fr", f"{METHOD}/en/en"])
def test_there_is_no_other_method(server: Server, path: str) -> None:
    assert httpx.get(server.url + path).status_code == 404


def test_a_slash_too_many_leads_to_the_page(server: Server) -> None:
    answer = httpx.get(f"{server.url}{METHOD}/")
    assert (answer.status_code, answer.headers["location"]) == (308, METHOD)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[press](javascript:alert(1))",
        "[press](data:text/html,<script>)",
        "![seen](https://elsewhere.example/pixel.png)",
        "| a |\n| --- |\n| <script>alert(1)</script> |",
    ],
)
def test_hostile_markdown_stays_text(text: str) -> None:
    html = to_html(text, "表")
    assert "<script" not in html and "<img" not in html
    assert "href=" not in html or 'href="https://elsewhere.example/pixel.png"' in html


def test_markdown_becomes_tables_formulae_and_lists() -> None:
    html = to_html("> a = b\n\n- one\n\n| x |\n| --- |\n| 1 |", "Table: x")
    assert "<blockquote>\n<p>a = b</p>" in html and "<li>one</li>" in html
    assert '<div class="scroll" tabindex="0" role="group" aria-label="Table: x">\n<table>' in html
    assert html.rstrip().endswith("</table>\n</div>") and '<th scope="col">x</th>' in html
