import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from orchestration.refusals import DeliveryRefused
from orchestration.transports.arriving import Inbox
from orchestration.transports.patience import Patience
from orchestration.transports.sftp import Sftp
from published.ways_in import BySftp
from tests.deliveries import feed, put
from tests.servers import sftp as servers

FEED = feed()
FILE = "returns_2024.csv"
QUICK = Patience(attempts=3, first_wait=0.01, longest_wait=0.02, silence=3, total=15)
LONG = os.urandom(1 << 20)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[servers.Sftp]:
    monkeypatch.setenv("SFTP_PASSWORD", "marked")
    put(tmp_path / "remote" / "out" / FILE, b"abc")
    with servers.sftp_server(tmp_path / "remote", "marked") as server:
        yield server


def at(server: servers.Sftp, tmp_path: Path, patience: Patience = QUICK, **declared: Any) -> Sftp:
    facts = {
        "transport": "sftp",
        "host": "127.0.0.1",
        "port": server.port,
        "user": "yongzhuan",
        "folder": "/out",
        "host_key": server.host_line,
        **({} if "private_key" in declared else {"password": "env:SFTP_PASSWORD"}),
        **declared,
    }
    return Sftp(BySftp.model_validate(facts), Inbox(tmp_path / "incoming", 2 << 20), patience)


def refused(transport: Sftp, name: str = FILE) -> DeliveryRefused:
    before = set(transport.inbox.folder.glob("*"))
    with pytest.raises(DeliveryRefused) as caught:
        transport.fetch(FEED, name)
    assert set(transport.inbox.folder.glob("*")) == before
    return caught.value


def test_names_are_the_files_of_the_pattern_in_order(server: servers.Sftp, tmp_path: Path) -> None:
    for name in ("returns_2023.csv", ".returns_2022.csv", "other.csv"):
        put(server.root / "out" / name, b"")
    (server.root / "out" / "returns_folder.csv").mkdir()
    assert at(server, tmp_path).names(FEED) == ["returns_2023.csv", FILE]
    (server.root / "empty").mkdir()
    with pytest.raises(DeliveryRefused, match="没有符合该名称的文件"):
        at(server, tmp_path, folder="/empty").names(FEED)


def test_a_delivery_is_an_exact_copy_with_its_time_stamp(server: servers.Sftp, tmp_path: Path) -> None:
    put(server.root / "out" / FILE, LONG)
    os.utime(server.root / "out" / FILE, (0, 1_700_000_000))
    delivery = at(server, tmp_path).fetch(FEED, FILE)
    assert delivery.path.read_bytes() == LONG and delivery.size == len(LONG)
    assert delivery.modified == datetime.fromtimestamp(1_700_000_000, UTC)


def test_a_private_key_opens_it_too(server: servers.Sftp, tmp_path: Path) -> None:
    secret = put(tmp_path / "key", server.user_key.export_private_key())
    secret.chmod(0o600)
    assert at(server, tmp_path, private_key=f"file:{secret}").fetch(FEED, FILE).size == 3
    secret.write_text("no key")
    assert refused(at(server, tmp_path, private_key=f"file:{secret}")).code == "credential_unfit"


def test_only_the_server_whose_key_is_declared_is_talked_to(
    server: servers.Sftp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fingerprint = server.host_key.get_fingerprint()
    assert at(server, tmp_path, host_key=fingerprint).fetch(FEED, FILE).size == 3
    held = put(tmp_path / "known_hosts", f"[sftp.example]:22 {server.host_line}\n".encode())
    held.chmod(0o600)
    assert at(server, tmp_path, host_key=f"file:{held}").fetch(FEED, FILE).size == 3
    other = asyncssh.generate_private_key("ssh-ed25519")
    for key in (other.export_public_key().decode().strip(), other.get_fingerprint()):
        refusal = refused(at(server, tmp_path, host_key=key))
        assert refusal.code == "host_key" and f"127.0.0.1:{server.port}" in str(refusal)


def test_a_refused_password_is_named_by_its_variable(
    server: servers.Sftp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SFTP_PASSWORD", "wrong-and-marked")
    refusal = refused(at(server, tmp_path))
    assert refusal.code == "credential_refused"
    assert "env:SFTP_PASSWORD" in str(refusal) and "wrong-and-marked" not in str(refusal)


def test_a_broken_download_is_resumed(server: servers.Sftp, tmp_path: Path) -> None:
    put(server.root / "out" / FILE, LONG)
    server.hang_up_after, server.times = 600_000, 2
    assert at(server, tmp_path).fetch(FEED, FILE).path.read_bytes() == LONG
    assert server.times == 0 and server.reads.count(0) == 1


def test_a_file_that_changed_in_between_is_begun_anew(server: servers.Sftp, tmp_path: Path) -> None:
    path = put(server.root / "out" / FILE, b"o" * (1 << 20))
    os.utime(path, (0, 1_700_000_000))
    server.hang_up_after, server.times = 600_000, 1
    server.on_hang_up = lambda: path.write_bytes(LONG)
    assert at(server, tmp_path).fetch(FEED, FILE).path.read_bytes() == LONG


def test_a_file_still_being_written_is_refused(server: servers.Sftp, tmp_path: Path) -> None:
    path = server.root / "out" / FILE

    def grow() -> None:
        with path.open("ab") as writer:
            writer.write(b"more")
        server.on_read = None

    server.on_read = grow
    assert refused(at(server, tmp_path)).code == "changed_while_copied"


def test_what_is_no_file_or_not_there_or_too_large_is_refused(server: servers.Sftp, tmp_path: Path) -> None:
    (server.root / "out" / "returns_folder.csv").mkdir()
    assert refused(at(server, tmp_path), "returns_folder.csv").code == "not_a_file"
    assert refused(at(server, tmp_path), "returns_gone.csv").code == "not_served"
    assert refused(at(server, tmp_path), "../secret.csv").code == "file_name"
    put(server.root / "out" / FILE, bytes(3 << 20))
    assert refused(at(server, tmp_path)).code == "too_large"


def test_a_server_that_is_not_there_or_says_nothing(server: servers.Sftp, tmp_path: Path) -> None:
    assert refused(at(server, tmp_path, port=9)).code == "network"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hurried = Patience(attempts=2, first_wait=0.01, longest_wait=0.02, silence=0.2, total=15)
        refusal = refused(at(server, tmp_path, hurried, port=silent.getsockname()[1]))
        assert refusal.code == "network"
