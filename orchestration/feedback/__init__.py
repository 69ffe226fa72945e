"""Feedback to the departments: one workbook and one page each, with what a clerk can act on.

DATA_HOME/feedback/<department>.{xlsx,html}, for that department alone: they hold rows of its own returns.
"""

import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from orchestration.access import opened
from orchestration.feedback.department import departments
from orchestration.feedback.web_page import page
from orchestration.feedback.workbook import write_workbook
from published.feed import Feed
from published.home import Home
from published.vocabulary import Text

__all__ = ["Told", "write_feedback"]


@dataclass(frozen=True)
class Told:
    """How much the departments are told: rows in quarantine, corrected rows, refused files."""

    quarantined: int
    corrected: int
    refused: int


def write_feedback(home: Home, feeds: Iterable[Feed], built: Path, notice: Text | None) -> Told:
    """Write every department's files anew; those of the last build vanish together with it."""
    opened(home.raw, "feedback")
    found = departments(home, feeds, built)
    incoming = home.root / f".feedback-{uuid.uuid4().hex}"
    incoming.mkdir(mode=0o700)
    try:
        for department in found:
            write_workbook(incoming / f"{department.name}.xlsx", department, notice)
            (incoming / f"{department.name}.html").write_text(page(department, notice), encoding="utf-8")
        for path in incoming.iterdir():
            path.chmod(0o600)
        shutil.rmtree(home.feedback, ignore_errors=True)
        incoming.rename(home.feedback)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return Told(
        quarantined=sum(department.total("quarantined") for department in found),
        corrected=sum(department.total("corrected") for department in found),
        refused=sum(len(department.refused) for department in found),
    )
