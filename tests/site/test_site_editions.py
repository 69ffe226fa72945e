"""The switch: by the clock alone, one edition per answer, and every edition past at its own address."""

import asyncio
import os
import re
import shutil
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from published import arming
from published.home import Home
from published.site import cache, guard, pinned, shell, switch
from published.site.engine import views
from published.site.serve import application
from published.site.shell import Shell
from published.vocabulary import Text
from tests.servers.site import ran, threaded
from tests.site import sample

MINUTE = sample.FIRST + timedelta(days=6)
SUM = "select sum(value_added) as s from patent_intensive_value_added where year = 2024"


@dataclass
class Hands:
    """A clock whose hands the test moves."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


def client(shell: Shell) -> httpx.AsyncClient:
    """Asks the application without a network."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=shell), base_url="http://site")  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def look_always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for editions at every request, so that tests need not wait."""
    monkeypatch.setattr(switch, "LOOK_EVERY", 0.0)


def times(factor: int) -> dict[str, list[dict[str, object]]]:
    """Every figure of value added in the sample so many times as large; the other datasets stay as they are."""
    rows = sample.sample_rows()["patent_intensive_value_added"]
    for row in rows:
        row["value_added"] = None if row["value_added"] is None else row["value_added"] * factor
    return {"patent_intensive_value_added": rows}


def second_edition(home: Home) -> str:
    """The doubled sample, public a second after the first edition."""
    return sample.build(home, times(2))


def one_armed(home: Home) -> tuple[str, str]:
    """Fill a home with the sample and, from the minute on, its double; returns both editions."""

    def make(fresh: Home) -> tuple[str, str]:
        return sample.build(fresh), sample.arm(fresh, times(2), sample.SYNTHETIC, MINUTE).id

    return sample.copied(home, "one armed", make)


def two_public(home: Home) -> tuple[str, str]:
    """Fill a home with the sample and its double, public a second later; returns both editions."""
    return sample.copied(home, "two public", lambda fresh: (sample.build(fresh), second_edition(fresh)))


