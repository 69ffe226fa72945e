"""Who has nothing but the site's answers cannot work out what a single unit returned: not by subtraction, not by rates.

All is read over HTTP from a real server; the secret figures are read only to know what would have been a success.
"""

import csv
import html
import io
import json
import re
import sqlite3
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pyarrow.parquet as pq
import pytest

from tests.pipeline import truth
from tests.pipeline.conftest import Desk
from tests.pipeline.insider import WITHIN, Held, doubt
from tests.pipeline.outsider import KEYS, VALUE_ADDED, Cell, Outsider
from tests.servers.site import Server, serving

FOLLOWING = ("patent_intensive_value_added_flash", "value_added_revisions", "target_monitor")
PAGES = 1_500
NUMBER = re.compile(r"\d[\d,]*\.?\d*")
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def server(tiny: Desk) -> Iterator[Server]:
    with serving(tiny.home) as running:
        yield running


@pytest.fixture(scope="module")
def served(server: Server) -> dict[str, Rows]:
    """The linked tables as SQL answers them."""
    return {dataset: by_sql(server, dataset) for dataset in KEYS}


@pytest.fixture(scope="module")
def outsider(served: dict[str, Rows]) -> Outsider:
    return Outsider(served)


def by_sql(server: Server, dataset: str) -> Rows:
    asked = {"sql": f"select * from {dataset}", "_shape": "array"}
    rows: Rows = server.get("/open.json", params=asked).json()
    return rows


def by_json(server: Server, dataset: str) -> Rows:
    rows: Rows = server.get(f"/open/{dataset}.json?_shape=array").json()
    return rows


def by_csv(server: Server, dataset: str) -> Rows:
    return list(csv.DictReader(io.StringIO(server.get(f"/open/{dataset}.csv").text.removeprefix("\ufeff"))))


def csv_file(server: Server, dataset: str) -> Rows:
    text = server.get(f"/releases/{dataset}/1.0/{dataset}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def parquet_file(server: Server, dataset: str) -> Rows:
    content = server.get(f"/releases/{dataset}/1.0/{dataset}.parquet").content
    return pq.read_table(io.BytesIO(content)).to_pylist()


def database_file(server: Server, dataset: str, folder: Path) -> Rows:
    path = folder / f"{dataset}.db"
    path.write_bytes(server.get(f"/releases/{dataset}/1.0/{dataset}.db").content)
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"select * from {dataset}")]


def figures(rows: Rows, columns: list[str]) -> list[tuple[object, ...]]:
    """Rows with every figure as the same number, however the format writes it."""
    return sorted((tuple(plain(row[name]) for name in columns) for row in rows), key=repr)


def plain(value: object) -> object:
    if value in (None, ""):
        return None
    try:
        return float(str(value))
    except ValueError:
        return str(value)


@pytest.mark.parametrize("dataset", [*KEYS, *FOLLOWING])
def test_every_format_withholds_the_same_cells(server: Server, tmp_path: Path, dataset: str) -> None:
    rows = by_sql(server, dataset)
    columns = [name for name in rows[0] if name != "notice"]
    assert any(row["conf_status"] == "C" for row in rows) or dataset in FOLLOWING
    wanted = figures(rows, columns)
    for other in (by_json, by_csv, csv_file, parquet_file):
        assert figures(other(server, dataset), columns) == wanted, other.__name__
    assert figures(database_file(server, dataset, tmp_path), columns) == wanted


