"""The command line of the statistician. Exit codes: 0 done, 1 something was refused or held, 2 a mistaken call."""

import os
import socket
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.check_release import verify
from orchestration.command import STAND_IN, ProfileName, pick, work_of
from orchestration.console import console, progress, say, show_seconds
from orchestration.desk_commands import commands
from orchestration.ending import end_with
from orchestration.explain.command import explain
from orchestration.mistakes import Mistake
from orchestration.notices.commands import commands as tellers
from orchestration.notices.commands import tell
from orchestration.rebuild import rebuild
from orchestration.takedown_command import commands as takedowns
from published.home import PROJECT, Home

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dagster import AssetKey

    from orchestration.run import Ran, Work

app = typer.Typer(
    name="yongzhuan",
    help="甬专数据：从部门来源到公开页面。Data live under DATA_HOME.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(commands)
app.add_typer(tellers)
app.add_typer(takedowns)
app.command(epilog="例：yongzhuan verify --key minisign.pub 下载的文件夹")(verify)
app.command(epilog="例：yongzhuan rebuild typical_cases 1.0")(rebuild)
app.command(epilog="例：yongzhuan explain technology_contract_turnover period=2025-06 area=330203")(explain)


@app.command(epilog="例：yongzhuan sample --scale tiny --seed 7")
def sample(
    scale: Annotated[str, typer.Option(help="tiny、city 或 nation")] = "city",
    seed: Annotated[int, typer.Option(help="同一种子，同样的字节 Same seed, same bytes")] = 3302,
) -> None:
    """让演示部门写出各来源的文件 Let the stand-in departments write their feeds."""
    from sample_feeds import SCALES, generate

    if scale not in SCALES:
        raise Mistake(f"没有 {scale} 这个规模；可选：{'、'.join(SCALES)}。")
    home = Home.from_environment().prepare()
    with progress("生成演示数据 …"):
        generate(home.feeds, scale=scale, seed=seed)


@app.command(epilog="例：yongzhuan pull ip_office/patents")
def pull(
    feeds: Annotated[list[str] | None, typer.Argument(help="来源，如 ip_office/patents；不写则全部")] = None,
    profile: ProfileName = STAND_IN,
) -> None:
    """收取来源，存为不可变的快照 Take the feeds into immutable snapshots."""
    work = work_of(profile)
    known = {"/".join(key.path): key for key in work.keys("collect")}
    _close(_ran(work, "收取来源 …", [known[name] for name in pick(feeds, list(known))]))


@app.command(epilog="例：yongzhuan build")
def build(profile: ProfileName = STAND_IN) -> None:
    """由快照计算所有数据集 Build every dataset from the snapshots."""
    work = work_of(profile)
    ran = _ran(work, "计算 …", work.keys("process"))
    _name_feedback(work.home)
    _close(ran)


@app.command(epilog="例：yongzhuan judge technology_contract_turnover")
def judge(
    datasets: Annotated[list[str] | None, typer.Argument(help="数据集名；不写则全部")] = None,
    profile: ProfileName = STAND_IN,
) -> None:
    """审核已算出的数据集，写出审核页 Judge what was built; the pages lie in DATA_HOME/verdicts."""
    work = work_of(profile)
    if not (work.home.built / "latest").exists():
        raise Mistake("还没有计算过；请先运行 yongzhuan build。")
    names = pick(datasets, [dataset.name for dataset in work.catalog.datasets])
    _close(_ran(work, "审核 …", work.judgements(names)))


@app.command(epilog="例：DATA_HOME=/data/yongzhuan yongzhuan release；yongzhuan release typical_cases")
def release(
    datasets: Annotated[list[str] | None, typer.Argument(help="数据集名；不写则全部")] = None,
    profile: ProfileName = STAND_IN,
) -> None:
    """一次发布：收、算、审、封、发 One release: pull, build, judge, seal, publish."""
    from orchestration.provenance import code
    from orchestration.signing_key import signer_of

    started = time.perf_counter()
    work = work_of(profile)
    with work.home.alone():
        signer_of(work.home, work.profile)
    names = pick(datasets, [dataset.name for dataset in work.catalog.datasets])
    seconds = {"imports": time.perf_counter() - started}
    with progress("收取来源 …"):
        sealed = work.release(work.lineages(names) if datasets else None)
        _stop_if_interrupted(sealed)
        work.sign_by_itself()
        public = work.publish()
    tell(work)
    if not code(PROJECT).clean:
        say("代码有未提交的改动，或不在 git 的检出中：这次封存的版本今后不能用 yongzhuan rebuild 重做。", "yellow")
    show_seconds({**seconds, **sealed.seconds, **public.seconds})
    _name_feedback(work.home)
    _name_unsigned(work.home, names)
    _close(sealed, public)


@app.command(epilog="例：yongzhuan serve --port 8001")
def serve(
    port: Annotated[int, typer.Option(help="端口 Port")] = 8001,
    host: Annotated[str, typer.Option(help="监听的地址 Address to listen on")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, max=64, help="进程数，默认为核数 Processes, one for each core")] = len(
        os.sched_getaffinity(0)
    ),
    origin: Annotated[
        str | None, typer.Option(help="公开网址，如 https://data.example Public address, where a proxy stands in front")
    ] = None,
) -> None:
    """打开公开网站 Serve the public site."""
    from published.site.asked import is_origin
    from published.site.serve import serve as serve_site

    if origin and not is_origin(origin):
        raise typer.BadParameter(f"{origin}：公开网址应为 https://主机 the public address must be https://host")
    _check_free(host, port)
    say(f"甬专数据：http://{host}:{port}  (Ctrl+C 结束)")
    serve_site(Home.from_environment().prepare(), port=port, host=host, workers=workers, origin=origin)


