"""How each dataset and each feed stands."""

from collections import Counter
from datetime import datetime

from rich.table import Table

from orchestration.notices.lateness import standings
from orchestration.snapshots import current
from published.catalog import Catalog
from published.editions import current as current_edition
from published.home import Home
from published.lateness import Standing
from published.profile import Profile
from published.releases import newest
from published.verdict import Verdict

_WORDS = {"release": "可以发布", "release_with_notes": "附说明发布", "hold": "[red]暂缓发布[/red]"}

_SHOWN = 3
"""As many endangered releases are named in a row."""


def datasets_table(home: Home, catalog: Catalog) -> Table:
    """Per dataset: the gate's last answer, the newest sealed version, the public one."""
    edition = current_edition(home)
    table = Table(title="数据集 Datasets", title_justify="left")
    for heading in ("数据集", "审核", "已封存", "已公开"):
        table.add_column(heading)
    for dataset in catalog.datasets:
        sealed = newest(home.sealed, dataset.name)
        public = edition.releases.get(dataset.name) if edition else None
        table.add_row(
            f"{dataset.title.zh}\n[dim]{dataset.name}[/dim]",
            _answer(home, dataset.name),
            sealed.version if sealed else "—",
            public or "—",
        )
    return table


def feeds_table(home: Home, catalog: Catalog, now: datetime) -> Table:
    """Per feed: files and rows that count now, when the newest snapshot was taken, and how late a delivery is."""
    table = Table(title="来源 Feeds", title_justify="left")
    for heading in ("来源", "文件", "行", "最近快照", "迟交 Late"):
        table.add_column(heading)
    stands = standings(home, catalog, now)
    for feed in catalog.feeds:
        passports = current(home, feed)
        rows = f"{sum(passport.rows for passport in passports):,}"
        taken = max((passport.pulled_at for passport in passports), default=None)
        table.add_row(
            f"{feed.title.zh}\n[dim]{feed.key}[/dim]",
            str(len(passports)),
            rows,
            f"{taken.astimezone():%Y-%m-%d %H:%M}" if taken else "从未送达",
            _late(stands[feed.key]),
        )
    return table


def totals(catalog: Catalog, profile: Profile) -> str:
    """How many datasets, feeds and departments there are, and by how many ways the feeds of the profile come in."""
    kinds = Counter(dataset.kind for dataset in catalog.datasets)
    departments = {feed.source for feed in catalog.feeds}
    ways = {profile.way_in(feed.key).transport for feed in catalog.feeds}
    return "，".join(
        (
            f"{len(catalog.datasets)} 个数据集（统计 {kinds['statistic']}、名录 {kinds['register']}）",
            f"{len(catalog.feeds)} 个来源（{len(departments)} 个部门）",
            f"经 {len(ways)} 种途径收取：{'、'.join(sorted(ways))}",
        )
    )


def _late(one: Standing) -> str:
    if one.state == "on_time" or one.expected is None:
        return "—"
    if one.state == "due":
        return f"应于 {one.expected:%Y-%m-%d} 送达"
    waits = "".join(f"\n[dim]{each.at:%Y-%m-%d} {each.title.zh}[/dim]" for each in one.endangered[:_SHOWN])
    more = len(one.endangered) - _SHOWN
    return f"[red]迟 {one.days} 天[/red]{waits}" + (f"\n[dim]等 {len(one.endangered)} 个[/dim]" if more > 0 else "")


def _answer(home: Home, dataset: str) -> str:
    path = home.verdicts / f"{dataset}.json"
    if not path.exists():
        return "—"
    verdict = Verdict.model_validate_json(path.read_bytes())
    reasons = "".join(f"\n[dim]{check.title.zh}[/dim]" for check in verdict.failed)
    return _WORDS[verdict.outcome] + reasons
