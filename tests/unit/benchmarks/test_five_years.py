"""Releases by a simulated clock: room is taken by what changed, and every edition answers for its own time."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from benchmarks.five_years import office, simulate
from benchmarks.simulated_office import Office
from published.catalog import Catalog
from published.editions import public_ids
from published.home import Home
from published.schedule import CITY
from published.site.serve import application
from tests.unit.published.described import dataset

NAMES = ("apple_yield", "orchard_yield", "vineyard_yield")
ROWS = 6
START = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
HALF_A_DAY = timedelta(hours=12)
Figures = list[list[object]]


@dataclass(frozen=True)
class Past:
    """A home with the minutes at which an edition began, what it showed of one dataset, and what the disk held."""

    home: Home
    shown: Mapping[datetime, Figures]
    kept: list[set[int]]


def of(made: Office) -> Figures:
    rows = made.tables["orchard_yield"].select(["year", "area_code", "value_added"]).to_pylist()
    return sorted([row["year"], row["area_code"], float(row["value_added"])] for row in rows)


def inodes(*folders: Path) -> set[int]:
    return {path.stat().st_ino for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Eight releases of one dataset or two, one of them a correction, then the return to the version before."""
    home = Home(tmp_path_factory.mktemp("years") / "home").prepare()
    made = office(home, Catalog(datasets=tuple(dataset(name=name) for name in NAMES), feeds=()))
    made.first([ROWS] * len(NAMES), START)
    shown, kept = {START: of(made)}, [inodes(home.objects)]
    for number in range(1, 9):
        minute = START + number * HALF_A_DAY
        changing = NAMES[:1] if number == 4 else NAMES[number % 2 : 2]
        made.release(changing, minute, mistaken=number == 3)
        shown[minute] = of(made)
        kept.append(inodes(home.objects))
    taken_back = START + 9 * HALF_A_DAY
    made.take_back("orchard_yield", taken_back)
    shown[taken_back] = shown[START + 7 * HALF_A_DAY]
    return Past(home, shown, kept)


def test_every_edition_answers_as_of_its_time(past: Past) -> None:
    sql = "select year, area_code, value_added from orchard_yield order by 1, 2"

    async def answers() -> dict[datetime, Figures]:
        site = httpx.AsyncClient(transport=httpx.ASGITransport(application(past.home)), base_url="http://site")
        async with site as reader:
            return {minute: await figures(reader, minute) for minute in past.shown}

    async def figures(reader: httpx.AsyncClient, minute: datetime) -> Figures:
        asked = {"sql": sql, "_shape": "arrays", "as_of": minute.astimezone(CITY).isoformat()}
        answer = await reader.get("/open.json", params=asked, follow_redirects=True)
        rows: Figures = answer.json()["rows"]
        return rows

    assert asyncio.run(answers()) == past.shown


def test_releases_and_editions_are_listed_however_many_there_are(past: Past) -> None:
    async def pages() -> Iterator[httpx.Response]:
        site = httpx.AsyncClient(transport=httpx.ASGITransport(application(past.home)), base_url="http://site")
        async with site as reader:
            return iter([await reader.get(path) for path in ("/releases/", f"/editions/?before={third}")])

    ids = public_ids(past.home)
    third = ids[2]
    releases, editions = asyncio.run(pages())
    named = [number for number in range(8) if f"/releases/orchard_yield/1.{number}/" in releases.text]
    assert "全部 8 版" in releases.text and named == [5, 6, 7]
    assert [name for name in ids if f"/editions/{name}/" in editions.text] == [*ids[:2], ids[-1]], "the footer's too"


def test_room_is_taken_by_what_changed_alone(past: Past) -> None:
    home = past.home
    assert inodes(home.sealed, home.releases) - {home.public_key.stat().st_ino} <= inodes(home.objects)
    grown = [after - before for before, after in zip(past.kept, past.kept[1:], strict=False)]
    files = len(list((home.sealed / "orchard_yield" / "1.1").iterdir()))
    assert all(len(new) <= files * (1 if number == 4 else 2) for number, new in enumerate(grown, start=1))
    databases = list((home.site / "editions").rglob("open.db"))
    assert len(public_ids(home)) == 10 and len(databases) == 2, "that of a past edition is made when it is asked for"
    assert len(inodes(home.vintages)) == len(NAMES)


def test_the_benchmark_tells_the_seconds_of_each_release(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    made = office(home, Catalog(datasets=(dataset(), dataset(name="vineyard_yield")), feeds=()))
    assert len(list(simulate(made, 2, [ROWS, ROWS]))) == 3
    assert len(public_ids(home)) == 3
