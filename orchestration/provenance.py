"""Which code and which parameter tables a release is made from, as far as this machine can tell by itself."""

from functools import cache
from pathlib import Path

from orchestration.git import git
from orchestration.protection import leans_on, made_of
from orchestration.transform import DBT_PROJECT, Built
from published.catalog import Catalog
from published.dataset import Dataset
from published.folders import sha256
from published.home import PROJECT
from published.manifest import UNKNOWN, Code, Origin

LOCK = PROJECT / "requirements" / "run.txt"
_SETTINGS = "dbt_project.yml"
_RULES = "seeds/parameters/disclosure_rules.csv"


def origin(dataset: Dataset, catalog: Catalog, built: Built) -> Origin:
    """What a dataset is made from besides its deliveries; a lock file that is not there is `unknown`."""
    return Origin(
        code=code(PROJECT),
        lock_sha256=sha256(LOCK) if LOCK.exists() else UNKNOWN,
        parameters={path: sha256(DBT_PROJECT / path) for path in _parameters(dataset, catalog, built)},
    )


@cache
def code(project: Path) -> Code:
    """The commit of a checkout and whether it is as committed; unknown for a copy that git does not know as one."""
    top = git(project, "rev-parse", "--show-toplevel")
    commit = git(project, "rev-parse", "--verify", "HEAD")
    changed = git(project, "--no-optional-locks", "status", "--porcelain")
    if not top or Path(top) != project.resolve() or not commit or changed is None:
        return Code(commit=UNKNOWN, clean=None)
    return Code(commit=commit, clean=not changed)


def _parameters(dataset: Dataset, catalog: Catalog, built: Built) -> list[str]:
    """The tables in the lineage of its figures and of what protects them, its code lists, and the variables."""
    universes = leans_on(dataset, catalog)
    protecting = [model for universe in universes for model in made_of(universe)]
    lists = {f"seeds/codelists/{name}.csv" for name in dataset.code_lists}
    rules = {_RULES} if universes else set()
    return sorted({_SETTINGS, *built.seeds(dataset.name, *protecting), *lists, *rules})
