"""The search as a reader and a script meet it: JSON of one edition, refusals in both languages."""

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from published import arming, editions
from published.erasure import bury, erase
from published.home import Home
from published.search import index
from published.search.document import KINDS
from published.site import searches
from published.site.guard import SECONDS
from published.site.results import Question, Results, results
from published.site.serve import application
from published.vocabulary import Text
from tests.servers.site import Server, threaded
from tests.site import sample

GROUND = Text(zh="依法", en="by law")
WORD = "甬江无名试验有限公司"


def search(server: Server, query: str, **more: str) -> httpx.Response:
    return server.get("/search.json", params={"q": query, **more})


def hrefs(server: Server, query: str) -> list[str]:
    return [str(hit["href"]) for hit in search(server, query).json()["results"]]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("质押", "/open/typical_cases?kind=pledge"),
        ("質押融資", "/open/typical_cases?kind=pledge"),
        ("余姚", "/open/patent_intensive_value_added?area_code=330281"),
        ("yuyao", "/open/patent_intensive_value_added?area_code=330281"),
        ("330281", "/open/patent_intensive_value_added?area_code=330281"),
        ("技术合同成交额", "/open/technology_contract_turnover"),
        ("technology contracts", "/open/technology_contract_turnover"),
        ("attainment", "/dictionary#column-attainment"),
        ("NB2025-002", "/open/typical_cases/NB2025-002,1"),
        ("nb2025002", "/open/typical_cases/NB2025-002,1"),
    ],
)
def test_what_is_looked_for_comes_first_and_its_address_answers(server: Server, query: str, first: str) -> None:
    assert hrefs(server, query)[0] == first
    assert server.get(first.partition("#")[0]).status_code == 200


@pytest.mark.parametrize("typed", ["ZL202310601862.3", "2023106018623", "zl 2023 1 0601862.3", "202310601862"])
def test_a_patent_is_found_however_its_number_is_typed(server: Server, typed: str) -> None:
    found = search(server, typed).json()
    assert found["total"] == 4 and {hit["kind"] for hit in found["results"]} == {"case"}
    told = found["results"][0]["excerpt"]
    assert [told["text"][first:last] for first, last in told["marks"]] == ["ZL202310601862"]


def test_the_answer_counts_the_kinds_and_marks_the_words(server: Server) -> None:
    found = search(server, "专利", limit="3").json()
    assert found["total"] == sum(kind["count"] for kind in found["kinds"]) > 20
    assert found["all_words"] and found["statement"] is None and found["notice"] == sample.SYNTHETIC.model_dump()
    first = found["results"][0]
    assert first["title"]["zh"][slice(*first["title_marks"]["zh"][0])] == "专利"
    assert len(found["results"]) == 3 and found["next"] == "/search.json?q=%E4%B8%93%E5%88%A9&limit=3&offset=3"
    assert {hit["kind"] for hit in search(server, "专利", kind="method").json()["results"]} == {"method"}


def test_pages_follow_each_other_to_the_last_hit(server: Server) -> None:
    address, told = "/search.json?q=专利&limit=7", list[str]()
    while address:
        page = server.get(address).json()
        told += [hit["kind"] + hit["href"] + hit["name"] for hit in page["results"]]
        address = page["next"]
    assert len(told) == len(set(told)) == page["total"]


def test_where_nothing_has_all_words_the_answer_says_so(server: Server) -> None:
    found = search(server, "专利 钢琴").json()
    assert not found["all_words"] and found["statement"]["en"].startswith("Nothing has all") and found["total"] > 0
    assert search(server, "钢琴").json()["total"] == 0


