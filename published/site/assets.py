"""Static files, served at an address that changes with their content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from published.site.answers import FOR_EVER, encoded
from published.site.compression import ENCODINGS
from published.site.whole import Whole

_FOLDER = Path(__file__).with_name("static")
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """A static file: content, type, and the address it has for ever."""

    path: str
    body: bytes
    content_type: str


@dataclass(frozen=True)
class Assets:
    """All static files by address, and the address by file name."""

    by_path: dict[str, Asset]
    by_name: dict[str, str]

    @classmethod
    def load(cls, folder: Path = _FOLDER) -> "Assets":
        """Read every file of the folder once."""
        files = sorted(file for file in folder.iterdir() if file.suffix in _TYPES)
        assets = {file.name: _asset(file) for file in files}
        return cls(
            {asset.path: asset for asset in assets.values()},
            {name: asset.path for name, asset in assets.items()},
        )


def _asset(file: Path) -> Asset:
    body = file.read_bytes()
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Asset(f"/static/{digest}/{file.name}", body, _TYPES[file.suffix])


def ready(assets: Assets) -> dict[str, Whole]:
    """Every static file by address, ready to be sent in every encoding."""
    made = {}
    for path, asset in assets.by_path.items():
        headers = {"content-type": asset.content_type, "cache-control": FOR_EVER}
        made[path] = Whole.of(encoded(headers), asset.body)
        for encoding in ENCODINGS:
            made[path].compress(encoding, once=True)
    return made


def program_version(folder: Path = _FOLDER.parent) -> str:
    """A short hash of everything that shapes an answer besides the data: code, templates, styles."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".py", ".html", ".css", ".js", ".svg", ".yml"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
