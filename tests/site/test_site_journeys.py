"""What people come for, done as they do it: from the home page by what is in sight, to the figures that were sealed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from published.home import Home
from tests.servers.site import Server
from tests.site.following import follow
from tests.site.revised import MOULD, TOTAL, VALUE_ADDED

PHONE, DESK = 390, 1280
FIRST, SECOND = "1.0", "1.1"
LAST_YEAR, YEAR_BEFORE = TOTAL, TOTAL | {"year": 2023}
CONTRACTS = "technology_contract_turnover"


class Visitor:
    """Somebody at the home page, on a phone or at a desk; each `comes` is another person's browser."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.home = server.home
        self._browser, self._server = browser, server
        self._contexts = list[BrowserContext]()

    def comes(self, width: int, address: str = "", *, script: bool = True) -> Page:
        """The home page, or the page of an address that somebody sent."""
        context = self._browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        self._contexts.append(context)
        page = context.new_page()
        page.goto(address or self._server.url)
        return page

    def leaves(self) -> None:
        """Close what was opened."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def visitor(browser: Browser, revised_server: Server) -> Iterator[Visitor]:
    came = Visitor(browser, revised_server)
    yield came
    came.leaves()


def sealed(home: Home, dataset: str, version: str, **key: object) -> dict[str, object]:
    """The row of a release, as its Parquet has it."""
    file = home.releases / dataset / version / f"{dataset}.parquet"
    (row,) = [one for one in pq.read_table(file).to_pylist() if key.items() <= one.items()]
    return row


def opens(page: Page, *names: str) -> None:
    """Follow links by their words."""
    for name in names:
        follow(page.get_by_role("link", name=name, exact=True).first)


def line(page: Page, name: str) -> list[str]:
    """The cells of the first row of a table that begins with a name."""
    found = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name)).first
    return [cell.split("\n")[0].strip() for cell in found.get_by_role("cell").all_inner_texts()]


def test_last_years_total_and_its_change(visitor: Visitor) -> None:
    last = sealed(visitor.home, VALUE_ADDED, SECOND, **LAST_YEAR)
    before = sealed(visitor.home, VALUE_ADDED, SECOND, **YEAR_BEFORE)
    page = visitor.comes(PHONE)
    headline = page.get_by_role("region", name=re.compile("专利密集型产业增加值 · 2024 年"))
    expect(headline).to_contain_text(f"{last['value_added'] / 10_000:,.1f}")
    expect(headline).to_contain_text(f"名义增长\n{last['growth_nominal']:+.1f}%", use_inner_text=True)
    follow(headline.get_by_role("link", name="查看数据"))
    for row in (last, before):
        cells = " ".join(line(page, str(row["year"])))
        assert f"{row['value_added']:,.2f}" in cells and f"{row['growth_nominal']:.2f}" in cells


def test_last_years_contracts_and_how_they_grew(visitor: Visitor) -> None:
    series = {"area_code": "3302", "contract_type": "_T", "patent_related": "Y"}
    now, then = (sealed(visitor.home, CONTRACTS, FIRST, month=month, **series) for month in ("2025-11", "2024-11"))
    page = visitor.comes(DESK)
    headline = page.get_by_role("region", name="涉及专利的技术合同成交额 年初至 2025 年 11 月累计")
    expect(headline).to_contain_text(f"{now['cumulative_value'] / 10_000:,.1f}")
    expect(headline).to_contain_text(f"完成全年目标的 {now['attainment']:.1f}%")
    follow(headline.get_by_role("link", name="查看数据"))
    for row, period in ((now, "2025-11"), (then, "2024-11")):
        assert f"{row['cumulative_value']:,.2f}" in line(page, period)


def test_two_districts_compared(visitor: Visitor) -> None:
    page = visitor.comes(PHONE)
    opens(page, "比较两个地区")
    page.get_by_label("第一个地区").select_option("余姚市")
    page.get_by_label("第二个地区").select_option("慈溪市")
    follow(page.get_by_role("button", name="比较"))
    expect(page.get_by_role("heading", level=1)).to_have_text("余姚市和慈溪市")
    added, monitored = line(page, "专利密集型产业增加值 2024 年"), line(page, "涉及专利的技术合同成交额")
    for place, code in enumerate(("330281", "330282")):
        total = sealed(visitor.home, VALUE_ADDED, SECOND, **LAST_YEAR | {"area_code": code})
        board = {"period": "2025-11", "indicator": CONTRACTS, "area_code": code}
        told = sealed(visitor.home, "target_monitor", FIRST, **board)
        assert added[place] == f"{total['value_added'] / 10_000:,.1f}"
        assert monitored[2 * place] == f"{told['indicator_value'] / 10_000:,.2f}"
        assert monitored[2 * place + 1].split()[0] == str(told["area_rank"])


def test_how_a_number_is_made_one_click_from_its_cell(visitor: Visitor) -> None:
    first, second = (sealed(visitor.home, VALUE_ADDED, one, **LAST_YEAR)["value_added"] for one in (FIRST, SECOND))
    page = visitor.comes(DESK)
    opens(page, "查看数据")
    follow(page.get_by_role("link", name=f"{second:,.2f}", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("这个数是怎样得出的")
    steps = page.get_by_role("region", name="从报送到公布")
    expect(steps).to_contain_text("增加值 = 劳动者报酬 + 生产税净额 + 固定资产折旧 + 营业盈余")
    for said in ("宁波市知识产权局", "宁波市统计局", "1 项检查，1 项通过"):
        expect(steps).to_contain_text(said)
    history = page.get_by_role("region", name="这个数的历次公布").get_by_role("row").all_inner_texts()
    assert f"{second:,.2f}" in history[1] and "2026-11-23 09:30" in history[1] and "例行修订" in history[1]
    assert f"{first:,.2f}" in history[2] and "2026-11-22 09:30" in history[2]


def test_a_workbook_agrees_with_the_page(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.comes(DESK)
    opens(page, "查看数据")
    shown = {year: [one.split()[0] for one in line(page, year)[:2]] for year in ("2024", "2023", "2022", "2021")}
    opens(page, "下载数据")
    with page.expect_download() as loading:
        page.get_by_role("link", name="XLSX", exact=True).click()
    file = tmp_path / loading.value.suggested_filename
    loading.value.save_as(file)
    assert file.name == f"{VALUE_ADDED}.xlsx"
    book = openpyxl.load_workbook(file, read_only=True)
    rows = [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]
    head = next(row for row in rows if "value_added" in row)
    told = [dict(zip(head, row, strict=False)) for row in rows[rows.index(head) :]]
    for year, (value, units) in shown.items():
        (row,) = [
            one for one in told if (str(one["year"]), one["area_code"], one["category_code"]) == (year, "3302", "00")
        ]
        assert (f"{row['value_added']:,.2f}", f"{row['units']:,}") == (value, units)


def test_sql_is_run_edited_and_shared(visitor: Visitor) -> None:
    wanted = f"{sealed(visitor.home, VALUE_ADDED, SECOND, **LAST_YEAR)['value_added']}"
    page = visitor.comes(DESK)
    opens(page, "SQL")
    page.get_by_text("专利密集型产业增加值 patent_intensive_value_added").first.click()
    follow(page.get_by_role("link", name="全市专利密集型产业增加值各年多少，占 GDP 多大比重？"))
    expect(page.get_by_role("heading", name="5 行")).to_be_visible()
    editor = page.get_by_role("textbox", name=re.compile("SQL"))
    editor.fill(editor.input_value().replace("order by year", "order by year desc limit 1"))
    editor.press("Control+Enter")
    expect(page.get_by_role("heading", name="1 行", exact=True)).to_be_visible()
    result = page.get_by_role("region", name="1 行", exact=True).or_(page.get_by_role("group", name="1 行", exact=True))
    told = result.get_by_role("cell").all_inner_texts()
    assert told[:2] == ["2024", wanted]
    page.get_by_role("button", name="复制").first.click()
    shared = page.evaluate("navigator.clipboard.readText()")
    assert "/editions/2026-11-23T093000/open?" in shared
    for script in (True, False):
        other = visitor.comes(PHONE, shared, script=script)
        assert other.get_by_role("group", name="1 行", exact=True).get_by_role("cell").all_inner_texts() == told
        assert "limit 1" in other.get_by_role("textbox", name=re.compile("SQL")).input_value()
    follow(other.get_by_role("link", name="JSON", exact=True))
    assert [str(one["value_added"]) for one in json.loads(other.locator("body").inner_text())["rows"]] == [wanted]


def test_the_same_page_as_of_an_earlier_release(visitor: Visitor) -> None:
    first, second = (sealed(visitor.home, VALUE_ADDED, one, **LAST_YEAR)["value_added"] for one in (FIRST, SECOND))
    page = visitor.comes(PHONE)
    opens(page, "查看数据")
    expect(page.get_by_role("main")).to_contain_text(f"{second:,.2f}")
    opens(page, "2026 年 11 月 23 日起公开", "当时的数据页")
    expect(page.get_by_role("complementary", name="历史版本")).to_contain_text("2026 年 11 月 22 日 09:30 起")
    assert f"{first:,.2f}" in line(page, "2024")[0] and f"{second:,.2f}" not in page.content()
    opens(page, "看当前版")
    assert f"{second:,.2f}" in line(page, "2024")[0] and urlsplit(page.url).path == f"/open/{VALUE_ADDED}"


@pytest.mark.parametrize("sought", ["模具", "ZL202310733905.8"])
def test_a_patent_is_found_by_a_word_and_by_its_number(visitor: Visitor, sought: str) -> None:
    found = sealed(visitor.home, "patent_resources", FIRST, patent_title=MOULD)
    page = visitor.comes(PHONE)
    page.get_by_role("searchbox", name="搜索数据、代码、案例").fill(sought)
    follow(page.get_by_role("button", name="搜索"))
    rows = page.get_by_role("region", name=re.compile("名录条目"))
    assert rows.get_by_role("listitem").count() == (2 if sought == "模具" else 1)
    opens(page, MOULD)
    told = page.get_by_role("main").inner_text()
    for said in (found["patent_number"], found["holder_name"], f"{found['asking_price']:,.2f}"):
        assert str(said) in told


def test_the_language_is_switched_mid_way_and_back(visitor: Visitor) -> None:
    total = sealed(visitor.home, VALUE_ADDED, SECOND, **LAST_YEAR | {"area_code": "330212"})
    page = visitor.comes(DESK)
    opens(page, "鄞州区")
    here = urlsplit(page.url)
    assert parse_qs(here.query)["area_code"] == ["330212"]
    opens(page, "English")
    assert (urlsplit(page.url).path, urlsplit(page.url).query) == (f"/en{here.path}", here.query)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Value added of patent-intensive industries")
    assert f"{total['value_added']:,.2f}" in line(page, "2024")[0]
    opens(page, f"{total['value_added']:,.2f}")
    expect(page.get_by_role("heading", level=1)).to_have_text("How was this number made?")
    cell = urlsplit(page.url)
    opens(page, "中文")
    assert (f"/en{urlsplit(page.url).path}", urlsplit(page.url).query) == (cell.path, cell.query)
    expect(page.get_by_role("heading", level=1)).to_have_text("这个数是怎样得出的")
    expect(page.get_by_role("main")).to_contain_text(f"{total['value_added']:,.2f}")
