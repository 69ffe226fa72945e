"""The addresses of plots on a real server: pages without JavaScript, files, frames, refusals, and the live plot."""

import json
import re
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from playwright.sync_api import Browser

from published.site.plotted import BUNDLE
from tests.servers.site import Server

ADDED, TURNOVER = "/plots/patent_intensive_value_added", "/plots/technology_contract_turnover"
PAGES = [
    ADDED,
    f"{ADDED}?year=2024",
    f"{ADDED}?year=2023&_plot=ranking",
    f"{ADDED}?_plot=stacked",
    f"{ADDED}?area_code__in=330212,330225,330226",
    TURNOVER,
    f"{TURNOVER}?_plot=gauge",
    "/plots/national_patent_intensive_value_added",
]


def as_form(page: str, form: str) -> str:
    path, _, query = page.partition("?")
    return f"{path}.{form}?{query}"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_makes_sense_without_javascript(server: Server, browser: Browser, page: str) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}) as context:
        tab = context.new_page()
        tab.goto(server.url + page)
        drawings = tab.locator("svg.plot")
        assert drawings.count() == 2 and drawings.locator("visible=true").count() == 1
        ids = re.findall(r' id="([^"]+)"', tab.content())
        assert len(ids) == len(set(ids))
        assert tab.locator("table.beneath tbody tr").count() >= 1 and tab.locator("form.filters button").count() == 1
        words = tab.locator("figcaption").inner_text()
        assert words.startswith("演示数据" if "national" not in page else "时间序列")
        assert tab.locator("svg.plot desc").first.text_content() in words


@pytest.mark.parametrize("page", PAGES)
def test_the_files_are_what_they_are_called(server: Server, page: str) -> None:
    svg = server.get(as_form(page, "svg"))
    assert svg.headers["content-type"] == "image/svg+xml" and ET.fromstring(svg.text).get("role") == "img"
    assert server.get(as_form(page, "svg")).content == svg.content
    spec = server.get(as_form(page, "json"))
    assert spec.json()["$schema"].endswith("v6.json") and spec.headers["access-control-allow-origin"] == "*"
    assert re.findall(r"https?://[^\"<]+", spec.text.replace("http://www.w3.org", "")) == [spec.json()["$schema"]]


def test_a_png_and_the_drawing_for_a_phone(server: Server) -> None:
    png = server.get(f"{ADDED}.png?year=2024")
    assert png.content.startswith(b"\x89PNG") and png.headers["content-type"] == "image/png"
    assert ET.fromstring(server.get(f"{ADDED}.svg?_narrow=1").text).get("width") == "340"


def test_the_figures_beneath_are_those_of_the_table(server: Server, browser: Browser) -> None:
    rows = server.get("/open/patent_intensive_value_added.json?_shape=array&area_code=3302&category_code=00").json()
    expected = {str(row["year"]): f"{row['value_added'] / 10_000:,.1f}" for row in rows}
    with browser.new_context() as context:
        tab = context.new_page()
        tab.goto(server.url + ADDED)
        lines = [line.split("\t") for line in tab.locator("table.beneath tbody").inner_text().splitlines()]
    assert {line[0].strip(): line[1].strip() for line in lines} == expected
    assert {line[2].strip() for line in lines} == {"试算"}


def test_a_few_divisions_over_time_are_lines_with_all_their_figures_beneath(server: Server) -> None:
    page = server.get(f"{ADDED}?area_code__in=330226,330212").text
    assert "时间序列对比：专利密集型产业增加值" in page and "鄞州区从 2020 的" in page and "宁海县从 2020 的" in page
    beneath = page.partition("data beneath")[2].partition("</table>")[0]
    places = re.findall(r'<th scope="row">(\d{4})</th><td>(\w+)</td>', beneath)
    assert places == [(str(year), area) for year in range(2024, 2019, -1) for area in ("宁海县", "鄞州区")]
    assert beneath.count('<abbr class="c"') == 1
    quoted = page.partition("<blockquote>")[2].partition("</blockquote>")[0]
    assert "宁海县 2024：228.1；鄞州区 2024：722.5 亿元［试算，演示数据］" in quoted


