"""The airing board in a browser: ranks as published, sorted by address, two divisions compared, one sheet of paper."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.servers.site import Server
from tests.site.following import follow
from tests.site.test_site_pages import opened

TURNOVER = "/board/technology_contract_turnover"
SHARE = "/board/value_added_share_of_gdp"


def column(page: Page, place: int) -> list[str]:
    return [cell.inner_text().strip() for cell in page.locator(f".airing tbody tr > :nth-child({place})").all()]


def test_ranks_are_the_monitors_with_ties_and_changes_in_words(browser: Browser, server: Server) -> None:
    with opened(browser, server, TURNOVER) as (page, _):
        ranks = column(page, 2)
        assert ranks == ["1", "2", "3", "4", "5", "=6", "=6", "=6", "9", "10"]
        assert column(page, 1)[0] == "鄞州区" and column(page, 3)[0] == "11.40"
        moves = dict(zip(column(page, 1), column(page, 5), strict=True))
        assert (moves["余姚市"], moves["镇海区"], moves["海曙区"]) == ("↑升 5 位", "↓降 3 位", "持平")
        assert "上年同期基数低" in page.locator("tr", has_text="余姚市").inner_text()
        assert "按名次排列" in page.locator("#divisions").inner_text()


def test_no_attainment_without_a_target_and_the_citys_way_has_its_line(browser: Browser, server: Server) -> None:
    with opened(browser, server, TURNOVER) as (page, _):
        assert set(column(page, 7)) == {"未设目标"}
        told = page.locator(".towards").inner_text()
        assert "88.4%" in told and "达到进度线" in told and "进度线 74.00" in told
        assert page.locator(".towards .gauge .mark").count() == 1


def test_what_is_withheld_or_too_small_is_listed_without_a_rank_and_told_why(browser: Browser, server: Server) -> None:
    with opened(browser, server, SHARE) as (page, _):
        secret = page.locator("tr", has_text="象山县").inner_text()
        small = page.locator("tr", has_text="宁海县").inner_text()
        assert "保密，不公布，也不排名" in secret and "c" in secret and "不排名" in small and "22.00" in small
        assert column(page, 1)[-2:] == ["象山县", "宁海县"]
        assert "名次变化没有公布" in page.locator(".reasons").inner_text()


def test_columns_are_sorted_by_address_without_script(browser: Browser, server: Server) -> None:
    with opened(browser, server, TURNOVER) as (page, _):
        assert page.locator("[aria-sort]").get_attribute("aria-sort") == "ascending"
        follow(page.locator(".airing thead").get_by_role("link", name="数值"))
        assert page.url.endswith("sort=-value") and page.locator("[aria-sort=descending]").inner_text().startswith(
            "数值"
        )
        falling = [float(figure) for figure in column(page, 3)]
        assert falling == sorted(falling, reverse=True)
        follow(page.locator(".airing thead").get_by_role("link", name="数值"))
        assert [float(figure) for figure in column(page, 3)] == sorted(falling)
        page.select_option("select[name=period]", "2024-11")
        follow(page.get_by_role("button", name="查看"))
        assert "period=2024-11" in page.url and "sort=value" in page.url


def test_two_divisions_stand_side_by_side(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/board") as (page, _):
        page.select_option("select[name=compare] >> nth=0", "330225")
        page.select_option("select[name=compare] >> nth=1", "330206")
        follow(page.get_by_role("button", name="比较"))
        assert page.locator("h1").inner_text() == "象山县和北仑区"
        row = page.locator("tr", has_text="涉及专利的技术合同成交额").first.inner_text()
        assert "1.80" in row and "10.20" in row and "88.40" in row
        added = page.locator("#others ~ .scroll tr", has_text="专利密集型产业增加值").inner_text()
        assert "114.1" in added and "646.4" in added
    with opened(browser, server, "/en/board?compare=330225,330206") as (page, _):
        assert page.locator("h1").inner_text() == "Xiangshan and Beilun"


@pytest.mark.parametrize("path", ["/board", TURNOVER, SHARE, "/board?compare=330225,330206"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_it_prints_on_one_sheet_of_a4(browser: Browser, server: Server, path: str, language: str) -> None:
    with opened(browser, server, language + path) as (page, _):
        sheets = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type ?/Page\b(?!s)", sheets)) == 1
        page.emulate_media(media="print")
        assert page.locator("aside.stamp").is_visible()


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/board/no_such_indicator", 404, ""),
        (f"{TURNOVER}?period=2019-01", 400, "period=2019-01"),
        (f"{TURNOVER}?sort=colour", 400, "sort=colour"),
        (f"{TURNOVER}?area=330203", 400, "area"),
        ("/board?sort=1", 400, "sort=1"),
        ("/board?compare=330225", 400, "compare"),
        ("/board?compare=330225,330225", 400, "compare"),
        ("/board?compare=330225,3302_U", 400, "3302_U"),
        ("/board?compare=<script>,1", 400, "&lt;script&gt;"),
    ],
)
def test_what_is_not_on_the_board_is_refused(server: Server, path: str, status: int, told: str) -> None:
    answer = server.get(path)
    assert answer.status_code == status and told in answer.text and "<script>" not in answer.text


def test_figures_lead_to_how_they_were_made_and_the_table_is_data(browser: Browser, server: Server) -> None:
    with opened(browser, server, TURNOVER) as (page, _):
        made = page.locator(".airing tbody .ask").first.get_attribute("href") or ""
        data = page.locator(".take").get_by_role("link", name="JSON").get_attribute("href") or ""
        sql = page.locator(".take").get_by_role("link", name="SQL").get_attribute("href") or ""
        assert "鄞州区居各区县市首位（11.40 亿元）" in page.locator(".quoted").inner_text()
    assert server.get(made).status_code == 200 and "114,000" in server.get(made).text
    assert len(server.get(data).json()["rows"]) == 12
    assert "/open?" in sql and server.get(sql.replace("/open?", "/open.json?")).json()["rows"]


def test_the_home_page_has_the_short_board_the_next_releases_and_the_notices(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/") as (page, _):
        board = page.locator("section[aria-labelledby=board]")
        assert "=6" in board.inner_text() and board.get_by_role("link", name="全部指标").count() == 1
        assert page.locator("#coming ~ .lines").first.locator("li").count() == 3
        assert "发布 5 个数据集" in page.locator(".news").inner_text()
    tag = server.get("/").headers["etag"]
    assert re.search(r"-\d{4}-\d{2}-\d{2}\"$", tag)
    assert server.get("/", headers={"if-none-match": tag}).status_code == 304
