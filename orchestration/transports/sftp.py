"""Deliveries on a department's SFTP server, whose key we know beforehand."""

import asyncio
import stat
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import SecretStr

from orchestration.refusals import DeliveryRefused
from orchestration.transports import Delivery, Known
from orchestration.transports.arriving import Arriving, Inbox
from orchestration.transports.credentials import credential, without
from orchestration.transports.patience import USUAL, Deadline, Patience, TryAgain
from published.feed import Feed
from published.ways_in import BySftp

if TYPE_CHECKING:
    import asyncssh

_STEP = 1 << 18

Told = TypeVar("Told")


@dataclass(frozen=True)
class Sftp:
    """The folder of one feed on an SFTP server."""

    way: BySftp
    inbox: Inbox
    patience: Patience = USUAL

    def names(self, feed: Feed) -> list[str]:
        """Files of the folder that match the feed's pattern, sorted; hidden ones and folders are ignored."""
        entries = self._ask(Deadline(feed, feed.pattern, self.patience), self._list)
        names = sorted(name for name in entries if name[:1] != "." and fnmatchcase(name, feed.pattern))
        if not names:
            raise DeliveryRefused(feed.key, feed.pattern, "nothing_delivered")
        return names

    def fetch(self, feed: Feed, name: str, known: Known | None = None) -> Delivery:
        """Copy one file; what broke off is resumed while size and time stamp stay; raises DeliveryRefused."""
        if "/" in name or not name.isprintable():
            raise DeliveryRefused(feed.key, name, "file_name")
        with self.inbox.arriving(feed, name) as copy:
            download = _Download(f"{self.way.folder}/{name}", copy)
            modified = self._ask(Deadline(feed, name, self.patience), download.go_on)
            return Delivery.of(copy, modified)

    async def _list(self, sftp: "asyncssh.SFTPClient", deadline: Deadline) -> list[str]:
        entries = await asyncio.wait_for(sftp.readdir(self.way.folder), deadline.silence)
        return [str(e.filename) for e in entries if not stat.S_ISDIR(e.attrs.permissions or 0)]

    def _ask(self, deadline: Deadline, work: "Callable[[asyncssh.SFTPClient, Deadline], Awaitable[Told]]") -> Told:
        return deadline.patiently(lambda: asyncio.run(self._once(deadline, work)))

    async def _once(
        self, deadline: Deadline, work: "Callable[[asyncssh.SFTPClient, Deadline], Awaitable[Told]]"
    ) -> Told:
        import asyncssh

        refuse, way = _refusal(deadline), self.way
        secret = credential(deadline.feed, deadline.file, str(way.password or way.private_key))
        try:
            async with asyncio.timeout(deadline.left), self._connected(deadline, secret) as sftp:
                return await work(sftp, deadline)
        except asyncssh.HostKeyNotVerifiable:
            raise refuse("host_key", host=f"{way.host}:{way.port}") from None
        except (asyncssh.PermissionDenied, asyncssh.SFTPPermissionDenied) as error:
            reference = way.password or way.private_key
            raise refuse("credential_refused", cause=without(error.reason, secret), credential=reference) from None
        except asyncssh.SFTPNoSuchFile as error:
            raise refuse("not_served", cause=without(error.reason, secret)) from None
        except TimeoutError as error:
            deadline.check()
            raise TryAgain("network", cause="timeout") from error
        except (OSError, asyncssh.Error) as error:
            raise TryAgain("network", cause=without(str(error), secret) or type(error).__name__) from error

    @asynccontextmanager
    async def _connected(self, deadline: Deadline, secret: SecretStr) -> "AsyncIterator[asyncssh.SFTPClient]":
        import asyncssh

        way, known = self.way, _host_key(deadline, self.way.host_key)

        class Client(asyncssh.SSHClient):
            def validate_host_public_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:
                blob = key.export_public_key().decode().split()[1]
                return known.rstrip("=") == key.get_fingerprint() or blob in known.split()

        opened = asyncssh.connect(
            way.host,
            way.port,
            username=way.user,
            client_factory=Client,
            known_hosts=([], [], []),
            server_host_key_algs=_algorithms(known),
            config=None,
            agent_path=None,
            keepalive_interval=self.patience.silence,
            login_timeout=deadline.silence,
            connect_timeout=deadline.silence,
            **_proof(deadline, way, secret),
        )
        async with opened as connection, connection.start_sftp_client() as sftp:
            yield sftp


class _Download:
    """What came so far of a remote file, over as many connections as it takes."""

    def __init__(self, path: str, copy: Arriving) -> None:
        self._path, self._copy = path, copy
        self._of: tuple[int, int] | None = None

    async def go_on(self, sftp: "asyncssh.SFTPClient", deadline: Deadline) -> datetime:
        before = await self._state(sftp, deadline)
        if before != self._of:
            self._copy.start_anew()
            self._of = before
        async with sftp.open(self._path, "rb", encoding=None) as remote:
            while chunk := await asyncio.wait_for(remote.read(_STEP, self._copy.size), deadline.silence):
                self._copy.write(cast(bytes, chunk))
        after = await self._state(sftp, deadline)
        if after != before:
            raise _refusal(deadline)("changed_while_copied")
        if self._copy.size != before[0]:
            self._of = None
            raise TryAgain("cut_off", found=f"{self._copy.size:,}", expected=f"{before[0]:,}")
        return datetime.fromtimestamp(before[1], UTC)

    async def _state(self, sftp: "asyncssh.SFTPClient", deadline: Deadline) -> tuple[int, int]:
        found = await asyncio.wait_for(sftp.stat(self._path), deadline.silence)
        if not stat.S_ISREG(found.permissions or 0):
            raise _refusal(deadline)("not_a_file")
        return found.size or 0, found.mtime or 0


def _refusal(deadline: Deadline) -> Callable[..., DeliveryRefused]:
    return lambda code, **facts: DeliveryRefused(deadline.feed.key, deadline.file, code, **facts)


def _host_key(deadline: Deadline, declared: str) -> str:
    held = declared.startswith("file:")
    return credential(deadline.feed, deadline.file, declared).get_secret_value() if held else declared


def _algorithms(known: str) -> list[str] | str:
    """Asks the server for the key that we know, where it has several."""
    kind = next((word for word in known.split() if word.startswith(("ssh-", "ecdsa-"))), "")
    if kind == "ssh-rsa":
        return ["rsa-sha2-512", "rsa-sha2-256"]
    return [kind] if kind else "default"


def _proof(deadline: Deadline, way: BySftp, secret: SecretStr) -> dict[str, Any]:
    """The password or the key, and nothing that lies about on this machine."""
    import asyncssh

    if way.password:
        return {"password": secret.get_secret_value(), "client_keys": None}
    try:
        key = asyncssh.import_private_key(secret.get_secret_value() + "\n")
    except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError):
        raise _refusal(deadline)("credential_unfit", credential=way.private_key) from None
    return {"client_keys": [key], "password": None}
