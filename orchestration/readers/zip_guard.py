"""Archives looked over before a library unpacks them: what an entry really holds, not what it declares."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

from orchestration.refusals import DeliveryRefused
from published.feed import Feed

ENTRIES_CAP = 5_000
UNPACKED_CAP = 512 << 20
RATIO_CAP = 200
"""Unpacked to packed; only asked of archives that unpack to more than `RATIO_FLOOR` bytes."""
RATIO_FLOOR = 16 << 20
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_LOCAL_HEADER = struct.Struct("<4s22xHH")


def unpacked(feed: Feed, path: Path) -> Iterator[tuple[str, bytes]]:
    """(entry name, chunk) for all that the archive holds, chunk by chunk; raises DeliveryRefused."""
    with path.open("rb") as stream:
        entries = _entries(feed, path, stream)
        _check_declared(feed, path, entries)
        left = min(UNPACKED_CAP, max(RATIO_FLOOR, RATIO_CAP * path.stat().st_size))
        for entry in entries:
            size = 0
            for chunk in _inflated(feed, path, stream, entry):
                size += len(chunk)
                if size > left:
                    _refuse(feed, path, "zip_bomb", f"解压后超过 {UNPACKED_CAP >> 20} MiB 或 {RATIO_CAP} 倍")
                yield entry.filename, chunk
            left -= size
            if size != entry.file_size:
                _refuse(feed, path, "zip_bomb", "申报的大小与实际不符")


def _entries(feed: Feed, path: Path, stream: BinaryIO) -> list[zipfile.ZipInfo]:
    start = stream.read(4)
    try:
        with zipfile.ZipFile(stream) as archive:
            return archive.infolist()
    # over bytes that are no sound archive zipfile raises its own error or lets others through: seeks before the start
    # (ValueError), versions and offsets beyond it (NotImplementedError, OverflowError), short records (struct.error)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, struct.error) as error:
        if start == _OLE:
            _refuse(feed, path, "encrypted")
        other = "not_an_archive" if feed.packed else "not_a_workbook"
        _refuse(feed, path, "damaged" if start.startswith(b"PK") else other, "压缩包不完整", error)


def _check_declared(feed: Feed, path: Path, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        _refuse(feed, path, "encrypted")
    if len(entries) > ENTRIES_CAP or len(set(names)) < len(names):
        _refuse(feed, path, "zip_bomb", f"{len(entries)} 个条目，过多或重名")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        _refuse(feed, path, "zip_bomb", "压缩方式不是通用的")
    if sum(entry.file_size for entry in entries) > UNPACKED_CAP:
        _refuse(feed, path, "zip_bomb", f"解压后超过 {UNPACKED_CAP >> 20} MiB")


def _inflated(feed: Feed, path: Path, stream: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """zipfile itself stops at the declared size, so the entry is inflated here, to its real end."""
    packed = _packed(feed, path, stream, entry)
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from packed
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for piece in packed:
            while piece and not inflater.eof:
                yield inflater.decompress(piece, _CHUNK)
                piece = inflater.unconsumed_tail
        yield inflater.flush(_CHUNK)
    except zlib.error as error:
        _refuse(feed, path, "damaged", entry.filename, error)
    if not inflater.eof:
        _refuse(feed, path, "damaged", entry.filename)


def _packed(feed: Feed, path: Path, stream: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    stream.seek(max(entry.header_offset, 0))
    header = stream.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        _refuse(feed, path, "damaged", entry.filename)
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    stream.seek(name_length + extra_length, 1)
    left = entry.compress_size
    while left and (piece := stream.read(min(left, _CHUNK))):
        left -= len(piece)
        yield piece
    if left:
        _refuse(feed, path, "damaged", entry.filename)


def _refuse(feed: Feed, path: Path, code: str, cause: str = "", error: Exception | None = None) -> NoReturn:
    raise DeliveryRefused(feed.key, path.name, code, cause=cause) from error
