"""What the site answers where something was taken down: 410 with the date, the ground and the hash."""

from published.editions import Edition
from published.home import Home
from published.manifest import MANIFEST
from published.numbering import order
from published.releases import release_folder
from published.schedule import in_the_city
from published.site.refusals import Refused
from published.tombstone import TOMBSTONE, Tombstone, taken_down
from published.vintages import name_of

_VINTAGES = name_of("")
NO_TABLE = "no such table: "


def gone(stone: Tombstone, name: str | None = None) -> Refused:
    """A release that was taken down or, with `name`, a file of it."""
    day = f"{in_the_city(stone.taken_down_at):%Y-%m-%d}"
    what = f"{stone.dataset} {stone.version}" + (f" {name}" if name else "")
    digest = stone.files.get(name or MANIFEST)
    hashed = (f"，SHA-256 为 {digest}", f"; SHA-256: {digest}") if digest else ("", "")
    return Refused(
        410,
        f"{what} 已于 {day} 依法删除。依据：{stone.ground.zh}。只保留指纹{hashed[0]}。",
        f"{what} was erased on {day}. Ground: {stone.ground.en}. Only its hash is kept{hashed[1]}.",
        {
            "dataset": stone.dataset,
            "version": stone.version,
            "taken_down_at": in_the_city(stone.taken_down_at).isoformat(),
            "ground": stone.ground.model_dump(),
            "sha256": digest,
            "tombstone": f"/releases/{stone.dataset}/{stone.version}/{TOMBSTONE}",
        },
    )


def gone_table(home: Home, edition: Edition, table: str) -> Refused | None:
    """The answer for a table (or the vintages of one) that an edition shows no more; None where it never did."""
    dataset = table.removesuffix(_VINTAGES)
    version = edition.releases.get(dataset) or max(edition.taken_down.get(dataset, ()), key=order, default=None)
    stone = taken_down(release_folder(home, dataset, version)) if version else None
    return gone(stone) if stone else None
