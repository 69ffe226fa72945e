import hashlib
import json
from pathlib import Path

import pytest

from orchestration.refusals import DeliveryRefused
from orchestration.transports.arriving import Inbox
from orchestration.transports.files import Drop, Folder
from tests.deliveries import feed, put

FEED = feed()
FILE = "returns_2024.csv"


@pytest.fixture(params=["SHA256SUMS", "manifest.json"])
def drop(request: pytest.FixtureRequest, tmp_path: Path) -> Drop:
    put(tmp_path / "drop" / FILE, b"abc")
    return Drop(Folder(tmp_path / "drop", Inbox(tmp_path / "incoming")), request.param)


def vouch(drop: Drop, **files: bytes) -> None:
    """Write the manifest as a department would, for files without their ending."""
    named = {f"{stem}.csv": (len(content), hashlib.sha256(content).hexdigest()) for stem, content in files.items()}
    if drop.manifest == "manifest.json":
        facts = [{"name": name, "size": size, "sha256": digest} for name, (size, digest) in named.items()]
        text = json.dumps({"files": facts})
    else:
        text = "".join(f"{digest}  {name}\n" for name, (_, digest) in named.items())
    put(drop.place.folder / drop.manifest, text.encode())


def refused(drop: Drop, name: str = FILE) -> DeliveryRefused:
    with pytest.raises(DeliveryRefused) as caught:
        drop.fetch(FEED, name)
    assert not list(drop.place.inbox.folder.glob("*"))
    return caught.value


def test_what_the_manifest_vouches_for_is_taken(drop: Drop) -> None:
    vouch(drop, returns_2024=b"abc", notes=b"")
    assert drop.names(FEED) == [FILE]
    assert drop.fetch(FEED, FILE).path.read_bytes() == b"abc"


def test_without_a_manifest_nothing_is_taken(drop: Drop) -> None:
    with pytest.raises(DeliveryRefused, match="还没有清单") as caught:
        drop.names(FEED)
    assert caught.value.file == drop.manifest


def test_a_file_that_nobody_vouches_for_is_named(drop: Drop) -> None:
    vouch(drop, returns_2023=b"x")
    put(drop.place.folder / "returns_2023.csv", b"x")
    assert drop.names(FEED) == ["returns_2023.csv", FILE]
    assert (refused(drop).code, refused(drop).file) == ("not_in_manifest", FILE)
    assert drop.fetch(FEED, "returns_2023.csv").size == 1


def test_files_that_are_on_their_way_wait(drop: Drop) -> None:
    vouch(drop, returns_2024=b"abcdef", returns_2025=b"later")
    assert drop.names(FEED) == [FILE, "returns_2025.csv"]
    assert refused(drop, "returns_2025.csv").code == "not_yet_there"
    half = refused(drop)
    assert half.code == ("half_copied" if drop.manifest == "manifest.json" else "manifest_disagrees")
    assert "请待上传完成" in str(half)


def test_other_bytes_than_vouched_for_are_refused(drop: Drop) -> None:
    vouch(drop, returns_2024=b"ABC")
    assert refused(drop).code == "manifest_disagrees"


@pytest.mark.parametrize("content", [b"", b"{", b"0123  returns_2024.csv\n", b"\xff\n", b'{"files": [{"name": "a"}]}'])
def test_a_manifest_that_cannot_be_read_is_refused(drop: Drop, content: bytes) -> None:
    put(drop.place.folder / drop.manifest, content)
    with pytest.raises(DeliveryRefused) as caught:
        drop.names(FEED)
    assert caught.value.code == "manifest_unreadable"


def test_a_manifest_whose_last_line_is_cut_off_is_refused(drop: Drop) -> None:
    vouch(drop, returns_2024=b"abc", returns_2025=b"abc")
    path = drop.place.folder / drop.manifest
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DeliveryRefused) as caught:
        drop.names(FEED)
    assert caught.value.code == "manifest_unreadable"


def test_a_manifest_may_not_say_two_things_of_one_file(drop: Drop) -> None:
    vouch(drop, returns_2024=b"abc")
    path = drop.place.folder / drop.manifest
    first = path.read_text()
    vouch(drop, returns_2024=b"xyz")
    both = first + path.read_text() if drop.manifest == "SHA256SUMS" else merged(first, path.read_text())
    path.write_text(both)
    with pytest.raises(DeliveryRefused, match=r"对「returns_2024\.csv」有两种说法"):
        drop.names(FEED)


def merged(one: str, other: str) -> str:
    return json.dumps({"files": json.loads(one)["files"] + json.loads(other)["files"]})


def test_a_manifest_reaches_no_file_outside_the_folder(drop: Drop) -> None:
    put(drop.place.folder.parent / "returns_secret.csv", b"abc")
    vouch(drop, **{"../returns_secret": b"abc"})
    with pytest.raises(DeliveryRefused):
        drop.fetch(FEED, "../returns_secret.csv")
