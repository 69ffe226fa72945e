"""What a release was built from that its manifest must not say: kept in secret, so that it can be rebuilt.

recipes/<dataset>/<version>.json ► the state of the home in which it was built
recipes/kept/<sha256[:2]>/<sha256> ► such states, decisions of statisticians, who made up earlier releases; each once
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from orchestration.mistakes import Mistake
from orchestration.past_figures import remembered
from orchestration.reviews import reviews
from published.folders import put, replace_file, sha256
from published.home import Home
from published.manifest import Version
from published.releases import is_there, numbers
from published.vocabulary import Frozen

FROM_BACKUP = "请从备份恢复后再试"
_STATE = "state.json"


class State(Frozen):
    """A home as a build finds it: how many bytes the ledger of each feed has, the newest number given to each
    dataset and those taken down by then, and the sha256 of every other file that counts, by its path in the home.
    """

    ledgers: dict[str, int]
    sealed: dict[str, Version]
    erased: dict[str, tuple[Version, ...]]
    files: dict[str, str]


class Recipe(Frozen):
    """The state of one release, by the sha256 under which it is kept, and how many bytes the desk's log had."""

    state: str
    desk: int


def recipe_path(home: Home, dataset: str, version: str) -> Path:
    """Where the recipe of a release lies."""
    return home.recipes / dataset / f"{version}.json"


def kept_path(home: Home, digest: str) -> Path:
    """Where the content with that sha256 lies."""
    return home.recipes / "kept" / digest[:2] / digest


def note_state(home: Home, built: Path) -> None:
    """Write into the folder of a build, before it begins, what it finds; what may change later is kept."""
    given = {folder: numbers(home.sealed, folder.name) for folder in sorted(home.sealed.iterdir())}
    erased = {folder: tuple(one for one in found if not is_there(folder / one)) for folder, found in given.items()}
    state = State(
        ledgers={"/".join(log.parts[-3:-1]): log.stat().st_size for log in home.raw.glob("*/*/deliveries.jsonl")},
        sealed={folder.name: found[-1] for folder, found in given.items() if found},
        erased={folder.name: gone for folder, gone in erased.items() if gone},
        files={str(path.relative_to(home.root)): _keep(home, path) for path in _changeable(home)},
    )
    replace_file(built / _STATE, state.model_dump_json())


def keep_recipe(home: Home, built: Path, dataset: str, version: str) -> None:
    """Keep how a release that is about to be sealed was built."""
    log, path = home.desk / "log.jsonl", recipe_path(home, dataset, version)
    recipe = Recipe(state=_keep(home, built / _STATE), desk=log.stat().st_size if log.exists() else 0)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    replace_file(path, recipe.model_dump_json())


def read_recipe(home: Home, dataset: str, version: str) -> tuple[Recipe, State]:
    """How a release was built; raises Mistake where that can no longer be read as it was written."""
    path = recipe_path(home, dataset, version)
    try:
        recipe = Recipe.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise Mistake(f"配方 {path} 已损坏，不能重做；{FROM_BACKUP}。") from error
    return recipe, State.model_validate_json(kept_content(home, recipe.state).read_bytes())


def kept_content(home: Home, digest: str) -> Path:
    """The file that holds the content with that sha256; raises Mistake where it does not."""
    kept = kept_path(home, digest)
    if not _holds(kept, digest):
        raise Mistake(f"{kept} 不在了或已损坏，不能重做；{FROM_BACKUP}。")
    return kept


def _changeable(home: Home) -> Iterator[Path]:
    yield from (review.decisions for review in reviews(home))
    yield from remembered(home)


def _keep(home: Home, path: Path) -> str:
    """A copy of a file under the digest of its bytes, which is returned."""
    digest = sha256(path)
    kept = kept_path(home, digest)
    if not _holds(kept, digest):
        for folder in (kept.parent.parent, kept.parent):
            folder.mkdir(mode=0o700, exist_ok=True)
        incoming = kept.with_name(f".{digest}.incoming")
        incoming.unlink(missing_ok=True)
        shutil.copyfile(path, incoming)
        incoming.chmod(0o400)
        put(incoming, kept)
    return digest


def _holds(kept: Path, digest: str) -> bool:
    return kept.exists() and sha256(kept) == digest
