"""The proof that what was taken down is found nowhere: every file that is kept is read, and the site is walked."""

import asyncio
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from published.describe.downloads import DOWNLOADS
from published.editions import Edition, current, folder, public_ids
from published.home import Home
from published.site.crawl import STARTS, Frontier, alike, walk
from published.site.pinned import root_of
from published.site.serve import application
from published.traces import Wanted, found

MOST_EDITIONS, MOST_ADDRESSES, OF_A_KIND = 5, 5_000, 2
Versions = Mapping[str, tuple[str, ...]]


@dataclass
class Proof:
    """What was looked through, and what was found that should not be there.

    `gone`: answers with 410; `held`: editions that were made with it, of which so many `editions` were walked; `cut`:
    whether the walk ended at its limit.
    """

    files: int = 0
    addresses: int = 0
    kinds: int = 0
    gone: int = 0
    editions: int = 0
    held: int = 0
    cut: bool = False
    traces: list[str] = field(default_factory=list)


def prove(home: Home, wanted: Wanted, erased: Versions, remade: Iterable[Path]) -> Proof:
    """Read every file of the releases, editions and caches, and ask the site for everything that it links to."""
    traces = [str(path.relative_to(home.root)) for path in found((*_places(home), *remade), wanted)]
    proof = Proof(files=wanted.files, traces=traces)
    past = [edition for edition in _past(home) if any(edition.held(*one) for one in _each(erased))]
    chosen = past[:: -(-len(past) // MOST_EDITIONS) or 1]
    proof.editions, proof.held = len(chosen), len(past)
    asyncio.run(_walked(home, wanted, [*_gone(home, erased, chosen)], chosen, proof))
    return proof


def _places(home: Home) -> list[Path]:
    """Everything but the closed zone of returns, what dbt makes of it, and the append-only logs."""
    kept = (home.releases, home.site, home.sealed, home.objects, home.armed, home.vintages)
    return [*kept, *home.desk.glob("*.html"), *home.desk.glob("*.csv")]


def _past(home: Home) -> list[Edition]:
    return [Edition.read(folder(home, name)) for name in public_ids(home)]


def _each(erased: Versions) -> Iterator[tuple[str, str]]:
    return ((name, version) for name, versions in erased.items() for version in versions)


def _gone(home: Home, erased: Versions, past: list[Edition]) -> Iterator[str]:
    """The addresses that must be gone: each version and its files, under each edition that had it."""
    public = current(home)
    for edition in [*past, *([public] if public else [])]:
        root = "" if edition is public else root_of(edition.id)
        for name, version in [one for one in _each(erased) if edition.reaches(*one)]:
            data = (f"{name}.{suffix}" for suffix in DOWNLOADS)
            files = ("", *data, "release.json", "manifest.json")
            yield from (f"{root}/releases/{name}/{version}/{file}" for file in files)
            if edition.releases.get(name) == version:
                yield from (f"{root}/open/{name}{form}" for form in ("", ".json", ".csv"))
                yield f"{root}/made/{name}"


async def _walked(home: Home, wanted: Wanted, gone: list[str], past: list[Edition], proof: Proof) -> None:
    starts = [*gone, *STARTS, *(f"{root_of(edition.id)}/" for edition in past)]
    frontier, expected = Frontier(starts, OF_A_KIND, alike), set(gone)
    async for answer in walk(application(home), frontier):
        proof.addresses += 1
        proof.gone += answer.status_code == 410
        address = str(answer.url.raw_path.decode())
        if (address in expected and answer.status_code != 410) or answer.status_code >= 500 or _holds(answer, wanted):
            proof.traces.append(f"{address} ({answer.status_code})")
        proof.cut = proof.addresses >= MOST_ADDRESSES
        if proof.cut:
            break
    proof.kinds = frontier.kinds


def _holds(answer: httpx.Response, wanted: Wanted) -> bool:
    if hashlib.sha256(answer.content).hexdigest() in wanted.digests:
        return True
    return answer.headers.get("content-type", "").startswith(("text/", "application/json", "application/atom")) and (
        wanted.within(answer.text)
    )
