"""What is taken down is gone from a running site at once: 410 with date, ground and hash, and nothing else of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from orchestration.signatures import TakenDown, entries
from orchestration.takedown import take_down, wanted
from orchestration.takedown_plan import Order, plan
from orchestration.takedown_proof import prove
from published import arming, editions
from published.chain import verify
from published.folders import sha256
from published.home import Home
from published.profile import Profile
from published.site.serve import application
from published.vocabulary import Text
from tests.servers.site import READER, threaded
from tests.site import sample

CASES, FIGURES = "typical_cases", "patent_intensive_value_added"
WORD = "甬江无名试验有限公司"
GROUND = Text(zh="个人信息保护法第四十七条", en="Personal Information Protection Law, Article 47")
PROFILE = Profile(name="stand_in", title=Text(zh="演示", en="demo"), synthetic=True, folder="feeds")


@dataclass(frozen=True)
class Site:
    """A running server and its three editions: a word stands in the cases of the second alone."""

    url: str
    home: Home
    ids: tuple[str, ...]
    digests: tuple[str, ...]
    tags: dict[str, str]
    """The ETags under which readers keep pages of the second edition."""

    def get(self, path: str, **more: str) -> httpx.Response:
        return READER.get(self.url + path, params=more or None)


def public(home: Home, rows: dict[str, list[dict[str, object]]], at: datetime) -> str:
    edition = sample.arm(home, rows, sample.SYNTHETIC, at, now=at)
    arming.publish_due(home, edition.effective_at)
    return edition.id


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home, day = Home(tmp_path_factory.mktemp("takedown") / "data"), datetime.now(UTC) - timedelta(days=9)
    first, second, third = [{name: sample.sample_rows()[name] for name in (CASES, FIGURES)} for _ in range(3)]
    second[CASES][1]["subject_name"], third[CASES][2]["subject_name"] = WORD, "另一家"
    made = [public(home, rows, day + timedelta(days=n)) for n, rows in enumerate((first, second, third))]
    folder = home.sealed / CASES / "1.1"
    with threaded(application(home)) as url:
        kept = tuple(sha256(path) for path in sorted(folder.iterdir()) if path.name.startswith(CASES))
        running = Site(url, home, tuple(made), kept, {})
        for past in running.ids:
            assert running.get(f"/editions/{past}/open/{CASES}.json").status_code == 200
        assert WORD in running.get(f"/editions/{made[1]}/open/{CASES}.csv").text
        for path in ("/", f"/open/{CASES}", f"/open/{CASES}.csv", "/notices.atom"):
            running.tags[path] = running.get(f"/editions/{made[1]}{path}").headers["etag"]
        order = Order(dataset=CASES, versions=("1.1",), by="王敏", ground=GROUND, words=(WORD,))
        found = plan(home, order)
        assert found.unnamed == {} and found.files == {CASES: {"1.2": ("changes.csv", "changes.json")}}
        take_down(home, sample.catalog(), PROFILE, order, found, sample.SIGNER, wait=lambda _: None)
        with ThreadPoolExecutor() as apart:  # where other tests' browsers have no loop of events
            proof = apart.submit(prove, home, wanted(home, order, found), found.whole, []).result()
        assert proof.traces == [] and proof.gone > 10
        yield running


def test_addresses_of_the_version_are_gone_with_date_ground_and_hash(site: Site) -> None:
    digest = sha256(site.home.releases / CASES / "1.1" / "tombstone.json")
    assert digest
    for root in ("", *(f"/editions/{past}" for past in site.ids[1:])):
        page = site.get(f"{root}/releases/{CASES}/1.1/")
        assert page.status_code == 410 and GROUND.zh in page.text
        file = site.get(f"{root}/releases/{CASES}/1.1/{CASES}.csv")
        assert file.status_code == 410 and any(one in file.text for one in site.digests)
        told = site.get(f"{root}/releases/{CASES}/1.1/release.json").json()
        assert told["ground"] == GROUND.model_dump() and told["version"] == "1.1" and len(told["sha256"]) == 64
    assert site.get(f"/editions/{site.ids[0]}/releases/{CASES}/1.1/").status_code == 404
    assert site.get(f"/releases/{CASES}/1.1/tombstone.json").status_code == 200


def test_the_edition_that_showed_it_goes_on_without_it(site: Site) -> None:
    root = f"/editions/{site.ids[1]}"
    for path in (f"/open/{CASES}", f"/open/{CASES}.json", f"/made/{CASES}"):
        assert site.get(f"{root}{path}").status_code == 410, path
    sql = site.get(f"{root}/open.json", sql=f"select * from {CASES}")
    assert sql.status_code == 410 and sql.json()["ground"]["zh"] == GROUND.zh
    assert site.get(f"{root}/").status_code == site.get(f"{root}/open/{FIGURES}").status_code == 200
    assert site.get(f"{root}/releases/{CASES}/").status_code == 410


def test_no_copy_that_a_reader_kept_is_said_to_be_right(site: Site) -> None:
    for path, tag in site.tags.items():
        asked = f"{site.url}/editions/{site.ids[1]}{path}"
        assert READER.get(asked, headers={"if-none-match": tag}).status_code in (200, 410), path


def test_as_of_a_day_leads_to_the_edition_of_that_day_without_it(site: Site) -> None:
    day = site.ids[1][:10]
    moved = httpx.get(f"{site.url}/open/{CASES}.json?as_of={day}", follow_redirects=True, timeout=30)
    assert moved.history and moved.status_code == 410 and moved.json()["version"] == "1.1"


def test_what_stays_stays(site: Site) -> None:
    assert site.get(f"/open/{CASES}").status_code == site.get(f"/releases/{CASES}/1.2/").status_code == 200
    assert site.get(f"/releases/{CASES}/1.2/changes.csv").status_code == 410
    assert "已依法删除" in site.get(f"/releases/{CASES}/").text
    key = sample.SIGNER.key.public
    assert verify(site.home.sealed / CASES, key).faults == verify(site.home.releases, key).faults == ()


def test_it_is_told(site: Site) -> None:
    assert GROUND.zh in site.get("/notices.atom").text
    assert [one.versions for one in entries(site.home) if isinstance(one, TakenDown)] == [("1.1",)]
    shown = editions.current(site.home)
    assert shown is not None and shown.taken_down == {CASES: {"1.1": GROUND}} and shown.id not in site.ids
    assert GROUND.zh in (site.home.desk / "index.html").read_text(encoding="utf-8")
