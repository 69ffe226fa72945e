"""What the person at the terminal sees: lines of progress, a spinner, tables."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.status import Status
from rich.table import Table
from rich.text import Text

from published.verification import shown

console = Console(highlight=False)
_STYLES = {logging.WARNING: "yellow", logging.ERROR: "red"}
_STAGES = {
    "imports": "加载程序 imports",
    "pull": "收取来源 pull",
    "dbt": "计算 dbt",
    "protect": "保护 protect",
    "judge": "审核 judge",
    "seal": "封存 seal",
    "publish": "发布 publish",
}


def line(words: str, style: str = "") -> Text:
    """Whoever's words as they stand: no markup, and nothing that a terminal obeys."""
    return Text(shown(words), style=style)


def say(sentence: str, style: str | None = None) -> None:
    """Print a sentence as it stands; the terminal breaks it, so that a log keeps it whole."""
    console.print(*map(line, sentence.split("\n")), sep="\n", style=style, soft_wrap=True)


class _Lines(logging.Handler):
    def __init__(self, status: Status) -> None:
        super().__init__(logging.DEBUG)
        self._status = status

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.levelno < logging.INFO:
            self._status.update(line(message))
        else:
            say(message, _STYLES.get(record.levelno))


@contextmanager
def progress(first: str) -> Iterator[None]:
    """Show the log of the work as lines, and what is under way beside a spinner."""
    with console.status(first) as status:
        handler = _Lines(status)
        loggers = [logging.getLogger(name) for name in ("yongzhuan", "sample_feeds")]
        for logger in loggers:
            logger.setLevel(logging.DEBUG)
            logger.propagate = False
            logger.addHandler(handler)
        try:
            yield
        finally:
            for logger in loggers:
                logger.removeHandler(handler)


def show_seconds(seconds: Mapping[str, float]) -> None:
    """Where the time went, in seconds per stage."""
    table = Table(title="用时（秒）Seconds", title_justify="left")
    table.add_column("阶段 Stage")
    table.add_column("秒", justify="right")
    for stage, spent in seconds.items():
        table.add_row(_STAGES.get(stage, stage), f"{spent:.1f}")
    table.add_row("合计 total", f"{sum(seconds.values()):.1f}", style="bold")
    console.print(table)