@app.command(epilog="例：yongzhuan original ip_office/patents patents.jsonl /secure/patents.jsonl")
def original(
    feed: Annotated[str, typer.Argument(help="来源，如 ip_office/patents")],
    file: Annotated[str, typer.Argument(help="报送的文件名")],
    target: Annotated[Path, typer.Argument(help="写到哪里；只有本人可读 Where to, for its owner alone")],
    profile: ProfileName = STAND_IN,
) -> None:
    """取出部门报送的原件，记入查阅日志 Bring back a delivered file as it came; the access is logged."""
    from orchestration.originals import original as content
    from orchestration.snapshots import current

    work = work_of(profile)
    known = {found.key: found for found in work.catalog.feeds}
    wanted = known[pick([feed], list(known))[0]]
    pick([file], [passport.file for passport in current(work.home, wanted)])
    target.touch(mode=0o600, exist_ok=False)
    with target.open("wb") as copy:
        copy.writelines(content(work.home, wanted, file))


@app.command(epilog="例：RAW_KEY=file:/etc/yongzhuan/raw.key yongzhuan encrypt")
def encrypt() -> None:
    """把原始区中未加密的快照加密 Encrypt a raw zone that was kept in clear, with the key that RAW_KEY names."""
    from orchestration.originals import encrypt as encrypt_zone

    home = Home.from_environment().prepare()
    with home.alone():
        count = encrypt_zone(home)
    say(f"已加密 {count:,} 个文件；此后每次运行都需要 RAW_KEY。")


@app.command(epilog="例：yongzhuan calendar")
def calendar(profile: ProfileName = STAND_IN) -> None:
    """今后十二个月的发布日历 The release calendar of the next twelve months."""
    from orchestration.calendar_table import calendar_table

    console.print(calendar_table(work_of(profile).catalog, datetime.now(UTC)))


@app.command(epilog="例：yongzhuan status")
def status(profile: ProfileName = STAND_IN) -> None:
    """各数据集与来源的状况 How each dataset and feed stands."""
    from orchestration.desk_page import write_desk
    from orchestration.status import datasets_table, feeds_table, totals

    work = work_of(profile)
    now = datetime.now(UTC)
    console.print(datasets_table(work.home, work.catalog, now))
    console.print(feeds_table(work.home, work.catalog, now))
    console.print(totals(work.catalog, work.profile))
    say(f"发布台：{write_desk(work.home, work.catalog, work.profile, now)}")


def main() -> None:
    """The entry point of the `yongzhuan` command."""
    end_with(app)


def _ran(work: "Work", first: str, selection: "Sequence[AssetKey]") -> "Ran":
    with progress(first):
        ran = work.release(selection)
    _stop_if_interrupted(ran)
    return ran


def _name_feedback(home: Home) -> None:
    say(f"给各部门的反馈（每部门一份 XLSX 和一份 HTML）：{home.feedback}")


def _name_unsigned(home: Home, datasets: "Sequence[str]") -> None:
    from orchestration.desk import unsigned

    for dataset, version in unsigned(home, datasets):
        say(f"待签发：{dataset} {version} 版（另一人运行 yongzhuan sign {dataset} --by 姓名 --reason 理由）", "yellow")


def _stop_if_interrupted(ran: "Ran") -> None:
    if ran.interrupted:
        say("已中断，已公开的内容保持不变。", "red")
        raise typer.Exit(130)


def _close(*runs: "Ran") -> None:
    if not all(run.success for run in runs):
        say("有数据集暂缓或有来源被拒，原因见上；已公开的内容保持不变。", "red")
        raise typer.Exit(1)


def _check_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Mistake(f"{host}:{port} 无法监听（{error.strerror}）；请用 --port 换一个端口。") from None
