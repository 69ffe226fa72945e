"""The commands of the release desk: sign, unsign, hand-out, state, publish."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, get_args

import typer

from orchestration.command import STAND_IN, ProfileName, mistake, pick, work_of
from orchestration.console import say
from orchestration.notices.commands import tell
from published.revision_policy import Stateable, Stated
from published.schedule import in_the_city

commands = typer.Typer()


@commands.command(epilog="例：yongzhuan sign typical_cases --by 王敏 --reason 例行更新")
def sign(
    datasets: Annotated[list[str], typer.Argument(help="数据集名")],
    by: Annotated[str, typer.Option(help="签发人姓名 Name of who signs")],
    reason: Annotated[str, typer.Option(help="签发理由；退回上一版时公开 Why; public where it takes a version back")],
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


@commands.command(epilog="例：yongzhuan unsign typical_cases --by 王敏 --reason 有一例待核")
def unsign(
    dataset: Annotated[str, typer.Argument(help="数据集名")],
    by: Annotated[str, typer.Option(help="姓名 Name of who takes it back")],
    reason: Annotated[str, typer.Option(help="理由 Why")],
    profile: ProfileName = STAND_IN,
) -> None:
    """撤回还没到时刻的签发 Take back a signature before its minute."""
    from orchestration.desk import NotSigned, arm_signed, take_back

    work = work_of(profile)
    (name,) = pick([dataset], [known.name for known in work.catalog.datasets])
    try:
        with work.home.alone():
            taken = take_back(work.home, work.catalog.dataset(name), by, reason)
            arm_signed(work.home, work.catalog, work.profile, datetime.now().astimezone())
    except NotSigned as refusal:
        mistake(str(refusal))
    say(f"已撤回 {name} {'、'.join(taken)} 版的签发。")


@commands.command(name="hand-out", epilog="例：yongzhuan hand-out ip_trade 李强 /secure/ip_trade.tar.gz.age")
def hand_out(
    dataset: Annotated[str, typer.Argument(help="数据集名")],
    reader: Annotated[str, typer.Argument(help="名单上的人 Who, by the list in the profile")],
    target: Annotated[Path, typer.Argument(help="写到哪里 Where to")],
    profile: ProfileName = STAND_IN,
) -> None:
    """公开前向名单上的人提供加密的发布，记入日志 Hand a waiting release to a person of the list, encrypted."""
    from orchestration.pre_release import NotHandedOut
    from orchestration.pre_release import hand_out as hand

    work = work_of(profile)
    (name,) = pick([dataset], [known.name for known in work.catalog.datasets])
    known, now = work.catalog.dataset(name), datetime.now(UTC)
    try:
        given = hand(work.home, known, work.profile.pre_release, reader, target, now)
    except NotHandedOut as refusal:
        mistake(str(refusal))
    say(f"{target}：{name} {given.version} 版，只有 {given.to} 的私钥能打开（age -d -i 私钥 文件 | tar xz）。")


@commands.command(epilog="例：yongzhuan state ip_trade --reason correction --by 王敏 --zh 单位有误 --en 'a wrong unit'")
def state(
    dataset: Annotated[str, typer.Argument(help="数据集名")],
    reason: Annotated[str, typer.Option(help=f"原因：{'、'.join(get_args(Stateable))}")],
    zh: Annotated[str, typer.Option(help="说明（中文），随发布公开")],
    en: Annotated[str, typer.Option(help="The same in English, published")],
    by: Annotated[str, typer.Option(help="说明人姓名 Name of who says so")],
    profile: ProfileName = STAND_IN,
) -> None:
    """说明下一次发布为什么修改已公布的数 Say why published figures change with the next release."""
    from orchestration.desk import explain

    work = work_of(profile)
    (name,) = pick([dataset], [known.name for known in work.catalog.datasets])
    if reason not in get_args(Stateable):
        mistake(f"没有 {reason} 这个原因；可选：{'、'.join(get_args(Stateable))}。")
    if not (zh.strip() and en.strip() and by.strip()):
        mistake("请写明说明（--zh、--en）和姓名（--by）。")
    explain(work.home, by.strip(), name, Stated.model_validate({"reason": reason, "note": {"zh": zh, "en": en}}))
    say(f"已记入：{name} 的下一次发布以 {reason} 为由修订；请重新运行 yongzhuan release {name}。")


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
