"""The commands of the release desk: sign, unsign, hand-out, state, acknowledge, publish."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from orchestration.command import STAND_IN, ProfileName, pick_dataset, work_of
from orchestration.console import say
from orchestration.mistakes import Mistake
from orchestration.notices.commands import tell
from published.revision_policy import Stateable, Stated
from published.schedule import in_the_city

if TYPE_CHECKING:
    from orchestration.run import Work
    from orchestration.touched import Touched

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
    from orchestration.desk import Wish, sign_sealed
    from orchestration.touched import touched_before_signing

    work = work_of(profile)
    chosen = [pick_dataset(work, name) for name in datasets]
    for dataset in chosen:
        _say_touched(work, touched_before_signing(work.home, work.catalog, dataset, version))
    wish = Wish(by=by, reason=reason, version=version, at=datetime.now(UTC) if at_once else at)
    with work.home.alone():
        for dataset in chosen:
            signed = sign_sealed(work.home, dataset, wish)
            say(f"已签发 {dataset.name} {signed.version} 版，{in_the_city(signed.effective_at):%Y-%m-%d %H:%M} 公开。")
        _go_out(work)


@commands.command(epilog="例：yongzhuan unsign typical_cases --by 王敏 --reason 有一例待核")
def unsign(
    dataset: Annotated[str, typer.Argument(help="数据集名")],
    by: Annotated[str, typer.Option(help="姓名 Name of who takes it back")],
    reason: Annotated[str, typer.Option(help="理由 Why")],
    profile: ProfileName = STAND_IN,
) -> None:
    """撤回还没到时刻的签发 Take back a signature before its minute."""
    from orchestration.desk import take_back

    work = work_of(profile)
    with work.home.alone():
        taken = take_back(work.home, pick_dataset(work, dataset), by, reason)
        say(f"已撤回 {dataset} {'、'.join(taken)} 版的签发。")
        _go_out(work)


@commands.command(name="hand-out", epilog="例：yongzhuan hand-out ip_trade 李强 /secure/ip_trade.tar.gz.age")
def hand_out(
    dataset: Annotated[str, typer.Argument(help="数据集名")],
    reader: Annotated[str, typer.Argument(help="名单上的人 Who, by the list in the profile")],
    target: Annotated[Path, typer.Argument(help="写到哪里 Where to")],
    profile: ProfileName = STAND_IN,
) -> None:
    """公开前向名单上的人提供加密的发布，记入日志 Hand a waiting release to a person of the list, encrypted."""
    from orchestration.pre_release import hand_out as hand

    work = work_of(profile)
    allowed, wanted = work.profile.pre_release, pick_dataset(work, dataset)
    given = hand(work.home, wanted, allowed, reader, target, datetime.now(UTC))
    say(f"{target}：{dataset} {given.version} 版，只有 {given.to} 的私钥能打开（age -d -i 私钥 文件 | tar xz）。")


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
    name = pick_dataset(work, dataset).name
    if reason not in get_args(Stateable):
        raise Mistake(f"没有 {reason} 这个原因；可选：{'、'.join(get_args(Stateable))}。")
    if not (zh.strip() and en.strip() and by.strip()):
        raise Mistake("请写明说明（--zh、--en）和姓名（--by）。")
    explain(work.home, by.strip(), name, Stated.model_validate({"reason": reason, "note": {"zh": zh, "en": en}}))
    say(f"已记入：{name} 的下一次发布以 {reason} 为由修订；请重新运行 yongzhuan release {name}。")


@commands.command(epilog="例：yongzhuan acknowledge ip_trade --by 王敏 --zh 一项大额转让 --en 'one large transfer'")
def acknowledge(
    dataset: Annotated[str, typer.Argument(help="数据集名")],
    zh: Annotated[str, typer.Option(help="为什么可以发布（中文），随发布公开")],
    en: Annotated[str, typer.Option(help="The same in English, published")],
    by: Annotated[str, typer.Option(help="认可人姓名 Name of who answers for it")],
    profile: ProfileName = STAND_IN,
) -> None:
    """认可被暂缓的候选数据，理由随发布公开 Let a held release go out, with a reason that is published."""
    from orchestration.acknowledgement import acknowledge as answer_for
    from orchestration.gate import record
    from published.vocabulary import Text

    work = work_of(profile)
    chosen = pick_dataset(work, dataset)
    if not (zh.strip() and en.strip() and by.strip()):
        raise Mistake("请写明理由（--zh、--en）和姓名（--by）。")
    with work.home.alone():
        verdict = answer_for(work.home, chosen, by.strip(), Text(zh=zh.strip(), en=en.strip()))
        record(work.home, chosen, verdict, work.profile.notice_for(chosen))
    say(f"已认可，仅限这一份候选数据；请运行 yongzhuan release {chosen.name} 封存。")


@commands.command(epilog="例（cron，每分钟一次）：* * * * * yongzhuan publish --due")
def publish(
    due: Annotated[bool, typer.Option("--due", help="公开到时刻的；不写则只看有什么在等 Else only what waits")] = False,
    profile: ProfileName = STAND_IN,
) -> None:
    """公开到时刻的版本 Make public what is due, arm what is signed; without --due say what waits."""
    work = work_of(profile)
    if due:
        with work.home.alone():
            _go_out(work)
    if not _say_waiting(work):
        say("没有待公开的版本。")


def _go_out(work: "Work") -> None:
    """What is signed goes public or is armed for its minute, and who is to be told is told."""
    from orchestration.desk import publish_signed

    for edition in publish_signed(work.home, work.catalog, work.profile, datetime.now(UTC)):
        say(f"已公开：{edition.id} 版网站")
    tell(work)


def _say_touched(work: "Work", found: "tuple[Touched, ...]") -> None:
    """What a correction changes in public, dataset by dataset, and where every cell is listed."""
    from orchestration.touched import write_list

    if found:
        path = write_list(work.home, found)
        told = "、".join(f"{one.dataset.title.zh} {len(one.cells):,} 个" for one in found)
        say(f"更正触及已公布的数：{told}；逐个列在 {path}。")


def _say_waiting(work: "Work") -> bool:
    from published.editions import armed

    waiting = armed(work.home)
    for edition in waiting:
        say(f"待公开：{in_the_city(edition.effective_at):%Y-%m-%d %H:%M}，{len(edition.releases)} 个数据集")
    return bool(waiting)
