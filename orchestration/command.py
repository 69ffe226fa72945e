"""What the commands of `yongzhuan` share: the work that they are over, and the answer to a mistaken call."""

from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.console import progress
from orchestration.mistakes import Mistake
from published.home import Home
from published.profile import Profile

if TYPE_CHECKING:
    from orchestration.run import Work
    from published.dataset import Dataset

ProfileName = Annotated[
    str, typer.Option("--profile", "-p", envvar="YONGZHUAN_PROFILE", help="profiles/ 中的配置名 Profile")
]
STAND_IN = "stand_in"


def work_of(profile: str) -> "Work":
    """The work over DATA_HOME and a profile; raises HomeError or ProfileError."""
    with progress("加载程序 …"):
        from orchestration.definitions import catalog_of
        from orchestration.raw_key import RawKey
        from orchestration.run import Work, use_instance

        chosen = Profile.load(profile)
        home = Home.from_environment().prepare()
        home.belong_to(chosen.name)
        RawKey.of(home.raw)
        use_instance(home)
        return Work(catalog_of(home), home, chosen)


def pick(names: list[str] | None, known: list[str]) -> list[str]:
    """The names given, or all that are known; an unknown one ends the command with the known ones."""
    if unknown := sorted(set(names or []) - set(known)):
        raise Mistake(f"没有 {'、'.join(unknown)}；可选：{'、'.join(sorted(known))}。")
    return names or known


def pick_dataset(work: "Work", name: str) -> "Dataset":
    """The dataset of that name; an unknown one ends the command with the known ones."""
    (found,) = pick([name], [dataset.name for dataset in work.catalog.datasets])
    return work.catalog.dataset(found)