def test_before_the_first_edition_there_is_a_clear_page(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        async with client(application(home)) as site:
            page = await site.get("/")
            assert page.status_code == 503 and "<h1>尚未发布</h1>" in page.text and page.headers["retry-after"]
            assert (await site.get("/open.json?sql=select+1")).json()["ok"] is False
            assert (await site.get("/editions/2026-11-22T093000/")).status_code == 503
            sample.build(home)
            assert (await site.get("/")).status_code == 200

    ran(check())


def test_the_site_follows_to_the_newest_edition(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        first = sample.build(home)
        async with client(application(home)) as site:
            assert "3,802.5" in (await site.get("/")).text
            second = second_edition(home)
            assert second != first
            page = (await site.get("/")).text
            assert "7,604.9" in page and second in page

    ran(check())


def test_the_clock_switches_everything_at_the_minute_though_nothing_is_moved(tmp_path: Path) -> None:
    async def check() -> None:
        home, hands = Home(tmp_path / "data"), Hands(MINUTE - timedelta(seconds=1))
        first, second = one_armed(home)
        file = "/releases/patent_intensive_value_added/1.1/patent_intensive_value_added.csv"
        async with client(application(home, hands)) as site:
            for path in (file, file.rpartition("/")[0] + "/", f"/editions/{second}/"):
                assert (await site.get(path)).status_code == 404, path
            for path in ("/", "/releases/", "/releases/patent_intensive_value_added/", "/editions/"):
                page = (await site.get(path)).text
                assert "/1.1/" not in page and second not in page and "7,604.9" not in page, path
            hands.at = MINUTE
            assert "7,604.9" in (await site.get("/")).text
            assert (await site.get(file)).status_code == 200
            assert "/1.1/" in (await site.get("/releases/patent_intensive_value_added/")).text
            assert (await site.get(f"/editions/{second}/")).status_code == 200
            assert (await site.get(f"/editions/{first}/")).status_code == 200
            arming.publish_due(home, MINUTE)
            assert (await site.get(file)).status_code == 200
            assert "7,604.9" in (await site.get("/")).text

    ran(check())


def test_a_clock_that_is_put_back_takes_nothing_back(tmp_path: Path) -> None:
    async def check() -> None:
        home, hands = Home(tmp_path / "data"), Hands(MINUTE)
        one_armed(home)
        async with client(application(home, hands)) as site:
            assert "7,604.9" in (await site.get("/")).text
            hands.at = MINUTE - timedelta(seconds=1)
            assert "7,604.9" in (await site.get("/")).text

    ran(check())


def test_an_edition_armed_anew_is_shown_as_it_was_armed_last(tmp_path: Path) -> None:
    async def check() -> None:
        home, hands = Home(tmp_path / "data"), Hands(MINUTE - timedelta(seconds=1))
        one_armed(home)
        async with client(application(home, hands)) as site:
            await site.get("/")
            sample.arm(home, times(3), sample.SYNTHETIC, MINUTE)
            hands.at = MINUTE
            page = (await site.get("/")).text
            assert "11,407.4" in page and "7,604.9" not in page
            assert (await site.get("/releases/patent_intensive_value_added/1.1/")).status_code == 404, "never public"

    ran(check())


def test_no_answer_mixes_two_editions(tmp_path: Path) -> None:
    async def check() -> None:
        home, hands = Home(tmp_path / "data"), Hands(MINUTE - timedelta(minutes=1))
        first, second = one_armed(home)
        pairs: set[tuple[str, float]] = set()
        async with client(application(home, hands)) as site:

            async def ask() -> None:
                answer = await site.get("/open.json", params={"sql": SUM, "_shape": "array"})
                tag = answer.headers["etag"].removeprefix('W/"').rpartition("-")[0]
                pairs.add((tag, answer.json()[0]["s"]))

            for turn in range(12):
                asked = asyncio.gather(*(ask() for _ in range(8)))
                await asyncio.sleep(0)
                hands.at = MINUTE + timedelta(seconds=turn - 6)
                await asked
        assert {tag for tag, _ in pairs} == {first, second}
        assert len(pairs) == 2

    ran(check())


def test_a_broken_next_edition_leaves_the_last_one(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        sample.build(home)
        async with client(application(home)) as site:
            assert (await site.get("/")).status_code == 200
            broken = home.site / "editions" / "2026-11-23T000000"
            broken.mkdir()
            assert "3,802.5" in (await site.get("/")).text
            (broken / "edition.json").write_text("{", encoding="utf-8")
            assert (await site.get("/open/typical_cases")).status_code == 200

    ran(check())


def test_every_edition_answers_for_ever_at_its_own_address(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        first = sample.build(home)
        root = f"/editions/{first}"
        query = {"sql": SUM, "_shape": "array"}
        table = "/open/patent_intensive_value_added"
        async with client(application(home)) as site:
            before = {
                path: (await site.get(root + path, params=query if "json" in path else None)).content
                for path in ("/open.json", f"{table}.csv", f"{table}.json", "/open/typical_cases")
            }
            assert before["/open.json"] == (await site.get("/open.json", params=query)).content
            for number in range(1, 5):
                sample.build(home, times(1 + number % 2), at=sample.FIRST + timedelta(days=number))
            assert not (home.site / "editions" / first / "open.db").exists()
        async with client(application(home)) as site:
            for path, content in before.items():
                assert (await site.get(root + path, params=query if "json" in path else None)).content == content
            page = (await site.get(f"{root}/")).text
            assert "3,802.5" in page and "历史版本" in page
            addresses = set(re.findall(r'(?:href|action)="(/[^"#?]*)', page))
            within = (root, f"/en{root}", "/static/", "/editions/")
            assert {a for a in addresses if not a.startswith(within)} == {"/"}
            assert f'href="{root}/open"' in page

    ran(check())


def test_paging_and_redirects_stay_within_a_pinned_edition(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        root = f"/editions/{sample.build(home)}"
        async with client(application(home)) as site:
            page = (await site.get(f"{root}/open/patent_intensive_value_added.json?_size=10")).json()
            assert page["next_url"].startswith(f"http://site{root}/open/patent_intensive_value_added.json?")
            following = (await site.get(page["next_url"])).json()
            assert following["rows"] and following["rows"] != page["rows"]
            assert (await site.get(f"{root}/releases")).headers["location"] == f"{root}/releases/"
            assert (await site.get(root)).headers["location"] == f"{root}/"
            assert (await site.get(f"{root}/editions/2020-01-01T000000/")).status_code == 404
            missing = await site.get(f"{root}/open/nothing")
            assert missing.status_code == 404 and f'href="{root}/open"' in missing.text

    ran(check())


@pytest.mark.parametrize("path", ["/", "/open.json?sql=select+1", "/open/typical_cases?level=city", "/releases/"])
def test_as_of_leads_to_the_edition_of_that_day(tmp_path: Path, path: str) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        first, second = sample.copied(
            home, "public at the minute", lambda fresh: (sample.build(fresh), sample.build(fresh, times(2), at=MINUTE))
        )
        more = "&" if "?" in path else "?"
        async with client(application(home, Hands(MINUTE + timedelta(days=30)))) as site:
            for day, edition in (("2026-11-22", first), ("2026-11-27", first), ("2026-11-28", second)):
                answer = await site.get(f"{path}{more}as_of={day}")
                assert answer.status_code == 302
                assert answer.headers["location"] == f"/editions/{edition}{path}"
                assert (await site.get(answer.headers["location"])).status_code == 200
            assert (
                (await site.get(f"{path}{more}as_of=2099-01-01")).headers["location"].startswith(f"/editions/{second}")
            )
            assert (await site.get(f"{path}{more}as_of=2026-11-21")).status_code == 404
            assert (await site.get(f"{path}{more}as_of=yesterday")).status_code == 400

    ran(check())


def test_as_of_never_tells_of_an_armed_edition(tmp_path: Path) -> None:
    async def check() -> None:
        home, hands = Home(tmp_path / "data"), Hands(MINUTE - timedelta(seconds=1))
        first, _ = one_armed(home)
        async with client(application(home, hands)) as site:
            for day in ("2026-11-28", "2026-12-31", "9999-12-31"):
                assert (await site.get(f"/?as_of={day}")).headers["location"] == f"/editions/{first}/"

    ran(check())


def test_many_past_editions_at_once_are_made_in_turn_and_the_rest_told_to_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pinned, "KEPT_OPEN", 2)
    monkeypatch.setattr(pinned, "KEPT_ON_DISK", 3)

    async def check() -> None:
        home = Home(tmp_path / "data")
        made = [
            sample.build(home, times(1 + day % 2) if day else None, at=sample.FIRST + timedelta(days=day))
            for day in range(7)
        ]
        async with client(application(home, Hands(MINUTE))) as site:
            assert (await site.get("/")).status_code == 200
            answers = await asyncio.gather(
                *(site.get(f"/editions/{name}/about") for name in made[:5] for _ in range(2))
            )
            assert {answer.status_code for answer in answers} == {200, 503}
            for answer in answers:
                if answer.status_code == 503:
                    assert answer.headers["retry-after"] == "5" and "<h1>请稍后再试</h1>" in answer.text
            for name in made:
                assert (await site.get(f"/editions/{name}/about")).status_code == 200
            assert len(list((home.site / "rebuilt").iterdir())) == 3

    ran(check())


def test_a_past_database_that_is_being_opened_makes_no_room_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pinned, "KEPT_ON_DISK", 2)
    home, load = Home(tmp_path / "data"), pinned.load
    first, second = two_public(home)
    third = sample.build(home, times(3), at=sample.FIRST + timedelta(days=1))
    place = home.site / "rebuilt"

    def once_the_third_is_there(home: Home, name: str, *of: Any) -> Any:
        for _ in range(100):
            time.sleep(0.05 * (name == first and not (place / third).exists()))
        return load(home, name, *of)

    async def check() -> None:
        async with client(application(home)) as site:
            for name in (first, second):
                assert (await site.get(f"/editions/{name}/about")).status_code == 200
        os.utime(place / first, (1, 1))
        monkeypatch.setattr(pinned, "load", once_the_third_is_there)
        async with client(application(home)) as site:
            asked = (site.get(f"/editions/{name}/about") for name in (first, third))
            assert [answer.status_code for answer in await asyncio.gather(*asked)] == [200, 200]
        assert {folder.name for folder in place.iterdir()} == {first, third}

    ran(check())


def test_what_a_killed_process_left_half_made_goes_after_an_hour(tmp_path: Path) -> None:
    home = Home(tmp_path / "data")
    edition = sample.build(home)
    left, being_made = (home.site / "rebuilt" / f".incoming-{name}" for name in ("left", "being-made"))
    for folder in (left, being_made):
        folder.mkdir(parents=True)
        (folder / "open.db").touch()
    os.utime(left, (time.time() - 4_000,) * 2)

    async def check() -> None:
        async with client(application(home)) as site:
            assert (await site.get(f"/editions/{edition}/about")).status_code == 200

    ran(check())
    assert not left.exists() and being_made.exists()


def held_open(folder: Path) -> bool:
    """Whether this process has a file of a folder open, though it may be off the disk."""
    return any(os.path.realpath(one).startswith(f"{folder}/") for one in Path("/proc/self/fd").iterdir())


def test_a_past_database_off_the_disk_is_closed_when_anything_past_is_asked_for(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        first, second = two_public(home)
        erased = home.site / "rebuilt" / first
        async with client(application(home)) as site:
            await site.get(f"/editions/{first}/open/typical_cases.json")
            assert held_open(erased)
            shutil.rmtree(erased)
            await site.get(f"/editions/{second}/about")
            assert not held_open(erased)
            assert (await site.get(f"/editions/{first}/open/typical_cases.json")).status_code == 200

    ran(check())


def test_a_past_database_off_the_disk_is_closed_though_nobody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell, "LOOK_EVERY", 0.05)
    home = Home(tmp_path / "data")
    erased = home.site / "rebuilt" / sample.build(home)
    with threaded(application(home)) as url:
        httpx.get(f"{url}/editions/{erased.name}/open/typical_cases.json", timeout=30)
        assert held_open(erased)
        shutil.rmtree(erased)
        for _ in range(200):
            time.sleep(0.05 * held_open(erased))
        assert not held_open(erased)


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

    ran(check())


def test_without_a_notice_nothing_is_stamped(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        sample.build(home, notice=None)
        async with client(application(home)) as site:
            for path in ("/", "/open/typical_cases", "/open.json?sql=select+1", "/about"):
                answer = await site.get(path)
                assert "演示数据" not in answer.text and "x-data-notice" not in answer.headers
            assert "notice" not in (await site.get("/open/typical_cases.json")).json()

    ran(check())


def test_new_versions_are_listed_and_old_ones_stay(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        two_public(home)
        async with client(application(home)) as site:
            page = (await site.get("/releases/patent_intensive_value_added/")).text
            assert page.index("/1.1/") < page.index("/1.0/")
            assert (await site.get("/releases/patent_intensive_value_added/1.0/SHA256SUMS")).status_code == 200

    ran(check())


def test_a_withdrawn_version_says_so_where_it_was_and_in_the_list(tmp_path: Path) -> None:
    async def check() -> None:
        home, name = Home(tmp_path / "data"), "patent_intensive_value_added"
        two_public(home)
        why = Text(zh="单位<有误>", en="a wrong unit")
        back = arming.Due(dataset=name, version="1.0", effective_at=MINUTE, reason=why)
        arming.arm(home, [back], sample.SYNTHETIC, MINUTE)
        arming.publish_due(home, MINUTE)
        async with client(application(home, Hands(MINUTE))) as site:
            page = (await site.get(f"/releases/{name}/1.1/")).text
            assert "已撤回" in page and "单位&lt;有误&gt;" in page and f'href="/releases/{name}/1.0/"' in page
            assert (await site.get(f"/releases/{name}/")).text.count("已撤回") == 1
            assert "已撤回" not in (await site.get(f"/releases/{name}/1.0/")).text
            assert "3,802.5" in (await site.get("/")).text

    ran(check())


def test_a_sealed_but_unsigned_version_is_nowhere(tmp_path: Path) -> None:
    async def check() -> None:
        home = Home(tmp_path / "data")
        sample.build(home)
        shutil.copytree(home.sealed / "typical_cases" / "1.0", home.sealed / "typical_cases" / "1.1")
        async with client(application(home)) as site:
            assert (await site.get("/releases/typical_cases/1.1/")).status_code == 404
            assert "/1.1/" not in (await site.get("/releases/typical_cases/")).text

    ran(check())


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

    ran(check())


def test_text_of_a_table_is_inert_in_its_csv_alone(tmp_path: Path) -> None:
    case = {**sample.sample_rows()["typical_cases"][0], "title": "=1+1"}

    async def check() -> None:
        home = Home(tmp_path / "data")
        sample.build(home, {"typical_cases": [case]})
        async with client(application(home)) as site:
            table = (await site.get("/open/typical_cases.csv")).text
            exact = (await site.get("/open/typical_cases.json?_shape=array")).json()[0]
            assert exact["title"] == "=1+1" and ",'=1+1," in table

    ran(check())


@pytest.mark.parametrize("held_back", [True, False])
def test_a_stream_that_fails_half_way_does_not_end_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held_back: bool
) -> None:
    monkeypatch.setattr(views, "CSV_PAGE", 7)
    pages = views.TableView.data

    async def failing(self: Any, request: Any, labels: bool, _next: Any, _size: Any) -> Any:
        if _next:
            raise RuntimeError("interrupted")
        return await pages(self, request, labels, _next, _size)

    monkeypatch.setattr(views.TableView, "data", failing)
    sample.build(home := Home(tmp_path / "data"))
    monkeypatch.setattr(cache, "LARGEST", 1_000_000 if held_back else 100)
    with threaded(application(home)) as url:
        address = f"{url}/open/patent_intensive_value_added.csv"
        if held_back:
            assert httpx.get(address).status_code == 500
            return
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(address)


def test_a_large_table_is_whole_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "ROWS", 5_000)
    monkeypatch.setattr(guard, "SECONDS", 60)
    rows = sample.sample_rows()["technology_contract_turnover"][:1]
    many = [
        {**rows[0], "month": f"{year:04}-{month:02}", "contracts": month}
        for year in range(420)
        for month in range(1, 13)
    ]

    async def check() -> None:
        home = Home(tmp_path / "data")
        sample.build(home, {"technology_contract_turnover": many})
        async with client(application(home)) as site:
            table = "/open/technology_contract_turnover"
            stream = await site.get(f"{table}.csv?_sort=contracts")
            assert len({line.partition(",")[0] for line in stream.text.splitlines()[1:]}) == len(many) == 5_040
            refused = await site.get(f"{table}.json?_shape=array")
            assert refused.status_code == 400 and "5,000" in refused.json()["error"]
            assert (await site.get(f"{table}.json?_shape=array&contracts=3")).status_code == 200
            assert (await site.get(f"{table}.json")).json()["next_url"]
            assert "5,040 行" in (await site.get(table)).text

    ran(check())
