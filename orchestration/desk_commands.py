"""The commands of the release desk: sign, publish."""

from datetime import datetime
from typing import Annotated

import typer

from orchestration.command import STAND_IN, ProfileName, mistake, pick, work_of
from orchestration.console import say
from orchestration.notices.commands import tell
from published.schedule import in_the_city

commands = typer.Typer()


@commands.command(epilog="例：yongzhuan sign typical_cases --by 王敏 --reason 例行更新")
def sign(
    datasets: Annotated[list[str], typer.Argument(help="数据集名")],
    by: Annotated[str, typer.Option(help="签发人姓名 Name of who signs")],
    reason: Annotated[str, typer.Option(help="签发理由 Why")],
    at: Annotated[datetime | None, typer.Option(help="公开的时刻（北京时间）；不写则按发布日历 The minute")] = None,
    at_once: Annotated[bool, typer.Option("--now", help="立即公开，不等日历 At once")] = False,
    version: Annotated[str | None, typer.Option(help="版本；不写则为最新封存的 Which version; else the newest")] = None,
    profile: ProfileName = STAND_IN,
) -> None:
    """签发已封存的版本，到时刻公开 Sign sealed versions: they become public at their minute."""
    from orchestration.desk import NotSigned, Wish, sign_sealed

    work = work_of(profile)
    names = pick(datasets, [dataset.name for dataset in work.catalog.datasets])
    minute = datetime.now().astimezone() if at_once else at
    wish = Wish(by=by, reason=reason, version=version, at=minute)
    try:
        signed = [sign_sealed(work.home, work.catalog.dataset(name), wish) for name in names]
    except NotSigned as refusal:
        mistake(str(refusal))
    for one in signed:
        say(f"已签发 {one.dataset} {one.version} 版，{in_the_city(one.effective_at):%Y-%m-%d %H:%M} 公开。")
    say("各版由 yongzhuan publish --due 排到时刻并公开。")


@commands.command(epilog="例（cron，每分钟一次）：* * * * * yongzhuan publish --due")
def publish(
    due: Annotated[bool, typer.Option("--due", help="公开到时刻的 Make public what is due")] = False,
    profile: ProfileName = STAND_IN,
) -> None:
    """把签发的版本排到各自的时刻 Arm what is signed for its minute; with --due publish what is due."""
    from orchestration.desk import arm_signed, publish_signed

    work = work_of(profile)
    now = datetime.now().astimezone()
    with work.home.alone():
        public = publish_signed(work.home, work.catalog, work.profile, now) if due else ()
        waiting = arm_signed(work.home, work.catalog, work.profile, now)
    if due:
        tell(work)
    for edition in public:
        say(f"已公开：{edition.id} 版网站")
    for edition in waiting:
        say(f"待公开：{in_the_city(edition.effective_at):%Y-%m-%d %H:%M}，{len(edition.releases)} 个数据集")
    if not (public or waiting):
        say("没有待公开的版本。")