@pytest.fixture(scope="module")
def secret(tiny: Desk, outsider: Outsider) -> dict[Cell, Held]:
    """The withheld cells in truth, from who contributes to what."""
    amounts: dict[object, list[tuple[str, float]]] = defaultdict(list)
    for row in tiny.built("int_value_added_contributions"):
        if row["measure"] == "value_added":
            amounts[row["inner"]].append((str(row["holder"] or ""), float(str(row["amount"]))))
    held: dict[Cell, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    newest = {}
    for row in tiny.built("int_value_added_published_cells"):
        dataset = str(row["dataset"])
        if row["measure"] == "value_added" and dataset in KEYS:
            key = dict(zip(KEYS[dataset], str(row["key"]).split("|"), strict=True))
            cell = outsider.cell(dataset, {**key, "year": int(key["year"])})
            newest[cell, dataset] = True
            if len([d for c, d in newest if c == cell]) > 1 and dataset != VALUE_ADDED:
                continue
            for holder, amount in amounts[row["inner"]]:
                held[cell][holder] += amount * float(str(row["coefficient"]))
    return {
        cell: Held(sum(found.values()), {holder: amount for holder, amount in found.items() if holder})
        for cell, found in held.items()
        if outsider.levels.get(cell, 0.0) is None
    }


def test_no_largest_unit_of_a_cell_at_risk_can_be_recovered(outsider: Outsider, secret: dict[Cell, Held]) -> None:
    """By any sum, share, growth, contribution or revision that is published, by the next largest unit itself."""
    at_risk = {cell: held for cell, held in secret.items() if held.at_risk}
    assert len(at_risk) > 50, "the sample has units that stand alone"
    found = {cell: doubt(outsider, cell, held, secret) for cell, held in at_risk.items()}
    assert {cell: room for cell, room in found.items() if room < WITHIN * 0.999} == {}


def test_no_rate_is_shown_that_leans_on_a_withheld_cell(outsider: Outsider) -> None:
    levels = outsider.levels
    leaning = [told for told in outsider.rates() if any(levels.get(cell, 0.0) is None for cell in told.terms)]
    assert leaning == []


def test_with_only_the_cells_at_risk_taken_out_the_same_attack_succeeds(
    tiny: Desk, outsider: Outsider, secret: dict[Cell, Held]
) -> None:
    """Nothing withheld to protect them, every rate as built: the attacker is worth being kept out."""
    at_risk = {cell: held for cell, held in secret.items() if held.at_risk}
    naive = Outsider(
        {
            dataset: [
                row | ({"value_added": None} if outsider.cell(dataset, row) in at_risk else {})
                for row in tiny.built(dataset)
            ]
            for dataset in KEYS
        }
    )
    tried = dict(list(at_risk.items())[::5])
    recovered = [cell for cell, held in tried.items() if doubt(naive, cell, held, secret) < WITHIN]
    assert len(recovered) > len(tried) / 5


@pytest.fixture(scope="module")
def bodies(server: Server) -> dict[str, str]:
    """Every text that the site's own links lead to, files and SQL answers among them."""
    found: dict[str, str] = {}
    todo = deque(
        ["/", "/open", "/releases/", "/dictionary", "/about", *(f"/open/{name}.csv" for name in (*KEYS, *FOLLOWING))]
    )
    todo += [f"/open/{name}?_size=max&conf_status=C" for name in (*KEYS, *FOLLOWING)]
    with httpx.Client(base_url=server.url, timeout=60) as client:
        while todo and len(found) < PAGES:
            path = todo.popleft()
            if path in found:
                continue
            answer = client.get(path)
            kind = answer.headers.get("content-type", "")
            found[path] = answer.text if not kind.startswith(("application/vnd", "image/x-icon")) else ""
            if "html" in kind:
                linked = (html.unescape(href) for href in re.findall(r'href="(/[^"#]*)', answer.text))
                for href in linked:
                    if "_sort" not in href and href.count("&") <= 1 and not href.startswith("/editions/"):
                        todo.append(href) if "?" in href or "," in href else todo.appendleft(href)
    return found


def test_the_withheld_numbers_stand_on_no_page_and_in_no_file(
    tiny: Desk, served: dict[str, Rows], bodies: dict[str, str]
) -> None:
    """Levels as they would be printed: with two decimals, grouped or not, trailing zeros or not, in 亿元."""
    secrets = {token for number in withheld_levels(tiny, served) for token in written(number)}
    assert len(secrets) > 100 and len(bodies) > 200
    assert {"/releases/patent_intensive_value_added/1.0/verdict.html", "/methods/patent_intensive_value_added"} <= set(
        bodies
    )
    told = {path: secrets & numbers(text) for path, text in bodies.items()}
    assert {path: found for path, found in told.items() if found} == {}


def withheld_levels(desk: Desk, served: dict[str, Rows]) -> Iterator[Decimal]:
    for dataset, key in KEYS.items():
        true = {tuple(row[name] for name in key): row["value_added"] for row in desk.built(dataset)}
        for row in served[dataset]:
            if row["conf_status"] == "C":
                yield Decimal(str(true[tuple(row[name] for name in key)]))


def written(number: Decimal) -> Iterator[str]:
    """The ways in which it would be printed with six digits or more."""
    for text in (f"{abs(number):.2f}", f"{abs(number) / 10_000:.6f}", f"{abs(number) / 10_000:.1f}"):
        for form in (text, text.rstrip("0")):
            if len(form.replace(".", "").lstrip("0")) >= 6:
                yield form


def numbers(text: str) -> set[str]:
    return {found.replace(",", "") for found in NUMBER.findall(text)}


@pytest.mark.parametrize(
    "folder", ["protection", "built", "candidates", "sealed", "verdicts", "accounts", "raw", "dbt", "keys"]
)
def test_nothing_secret_has_an_address(server: Server, tiny: Desk, folder: str) -> None:
    files = [path for path in sorted((tiny.home.root / folder).rglob("*")) if path.is_file()][:20]
    for path in files:
        inside = path.relative_to(tiny.home.root)
        for address in (f"/{inside}", f"/releases/{inside}", f"/releases/../{inside}", f"/releases/%2e%2e/{inside}"):
            assert server.get(address).status_code == 404, address


def test_no_answer_names_a_unit(tiny: Desk, bodies: dict[str, str]) -> None:
    units = set(truth.read(tiny.home.feeds, "units").organisation_code)
    code = re.compile(r"[0-9A-Z]{18}")
    assert {path for path, text in bodies.items() if units & set(code.findall(text))} == set()


def test_verdicts_tell_how_much_is_withheld_and_no_cell(server: Server) -> None:
    told = json.loads(server.get(f"/releases/{VALUE_ADDED}/1.0/verdict.json").content)["protection"]
    assert told["withheld_rows"] > 0 and told["at_risk"] > 0
    assert told.pop("rounded") == []
    assert not [value for value in told.values() if isinstance(value, list | dict)]