def test_what_was_picked_together_stays_picked_when_another_measure_is_chosen(server: Server, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        tab = context.new_page()
        tab.goto(f"{server.url}{ADDED}?area_code__in=330212,330226")
        areas = tab.locator("form.filters select").nth(2)
        assert areas.locator("option:checked").inner_text() == "鄞州区和宁海县"
        tab.select_option("select[name=_measure]", "units")
        tab.get_by_role("button", name="画图").click()
        assert "时间序列对比：专利密集型产业增加值" in tab.locator("figcaption").inner_text()
        assert areas.locator("option:checked").inner_text() == "鄞州区和宁海县"
        areas.select_option("330226")
        tab.get_by_role("button", name="画图").click()
        assert tab.locator("figcaption").inner_text().startswith("演示数据。时间序列：")
        tab.locator("form.filters select").nth(2).select_option("")
        tab.get_by_role("button", name="画图").click()
        assert tab.locator("h1 small").inner_text().startswith("宁波市")


def test_a_withheld_division_is_hatched_on_the_map_and_said(server: Server) -> None:
    page = server.get(f"{ADDED}?year=2023").text
    assert "宁海县 保密" in page and 'fill="url(#p' in page and "-withheld)" in page


def test_a_pinned_edition_has_its_plots_and_links_that_stay_in_it(server: Server) -> None:
    edition = re.findall(r'href="(/editions/[^/"]+)/plots', server.get(ADDED).text)[0]
    page = server.get(f"{edition}/plots/patent_intensive_value_added?year=2024")
    assert page.status_code == 200 and f'data-spec="{edition}/plots/' in page.text
    assert server.get(f"{edition}/plots/patent_intensive_value_added.svg").status_code == 200


def test_only_the_embedded_plot_may_be_framed(server: Server) -> None:
    embedded = server.get("/embed/patent_intensive_value_added?year=2024")
    assert "x-frame-options" not in embedded.headers and "script" not in embedded.text
    assert "frame-ancestors *" in embedded.headers["content-security-policy"] and "演示数据" in embedded.text
    page = server.get(ADDED)
    assert page.headers["x-frame-options"] == "DENY" and "unsafe" not in page.headers["content-security-policy"]
    assert "/embed/patent_intensive_value_added" in page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/plots/typical_cases.json", 404),
        ("/plots/nothing.json", 404),
        ("/plots/patent_intensive_value_added_vintages.json", 404),
        (f"{ADDED}.json?yeer=2024", 400),
        (f"{ADDED}.json?_plot=pie", 400),
        (f"{ADDED}.json?_sort=year", 400),
        (f"{ADDED}.json?_plot=gauge", 404),
        (f"{ADDED}.json?area_code=999", 404),
        (f"{ADDED}.json?year__in=[1", 400),
        (f"{ADDED}.json?area_code=%3Cscript%3E", 404),
    ],
)
def test_what_cannot_be_drawn_says_why_in_both_languages(server: Server, path: str, status: int) -> None:
    answer = server.get(path)
    told = answer.json()
    assert (answer.status_code, told["ok"]) == (status, False)
    assert re.search("[一-鿿]", told["error"]) and not re.search("[一-鿿]", told["error_en"])


@pytest.mark.parametrize(
    ("picked", "kind"),
    [("area_code__in=330203,330205", "时间序列对比"), ("area_code__not=3302&category_code__in=01,02", None)],
)
def test_rows_of_a_page_lead_to_a_plot_where_one_fits_them(server: Server, picked: str, kind: str | None) -> None:
    rows = server.get(f"/open/patent_intensive_value_added?{picked}").text
    found = [unescape(one) for one in re.findall(rf'href="({ADDED}\?[^"]*area_code__[^"]*)"', rows)]
    assert bool(found) is (kind is not None)
    for address in found:
        assert kind and kind in server.get(address).text


def test_what_has_not_changed_is_not_sent_again_and_keeps_its_policy(server: Server) -> None:
    first = server.get(ADDED)
    again = server.get(ADDED, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_a_flood_of_selections_is_drawn_or_refused_and_the_site_stays_up(server: Server) -> None:
    wanted = [f"{ADDED}.svg?year__gt={year}&_plot=stacked" for year in range(1900, 1930)]
    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(server.get, wanted))
    assert {answer.status_code for answer in answers} <= {200, 503}
    assert all(answer.headers["retry-after"] for answer in answers if answer.status_code == 503)
    assert server.get("/about").status_code == 200 and server.get(f"{ADDED}.svg?_plot=ranking").status_code == 200


def test_the_live_plot_is_loaded_when_asked_for_and_breaks_no_policy(server: Server, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        tab = context.new_page()
        said: list[str] = []
        asked: list[str] = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(f"{server.url}{ADDED}?year=2023")
        assert server.url + BUNDLE not in asked
        tab.get_by_role("button", name="互动图").click()
        tab.wait_for_selector(".live:not([hidden]) svg", timeout=90_000)
        assert server.url + BUNDLE in asked and all(url.startswith(server.url) for url in asked)
        assert tab.locator(".live [fill='url(#withheld)']").count() == 1 and not tab.locator(".drawing").is_visible()
        tab.get_by_text("鄞州区").locator("visible=true").first.hover()
        tab.mouse.move(*_beside(tab.locator(".live text", has_text="鄞州区").first.bounding_box()))
        tab.wait_for_selector("#vg-tooltip-element.visible")
        assert "鄞州区" in tab.locator("#vg-tooltip-element").inner_text()
        tab.get_by_role("button", name="静态图").click()
        assert tab.locator(".drawing").is_visible() and not tab.locator(".live").is_visible()
        assert said == []


def _beside(box: object) -> tuple[float, float]:
    """A place on the tile that a name stands on, above the name."""
    assert isinstance(box, dict)
    return box["x"] + box["width"] / 2, box["y"] - 6


def test_a_specification_to_take_away_has_its_words_and_patterns(server: Server) -> None:
    spec = json.loads(server.get(f"{ADDED}.json?year=2023").text)
    assert "瓦片地图" in spec["description"] and 'id="withheld"' in spec["usermeta"]["patterns"]
