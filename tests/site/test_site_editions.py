"""The switch: one edition per answer, nothing before the first, the last good one when the next is broken."""

import asyncio
import shutil
from pathlib import Path

import httpx
import pytest

from published.home import Home
from published.releases import publish
from published.site import switch
from published.site.engine import views
from published.site.serve import application
from published.site.shell import Shell
from tests.site import sample


def client(shell: Shell) -> httpx.AsyncClient:
    """Asks the application without a network."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=shell), base_url="http://site")  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def look_always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the pointer at every request, so that tests need not wait."""
    monkeypatch.setattr(switch, "LOOK_EVERY", 0.0)


def second_edition(home: Home) -> str:
    """The sample with every figure of the city doubled, published as the next edition."""
    rows = sample.sample_rows()
    for row in rows["patent_intensive_value_added"]:
        row["value_added"] = None if row["value_added"] is None else row["value_added"] * 2
    return sample.build(home, rows)


def test_before_the_first_edition_there_is_a_clear_page(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        async with client(application(home)) as site:
            page = await site.get("/")
            assert page.status_code == 503 and "还没有发布" in page.text and page.headers["retry-after"]
            assert (await site.get("/open.json?sql=select+1")).json()["ok"] is False
            sample.build(home)
            assert (await site.get("/")).status_code == 200

    asyncio.run(check())


def test_the_site_follows_the_pointer_there_and_back(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        first = sample.build(home)
        async with client(application(home)) as site:
            assert "3,802.5" in (await site.get("/")).text
            second = second_edition(home)
            assert second != first
            page = (await site.get("/")).text
            assert "7,604.9" in page and second in page
            sample.point_to(home, first)
            assert "3,802.5" in (await site.get("/")).text

    asyncio.run(check())


def test_no_answer_mixes_two_editions(tmp_path: Path) -> None:
    sql = "select sum(value_added) as s from patent_intensive_value_added where year = 2024"

    async def check() -> None:
        home = Home(tmp_path / "data")
        first = sample.build(home)
        second = second_edition(home)
        pairs: set[tuple[str, float]] = set()
        async with client(application(home)) as site:

            async def ask() -> None:
                answer = await site.get("/open.json", params={"sql": sql, "_shape": "array"})
                tag = answer.headers["etag"].removeprefix('W/"').rpartition("-")[0]
                pairs.add((tag, answer.json()[0]["s"]))

            for turn in range(12):
                sample.point_to(home, first if turn % 2 else second)
                await asyncio.gather(*(ask() for _ in range(8)))
        assert {tag for tag, _ in pairs} == {first, second}
        assert len(pairs) == 2

    asyncio.run(check())


def test_a_broken_next_edition_leaves_the_last_one(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        sample.build(home)
        async with client(application(home)) as site:
            assert (await site.get("/")).status_code == 200
            sample.point_to(home, "2030-01-01.1")
            assert "3,802.5" in (await site.get("/")).text
            sample.pointer(home).write_text("{", encoding="utf-8")
            assert (await site.get("/open/typical_cases")).status_code == 200

    asyncio.run(check())


@pytest.mark.parametrize("kept", sorted(sample.sample_rows()))
def test_a_block_whose_dataset_is_missing_is_absent(tmp_path: Path, kept: str) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        sample.build(home, {kept: sample.sample_rows()[kept]})
        async with client(application(home)) as site:
            for path in ("/", "/open", "/dictionary", "/about", "/releases/", f"/open/{kept}"):
                assert (await site.get(path)).status_code == 200, path
            page = (await site.get("/")).text
            assert ("内部构成" in page) == (kept == "patent_intensive_value_added")
            assert ("技术合同成交额 <small>" in page) == (kept == "technology_contract_turnover")
            assert ("最近发布" in page) == (kept == "typical_cases")

    asyncio.run(check())


def test_without_a_notice_nothing_is_stamped(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        sample.build(home, notice=None)
        async with client(application(home)) as site:
            for path in ("/", "/open/typical_cases", "/open.json?sql=select+1", "/about"):
                answer = await site.get(path)
                assert "演示数据" not in answer.text and "x-data-notice" not in answer.headers
            assert "notice" not in (await site.get("/open/typical_cases.json")).json()

    asyncio.run(check())


def test_new_versions_are_listed_and_old_ones_stay(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        sample.build(home)
        second_edition(home)
        async with client(application(home)) as site:
            page = (await site.get("/releases/patent_intensive_value_added/")).text
            assert page.index("/1.1/") < page.index("/1.0/")
            assert (await site.get("/releases/patent_intensive_value_added/1.0/SHA256SUMS")).status_code == 200

    asyncio.run(check())


def test_a_sealed_but_unpublished_version_is_nowhere(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        sample.build(home)
        shutil.copytree(home.sealed / "typical_cases" / "1.0", home.sealed / "typical_cases" / "1.1")
        async with client(application(home)) as site:
            assert (await site.get("/releases/typical_cases/1.1/")).status_code == 404
            assert "/1.1/" not in (await site.get("/releases/typical_cases/")).text
            publish(home, "typical_cases")
            assert (await site.get("/releases/typical_cases/1.1/")).status_code == 200

    asyncio.run(check())


@pytest.mark.parametrize(
    "order", ["", "_sort=growth_nominal", "_sort_desc=value_added", "_sort=year", "_sort_desc=units"]
)
def test_pages_and_streams_lose_no_row_to_ties_or_nulls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    monkeypatch.setattr(views, "CSV_PAGE", 7)
    rows = sample.sample_rows()["patent_intensive_value_added"]

    async def check() -> None:
        home = Home(tmp_path / "data")
        sample.build(home, {"patent_intensive_value_added": rows})
        async with client(application(home)) as site:
            stream = (await site.get(f"/open/patent_intensive_value_added.csv?{order}")).text.splitlines()[1:]
            assert len(stream) == len({tuple(line.split(",")[:3]) for line in stream}) == len(rows)
            seen: list[tuple[object, ...]] = []
            path = f"/open/patent_intensive_value_added.json?_size=11&{order}"
            while path:
                page = (await site.get(path)).json()
                seen += [tuple(row[:3]) for row in page["rows"]]
                path = page["next_url"]
            assert len(seen) == len(set(seen)) == len(rows)

    asyncio.run(check())


def test_a_large_table_is_whole_or_refused(tmp_path: Path) -> None:
    rows = sample.sample_rows()["technology_contract_turnover"][:1]
    many = [
        {**rows[0], "month": f"{year:04}-{month:02}", "contracts": month}
        for year in range(4200)
        for month in range(1, 13)
    ]

    async def check() -> None:
        home = Home(tmp_path / "data")
        sample.build(home, {"technology_contract_turnover": many})
        async with client(application(home)) as site:
            table = "/open/technology_contract_turnover"
            stream = await site.get(f"{table}.csv?_sort=contracts")
            assert len({line.partition(",")[0] for line in stream.text.splitlines()[1:]}) == len(many) == 50_400
            refused = await site.get(f"{table}.json?_shape=array")
            assert refused.status_code == 400 and "50,000" in refused.json()["error"]
            assert (await site.get(f"{table}.json?_shape=array&contracts=3")).status_code == 200
            assert (await site.get(f"{table}.json")).json()["next_url"]
            assert "50,400 行" in (await site.get(table)).text

    asyncio.run(check())
