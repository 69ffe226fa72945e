"""What changed between versions, in words: on the release's page, on the list of versions, and as data."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from published.home import Home
from published.revision_policy import Stated
from published.vocabulary import Text
from tests.servers.site import Server, serving
from tests.site import sample

TURNOVER, NATIONAL = "technology_contract_turnover", "national_patent_intensive_value_added"
CORRECTION = Stated(
    reason="correction", note=Text(zh="登记日期误作签订日期。<b>", en="Dated by registration by mistake.")
)


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Three editions: the announcements of 2023, those of 2024 with late returns, then a correction."""
    home = Home(tmp_path_factory.mktemp("revised"))
    for number, stated in enumerate((sample.ROUTINE, sample.ROUTINE, CORRECTION)):
        rows = sample.sample_rows()
        if number == 0:
            rows[NATIONAL] = [row for row in rows[NATIONAL] if row["release_date"] < "2024"]
        for row in rows[TURNOVER]:
            if row["month"] == "2025-11":
                row["cumulative_value"] += number * 1000
        sample.build(home, rows, stated=stated)
    with serving(home) as running:
        yield running


def text(site: Server, path: str) -> str:
    answer = site.get(path)
    assert answer.status_code == 200
    return answer.text


def cells(page: str, period: str) -> list[list[str]]:
    """The figures of a period in the last triangle of the page that has it."""
    line = re.findall(rf'<tr><th scope="row">{period}</th>(.*?)</tr>', page, re.DOTALL)[-1]
    return [re.sub(r"<[^>]+>", " ", cell).split() for cell in re.findall(r"<td.*?</td>", line)]


def test_the_census_revision_is_told_in_words_and_numbers(revised: Server) -> None:
    page = text(revised, f"/releases/{NATIONAL}/1.1/")
    told = page[page.index('id="revision"') :]
    for words in (
        "与 1.0 版相比",
        "新增时期",
        "普查或基准修订",
        "第五次全国经济普查后",
        "0.11",
        "个百分点",
    ):
        assert words in told, words
    english = text(revised, f"/en/releases/{NATIONAL}/1.1/")
    assert "Compared with version 1.0" in english and "fifth national economic census" in english


def test_the_change_set_is_served_as_data(revised: Server) -> None:
    page = text(revised, f"/releases/{NATIONAL}/1.1/")
    for name in ("changes.csv", "changes.json"):
        assert f'href="/releases/{NATIONAL}/1.1/{name}"' in page
    assert "2022,00,2024-12-31,2022,share_of_gdp,12.71,12.60,revised" in text(
        revised, f"/releases/{NATIONAL}/1.1/changes.csv"
    )
    answer = revised.get(f"/releases/{NATIONAL}/1.1/changes.json")
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json()["about"]["against"] == "1.0"


def test_the_first_release_has_no_change_set_and_says_so(revised: Server) -> None:
    page = text(revised, f"/releases/{NATIONAL}/1.0/")
    assert "首次发布" in page and "changes.csv" not in page
    assert revised.get(f"/releases/{NATIONAL}/1.0/changes.csv").status_code == 404


@pytest.mark.parametrize("path", ["releases/{}/1.2/", "releases/{}/1.1/", "releases/{}/1.0/", "open/{}"])
def test_a_correction_is_a_notice_where_it_was_made_on_what_it_corrects_and_on_the_dataset(
    revised: Server, path: str
) -> None:
    page = text(revised, "/" + path.format(TURNOVER))
    notice = page[page.index('class="correction"') : page.index("</aside>", page.index('class="correction"'))]
    assert "更正差错" in notice and "2025-11" in notice and "登记日期误作签订日期。&lt;b&gt;" in notice
    assert ("1.2 版" in notice) is not path.endswith("1.2/")


def test_no_notice_stands_where_nothing_was_corrected(revised: Server) -> None:
    assert 'class="correction"' not in text(revised, f"/releases/{NATIONAL}/1.1/") + text(revised, f"/open/{NATIONAL}")


def test_the_list_of_versions_says_why_and_the_triangle_what(revised: Server) -> None:
    page = text(revised, f"/releases/{TURNOVER}/")
    assert page.index("更正差错") < page.index("例行修订") < page.index("首次发布")
    assert cells(page, "2025-11") == [
        ["710,400.00"],
        ["711,400.00", "修订", "+1,000.00"],
        ["712,400.00", "修订", "+1,000.00"],
    ]
    assert cells(page, "2025-10") == [["604,800.00"]] * 3


def test_the_triangle_of_what_was_announced_shows_the_share_that_was_revised(revised: Server) -> None:
    page = text(revised, f"/releases/{NATIONAL}/")
    assert cells(page, "2022") == [["12.71"], ["12.60", "修订", "−0.11"]]
    assert cells(page, "2023") == [[], ["13.04"]]


def test_registers_have_no_triangle_and_no_earlier_states(revised: Server) -> None:
    assert "triangle" not in text(revised, "/releases/typical_cases/")
    assert revised.get("/open/typical_cases_vintages").status_code == 404


def test_earlier_states_are_a_table_with_its_columns_told(revised: Server) -> None:
    page = text(revised, f"/open/{TURNOVER}_vintages")
    assert "技术合同成交额：历次发布" in page and "始于版本" in page and f'href="/open/{TURNOVER}"' in page
    assert f"/open/{TURNOVER}_vintages" in text(revised, f"/open/{TURNOVER}")
    assert "first_release" in (told := text(revised, "/dictionary")) and f"{TURNOVER}_vintages" in told


@pytest.mark.parametrize(("release", "share"), [(1, 12.71), (2, 12.6)])
def test_as_of_a_release_is_a_plain_where(revised: Server, release: int, share: float) -> None:
    sql = (
        f"select share_of_gdp from {NATIONAL}_vintages where year = 2022 and first_release <= {release} "
        f"and coalesce(last_release, {release}) >= {release} order by release_date desc limit 1"
    )
    answer = revised.get("/open.json", params={"sql": sql, "_shape": "array"})
    assert answer.json() == [{"share_of_gdp": share}]


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", [f"{NATIONAL}/1.1/", f"{NATIONAL}/", f"{TURNOVER}/1.2/", f"{TURNOVER}/"])
def test_revisions_fit_a_phone_and_its_triangle_shows_the_newest_versions(
    browser: Browser, revised: Server, path: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{revised.url}/releases/{path}")
    assert page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    if path == f"{TURNOVER}/":
        heads = page.locator(".triangle thead").first.locator("th a").all()
        shown = [head.inner_text() for head in heads if head.is_visible()]
        assert shown == (["1.0", "1.1", "1.2"] if width > 560 else ["1.1", "1.2"])
    page.close()
