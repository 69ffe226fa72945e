"""Is a release folder what was sealed? Needs nothing but the folder and a public key from elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from published.folders import SUMS, sha256
from published.manifest import MANIFEST, SIGNATURE, Manifest
from published.proof import derived_sums
from published.signature import Mismatch, PublicKey, Signature, SignatureError
from published.tombstone import MARKS, TOMBSTONE, Tombstone
from published.vocabulary import Text

Told = TypeVar("Told", bound=BaseModel)
_VOUCHING = (MANIFEST, SIGNATURE, SUMS)
_MISSING = Text(zh="缺少；请重新下载", en="missing: download it again")
_NO_FILE = Text(zh="不是普通文件；请删去并重新下载", en="no regular file: remove it and download it again")
_ADDED = Text(zh="不属于这次发布；请移走，不要使用", en="no part of the release: remove it, do not use it")
_CHANGED = Text(zh="内容不是封存时的；请重新下载，不要使用", en="not what was sealed: download it again, do not use it")
_NO_MANIFEST = Text(
    zh="缺少；请重新下载（有清单以前封存的版本无法检查）",
    en="missing: download it again (a release sealed before there were manifests cannot be checked)",
)
_NO_SIGNATURE = Text(zh="不是封存时写出的签名；请重新下载", en="not the signature that was sealed: download it again")
_OTHER_STONE = Text(zh="是另一次发布的；请重新下载", en="of another release: download it again")
_LEFT = Text(zh="已依法删除，不应再有；请删去", en="taken down by law, must not be kept: remove it")
_OTHER_SUMS = Text(zh="与清单不符；请重新下载", en="does not follow from the manifest: download it again")
_UNREADABLE = Text(
    zh="签名有效但读不懂；请换用更新的程序", en="signed, yet not understood: use a newer version of this program"
)


@dataclass(frozen=True)
class Fault:
    """One file that is not as it was sealed, and what to do."""

    file: str
    told: Text


class Untrusted(Exception):
    """A folder that nobody vouches for; `fault` says why."""

    def __init__(self, file: str, told: Text) -> None:
        self.fault = Fault(file, told)
        super().__init__(file)


def vouched(folder: Path, key: PublicKey) -> tuple[Manifest, str]:
    """The signed manifest of a folder with the signed comment; raises Untrusted."""
    return _signed(folder, (MANIFEST, SIGNATURE), Manifest, key)


def buried(folder: Path, key: PublicKey) -> tuple[Tombstone, str] | None:
    """The signed tombstone of a folder with the signed comment, None where there is none; raises Untrusted."""
    there = any(is_there(folder / name) for name in MARKS)
    return _signed(folder, MARKS, Tombstone, key) if there else None


def departures(folder: Path, manifest: Manifest, stone: Tombstone | None = None) -> Iterator[Fault]:
    """Every file that was changed, taken away or added since the manifest was signed, erased files apart."""
    erased = _erased(manifest, stone)
    known = {*manifest.files, *_VOUCHING, *(MARKS if stone else ())}
    present = {path.name: path for path in sorted(folder.iterdir())}
    for name, path in present.items():
        if name not in known:
            yield Fault(shown(name), _ADDED)
        elif not is_regular(path):
            yield Fault(name, _NO_FILE)
        elif name in manifest.files and sha256(path) != manifest.files[name]:
            yield Fault(name, _CHANGED)
    yield from (Fault(name, _MISSING) for name in sorted(known - set(present) - erased))
    if stone and (stone.dataset, stone.version) != (manifest.dataset, manifest.version):
        yield Fault(TOMBSTONE, _OTHER_STONE)
    if is_regular(folder / SUMS) and (folder / SUMS).read_bytes() != _sums(folder, manifest):
        yield Fault(SUMS, _OTHER_SUMS)


def leftovers(folder: Path, stone: Tombstone) -> Iterator[Fault]:
    """Everything in the folder of a release that was taken down whole, but its tombstone."""
    left = (path.name for path in sorted(folder.iterdir()) if path.name not in MARKS)
    yield from (Fault(shown(name), _LEFT if name in stone.files else _ADDED) for name in left)


def is_regular(path: Path) -> bool:
    """Whether it is a file itself, not a link to one: what is opened must lie in the folder."""
    return path.is_file() and not path.is_symlink()


def is_there(path: Path) -> bool:
    """Whether anything has that name, a link into nothing as well."""
    return path.exists() or path.is_symlink()


def shown(name: str) -> str:
    """Foreign words, such as the name of a file, that do nothing to a terminal."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in name)


def _signed(folder: Path, names: tuple[str, str], kind: type[Told], key: PublicKey) -> tuple[Told, str]:
    """A signed file of a folder, read, with the comment that was signed as well; raises Untrusted."""
    name, beside = names
    content = _content(folder / name, _NO_MANIFEST if name == MANIFEST else _MISSING)
    signature = _signature(beside, _content(folder / beside, _MISSING))
    try:
        key.check(content, signature)
    except Mismatch:
        raise Untrusted(name, _unsigned(beside, signature, key)) from None
    try:
        return kind.model_validate_json(content), signature.comment
    except ValueError:
        raise Untrusted(name, _UNREADABLE) from None


def _erased(manifest: Manifest, stone: Tombstone | None) -> set[str]:
    return {name for name, digest in stone.files.items() if manifest.files.get(name) == digest} if stone else set()


def _content(path: Path, missing: Text) -> bytes:
    if not is_regular(path):
        raise Untrusted(path.name, _NO_FILE if is_there(path) else missing)
    return path.read_bytes()


def _signature(name: str, content: bytes) -> Signature:
    try:
        signature = Signature.read(content.decode())
    except (SignatureError, UnicodeDecodeError):
        raise Untrusted(name, _NO_SIGNATURE) from None
    if signature.text().encode() != content:
        raise Untrusted(name, _NO_SIGNATURE)
    return signature


def _unsigned(name: str, signature: Signature, key: PublicKey) -> Text:
    if signature.number != key.number:
        return Text(
            zh=f"{name} 不是用公钥 {key.id} 的密钥签的；请核对公钥，仍不符则不要使用",
            en=f"{name} is by another key than {key.id}: check the public key, else do not use it",
        )
    return Text(
        zh=f"与签名 {name} 不符；请重新下载这两个文件，不要使用",
        en=f"not what {name} signs: download both again, do not use them",
    )


def _sums(folder: Path, manifest: Manifest) -> bytes:
    return derived_sums(manifest, {name: sha256(folder / name) for name in (MANIFEST, SIGNATURE)}).encode()
