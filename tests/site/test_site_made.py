"""How was this number made? One click from every row, for everybody; of a withheld figure no more than that it is."""

import re
from urllib.parse import urlencode

import httpx
import pytest
from playwright.sync_api import Browser

from tests.servers.site import Server

EDITION = "/editions/2026-11-22T093000"
VALUE_ADDED = "patent_intensive_value_added"
SECRET = {"year": "2024", "area_code": "330225", "category_code": "06"}
CASE = {"case_number": "NB2025-004", "version": "1"}
SHOWN = {"year": "2024", "area_code": "3302", "category_code": "00"}


def made(cell: dict[str, str], dataset: str = VALUE_ADDED) -> str:
    return f"/made/{dataset}?{urlencode(cell)}"


@pytest.mark.parametrize(
    "path", [made(SHOWN), made(SECRET), f"/made/{VALUE_ADDED}", "/made/typical_cases", made(CASE, "typical_cases")]
)
def test_it_fits_a_phone_and_is_stamped(browser: Browser, server: Server, path: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(server.url + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert "演示数据" in page.locator("aside.stamp").inner_text() and "演示数据" in page.title()
    page.close()


def test_of_a_withheld_figure_nothing_is_told_but_that(server: Server) -> None:
    page = server.get(made(SECRET)).text
    assert "保密：为保护单个单位的数据，不公布" in page
    for word in ("complementary", "互补", "threshold", "dominance", "p_percent", "at_risk"):
        assert word not in page, word
    assert re.search(r'class="figure"><abbr class="c"', page)


def test_no_page_holds_a_row_of_a_unit(server: Server) -> None:
    for path in (made(SHOWN), made(SECRET), f"/made/{VALUE_ADDED}"):
        page = server.get(path).text
        assert "t.csv" not in page and "统一社会信用代码" not in page


def test_every_edition_has_its_own_and_links_stay_in_it(server: Server) -> None:
    page = server.get(EDITION + made(SHOWN)).text
    assert f'href="{EDITION}/open/{VALUE_ADDED}"' in page and f'href="{EDITION}/releases/{VALUE_ADDED}/1.0/' in page
    moved = server.get(f"{made(SHOWN)}&as_of=2026-11-22", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (302, EDITION + made(SHOWN))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/made/{VALUE_ADDED}?year=2024", 400),
        (made(SHOWN | {"column": "yield"}), 400),
        (made(SHOWN | {"colour": "red"}), 400),
        (made(SHOWN | {"area_code": "' or 1=1 --"}), 404),
        ("/made/nothing", 404),
        (f"/made/{VALUE_ADDED}_vintages", 404),
    ],
)
def test_a_mistaken_address_is_refused_in_both_languages(server: Server, path: str, status: int) -> None:
    for prefix, words in (("", "请用全部主键说明"), ("/en", "by its whole key")):
        answer = server.get(prefix + path)
        assert answer.status_code == status
        if status == 400:
            assert "year=&amp;area_code=&amp;category_code=" in answer.text and words in answer.text


def test_an_earlier_edition_knows_nothing_of_what_was_revised_later(revised_server: Server) -> None:
    now, before = revised_server.get(made(SHOWN)).text, revised_server.get(EDITION + made(SHOWN)).text
    assert re.search(r">1\.1</a> 起</th><td><time>2026-11-23 09:30</time></td><td class=\"number\">38,161,204\.55", now)
    assert "38,161,204.55" not in before and "2026-11-23" not in before.split("<main")[1]


def test_a_release_has_its_provenance_beside_its_files(server: Server) -> None:
    answer: httpx.Response = server.get(f"/releases/{VALUE_ADDED}/1.0/prov.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    graph = {node["@id"]: node for node in answer.json()["@graph"]}
    assert graph["#publish"]["endedAtTime"] == "2026-11-22T01:30:00+00:00"
    assert f"./{VALUE_ADDED}.parquet" in graph["./"]["hadMember"] and "synthetic" in graph["./"]["comment"]
    assert server.get(f"/releases/{VALUE_ADDED}/9.9/prov.jsonld").status_code == 404
