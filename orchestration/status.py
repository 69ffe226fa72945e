"""How each dataset and each feed stands."""

from collections import Counter
from datetime import datetime

from rich.table import Table

from expectations.report import outcome
from orchestration.notices import lateness
from orchestration.snapshots import current
from orchestration.standing import Standing, standings
from published.catalog import Catalog
from published.home import Home
from published.lateness import Standing as Delivery
from published.profile import Profile
from published.schedule import in_the_city

_STYLES = {"held": "red", "unsigned": "yellow", "armed": "cyan"}
_SHOWN = 3
"""As many endangered releases are named in a row."""


def datasets_table(home: Home, catalog: Catalog, now: datetime) -> Table:
    """Per dataset: how it stands and why, the public version, the one that waits, the next announced minute."""
    table = Table(title="数据集 Datasets", title_justify="left")
    for heading in ("数据集", "状况", "已公开", "已封存", "下次发布"):
        table.add_column(heading)
    for one in standings(home, catalog, now):
        table.add_row(
            f"{one.dataset.title.zh}\n[dim]{one.dataset.name}[/dim]",
            _state(one),
            one.public or "—",
            one.sealed or "—",
            f"{in_the_city(one.announced):%Y-%m-%d %H:%M}" if one.announced else "—",
        )
    return table


def feeds_table(home: Home, catalog: Catalog, now: datetime) -> Table:
    """Per feed: files and rows that count now, when the newest snapshot was taken, and how late a delivery is."""
    table = Table(title="来源 Feeds", title_justify="left")
    for heading in ("来源", "文件", "行", "最近快照", "迟交 Late"):
        table.add_column(heading)
    stands = lateness.standings(home, catalog, now)
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


def _state(one: Standing) -> str:
    style = _STYLES.get(one.state)
    until = f" {in_the_city(one.waits_until):%Y-%m-%d %H:%M}" if one.waits_until else ""
    words = f"[{style}]{one.words.zh}{until}[/{style}]" if style else one.words.zh
    verdict = f"\n{outcome(one.verdict).zh}" if one.verdict else ""
    reasons = "".join(f"\n[dim]{check.title.zh}[/dim]" for check in one.verdict.failed) if one.verdict else ""
    return words + verdict + reasons


def _late(one: Delivery) -> str:
    if one.state == "on_time" or one.expected is None:
        return "—"
    if one.state == "due":
        return f"应于 {one.expected:%Y-%m-%d} 送达"
    waits = "".join(f"\n[dim]{each.at:%Y-%m-%d} {each.title.zh}[/dim]" for each in one.endangered[:_SHOWN])
    more = len(one.endangered) - _SHOWN
    return f"[red]迟 {one.days} 天[/red]{waits}" + (f"\n[dim]等 {len(one.endangered)} 个[/dim]" if more > 0 else "")
