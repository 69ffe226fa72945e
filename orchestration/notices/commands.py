"""The commands that tell others: notify, remind."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from orchestration.command import STAND_IN, ProfileName, work_of
from orchestration.console import progress, say

if TYPE_CHECKING:
    from orchestration.run import Work

commands = typer.Typer()


@commands.command(epilog="例：yongzhuan notify -p ningbo")
def notify(profile: ProfileName = STAND_IN) -> None:
    """通知订阅者，尚未送达的立即再试 Deliver the notices of public editions that are outstanding."""
    from orchestration.notices.notify import notify as deliver
    from orchestration.notices.notify import waiting

    work = work_of(profile)
    with progress("通知 …"):
        done = deliver(work.home, work.profile, datetime.now(UTC), waiting)
    if not work.profile.notices:
        say(f"配置 {work.profile.name} 没有写明要通知谁（notices）。")
    elif not done:
        say("没有待送的通知。")
    if any(act.outcome != "delivered" for act in done):
        raise typer.Exit(1)


@commands.command(epilog="例（cron，每天一次）：0 8 * * * yongzhuan remind -p ningbo")
def remind(profile: ProfileName = STAND_IN) -> None:
    """提醒迟交来源的负责人 Write to the owners of late feeds, once for each missing delivery, then weekly."""
    from orchestration.notices.remind import remind as write

    work = work_of(profile)
    with progress("提醒 …"):
        done = write(work.home, work.catalog, work.profile, datetime.now(UTC))
    if not done:
        say("没有需要发出的提醒。")
    if any(act.outcome != "delivered" for act in done):
        raise typer.Exit(1)


def tell(work: "Work") -> None:
    """After publishing: deliver what is due, and leave what failed a short while ago for later."""
    from orchestration.notices.notify import notify as deliver

    with progress("通知 …"):
        deliver(work.home, work.profile, datetime.now(UTC))
