"""How a command ends. Exit codes: 0 done, 1 something was refused or held, 2 a mistaken call."""

import os
import sys
from collections.abc import Callable
from typing import NoReturn

from orchestration.console import say
from orchestration.mistakes import Mistake
from published.catalog import CatalogError
from published.home import HomeError
from published.profile import ProfileError


def end_with(command: Callable[[], object]) -> NoReturn:
    """Carry out the command of this process and end it; whoever called is told what was refused in one sentence."""
    code = _answer(command)
    sys.stderr.flush()
    # when the interpreter ends, DuckDB 2.0 prints a page of harmless "leaked" lines
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    sys.exit(code)


def _answer(command: Callable[[], object]) -> int:
    try:
        command()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    except (Mistake, CatalogError, ProfileError, HomeError) as error:
        say(str(error), "red")
        return 2
    except OSError as error:
        say(f"{error.filename or ''} 无法使用：{error.strerror}；请检查路径和权限。", "red")
        return 2
    return 0
