"""Back from the raw zone: the very bytes that a department delivered, and the encryption of a zone kept in clear."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from orchestration.access import opened
from orchestration.archive import Archive
from orchestration.raw_key import RawKey
from orchestration.sealed_bytes import is_sealed, seal, unseal
from published.feed import Feed
from published.home import Home

_CHUNK = 1 << 20
_PLAIN_PARQUET = b"PAR1"


def original(home: Home, feed: Feed, file: str) -> Iterator[bytes]:
    """The bytes of the file as it counts now; KeyError where it is none."""
    archive = Archive.of(home, feed)
    current = {passport.file: passport for passport in archive.current().values()}
    folder = archive.folder / current[file].stem / current[file].folder
    opened(home.raw, folder)
    return content(folder / "payload" / file, archive.key)


def content(path: Path, key: RawKey | None) -> Iterator[bytes]:
    """The bytes of a payload as they were delivered; raises Tampered."""
    if key:
        yield from unseal(path, key)
        return
    with path.open("rb") as plain:
        while chunk := plain.read(_CHUNK):
            yield chunk


def encrypt(home: Home) -> int:
    """Encrypt every snapshot that lies in clear, each file at one instant; can be repeated. Files encrypted."""
    key = RawKey.named()
    key.claim(home.raw, complete=False)
    opened(home.raw, "encrypt")
    payloads = [path for path in home.raw.glob("*/*/*/*/payload/*") if not is_sealed(path)]
    rows = [path for path in home.raw.glob("*/*/*/*/rows.parquet") if _lies_in_clear(path)]
    for path in payloads:
        seal(path, key)
    for path in rows:
        _encrypt_rows(path, key)
    key.claim(home.raw, complete=True)
    return len(payloads) + len(rows)


def _lies_in_clear(rows: Path) -> bool:
    with rows.open("rb") as content:
        return content.read(len(_PLAIN_PARQUET)) == _PLAIN_PARQUET


def _encrypt_rows(path: Path, key: RawKey) -> None:
    """The same row groups in a file that takes the place of the plain one."""
    incoming = path.with_name(".rows.sealing")
    with (
        pq.ParquetFile(path) as plain,
        pq.ParquetWriter(
            incoming, plain.schema_arrow, compression="zstd", encryption_properties=key.to_write_parquet()
        ) as sealed,
    ):
        for group in range(plain.num_row_groups):
            sealed.write_table(plain.read_row_group(group))
    incoming.chmod(0o400)
    incoming.replace(path)
