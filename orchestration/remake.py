"""A past release made again, in a home of its own, by the code of the checkout that this module lies in.

    DATA_HOME=SCRATCH python -P -m orchestration.remake HOME DATASET VERSION

`yongzhuan rebuild` calls it in a checkout of the commit that made the release. Exit codes as of `yongzhuan`.
"""

import sys
from pathlib import Path

from orchestration.command import work_of
from orchestration.console import progress, say
from orchestration.ending import end_with
from orchestration.past_home import check_standing, lay_out, lay_out_feed
from orchestration.protection import leans_on, members_of
from orchestration.recipes import read_recipe
from orchestration.run import Work
from published.home import Home


def remake(home: Home, dataset: str, version: str) -> None:
    """Seal the version again, in DATA_HOME, from what `home` keeps of it; raises Mistake, HomeError or ProfileError."""
    work = work_of((home.root / "profile").read_text(encoding="utf-8").strip())
    with progress("读取存档 …"):
        _lay_out(home, dataset, version, work)
    delivered = set(work.keys("collect"))
    with progress("重做 …"):
        work.release([key for key in work.lineages([dataset]) if key not in delivered])
    if not (work.home.sealed / dataset / version).is_dir():
        say(f"由存档没有重新得到 {dataset} {version} 版，原因见上。", "red")
        raise SystemExit(1)


def _lay_out(home: Home, dataset: str, version: str, work: Work) -> None:
    recipe, state = read_recipe(home, dataset, version)
    catalog = work.catalog
    universes = leans_on(catalog.dataset(dataset), catalog)
    linked = {member.name for universe in universes for member in members_of(catalog, universe)}
    check_standing(home, state, home.sealed / dataset / version, linked)
    lay_out(home, recipe, state, sorted({dataset, *linked}), work.home)
    wanted = {"/".join(key.path) for key in work.lineages([dataset])}
    for feed in catalog.feeds:
        if feed.key in wanted & state.ledgers.keys():
            lay_out_feed(home, feed, state.ledgers[feed.key], work.home)


if __name__ == "__main__":
    end_with(lambda: remake(Home(Path(sys.argv[1])), *sys.argv[2:]))
