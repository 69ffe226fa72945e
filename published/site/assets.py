"""Static files, served at an address that changes with their content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

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


def program_version(folder: Path = _FOLDER.parent) -> str:
    """A short hash of everything that shapes an answer besides the data: code, templates, styles."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".py", ".html", ".css", ".js", ".svg", ".yml"}:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
