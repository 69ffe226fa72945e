"""`yongzhuan verify`: whoever has a release and the public key can check it, offline and without the pipeline."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.console import say
from published.home import Home, HomeError

if TYPE_CHECKING:
    from published.signature import PublicKey


def verify(
    folder: Annotated[Path, typer.Argument(help="一次发布、一个数据集的各版，或全部发布的文件夹")],
    key: Annotated[Path | None, typer.Option(help="公钥文件；不写则用 DATA_HOME/releases/minisign.pub")] = None,
) -> None:
    """检查一次发布是否仍是封存时的样子 Check a release: signature, every file, the chain of versions; offline."""
    from published.chain import verify as findings

    if not folder.is_dir():
        raise HomeError(f"{folder} 不是文件夹；请写出下载或封存的发布文件夹。No such folder.")
    public = _public_key(key or Home.from_environment().public_key, folder)
    found = findings(folder.resolve(), public)
    for name in found.whole:
        say(f"完好 as sealed: {name}")
    for fault in found.faults:
        say(f"{fault.file}：{fault.told.zh}。{fault.told.en}.", "red")
    say(f"公钥 public key {public.id}：完好 {len(found.whole)}，问题 {len(found.faults)} (as sealed, faults)")
    if found.faults:
        raise typer.Exit(1)


def _public_key(path: Path, folder: Path) -> "PublicKey":
    """Never from the folder itself: whoever changed the files would have put a key of their own beside them."""
    from published.signature import PublicKey, SignatureError

    if path.resolve().is_relative_to(folder.resolve()):
        raise HomeError(
            "公钥不能取自被检查的文件夹（改动文件的人可以连公钥一起换掉）；请另行取得，用 --key 指明。"
            "The key must not come from the folder under test: name one from elsewhere."
        )
    try:
        return PublicKey.read(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise HomeError(f"没有公钥 {path}；请用 --key 指明网站 /releases/minisign.pub 的副本。No such key.") from None
    except (SignatureError, UnicodeDecodeError):
        raise HomeError(f"{path} 不是 minisign 的公钥文件。Not a minisign public key.") from None
