"""Is a release that was made again the one that was sealed? File by file, by the digests of its manifest."""

import json
from pathlib import Path

from published.folders import SUMS, sha256
from published.manifest import MANIFEST, SIGNATURE, Manifest
from published.proof import digests
from published.verification import Fault
from published.vocabulary import Text

_ADDED = Text(zh="重做多出来的，封存时没有", en="made now, but not sealed then")
_MISSING = Text(zh="没有重做出来", en="sealed then, but not made now")
_OTHER = Text(zh="与封存的不同", en="not what was sealed")


def differences(sealed: Path, made: Path) -> tuple[Fault, ...]:
    """Every file that came out otherwise than it was sealed; of the manifest, which of its parts."""
    vouching = {name: sha256(sealed / name) for name in (MANIFEST, SIGNATURE, SUMS) if (sealed / name).exists()}
    then, now = {**Manifest.read(sealed).files, **vouching}, digests(made)
    different = sorted(name for name in {*then, *now} if then.get(name) != now.get(name))
    return tuple(Fault(name, _told(name, then, now, sealed, made)) for name in different)


def _told(name: str, then: dict[str, str], now: dict[str, str], sealed: Path, made: Path) -> Text:
    if name not in then:
        return _ADDED
    if name not in now:
        return _MISSING
    if name != MANIFEST:
        return _OTHER
    parts = ", ".join(_parts(sealed / MANIFEST, made / MANIFEST))
    return Text(zh=f"{_OTHER.zh}（{parts}）", en=f"{_OTHER.en} ({parts})")


def _parts(then: Path, now: Path) -> list[str]:
    """The names under which two manifests say different things."""
    said, says = (json.loads(path.read_bytes()) for path in (then, now))
    return sorted(name for name in {*said, *says} if said.get(name) != says.get(name))
