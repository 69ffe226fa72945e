"""A real SFTP server over a folder of this machine, in a thread of its own."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncssh


@dataclass
class Sftp:
    """Where it listens and what opens it; `hang_up_after` bytes of reading it drops the line, `times` times."""

    root: Path
    password: str
    port: int = 0
    host_key: asyncssh.SSHKey = field(default_factory=lambda: asyncssh.generate_private_key("ssh-ed25519"))
    user_key: asyncssh.SSHKey = field(default_factory=lambda: asyncssh.generate_private_key("ssh-ed25519"))
    hang_up_after: int = 1 << 40
    times: int = 0
    on_hang_up: Any = None
    on_read: Any = None
    reads: list[int] = field(default_factory=list)

    @property
    def host_line(self) -> str:
        return self.host_key.export_public_key().decode().strip()


@contextmanager
def sftp_server(root: Path, password: str) -> Iterator[Sftp]:
    """A server on this machine, ended with the block."""
    server = Sftp(root, password)

    class Door(asyncssh.SSHServer):
        def begin_auth(self, username: str) -> bool:
            return True

        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == ("yongzhuan", server.password)

        def public_key_auth_supported(self) -> bool:
            return True

        def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
            return key.public_data == server.user_key.public_data

    class Files(asyncssh.SFTPServer):
        def __init__(self, channel: asyncssh.SSHServerChannel[bytes]) -> None:
            self._line = channel.get_connection()
            super().__init__(channel, chroot=str(server.root).encode())

        def read(self, file_obj: object, offset: int, size: int) -> bytes:
            server.reads.append(offset)
            if server.on_read:
                server.on_read()
            if server.times and offset >= server.hang_up_after:
                server.times -= 1
                if server.on_hang_up:
                    server.on_hang_up()
                self._line.abort()
                return b""
            data = super().read(file_obj, offset, size)
            assert isinstance(data, bytes)
            return data

    loop = asyncio.new_event_loop()

    async def listen() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1", 0, server_factory=Door, server_host_keys=[server.host_key], sftp_factory=Files
        )

    acceptor = loop.run_until_complete(listen())
    server.port = acceptor.get_port()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(acceptor.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
