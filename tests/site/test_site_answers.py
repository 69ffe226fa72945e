"""What programs get: complete rows or a reason, notices everywhere, nothing that is not meant to be public."""

import csv
import hashlib
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from published.home import Home
from published.site import guard
from published.site.serve import application
from tests.minisign import minisign
from tests.servers.site import Server, threaded

VALUE_ADDED = "/open/patent_intensive_value_added"
STATISTICS = (VALUE_ADDED, "/open/technology_contract_turnover", "/open/typical_cases")
NATIONAL = "/open/national_patent_intensive_value_added"
DATASETTES_OWN = [
    "databases",
    "versions",
    "plugins",
    "settings",
    "metadata",
    "threads",
    "actor",
    "permissions",
    "messages",
    "allow-debug",
    "patterns",
    "auth-token",
    "logout",
    "config",
    "static/app.css",
]
LONG = "with recursive c(x) as (select 1 union all select x + 1 from c limit {}) select x from c"


def ask(server: Server, sql: str) -> list[dict[str, object]]:
    """The same question, put to the file."""
    with closing(sqlite3.connect(server.home.site / "editions" / "2026-11-22T093000" / "open.db")) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(sql)]


def rows_of(answer: httpx.Response) -> list[dict[str, str]]:
    """A CSV answer as dictionaries."""
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_csv_of_a_table_has_every_row(server: Server) -> None:
    for path in (*STATISTICS, NATIONAL):
        count = ask(server, f"select count(*) as n from {path.rpartition('/')[2]}")[0]["n"]
        assert len(rows_of(server.get(f"{path}.csv"))) == count


@pytest.mark.parametrize("order", ["_sort=value_added", "_sort_desc=value_added", "_sort=share_of_gdp", "_size=max"])
def test_csv_has_every_row_in_any_order_with_nulls(server: Server, order: str) -> None:
    rows = rows_of(server.get(f"{VALUE_ADDED}.csv?{order}"))
    keys = {(row["year"], row["area_code"], row["category_code"]) for row in rows}
    assert len(rows) == len(keys) == ask(server, "select count(*) as n from patent_intensive_value_added")[0]["n"]


def test_csv_runs_nothing_in_a_spreadsheet_and_json_is_exact(server: Server) -> None:
    sql = "select '=1+1' as \"=h\", -1.5 as n, '-1.5' as t, char(39) || 'x' as q, null as e"
    heads, cells = csv.reader(io.StringIO(server.get("/open.csv", params={"sql": sql}).text))
    assert heads == ["'=h", "n", "t", "q", "e"] and cells == ["'=1+1", "-1.5", "-1.5", "''x", ""]
    exact = server.get("/open.json", params={"sql": sql, "_shape": "array"}).json()
    assert exact == [{"=h": "=1+1", "n": -1.5, "t": "-1.5", "q": "'x", "e": None}]


def test_a_dataset_offers_every_format_with_its_description(server: Server) -> None:
    page = server.get(VALUE_ADDED).text
    home = "/releases/patent_intensive_value_added/1.0/"
    for suffix in ("csv", "excel.csv", "xlsx", "parquet", "db"):
        assert f'href="{home}patent_intensive_value_added.{suffix}" download' in page
    assert f'href="{home}README.md"' in page
    told = server.get(f"{home}README.md").text
    assert "patent_intensive_value_added.excel.csv" in told and "for spreadsheets" in told


@pytest.mark.parametrize("shape", ["array", "objects", "object", "arrayfirst"])
def test_shaped_json_has_every_row(server: Server, shape: str) -> None:
    count = ask(server, "select count(*) as n from patent_intensive_value_added")[0]["n"]
    found = server.get(f"{VALUE_ADDED}.json?_shape={shape}").json()
    assert len(found["rows"] if shape == "objects" else found) == count


def test_default_json_pages_and_says_so(server: Server) -> None:
    seen, path = set(), f"{VALUE_ADDED}.json"
    while path:
        page = server.get(path).json()
        assert (page["next_url"] is None) == (page["next"] is None)
        seen |= {tuple(row[:3]) for row in page["rows"]}
        path = page["next_url"].removeprefix(server.url) if page["next_url"] else ""
    assert len(seen) == ask(server, "select count(*) as n from patent_intensive_value_added")[0]["n"]


