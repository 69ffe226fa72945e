"""The command that erases published bytes: takedown."""

from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.command import STAND_IN, ProfileName, pick_dataset, work_of
from orchestration.console import progress, say

if TYPE_CHECKING:
    from orchestration.run import Work
    from orchestration.takedown_plan import Order, Plan
    from orchestration.takedown_proof import Proof
    from published.home import Home

commands = typer.Typer()


@commands.command(
    epilog="例：yongzhuan takedown typical_cases 1.0 1.1 --by 王敏 --ground '个人信息保护法第四十七条' --text 某某"
)
def takedown(
    dataset: Annotated[str, typer.Argument(help="数据集名")],
    versions: Annotated[list[str], typer.Argument(help="要删除的版本")],
    by: Annotated[str, typer.Option(help="经办人姓名 Name of who takes it down")],
    ground: Annotated[str, typer.Option(help="法律依据，随 410 公开 The legal ground, published")],
    ground_en: Annotated[str | None, typer.Option(help="The ground in English; else as it stands")] = None,
    text: Annotated[list[str] | None, typer.Option(help="必须消失的文字，可多次 Words that must go")] = None,
    everywhere: Annotated[bool, typer.Option("--everywhere", help="连同其他含有它的版本 All that hold it")] = False,
    instead: Annotated[str | None, typer.Option(help="此后以哪个旧版为准 Which earlier version holds then")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出会删什么 Only say what would go")] = False,
    profile: ProfileName = STAND_IN,
) -> None:
    """依法删除已发布的内容，只留指纹、日期、依据和 410 Erase releases; hash, date, ground and a 410 stay."""
    from orchestration.takedown_plan import Order, plan
    from published.vocabulary import Text

    work = work_of(profile)
    name = pick_dataset(work, dataset).name
    order = Order(
        dataset=name,
        versions=tuple(versions),
        by=by,
        ground=Text(zh=ground, en=ground_en or ground),
        words=tuple(text or ()),
        everywhere=everywhere,
        instead=instead,
    )
    with work.home.alone():
        with progress("查找 …"):
            found = plan(work.home, order)
        _say_plan(work.home, found)
        _refuse_unnamed(found)
        if not dry_run:
            _close(_carried_out(work, order, found))


def _carried_out(work: "Work", order: "Order", found: "Plan") -> "Proof":
    from orchestration.notices.commands import tell
    from orchestration.signing_key import signer_of
    from orchestration.takedown import handed_out, remade, take_down, wanted
    from orchestration.takedown_proof import prove

    signer = signer_of(work.home, work.profile)
    with progress("删除 …"):
        take_down(work.home, work.catalog, work.profile, order, found, signer)
    tell(work)
    for given in handed_out(work.home, found):
        say(f"{given.dataset} {given.version} 版曾预先提供给 {given.to}，收不回来；请通知其删除。", "yellow")
    with progress("核查 …"):
        must_go = wanted(work.home, order, found)
        return prove(work.home, must_go, found.whole, remade(work.home, work.catalog))


def _say_plan(home: "Home", found: "Plan") -> None:
    from published.releases import is_there

    for name, versions in found.whole.items():
        for version in versions:
            done = "" if is_there(home.sealed / name / version) else "（此前已删除 already erased）"
            say(f"整版删除 erased whole：{name} {version}{done}")
    for name, of_it in found.files.items():
        for version, files in of_it.items():
            say(f"只删文件 files erased：{name} {version}：{'、'.join(files)}")


def _refuse_unnamed(found: "Plan") -> None:
    if not found.unnamed:
        return
    for (name, version), files in found.unnamed.items():
        say(f"仍含有 still holds it：{name} {version}：{'、'.join(files)}", "yellow")
    say("没有删除任何内容：请把以上版本一并写明，或用 --everywhere 全部删除。", "red")
    raise typer.Exit(1)


def _close(proof: "Proof") -> None:
    say(
        f"已核查 {proof.files:,} 个文件；网站 {proof.addresses:,} 个地址（{proof.kinds:,} 类，"
        f"含 {proof.held:,} 版历史网站中的 {proof.editions:,} 版），{proof.gone:,} 个答 410"
        f"{'；到上限为止' if proof.cut else ''}。files and addresses searched"
    )
    for trace in proof.traces:
        say(f"仍有痕迹 still found：{trace}", "red")
    if proof.traces:
        say("删除没有完成；请再运行一次同样的命令，仍有痕迹则人工处理。", "red")
        raise typer.Exit(1)
    say("没有找到任何痕迹。Nothing is left.")