def test_it_revalidates_and_can_be_read_from_anywhere(server: Server) -> None:
    found = search(server, "专利")
    again = server.get("/search.json?q=专利", headers={"if-none-match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert found.headers["access-control-allow-origin"] == "*" and found.headers["cache-control"] == "no-cache"
    assert "synthetic data" in found.headers["x-data-notice"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/search.json", "Type what"),
        ("/search.json?q=%20%20", "Type what"),
        ("/search.json?q=" + "a" * 101, "over 100 characters"),
        ("/search.json?q=a&kind=song", "There is no kind=song"),
        ("/search.json?q=a&offset=1001", "offset must be"),
        ("/search.json?q=a&limit=51", "limit must be"),
        ("/search.json?q=a&limit=x", "limit must be"),
        ("/search.json?q=a&limit=-1", "limit must be"),
        ("/search.json?q=a&offset=" + "9" * 60, "offset must be"),
        ("/search.json?q=a&sort=x", "Unknown parameter sort"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_both_languages(server: Server, address: str, said: str) -> None:
    answer = server.get(address)
    assert answer.status_code == 400 and said in answer.json()["error_en"]
    assert re.search("[一-鿿]", answer.json()["error"])


@pytest.mark.parametrize(
    "query", ['"', "a' or 1=1 --", "NEAR(质 押)", "*", "{title}:a", "\0", "%", "_", "😀", "\ud7ff"]
)
def test_no_query_is_an_error(server: Server, query: str) -> None:
    assert search(server, query).status_code == 200


def public(home: Home, title: str, at: datetime) -> str:
    rows = sample.sample_rows()["typical_cases"]
    rows[0]["subject_name"] = title
    edition = sample.arm(home, {"typical_cases": rows}, sample.SYNTHETIC, at, now=at)
    arming.publish_due(home, edition.effective_at)
    return edition.id


def test_what_waits_for_its_minute_is_not_found_and_then_is(tmp_path: Path) -> None:
    home, now = Home(tmp_path / "data"), [datetime(2026, 12, 1, tzinfo=UTC)]
    public(home, "原名", now[0] - timedelta(days=1))
    rows = sample.sample_rows()["typical_cases"]
    rows[0]["subject_name"] = WORD
    sample.arm(home, {"typical_cases": rows}, sample.SYNTHETIC, now[0] + timedelta(hours=1), now=now[0])
    with threaded(application(home, lambda: now[0])) as url:
        assert httpx.get(f"{url}/search.json", params={"q": WORD}).json()["all_words"] is False
        now[0] += timedelta(hours=2)
        assert httpx.get(f"{url}/search.json", params={"q": WORD}).json()["total"] == 1


def test_editions_past_have_their_own_search_and_what_is_erased_is_in_none(tmp_path: Path) -> None:
    home, day = Home(tmp_path / "data"), datetime.now(UTC) - timedelta(days=9)
    ids = [public(home, title, day + timedelta(days=step)) for step, title in enumerate(("甲", WORD, "乙", "丙"))]
    with threaded(application(home)) as url:

        def found(place: str) -> httpx.Response:
            return httpx.get(f"{url}{place}/search.json", params={"q": WORD}, timeout=30)

        assert not (editions.folder(home, ids[1]) / index.FILE).exists(), "only what is shown takes room"
        past = found(f"/editions/{ids[1]}").json()
        assert past["total"] == 1 and past["results"][0]["href"].startswith(f"/editions/{ids[1]}/open/typical_cases/")
        assert [found(place).json()["all_words"] for place in ("", f"/editions/{ids[0]}")] == [False, False]
        erased = {"typical_cases": {"1.1": ()}}
        bury(home, erased, datetime.now(UTC), GROUND, sample.SIGNER)
        erase(home, erased)
        assert list(home.root.rglob(index.FILE)) == []
        gone = found(f"/editions/{ids[1]}")
        assert gone.json()["total"] == 0
        assert found("").status_code == 503, "until the edition without it takes the place of the public one"


def test_a_search_is_done_once_for_an_index_and_anew_when_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, searched = Home(tmp_path / "data"), list[str]()
    ids = [public(home, title, datetime.now(UTC) - timedelta(days=days)) for title, days in ((WORD, 9), ("乙", 8))]

    def search(index: sqlite3.Connection, question: Question, root: str) -> Results:
        searched.append(question.query)
        return results(index, question, root)

    monkeypatch.setattr(searches, "results", search)
    with threaded(application(home)) as url:
        for place in ("", f"/editions/{ids[0]}"):
            for path in (f"/search.json?q={WORD}", f"/search?q={WORD}"):
                first = [httpx.get(f"{url}{place}{path}", timeout=30).content for _ in range(2)]
                before = len(searched)
                again = httpx.get(f"{url}{place}{path}", timeout=30)
                assert len(searched) == before and {again.content} == {*first} and WORD in again.text
            other = httpx.get(f"{url}{place}/search.json?q={WORD}&limit=1", timeout=30)
            assert other.status_code == 200 and len(searched) == before + 1
        index_of_today = editions.folder(home, ids[1]) / index.FILE
        index_of_today.unlink()
        assert httpx.get(f"{url}/search.json?q={WORD}").status_code == 503
        assert httpx.get(f"{url}/search?q={WORD}").status_code == 503


def test_a_page_of_all_kinds_has_the_time_of_one_search(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    now, slow, searched = [0.0], [0.6 * SECONDS], list[str | None]()

    def search(index: sqlite3.Connection, question: Question, root: str) -> Results:
        now[0] += slow[0]
        searched.append(question.kind)
        return results(index, question, root)

    monkeypatch.setattr(searches, "results", search)
    monkeypatch.setattr(searches, "time", SimpleNamespace(monotonic=lambda: now[0]))
    with threaded(application(home)) as url:
        refused = httpx.get(f"{url}/search?q=专利", timeout=30)
        assert refused.status_code == 400 and searched[0] is None and len(searched) == 2
        slow[0] = 0.3 * SECONDS / len(KINDS)
        assert httpx.get(f"{url}/search?q=专利", timeout=30).status_code == 200 and len(searched) > 2 + 2
