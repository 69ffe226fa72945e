import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.refusals import DeliveryRefused
from orchestration.transports.files import Folder
from published.home import Home
from tests.deliveries import feed, folder, put

FEED = feed()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path).prepare()


@pytest.fixture
def place(home: Home) -> Path:
    return put(home.feeds / "bureau" / "returns" / "returns_2024.csv", b"abc").parent


def test_names_are_the_files_of_the_pattern_in_order(home: Home, place: Path) -> None:
    for name in ("returns_2023.csv", ".returns_2022.csv", "returns_2024.csv.bak", "RETURNS_1.csv"):
        put(place / name, b"")
    (place / "returns_folder.csv").mkdir()
    assert folder(home).names(FEED) == ["returns_2023.csv", "returns_2024.csv"]


def test_nothing_delivered_is_said(home: Home) -> None:
    with pytest.raises(DeliveryRefused, match=r"bureau/returns 的文件 returns\*\.csv") as refused:
        folder(home).names(FEED)
    assert refused.value.code == "nothing_delivered"


def test_a_delivery_is_an_exact_copy_with_its_facts(home: Home, place: Path) -> None:
    os.utime(place / "returns_2024.csv", (0, 1_700_000_000))
    delivery = folder(home).fetch(FEED, "returns_2024.csv")
    assert delivery.path.read_bytes() == b"abc" and delivery.path.is_relative_to(home.raw)
    assert (delivery.feed, delivery.file, delivery.size) == ("bureau/returns", "returns_2024.csv", 3)
    assert delivery.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert delivery.modified == datetime.fromtimestamp(1_700_000_000, UTC)


def refused(transport: Folder, name: str) -> str:
    with pytest.raises(DeliveryRefused) as caught:
        transport.fetch(FEED, name)
    assert not list(transport.inbox.folder.glob("*"))
    return caught.value.code


def test_links_may_not_leave_the_folder(home: Home, place: Path) -> None:
    put(home.root / "secret.csv", b"secret")
    (place / "returns_out.csv").symlink_to(home.root / "secret.csv")
    (place / "returns_in.csv").symlink_to("returns_2024.csv")
    assert refused(folder(home), "returns_out.csv") == "outside_folder"
    assert refused(folder(home), "../../../secret.csv") == "outside_folder"
    assert folder(home).fetch(FEED, "returns_in.csv").size == 3


def test_a_file_beyond_the_cap_leaves_nothing_behind(home: Home, place: Path) -> None:
    assert refused(folder(home, size_cap=2), "returns_2024.csv") == "too_large"
    assert folder(home, size_cap=3).fetch(FEED, "returns_2024.csv").size == 3


def test_only_regular_files_are_read(home: Home, place: Path) -> None:
    os.mkfifo(place / "returns_pipe.csv")
    assert refused(folder(home), "returns_pipe.csv") == "not_a_file"
    assert refused(folder(home), "returns_gone.csv") == "unreadable"


def test_a_file_still_being_written_is_refused(home: Home, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = os.read

    def growing(descriptor: int, size: int) -> bytes:
        with (place / "returns_2024.csv").open("ab") as writer:
            writer.write(b"more")
        monkeypatch.setattr(os, "read", read)
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", growing)
    assert refused(folder(home), "returns_2024.csv") == "changed_while_copied"


def test_a_name_that_is_no_text_is_refused(home: Home, place: Path) -> None:
    assert refused(folder(home), "returns_\udcff.csv") == "file_name"
