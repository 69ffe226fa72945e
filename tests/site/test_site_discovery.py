"""How machines find the site: heads, JSON-LD, sitemap, robots, llms.txt; of what waits for its minute nothing."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF

from published import arming
from published.folders import read_sums
from published.home import Home
from published.releases import release_folder
from published.site import sitemap
from published.site.serve import application
from tests.servers.site import READER, Server, threaded
from tests.site import sample
from tests.site.test_site_pages import ERRORS, PAGES, opened

SCHEMA = Namespace("https://schema.org/")
TABLE = "/open/patent_intensive_value_added"
WORD = "甬江无名试验有限公司"
_LOC = re.compile(r"<loc>([^<]+)</loc>")


def graph_of(text: str) -> Graph:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return Graph().parse(data=found, format="json-ld")


def test_a_dataset_page_describes_its_dataset_with_files_and_digests(server: Server) -> None:
    graph, page = graph_of(server.get(TABLE).text), URIRef(server.url + TABLE)
    assert (page, RDF.type, SCHEMA.Dataset) in graph
    sums = read_sums(release_folder(server.home, "patent_intensive_value_added", "1.0"))
    files = {
        str(graph.value(one, SCHEMA.contentUrl)): str(graph.value(one, SCHEMA.sha256))
        for one in graph.objects(page, SCHEMA.distribution)
    }
    assert len(files) == 5 and all(digest == sums[url.rpartition("/")[2]] for url, digest in files.items())
    assert all(httpx.head(url).status_code == 200 for url in files)
    assert {str(one) for one in graph.objects(page, SCHEMA.creativeWorkStatus)} == {"演示数据", "synthetic data"}
    for needed in ("name", "description", "license", "temporalCoverage", "spatialCoverage", "creator", "dateModified"):
        assert list(graph.objects(page, SCHEMA[needed])), needed
    assert graph_of(server.get(f"/en{TABLE}").text).value(page, SCHEMA.version) == graph.value(page, SCHEMA.version)


def test_the_home_page_is_the_catalogue_and_each_page_has_its_way(server: Server) -> None:
    for path in ("/", "/open"):
        catalogue = graph_of(server.get(path).text)
        assert len(list(catalogue.objects(URIRef(f"{server.url}/open"), SCHEMA.dataset))) == 5
    way = graph_of(server.get("/en/open/typical_cases/NB2025-001,1").text)
    items = {
        int(str(way.value(one, SCHEMA.position))): str(way.value(one, SCHEMA.item)) for one in way.subjects(SCHEMA.item)
    }
    assert items[1] == f"{server.url}/en/" and items[4] == f"{server.url}/en/open/typical_cases/NB2025-001,1"


def test_blocks_of_data_are_no_scripts_and_hostile_text_stays_in_them(browser: Browser, server: Server) -> None:
    with opened(browser, server, "/open/typical_cases/NB2025-001,1") as (page, complaints):
        told = page.locator("script[type='application/ld+json']").text_content() or ""
        assert json.loads(told)["@graph"] and "<" not in told and not complaints
        assert sample.HOSTILE in json.dumps(json.loads(told), ensure_ascii=False).replace('\\"', '"')


@pytest.mark.parametrize("name", sorted(PAGES.keys() - ERRORS))
def test_every_page_has_one_address_and_says_what_it_is(server: Server, name: str) -> None:
    text = server.get(f"/en{PAGES[name]}").text
    path = PAGES[name].partition("?")[0]
    assert f'<link rel="canonical" href="{server.url}/en{path}">' in text
    for tag, prefix in (("zh-CN", ""), ("en", "/en"), ("x-default", "")):
        assert f'hreflang="{tag}" href="{server.url}{prefix}{path}' in text
    for needed in ("og:title", "og:description", "og:url"):
        assert re.search(rf'<meta property="{needed}" content="[^"]+">', text), needed
    assert re.search(r'<meta name="description" content="[^"]{10,}">', text)
    assert '<meta name="robots" content="noindex">' in text


def test_every_address_of_the_sitemap_answers_in_both_languages(server: Server) -> None:
    found = [one.removeprefix(server.url) for one in _LOC.findall(server.get("/sitemap.xml").text)]
    assert len(found) == len(set(found)) > 50 and f"/en{TABLE}" in found
    assert {"/sql", f"/plots{TABLE.removeprefix('/open')}", "/made/typical_cases"} <= set(found)
    assert "/open/typical_cases/NB2025-001,1" in found and not any("/editions/" in one for one in found)
    with httpx.Client(base_url=server.url, timeout=30) as client:
        assert {one for one in found if client.get(one).status_code != 200} == set()


def test_a_list_too_long_for_one_file_is_an_index_of_parts(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with threaded(application(home)) as url:
        whole = _LOC.findall(httpx.get(f"{url}/sitemap.xml", timeout=30).text)
        assert httpx.get(f"{url}/sitemap-1.xml", timeout=30).status_code == 404
        monkeypatch.setattr(sitemap, "MOST", 20)
        index = httpx.get(f"{url}/sitemap.xml", timeout=30)
        assert "<sitemapindex" in index.text and index.headers["content-type"].startswith("application/xml")
        parts = [_LOC.findall(httpx.get(one, timeout=30).text) for one in _LOC.findall(index.text)]
        assert [one for part in parts for one in part] == whole
        assert len(parts) > 1 and {len(part) for part in parts[:-1]} == {40}
        for number in (0, len(parts) + 1, 99_999, 100_000):
            assert httpx.get(f"{url}/sitemap-{number}.xml", timeout=30).status_code == 404


def test_language_models_are_told_how_to_ask_and_what_to_beware_of(server: Server) -> None:
    told = server.get("/llms.txt").text
    assert told.startswith("# ") and "synthetic data" in told and "wan_yuan" in told
    example = re.search(r"Example: (\S+)", told)
    assert example and httpx.get(example[1]).json()["rows"]
    assert all(f"table `{name}`" in told for name in sample.sample_rows())


def test_what_waits_for_its_minute_is_told_to_nobody_and_past_editions_have_no_sitemap(tmp_path: Path) -> None:
    home, now = Home(tmp_path / "data"), [datetime(2026, 12, 1, tzinfo=UTC)]
    rows = {"typical_cases": sample.sample_rows()["typical_cases"]}
    first = sample.arm(home, rows, sample.SYNTHETIC, now[0] - timedelta(days=1), now=now[0] - timedelta(days=1))
    arming.publish_due(home, first.effective_at)
    late = [*rows["typical_cases"], {**rows["typical_cases"][0], "case_number": "NB2026-999", "title": WORD}]
    later = {
        "typical_cases": late,
        "technology_contract_turnover": sample.sample_rows()["technology_contract_turnover"],
    }
    sample.arm(home, later, sample.SYNTHETIC, now[0] + timedelta(hours=1), now=now[0])
    secrets = ("NB2026-999", WORD, "technology_contract_turnover")
    paths = ("/sitemap.xml", "/llms.txt", "/open", "/dictionary", "/lineage", "/", "/search?q=NB2026", "/robots.txt")
    with threaded(application(home, lambda: now[0])) as url:
        for path in (*paths, "/open/typical_cases", "/open/typical_cases/NB2025-002,1"):
            assert not [one for one in secrets if one in READER.get(url + path).text], path
        now[0] += timedelta(hours=2)
        assert "NB2026-999" in httpx.get(f"{url}/sitemap.xml").text
        past = f"{url}/editions/{first.id}"
        assert httpx.get(f"{past}/sitemap.xml").status_code == httpx.get(f"{past}/llms.txt").status_code == 404
        page = httpx.get(f"{past}/open/typical_cases").text
        assert 'content="noindex"' in page and "ld+json" not in page


def test_a_public_address_is_what_pages_say_whoever_asks(tmp_path: Path) -> None:
    home = Home(tmp_path / "data")
    sample.build(home, {"typical_cases": sample.sample_rows()["typical_cases"]}, notice=None)
    with threaded(application(home, origin="https://data.example")) as url:
        page = httpx.get(f"{url}/en/open/typical_cases", headers={"host": "evil.example"}).text
        assert "evil.example" not in page and "https://data.example/en/open/typical_cases" in page
        assert "noindex" not in page
        robots = httpx.get(f"{url}/robots.txt").text
        assert "Sitemap: https://data.example/sitemap.xml" in robots and "Disallow: /\n" not in robots
    with pytest.raises(ValueError, match="https://"):
        application(home, origin="data.example/path")