def test_numbers_are_the_published_ones(server: Server) -> None:
    row = server.get(f"{VALUE_ADDED}.json?_shape=array&year=2024&area_code=3302&category_code=00").json()[0]
    assert row["value_added"] == 38024671.38 and row["obs_status"] == "P"


def test_a_secret_figure_is_empty_and_marked(server: Server) -> None:
    row = server.get(f"{VALUE_ADDED}.json?_shape=array&conf_status=C").json()[0]
    assert row["value_added"] is None and row["units"] is None and row["share_of_total"] is None
    page = server.get(f"{VALUE_ADDED}?conf_status=C&year=2024").text
    every_measure = 14
    assert page.count('class="number hatched"') == every_measure
    assert '<abbr class="c" title="保密：为保护单个单位' in page


def test_a_rate_that_would_give_a_secret_figure_away_is_empty_and_explained(server: Server) -> None:
    """The total of 2023 is secret: the growth of 2024 would tell it, and so would every share of 2023."""
    asked = f"{VALUE_ADDED}{{}}?area_code=330226&category_code=00&year=2024{{}}"
    row = server.get(asked.format(".json", "&_shape=array")).json()[0]
    assert (row["conf_status"], row["rates_conf_status"]) == ("F", "C")
    assert row["value_added"] is not None and row["share_of_gdp"] is not None and row["growth_nominal"] is None
    page = server.get(asked.format("", "")).text
    assert page.count('class="number hatched"') == len({"share_of_total", "growth_nominal", "growth_real"}) == 3
    assert '<abbr class="c" title="保密：会让人推算出另一个保密的数' in page
    assert 'class="state secrecy-C"' in page and 'id="telling-rates"' in page
    public = server.get(f"{VALUE_ADDED}?area_code=330212&year=2024&category_code=00").text
    assert "hatched" not in public
    assert 'id="telling-rates"' not in server.get(NATIONAL).text


def test_what_is_not_announced_is_told_apart(server: Server) -> None:
    page = server.get(f"{NATIONAL}?obs_status=M").text
    assert '<abbr class="missing"' in page and "…" in page


