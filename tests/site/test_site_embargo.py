"""Before its minute nothing of a release can be reached or inferred; from its minute on everything agrees.

A real server whose clock the test moves: a crawl of every address, ten thousand guesses, and the switch under load.
"""

import csv
import json
import random
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from published.arming import publish_due
from published.editions import Edition, identify
from published.folders import sha256
from published.home import Home
from published.schedule import CITY
from published.site.crawl import STARTS, Frontier, alike
from published.site.serve import application
from tests.servers.site import threaded
from tests.site import sample

NAME = "patent_intensive_value_added"
MINUTE = datetime(2026, 12, 31, 10, tzinfo=CITY)
BEFORE, AFTER = MINUTE - timedelta(seconds=1), MINUTE + timedelta(seconds=1)
GUESSES = 10_000
OF_A_KIND = 4
CONNECTIONS = 64
SUM = f"select sum(value_added) as s, count(*) as n from {NAME}"


@dataclass
class Hands:
    """A clock whose hands the test moves."""

    at: datetime = BEFORE

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class Site:
    """A server over an edition that is public and one that is armed."""

    url: str
    hands: Hands
    home: Home
    armed: Edition

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=30)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What only the armed release has: its version, its minute, its figures, the checksums of its files."""
        folder = self.home.sealed / NAME / "1.1"
        figures = _figures(folder / f"{NAME}.csv") - _figures(folder.parent / "1.0" / f"{NAME}.csv")
        assert len(figures) > 50
        fresh = {sha256(path) for path in folder.iterdir()} - {
            sha256(path) for path in (folder.parent / "1.0").iterdir()
        }
        return (self.armed.id, f"/{folder.name}/", *sorted(figures), *sorted(fresh))


def _figures(path: Path) -> set[str]:
    """Every figure of value added as a file has it, and as a page writes it (亿元, one decimal)."""
    with path.open(encoding="utf-8") as content:
        values = {row["value_added"] for row in csv.DictReader(content) if row["value_added"]}
    return values | {f"{float(value) / 10_000:,.1f}" for value in values if float(value) > 10_000_000}


def tripled() -> dict[str, list[dict[str, object]]]:
    """Every figure of value added in the sample tripled, to the cent; the other datasets stay as they are."""
    rows = sample.sample_rows()[NAME]
    for row in rows:
        row["value_added"] = None if row["value_added"] is None else round(row["value_added"] * 3.01, 2)
    return {NAME: rows}


def tripled_armed(home: Home) -> Edition:
    """Fill a home with the sample and, from the minute on, its triple."""
    sample.build(home)
    return sample.arm(home, tripled(), sample.SYNTHETIC, MINUTE)


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home, hands = Home(tmp_path_factory.mktemp("embargo") / "data"), Hands()
    armed = sample.copied(home, "tripled", tripled_armed)
    with threaded(application(home, hands)) as url:
        yield Site(url, hands, home, armed)


def crawled(client: httpx.Client) -> Iterator[httpx.Response]:
    """Every kind of page and file that can be reached by links, of each some, whatever its parameters."""
    frontier = Frontier(STARTS, OF_A_KIND, alike)
    for address in frontier:
        answer = client.get(address)
        yield answer
        frontier.follow(address, answer.headers, answer.text)


def guesses(site: Site) -> Iterator[tuple[str, dict[str, str]]]:
    """Addresses that somebody would try who knows the calendar, the shape of addresses and when the release is due."""
    dice = random.Random(3302)
    files = ["", *sorted(path.name for path in (site.home.sealed / NAME / "1.1").iterdir())]
    minutes = [identify(MINUTE + timedelta(seconds=second)) for second in range(-60, 61)]
    tables = ["sqlite_master", "sqlite_schema", "dbstat", NAME, f"{NAME}_1_1", "typical_cases", "editions", "armed"]
    days = ["2026-12-31", "2026-12-31T10:00", "2027-01-01", "9999-12-31"]
    within = ["/", "/open.json?sql=select+1", f"/open/{NAME}.csv", f"/releases/{NAME}/1.1/"]
    places = ["armed", "sealed", "objects", "desk", "site", "site/editions", "releases/..%2f..%2farmed"]
    shapes = (
        lambda: f"/releases/{NAME}/{dice.randint(0, 4)}.{dice.randint(0, 40)}/{dice.choice(files)}",
        lambda: f"/editions/{dice.choice(minutes)}{dice.choice(within)}",
        lambda: f"/editions/{site.armed.id}/releases/{NAME}/1.1/{dice.choice(files)}",
        lambda: f"{dice.choice(['/', f'/open/{NAME}.json'])}?as_of={dice.choice(days)}",
        lambda: f"/open.json?sql=select+*+from+{dice.choice(tables)}+limit+{dice.randint(1, 400)}",
        lambda: f"/open/{NAME}.json?_next={dice.randint(0, 400)}&_size=100",
        lambda: f"/{dice.choice(places)}/{site.armed.id}/{dice.choice(['open.db', 'edition.json', 'inspect.json'])}",
        lambda: f"/{dice.choice(places)}/{NAME}/1.1/{dice.choice(files)}",
    )
    for number in range(GUESSES):
        tag = f'W/"{dice.choice([site.armed.id, *minutes])}"'
        yield dice.choice(shapes)(), {"if-none-match": tag} if number % 7 == 0 else {}


def telling(answer: httpx.Response, secrets: tuple[str, ...]) -> list[str]:
    """What an answer, its address apart, tells of the armed release."""
    told = json.dumps(dict(answer.headers)) + answer.content.decode("utf-8", "replace")
    asked = str(answer.request.url)
    return [secret for secret in secrets if secret in told and secret not in asked]


def test_a_second_before_nothing_is_found_and_a_second_after_everything_agrees(site: Site) -> None:
    secrets = site.secrets
    with site.client() as client:
        answers = list(crawled(client))
        assert len({urlsplit(str(answer.url)).path for answer in answers}) > 60
        assert {str(answer.url): found for answer in answers if (found := telling(answer, secrets))} == {}
        statuses: dict[int, int] = {}
        few = (*secrets[:2], *secrets[2::10])
        for address, headers in guesses(site):
            answer = client.get(address, headers=headers)
            statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
            assert telling(answer, few) == [], address
            if headers.get("if-none-match"):
                assert answer.status_code != 304, "no tag of an edition to come is known"
            if "/1.1/" in address or site.armed.id in address:
                assert answer.status_code == 404, address
        assert sum(statuses.values()) == GUESSES and statuses[404] > 4_000 and 500 not in statuses
    site.hands.at = AFTER
    with site.client() as client:
        agree(site, client)
        publish_due(site.home, AFTER)
        agree(site, client)


def agree(site: Site, client: httpx.Client) -> None:
    """Page, table, SQL, file, list of releases, list of editions, as-of: all show the release of the minute."""
    folder = site.home.sealed / NAME / "1.1"
    content = (folder / f"{NAME}.csv").read_bytes()
    assert client.get(f"/releases/{NAME}/1.1/{NAME}.csv").content == content
    total = round(sum(float(row["value_added"] or 0) for row in csv.DictReader(content.decode().splitlines())), 2)
    assert round(client.get("/open.json", params={"sql": SUM, "_shape": "array"}).json()[0]["s"], 2) == total
    rows = csv.DictReader(client.get(f"/open/{NAME}.csv?_size=max").text.splitlines())
    assert round(sum(float(row["value_added"] or 0) for row in rows), 2) == total
    assert site.armed.id in client.get("/").text and "11,445.4" in client.get("/").text
    assert f"/releases/{NAME}/1.1/" in client.get(f"/releases/{NAME}/").text
    assert site.armed.id in client.get("/editions/").text
    moved = client.get(f"/open/{NAME}.json?as_of=2027-01-01")
    assert moved.headers["location"].startswith(f"/editions/{site.armed.id}/")
    assert client.get(f"/editions/{site.armed.id}/open.json", params={"sql": SUM, "_shape": "array"}).status_code == 200


def test_the_switch_under_load_loses_no_request_and_mixes_no_two_editions(site: Site) -> None:
    pairs: set[tuple[str, float]] = set()
    statuses: set[int] = set()
    done = threading.Event()

    def ask() -> int:
        count = 0
        with site.client() as client:
            while not done.is_set():
                answer = client.get("/open.json", params={"sql": SUM, "_shape": "array"})
                page = client.get(f"/releases/{NAME}/")
                statuses.update((answer.status_code, page.status_code))
                pairs.add((answer.headers["etag"].removeprefix('W/"').rpartition("-")[0], answer.json()[0]["s"]))
                shown = re.search(r'href="/editions/([^/"]+)/"', page.text)
                assert shown and (shown[1] == site.armed.id) == (f"/releases/{NAME}/1.1/" in page.text)
                count += 2
        return count

    with ThreadPoolExecutor(CONNECTIONS) as readers:
        running = [readers.submit(ask) for _ in range(CONNECTIONS)]
        for at in (BEFORE, MINUTE, AFTER):
            threading.Event().wait(1.5)
            site.hands.at = at
            if at == MINUTE:
                publish_due(site.home, MINUTE)
        threading.Event().wait(1.5)
        done.set()
        asked = [reader.result(timeout=60) for reader in running]
    assert statuses == {200} and sum(asked) > 2 * CONNECTIONS
    assert len(pairs) == 2 and site.armed.id in {edition for edition, _ in pairs}
