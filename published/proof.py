"""How a filled release folder is vouched for: its manifest, the signature, and the sums for whoever has no minisign."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from published.folders import SUMS, sha256, sums
from published.manifest import MANIFEST, SIGNATURE, Manifest
from published.secret_key import SecretKey

DEMONSTRATION = "演示密钥 (demonstration key)"


@dataclass(frozen=True)
class Signer:
    """The key that signs, and what is to be known of it."""

    key: SecretKey
    remark: str = ""


def digests(folder: Path) -> dict[str, str]:
    """File name ► sha256 of everything in a folder."""
    return {path.name: sha256(path) for path in sorted(folder.iterdir())}


def prove(folder: Path, manifest: Manifest, signer: Signer) -> None:
    """Write the manifest of a filled folder, its signature and SHA256SUMS, which follows from both."""
    (folder / MANIFEST).write_bytes(manifest.content)
    words = [f"{manifest.dataset} {manifest.version}", manifest.remark, signer.remark]
    signature = signer.key.sign(manifest.content, " · ".join(filter(None, words)))
    (folder / SIGNATURE).write_text(signature.text(), encoding="utf-8")
    vouching = {name: sha256(folder / name) for name in (MANIFEST, SIGNATURE)}
    (folder / SUMS).write_text(derived_sums(manifest, vouching), encoding="utf-8")


def derived_sums(manifest: Manifest, vouching: Mapping[str, str]) -> str:
    """SHA256SUMS: the manifest's files, itself and its signature, under the same remark."""
    return sums({**manifest.files, **vouching}, manifest.remark)
