"""Which code and which parameter tables a release is made from, as far as this machine can tell by itself."""

import os
import subprocess
from functools import cache
from pathlib import Path

from orchestration.protection import leans_on, made_of
from orchestration.transform import DBT_PROJECT, Built
from published.catalog import Catalog
from published.dataset import Dataset
from published.folders import sha256
from published.home import PROJECT
from published.manifest import UNKNOWN, Code, Origin

_LOCK = PROJECT / "requirements" / "run.txt"
_SETTINGS = "dbt_project.yml"
_RULES = "seeds/parameters/disclosure_rules.csv"


def origin(dataset: Dataset, catalog: Catalog, built: Built) -> Origin:
    """What a dataset is made from besides its deliveries; a lock file that is not there is `unknown`."""
    return Origin(
        code=code(PROJECT),
        lock_sha256=sha256(_LOCK) if _LOCK.exists() else UNKNOWN,
        parameters={path: sha256(DBT_PROJECT / path) for path in _parameters(dataset, catalog, built)},
    )


@cache
def code(project: Path) -> Code:
    """The commit of a checkout and whether it is as committed; unknown for a copy that git does not know as one."""
    top = _git(project, "rev-parse", "--show-toplevel")
    commit = _git(project, "rev-parse", "--verify", "HEAD")
    changed = _git(project, "--no-optional-locks", "status", "--porcelain")
    if not top or Path(top) != project.resolve() or not commit or changed is None:
        return Code(commit=UNKNOWN, clean=None)
    return Code(commit=commit, clean=not changed)


def _git(project: Path, *arguments: str) -> str | None:
    """What git says; None where it does not know, or is not there. Of the environment only the path counts."""
    try:
        done = subprocess.run(
            ["git", "-C", str(project), *arguments],
            env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _parameters(dataset: Dataset, catalog: Catalog, built: Built) -> list[str]:
    """The tables in the lineage of its figures and of what protects them, its code lists, and the variables."""
    universes = leans_on(dataset, catalog)
    protecting = [model for universe in universes for model in made_of(universe)]
    lists = {f"seeds/codelists/{name}.csv" for name in dataset.code_lists}
    rules = {_RULES} if universes else set()
    return sorted({_SETTINGS, *built.seeds(dataset.name, *protecting), *lists, *rules})
