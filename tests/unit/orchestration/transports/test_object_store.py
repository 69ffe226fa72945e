from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from orchestration.refusals import DeliveryRefused
from orchestration.transports.arriving import Arriving, Inbox
from orchestration.transports.object_store import ObjectStore
from orchestration.transports.patience import Patience
from published.ways_in import ByS3
from tests.deliveries import feed
from tests.servers.s3 import ACCESS_KEY, SECRET_KEY, Store, s3_store

FEED = feed()
FILE = "returns_2024.csv"
QUICK = Patience(attempts=2, first_wait=0.01, longest_wait=0.02, silence=3, total=15)
CONTENT = b"abc" * 1_000_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with s3_store(tmp_path_factory.mktemp("s3") / "data") as store:
        store.put("office/returns_2024.csv", CONTENT)
        store.put("office/returns_2023.csv", b"")
        store.put("office/other.csv", b"")
        store.put("office/returns_deeper/returns_1.csv", b"")
        yield store


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3_ACCESS", ACCESS_KEY)
    monkeypatch.setenv("S3_SECRET", SECRET_KEY)


def at(store: Store, tmp_path: Path, size_cap: int = 4 << 20, **declared: Any) -> ObjectStore:
    facts = {
        "transport": "s3",
        "endpoint": store.address,
        "bucket": "deliveries",
        "prefix": "office/",
        "access_key": "env:S3_ACCESS",
        "secret_key": "env:S3_SECRET",
        **declared,
    }
    return ObjectStore(ByS3.model_validate(facts), Inbox(tmp_path / "incoming", size_cap), QUICK)


def refused(transport: ObjectStore, name: str = FILE) -> DeliveryRefused:
    with pytest.raises(DeliveryRefused) as caught:
        transport.fetch(FEED, name)
    assert not list(transport.inbox.folder.glob("*"))
    assert "marked" not in str(caught.value) + caught.value.english
    return caught.value


def test_names_are_the_objects_of_the_pattern_below_the_prefix(store: Store, tmp_path: Path) -> None:
    assert at(store, tmp_path).names(FEED) == ["returns_2023.csv", FILE]
    with pytest.raises(DeliveryRefused, match="没有符合该名称的文件"):
        at(store, tmp_path, prefix="elsewhere").names(FEED)


def test_a_delivery_is_an_exact_copy_with_its_time_stamp(store: Store, tmp_path: Path) -> None:
    delivery = at(store, tmp_path).fetch(FEED, FILE)
    assert delivery.path.read_bytes() == CONTENT
    assert delivery.modified is not None and datetime.now(UTC) - delivery.modified < timedelta(hours=1)


@pytest.mark.parametrize(
    ("declared", "code", "word"),
    [
        ({"bucket": "nobody"}, "not_served", "nobody"),
        ({"prefix": "gone"}, "not_served", "gone"),
        ({"endpoint": "http://127.0.0.1:9"}, "network", "连接失败"),
        ({"size_cap": 1000}, "too_large", "1,000"),
        ({"secret_key": "env:S3_NOBODY"}, "credential_missing", "env:S3_NOBODY"),
    ],
    ids=["bucket", "prefix", "server", "bytes", "variable"],
)
def test_trouble_is_one_sentence(store: Store, tmp_path: Path, declared: dict[str, Any], code: str, word: str) -> None:
    refusal = refused(at(store, tmp_path, **declared))
    assert (refusal.code, word in str(refusal)) == (code, True), str(refusal)


@pytest.mark.parametrize("variable", ["S3_ACCESS", "S3_SECRET"])
def test_refused_keys_are_named_by_their_variables(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "marked-but-wrong")
    refusal = refused(at(store, tmp_path))
    assert refusal.code == "credential_refused" and f"env:{variable}" in str(refusal)


def test_an_object_that_is_replaced_meanwhile_is_refused(store: Store, tmp_path: Path) -> None:
    store.put("moving/returns_2024.csv", b"old" * 1_000_000)
    transport = at(store, tmp_path, prefix="moving")

    write = Arriving.write

    def changing(copy: Arriving, chunk: bytes) -> None:
        if copy.size == 0:
            store.put("moving/returns_2024.csv", b"newer" * 1_000_000)
        write(copy, chunk)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Arriving, "write", changing)
        assert refused(transport).code == "changed_while_copied"
