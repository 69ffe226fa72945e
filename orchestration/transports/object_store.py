"""Deliveries in an S3-compatible object store."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from pydantic import SecretStr

from orchestration.refusals import DeliveryRefused
from orchestration.transports import Delivery, Known
from orchestration.transports.arriving import Arriving, Inbox
from orchestration.transports.credentials import credential, without
from orchestration.transports.patience import USUAL, Deadline, Patience, TryAgain
from published.feed import Feed
from published.ways_in import ByS3

if TYPE_CHECKING:
    from pyarrow.fs import FileInfo, S3FileSystem

_STEP = 1 << 20
_FINAL = {
    "credential_refused": (
        "ACCESS_DENIED",
        "SIGNATURE_DOES_NOT_MATCH",
        "INVALID_ACCESS_KEY_ID",
        "INVALID_CLIENT_TOKEN_ID",
    ),
    "not_served": ("NO_SUCH_BUCKET", "NO_SUCH_KEY", "RESOURCE_NOT_FOUND", "does not exist"),
}

Told = TypeVar("Told")


@dataclass(frozen=True)
class ObjectStore:
    """The objects of one feed: those directly below the declared prefix."""

    way: ByS3
    inbox: Inbox
    patience: Patience = USUAL

    def names(self, feed: Feed) -> list[str]:
        """Objects below the prefix whose name matches the feed's pattern, sorted."""
        from pyarrow.fs import FileSelector, FileType

        place = FileSelector(self._path(), allow_not_found=True)
        found = self._ask(Deadline(feed, feed.pattern, self.patience), lambda store: store.get_file_info(place))
        names = sorted(info.base_name for info in found if info.type == FileType.File)
        names = [name for name in names if name[0] != "." and fnmatchcase(name, feed.pattern)]
        if not names:
            raise DeliveryRefused(feed.key, feed.pattern, "nothing_delivered")
        return names

    def fetch(self, feed: Feed, name: str, known: Known | None = None) -> Delivery:
        """Copy one object that stays the same meanwhile; raises DeliveryRefused."""
        if "/" in name or not name.isprintable():
            raise DeliveryRefused(feed.key, name, "file_name")
        deadline = Deadline(feed, name, self.patience)
        with self.inbox.arriving(feed, name) as copy:
            info = self._ask(deadline, lambda store: _copied(store, self._path(name), copy, deadline))
            return Delivery.of(copy, info.mtime)

    def _path(self, *name: str) -> str:
        return str(PurePosixPath(self.way.bucket, self.way.prefix.strip("/"), *name))

    def _ask(self, deadline: Deadline, work: "Callable[[S3FileSystem], Told]") -> Told:
        keys = [credential(deadline.feed, deadline.file, ref) for ref in (self.way.access_key, self.way.secret_key)]
        return deadline.patiently(lambda: self._once(deadline, keys, work))

    def _once(self, deadline: Deadline, keys: list[SecretStr], work: "Callable[[S3FileSystem], Told]") -> Told:
        from pyarrow.fs import AwsStandardS3RetryStrategy, S3FileSystem

        endpoint = urlsplit(self.way.endpoint)
        try:
            return work(
                S3FileSystem(
                    access_key=keys[0].get_secret_value(),
                    secret_key=keys[1].get_secret_value(),
                    endpoint_override=endpoint.netloc,
                    scheme="https" if endpoint.scheme == "https" else "http",
                    region=self.way.region,
                    connect_timeout=deadline.silence,
                    request_timeout=deadline.silence,
                    retry_strategy=AwsStandardS3RetryStrategy(max_attempts=1),
                )
            )
        except OSError as error:
            raise self._trouble(deadline, without(str(error), *keys)) from None

    def _trouble(self, deadline: Deadline, cause: str) -> Exception:
        """What the store said, in our words: a trouble that may pass, or a refusal."""
        deadline.check()
        short = cause.partition("AWS Error ")[2] or cause
        code = next((code for code, words in _FINAL.items() if any(word in cause for word in words)), None)
        if code is None:
            return TryAgain("network", cause=short)
        references = f"{self.way.access_key}、{self.way.secret_key}"
        return DeliveryRefused(deadline.feed.key, deadline.file, code, cause=short, credential=references)


def _copied(store: "S3FileSystem", path: str, copy: Arriving, deadline: Deadline) -> "FileInfo":
    copy.start_anew()
    before = store.get_file_info(path)
    with store.open_input_stream(path) as stream:
        while chunk := stream.read(_STEP):
            deadline.check()
            copy.write(chunk)
    after = store.get_file_info(path)
    if (before.mtime_ns, before.size, copy.size) != (after.mtime_ns, after.size, after.size):
        raise DeliveryRefused(deadline.feed.key, deadline.file, "changed_while_copied")
    return after
