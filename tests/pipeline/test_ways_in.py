"""The same deliveries by every way in: whatever carried them, the rows are the same."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from orchestration.pull import pull
from orchestration.snapshots import current
from orchestration.transports.choose import transport_for
from published.catalog import Catalog
from published.feed import Feed
from published.home import Home
from published.ways_in import ByDrop, ByFolder, ByHttp, ByS3, BySftp, WayIn
from sample_feeds.all_feeds import generate
from tests.servers import s3, sftp
from tests.servers.http import Answer, Asked, http_site

NOW = datetime(2026, 6, 3, 8, 0, tzinfo=UTC)
FORMATS = {
    "science_bureau/technology_contracts": "csv",
    "statistics_bureau/gdp_accounts": "xlsx",
    "ip_office/patents": "jsonl",
}
SECRET = "a secret"


@pytest.fixture(scope="module")
def departments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("departments")
    generate(folder, "tiny")
    return folder


@pytest.fixture(scope="module")
def feeds(catalog: Catalog) -> dict[str, Feed]:
    return {feed.key: feed for feed in catalog.feeds}


@pytest.fixture(params=["drop", "http", "sftp", "s3"])
def way(
    request: pytest.FixtureRequest, key: str, departments: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WayIn]:
    """A way in to the feed's files, past a real server where there is one."""
    monkeypatch.setenv("SECRET", SECRET)
    monkeypatch.setenv("S3_ACCESS", s3.ACCESS_KEY)
    monkeypatch.setenv("S3_SECRET", s3.SECRET_KEY)
    files = {path.name: path for path in sorted((departments / key).iterdir())}
    match request.param:
        case "drop":
            sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in files.items())
            copies = tmp_path / "drop"
            copies.mkdir()
            for name, path in files.items():
                (copies / name).write_bytes(path.read_bytes())
            (copies / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
            yield ByDrop(transport="drop", folder=str(copies))
        case "http":
            with http_site() as site:
                for name in files:
                    site.answers[f"/{name}"] = lambda asked: served(asked, files)
                addresses = {name: f"{site.address}/{name}" for name in files}
                yield ByHttp(transport="http", files=addresses, token="env:SECRET")
        case "sftp":
            with sftp.sftp_server(departments, SECRET) as server:
                place = {"host": "127.0.0.1", "port": server.port, "folder": f"/{key}", "host_key": server.host_line}
                yield BySftp.model_validate(
                    {"transport": "sftp", "user": "yongzhuan", "password": "env:SECRET", **place}
                )
        case _:
            with s3.s3_store(tmp_path / "s3") as store:
                for name, path in files.items():
                    store.put(f"{key}/{name}", path.read_bytes())
                yield ByS3(
                    transport="s3",
                    endpoint=store.address,
                    bucket="deliveries",
                    prefix=key,
                    access_key="env:S3_ACCESS",
                    secret_key="env:S3_SECRET",
                )


def served(asked: Asked, files: dict[str, Path]) -> Answer:
    if asked.headers["Authorization"] != f"Bearer {SECRET}":
        return Answer(status=401)
    return Answer(files[unquote(asked.path[1:])].read_bytes(), headers={"ETag": '"one"'})


def rows_by(way: WayIn, feed: Feed, home: Home) -> dict[str, tuple[str, str, int]]:
    """File ► its two hashes and its rows, after a pull that refused nothing."""
    pulled = pull(home, feed, transport_for(way, home), NOW)
    assert pulled.refused == ()
    return {passport.file: (passport.sha256, passport.rows_sha256, passport.rows) for passport in current(home, feed)}


@pytest.mark.parametrize("key", FORMATS)
def test_the_rows_do_not_depend_on_the_way_in(
    key: str, way: WayIn, departments: Path, feeds: dict[str, Feed], tmp_path: Path
) -> None:
    feed = feeds[key]
    assert feed.format == FORMATS[key]
    plain = rows_by(ByFolder(folder=str(departments / key)), feed, Home(tmp_path / "plain").prepare())
    assert plain and rows_by(way, feed, Home(tmp_path / "home").prepare()) == plain
