"""Every program that the site offers, run as a reader would run it, fetches the rows that the site shows."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from published.describe.snippets import Snippet, Wanted, snippets
from published.vocabulary import Text
from tests.servers.site import Server

PINNED = "/editions/2026-11-22T093000"
QUERY = """select codes_area.zh as "区县市", '%25 \\ "$HOME" `x` it''s 00' as hostile, -- 专利
  category_code, value_added, share_of_gdp
from patent_intensive_value_added
join codes_area on codes_area.code = area_code
where year = :y and category_code = '00' and area_code not in ('3302', '3302_U') and codes_area.zh like :name
order by value_added desc, area_code"""
WANTED = {
    "query": ("/open", [("sql", QUERY), ("y", "2024"), ("name", "%区")]),
    "table": ("/open/patent_intensive_value_added", [("category_code", "00"), ("year__gt", "2022"), ("_sort", "year")]),
    "nothing": (
        "/open",
        [("sql", "select area_code, value_added from patent_intensive_value_added where year = 1900")],
    ),
}
DUMPED = {
    "pandas": "print('ROWS' + json.dumps(data.astype(object).where(data.notna(), None).to_dict('records')))",
    "polars": "print('ROWS' + json.dumps(data.to_dicts()))",
    "duckdb": "import json\nrows = [dict(zip(data.columns, row)) for row in data.fetchall()]\n"
    "print('ROWS' + json.dumps(rows, default=str))",
    "r": "cat('ROWS', toJSON(data, digits = NA, na = 'null', dataframe = 'rows'), sep = '')\n",
}
Run = Callable[[list[str]], str]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A command in an empty folder, as a program with a UTF-8 locale and nothing of ours around it."""

    def command(arguments: list[str]) -> str:
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}
        done = subprocess.run(arguments, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return command


def programs(server: Server, wanted: str) -> dict[str, Snippet]:
    path, parameters = WANTED[wanted]
    told = Wanted(f"{server.url}{PINNED}{path}", parameters, Text(zh="演示数据", en="synthetic data"))
    return {snippet.name: snippet for snippet in snippets(told)}


def shown(server: Server, wanted: str) -> list[dict[str, Any]]:
    path, parameters = WANTED[wanted]
    rows: list[dict[str, Any]] = server.get(f"{path}.json", params=[*parameters, ("_shape", "array")]).json()
    assert rows or wanted == "nothing"
    return rows


@pytest.mark.parametrize("wanted", WANTED)
def test_curl_fetches_the_rows(server: Server, run: Run, wanted: str) -> None:
    rows = list(csv.reader(io.StringIO(run(["sh", "-c", programs(server, wanted)["curl"].text]))))
    assert len(rows) == 1 + len(shown(server, wanted))
    for line, row in zip(rows[1:], shown(server, wanted), strict=True):
        assert line == ["" if value is None else str(value) for value in row.values()]


@pytest.mark.parametrize("wanted", WANTED)
@pytest.mark.parametrize("name", ["pandas", "polars", "duckdb"])
def test_python_fetches_the_rows(server: Server, run: Run, name: str, wanted: str) -> None:
    program = f"{programs(server, wanted)[name].text}\n{DUMPED[name]}"
    rows = json.loads(run([sys.executable, "-c", program]).partition("ROWS")[2])
    assert _same(rows, shown(server, wanted))


@pytest.mark.parametrize("wanted", WANTED)
def test_r_fetches_the_rows(server: Server, run: Run, tmp_path: Path, wanted: str) -> None:
    script = tmp_path / "program.R"
    script.write_text(f"{programs(server, wanted)['r'].text}\n{DUMPED['r']}", encoding="utf-8")
    rows = json.loads(run(["Rscript", str(script)]).partition("ROWS")[2])
    assert _same(rows, shown(server, wanted))


def test_the_page_offers_these_programs(server: Server) -> None:
    path, parameters = WANTED["query"]
    page = server.get(path, params=parameters).text
    for name in programs(server, "query"):
        assert f'id="snippet-{name}"' in page


def _same(rows: list[dict[str, Any]], expected: list[dict[str, Any]]) -> bool:
    """Equal rows; a column without any value may be left out by the program's table."""
    return [_known(row) for row in rows] == [_known(row) for row in expected]


def _known(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and value != "NA"}
