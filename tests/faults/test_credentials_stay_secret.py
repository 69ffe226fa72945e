"""A marked credential goes through every transport, into success and into failure, and must turn up nowhere."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orchestration.archive import Archive
from orchestration.pull import Pulled, pull
from orchestration.transports.choose import transport_for
from published.feed import Feed
from published.home import Home
from published.ways_in import ByHttp, ByPostgres, ByS3, BySftp, WayIn
from tests.deliveries import NOW, csv_bytes, feed, put
from tests.servers import postgres, s3, sftp
from tests.servers.http import Answer, Asked, http_site

FEED = feed()
FILE = "returns_2024.csv"
MARK = "marked"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


@pytest.fixture(params=["good", "bad"])
def suffix(request: pytest.FixtureRequest) -> str:
    """What makes a credential a wrong one."""
    return "" if request.param == "good" else "-wrong"


@pytest.fixture(params=["http", "pages", "sftp", "postgres", "s3"])
def way(
    request: pytest.FixtureRequest, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WayIn]:
    """A way in to a running server, whose credentials stand in the environment."""
    kind: str = request.param
    secrets = {"postgres": (postgres.PASSWORD, ""), "s3": (s3.SECRET_KEY, s3.ACCESS_KEY)}
    secret, access = secrets.get(kind, (MARK, ""))
    monkeypatch.setenv("SECRET", secret + suffix)
    monkeypatch.setenv("ACCESS", access)
    match kind:
        case "http" | "pages":
            with http_site() as site:
                site.answers["/x"] = lambda asked: echoing(asked, kind)
                yield over_http(site.address, kind)
        case "sftp":
            put(tmp_path / "remote" / FILE, csv_bytes())
            with sftp.sftp_server(tmp_path / "remote", MARK) as server:
                yield over_sftp(server)
        case "postgres":
            with postgres.postgres() as database:
                yield over_postgres(database)
        case _:
            with s3.s3_store(tmp_path / "s3") as store:
                store.put(FILE, csv_bytes())
                yield over_s3(store)


def echoing(asked: Asked, kind: str) -> Answer:
    """An indiscreet server: it says the token back in every header that we keep, and in its complaints."""
    token = asked.headers["Authorization"].removeprefix("Bearer ")
    if token != MARK:
        return Answer(token.encode(), 401, {"WWW-Authenticate": token, "ETag": f'"{token}"'})
    body = b'{"data": []}' if kind == "pages" else csv_bytes()
    return Answer(body, headers={"ETag": f'"{token}"', "Content-Type": f"text/csv; x={token}"})


def over_http(address: str, kind: str) -> ByHttp:
    pages = {"url": f"{address}/x", "pages": {"by": "number", "rows": "data"}}
    place = pages if kind == "pages" else {"files": {FILE: f"{address}/x"}}
    return ByHttp.model_validate({"transport": "http", "token": "env:SECRET", **place})


def over_sftp(server: sftp.Sftp) -> BySftp:
    facts: dict[str, Any] = {"host": "127.0.0.1", "port": server.port, "folder": "/", "host_key": server.host_line}
    return BySftp(transport="sftp", user="yongzhuan", password="env:SECRET", **facts)


def over_postgres(database: postgres.Database) -> ByPostgres:
    database.do("create table t (单位 text)", "grant select on t to reader")
    facts = {"host": database.folder, "database": "postgres", "user": "reader", "table": "t", "order_by": ["单位"]}
    secret = {"password": "env:SECRET", "encryption": "disable"}
    return ByPostgres.model_validate({"transport": "postgres", **facts, **secret})


def over_s3(store: s3.Store) -> ByS3:
    facts = {"endpoint": store.address, "bucket": "deliveries"}
    return ByS3(transport="s3", access_key="env:ACCESS", secret_key="env:SECRET", **facts)


def traces(home: Home, pulled: Pulled, way: WayIn, logged: str, printed: str) -> Iterator[tuple[str, str]]:
    """Everything that stays behind or is said, by where it is."""
    yield "log", logged
    yield "terminal", printed
    for refusal in pulled.refused:
        yield "message", str(refusal) + refusal.english + repr(refusal) + repr(refusal.__cause__)
    yield "repr", repr(way) + repr(transport_for(way, home)) + repr(pulled)
    for path in home.root.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes().decode("latin-1")


def test_no_credential_is_left_anywhere(
    home: Home, way: WayIn, suffix: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    of: Feed = feed(columns={"单位": "单位"}) if isinstance(way, ByPostgres) else FEED
    pulled = pull(home, of, transport_for(way, home), NOW)
    codes = [refusal.code for refusal in pulled.refused]
    if suffix:
        assert codes == ["credential_refused"]
    else:
        assert "credential_refused" not in codes
        assert Archive.of(home, of).ledger.entries()[-1].sha256
    found = list(traces(home, pulled, way, caplog.text, "".join(capfd.readouterr())))
    assert len(found) > 4
    assert [place for place, text in found if MARK in text] == []