@pytest.fixture(scope="module")
def patient(home: Home) -> Iterator[httpx.Client]:
    """The site with a minute for each statement, so that a busy machine meets no limit but those of size."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "SECONDS", 60)
        with threaded(application(home)) as url, httpx.Client(base_url=url, timeout=60) as client:
            yield client


def test_sql_is_complete_up_to_the_limit(patient: httpx.Client) -> None:
    whole = patient.get("/open.json", params={"sql": LONG.format(50_000), "_shape": "array"})
    assert whole.status_code == 200 and len(whole.json()) == 50_000
    assert len(rows_of(patient.get("/open.csv", params={"sql": LONG.format(50_000)}))) == 50_000


@pytest.mark.parametrize("suffix", [".json", ".csv", ""])
def test_sql_over_the_limit_is_refused_not_cut(patient: httpx.Client, suffix: str) -> None:
    answer = patient.get(f"/open{suffix}", params={"sql": LONG.format(50_001)})
    assert answer.status_code == 400
    assert "50,000" in answer.text and "LIMIT" in answer.text and "/releases/" in answer.text
    if suffix == ".json":
        body = answer.json()
        assert body["ok"] is False and body["error"] and body["error_en"] and body["limit_rows"] == 50_000
    if suffix == ".csv":
        assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("suffix", ["", ".json", ".csv"])
@pytest.mark.parametrize(
    "parameter", ["as_off=2024", "yaer=2024", "_foo=1", "year__near=2024", "_search=x", "_timelimit=9"]
)
def test_unknown_parameters_are_refused_by_name(server: Server, suffix: str, parameter: str) -> None:
    answer = server.get(f"{VALUE_ADDED}{suffix}?{parameter}")
    assert answer.status_code == 400
    assert parameter.partition("=")[0] in answer.text
    if suffix == ".json":
        assert parameter.partition("=")[0] in answer.json()["error"] and answer.json()["error_en"]
        assert {"year", "gte"} & {*answer.json().get("valid", ()), *answer.json().get("operators", ())}


@pytest.mark.parametrize(
    "query",
    [
        "_sort=nothing", "_facet=nothing", "_size=1e9", "_size=-1", "_shape=cube", "_next=1", "_col=nothing", "year=",
        "_json_infinity=x", "_labels=x", f"year__in={'[' * 3_000}", "year__in=[99999999999999999999999]",
        "&".join(["_facet=year"] * 7),
    ],
)  # fmt: skip
def test_known_parameters_with_impossible_values_are_refused(server: Server, query: str) -> None:
    answer = server.get(f"{VALUE_ADDED}.json?{query}")
    assert answer.status_code == 400 and answer.json()["error_en"]


@pytest.mark.parametrize(("shape", "status"), [("objects", 200), ("array", 400), ("object", 400), ("arrayfirst", 400)])
def test_without_sql_there_are_no_rows_to_be_shaped(server: Server, shape: str, status: int) -> None:
    answer = server.get(f"/open.json?_shape={shape}")
    assert answer.status_code == status and (status == 200 or answer.json()["valid"] == ["arrays", "objects"])


def test_sql_takes_its_own_parameters_only(server: Server) -> None:
    sql = "select value_added from patent_intensive_value_added where year = :y and area_code = '3302'"
    assert server.get("/open.json", params={"sql": sql, "y": "2024"}).json()["rows"]
    assert ":y" in server.get("/open.json", params={"sql": sql}).json()["error"]
    assert "z" in server.get("/open.json", params={"sql": sql, "y": "2024", "z": "1"}).json()["error"]
    assert server.get("/open.json", params={"sql": sql, "y": "2024", "_size": "10"}).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "_where=yaer=2024", "_where=1+===", "_where=1)", "_where=1+and", "_where=", "_where=sum(1)", "_nocol=year",
        "_label=yaer", "_sort=year&_sort_desc=year", "year__arraycontains=1",
    ],
)  # fmt: skip
def test_a_refusal_is_chinese_in_chinese(server: Server, query: str) -> None:
    told = server.get(f"{VALUE_ADDED}.json?{query}").json()
    assert told["status"] == 400 and not re.search(r"[A-Za-z]+ [A-Za-z]+", told["error"])


def test_a_page_names_codes_without_being_asked_to(server: Server) -> None:
    for asked in ("_label=area_code", "_labels=on"):
        answer = server.get(f"{VALUE_ADDED}?{asked}&year=2024")
        assert (answer.status_code, answer.headers["location"]) == (302, f"{VALUE_ADDED}?year=2024")
    named = server.get(f"{VALUE_ADDED}.json?_label=area_code&year=2024&_shape=array").json()
    assert named[0]["area_code"]["label"]


@pytest.mark.parametrize("key", ["2024", "2024,3302", "2024,3302,00,1"])
def test_a_row_has_its_whole_key(server: Server, key: str) -> None:
    assert server.get(f"{VALUE_ADDED}/{key}.json").status_code == 404


@pytest.mark.parametrize("path", ["/open", "/open.json"])
@pytest.mark.parametrize("sql", ["sql=&sql=select+1", "sql=select+1&sql=", "sql=select+1&sql=select+2"])
def test_one_statement_is_asked_at_a_time(server: Server, path: str, sql: str) -> None:
    assert server.get(f"{path}?{sql}").status_code == 400


@pytest.mark.parametrize("month", ["ab-07", "0000-07", "99999-07", "2024-13", "٢٠٢٤-07"])
def test_a_month_that_is_none_has_no_rows(server: Server, month: str) -> None:
    for suffix in ("", ".json"):
        assert server.get(f"/open/technology_contract_turnover{suffix}", params={"month": month}).status_code == 200


def test_a_list_of_versions_goes_on_before_a_version(server: Server) -> None:
    assert server.get("/releases/typical_cases/?before=2.0").status_code == 200
    assert server.get("/releases/typical_cases/?before=").status_code == 404


def test_an_empty_filter_of_the_form_means_no_filter(server: Server) -> None:
    answer = server.get(f"{VALUE_ADDED}?year=2024&area_code=&category_code=")
    assert answer.status_code == 302 and answer.headers["location"] == f"{VALUE_ADDED}?year=2024"


@pytest.mark.parametrize(
    "path",
    [
        "/", "/about", "/dictionary", "/open", "/releases/", VALUE_ADDED, f"{VALUE_ADDED}.json", f"{VALUE_ADDED}.csv",
        f"{VALUE_ADDED}.json?_shape=array", "/open.json?sql=select+1", "/open.csv?sql=select+1", "/open.json",
        "/releases/typical_cases/1.0/typical_cases.parquet", "/releases/typical_cases/1.0/dataset.json",
        "/open/typical_cases/NB2025-001,1.json",
    ],
)  # fmt: skip
def test_every_answer_carries_the_notice(server: Server, path: str) -> None:
    answer = server.get(path)
    assert answer.status_code == 200
    assert answer.headers["x-data-notice"].startswith("synthetic data; zh*=UTF-8''%E6%BC%94%E7%A4%BA")


def test_the_notice_stands_in_the_body_too(server: Server) -> None:
    assert "演示数据" in server.get(f"{VALUE_ADDED}.json").json()["notice"]
    assert "演示数据" in server.get("/open.json?sql=select+1&_shape=objects").json()["notice"]
    assert {row["notice"] for row in rows_of(server.get(f"{VALUE_ADDED}.csv"))} == {"演示数据 (synthetic data)"}
    for path in (f"{VALUE_ADDED}.csv", "/open.csv?sql=select+1"):
        assert "demo-data" in server.get(path).headers["content-disposition"]


def test_real_announcements_on_a_demonstration_site_say_what_they_are(server: Server) -> None:
    answer = server.get(f"{NATIONAL}.json")
    assert "真实公告" in answer.json()["notice"] and "real announcements" in answer.headers["x-data-notice"]
    assert "真实公告" in server.get(NATIONAL).text


def test_sealed_files_are_the_sealed_bytes_for_ever(server: Server) -> None:
    folder = "/releases/patent_intensive_value_added/1.0/"
    sums = server.get(f"{folder}SHA256SUMS")
    assert sums.status_code == 200
    for line in filter(lambda line: not line.startswith("#"), sums.text.splitlines()):
        digest, name = line.split("  ")
        answer = server.get(folder + name)
        assert hashlib.sha256(answer.content).hexdigest() == digest
        assert "immutable" in answer.headers["cache-control"] and answer.headers["etag"] == f'"{digest}"'
        assert server.get(folder + name, headers={"if-none-match": f'"{digest}"'}).status_code == 304


def test_a_release_is_verified_with_what_the_site_serves(server: Server, tmp_path: Path) -> None:
    folder = "/releases/patent_intensive_value_added/1.0/"
    for path in (f"{folder}manifest.json", f"{folder}manifest.json.minisig", "/releases/minisign.pub"):
        answer = server.get(path)
        assert answer.status_code == 200 and answer.headers["access-control-allow-origin"] == "*"
        (tmp_path / path.rpartition("/")[2]).write_bytes(answer.content)
    done = minisign("-Vm", tmp_path / "manifest.json", "-p", tmp_path / "minisign.pub")
    assert done.returncode == 0 and "patent_intensive_value_added 1.0" in done.stdout


def test_the_public_key_is_linked_where_a_reader_looks_for_it(server: Server) -> None:
    for path in ("/about", "/releases/patent_intensive_value_added/1.0/"):
        assert 'href="/releases/minisign.pub"' in server.get(path).text
    assert "minisign -Vm manifest.json -p minisign.pub" in server.get("/releases/typical_cases/1.0/").text


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("csv", "text/csv"),
        ("excel.csv", "text/csv"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("parquet", "application/vnd.apache.parquet"),
        ("db", "application/vnd.sqlite3"),
    ],
)
def test_sealed_files_have_their_types_and_ranges(server: Server, suffix: str, kind: str) -> None:
    path = f"/releases/typical_cases/1.0/typical_cases.{suffix}"
    whole = server.get(path)
    assert whole.headers["content-type"].startswith(kind)
    part = server.get(path, headers={"range": "bytes=2-9"})
    assert part.status_code == 206 and part.content == whole.content[2:10]
    assert server.get(path, headers={"range": "bytes=-4"}).content == whole.content[-4:]


@pytest.mark.parametrize(
    "path",
    [
        "/releases/typical_cases/1.0/nothing.csv",
        "/releases/typical_cases/9.9/",
        "/releases/nothing/",
        "/releases/typical_cases/1.0/..%2f..%2f..%2fsite%2fcurrent.json",
        "/releases/typical_cases/1.0/%2e%2e/SHA256SUMS",
        "/releases/..%2f..%2fsealed/1.0/",
        "/releases/typical_cases/..%2f1.0/SHA256SUMS",
        "/releases/typical_cases/1.0/.incoming",
        "/static/../serve.py",
        "/static/x/site.css",
        "/sealed/", "/site/current.json", "/raw/", "/verdicts/",
    ],
)  # fmt: skip
def test_nothing_else_is_reached(server: Server, path: str) -> None:
    assert server.get(path).status_code == 404


@pytest.mark.parametrize("name", DATASETTES_OWN)
def test_datasettes_own_pages_are_not_there(server: Server, name: str) -> None:
    assert server.get(f"/-/{name}").status_code == 404
    assert server.get(f"/-/{name}.json").status_code == 404


@pytest.mark.parametrize("path", ["/open.db", "/_internal", "/_memory", "/_internal/x", "/open.blob", "/open/x.y"])
def test_no_other_database_and_no_other_format(server: Server, path: str) -> None:
    assert server.get(path).status_code == 404


def test_no_answer_names_a_path_of_the_machine(server: Server) -> None:
    paths = [
        "/",
        "/open",
        "/open.json",
        VALUE_ADDED,
        f"{VALUE_ADDED}.json",
        "/releases/",
        "/nowhere",
        "/open.json?sql=x",
    ]
    paths += ["/open.json?sql=x", "/open.json?sql=select+*+from+sqlite_master"]
    paths += ["/open.json?sql=select+*+from+pragma_database_list"]
    for path in paths:
        answer = server.get(path)
        assert "machine-path-marker" not in answer.text and "site-packages" not in answer.text
        assert "Traceback" not in answer.text and "atasette" not in answer.text


def test_the_site_is_read_only(server: Server) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = httpx.request(method, server.url + "/open")
        assert answer.status_code == 405 and answer.headers["allow"] == "GET, HEAD"


def test_head_is_get_without_a_body(server: Server) -> None:
    for path in ("/", VALUE_ADDED, f"{VALUE_ADDED}.csv", "/releases/typical_cases/1.0/typical_cases.db"):
        answer = httpx.head(server.url + path)
        assert answer.status_code == 200 and not answer.content and "x-data-notice" in answer.headers


def test_long_addresses_are_refused(server: Server) -> None:
    answer = server.get("/open.json", params={"sql": "select 1 --" + "x" * 9_000})
    assert answer.status_code == 414 and answer.json()["limit_bytes"] == 8_192


def test_security_headers_on_everything(server: Server) -> None:
    for path in ("/", VALUE_ADDED, "/nowhere", "/open.json?sql=select+1", "/releases/typical_cases/1.0/verdict.html"):
        headers = server.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in headers and "server" not in headers


def test_data_may_be_read_from_any_origin(server: Server) -> None:
    for path in (
        f"{VALUE_ADDED}.json",
        "/open.csv?sql=select+1",
        "/open.json?sql=selec",
        "/releases/typical_cases/1.0/SHA256SUMS",
    ):
        assert server.get(path).headers["access-control-allow-origin"] == "*"


def test_pages_are_not_sent_twice(server: Server) -> None:
    for path in ("/", VALUE_ADDED, "/open.json?sql=select+1"):
        tag = server.get(path).headers["etag"]
        assert server.get(path, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("path", "to"),
    [("/open/", "/open"), (f"{VALUE_ADDED}/", VALUE_ADDED), ("/releases", "/releases/"), ("/about/", "/about")],
)
def test_each_page_has_one_address(server: Server, path: str, to: str) -> None:
    answer = server.get(path)
    assert answer.status_code == 308 and answer.headers["location"] == to


def test_a_demonstration_stays_out_of_search_engines(server: Server) -> None:
    assert "Disallow: /\n" in server.get("/robots.txt").text
    assert server.get(VALUE_ADDED).headers["x-robots-tag"] == "noindex"


def test_strange_input_never_breaks_the_server(server: Server) -> None:
    names = "area_code area_code__in _next _sort _where sql _facet_size year__gt _col year__date"
    for text in ("%00", "\x00", "é", "a\nb", "' or 1=1 --", "[1,", "[[1]]", "9" * 400, "{{7*7}}", "%", "٣", "²"):
        for name in names.split():
            path = "/open.json" if name == "sql" else f"{VALUE_ADDED}.json"
            answer = server.get(path, params={name: text})
            assert answer.status_code in (200, 400), (name, text, answer.text)
            json.loads(answer.text)
