"""The command that goes from a published cell to everything that it was made from."""

from typing import Annotated

import typer

from orchestration.command import STAND_IN, ProfileName, pick_dataset, work_of
from orchestration.console import console


def explain(
    dataset: Annotated[str, typer.Argument(help="数据集名")],
    key: Annotated[list[str], typer.Argument(help="列=值；没写的取合计 column=value of the key; else the total")],
    column: Annotated[str | None, typer.Option(help="哪一列；不写则主要指标 Which column; else the main one")] = None,
    release: Annotated[str | None, typer.Option(help="版本；不写则现行版 Version; else the public one")] = None,
    rows: Annotated[int, typer.Option(min=0, help="至多列出多少行原文 Rows to show as delivered, at most")] = 20,
    profile: ProfileName = STAND_IN,
) -> None:
    """一个数是怎样得出的，直到报送的行 From a published cell back to its rows; opening them is logged."""
    work = work_of(profile)
    name = pick_dataset(work, dataset).name
    from orchestration.explain.cell import find
    from orchestration.explain.explanation import explain as explanation_of
    from orchestration.explain.report import report

    told = explanation_of(work.home, work.catalog, find(work.home, name, key, column, release), rows)
    console.print(report(work.home, told))
    if not told.is_whole:
        raise typer.Exit(1)
