"""SQL functions that no time limit can stop, or whose answer an edition does not decide, as public SQL may use them.

Each is SQLite's own, asked of an empty database once its arguments have been looked at; text must be UTF-8.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from published.site.like import like

Check = Callable[[Sequence[object]], None]

TRIMMED, COMPARED, SEARCHED = 100_000, 200_000, 10_000_000
"""How large the product of two lengths may be: about a millisecond, SQLite being deaf to time limits meanwhile."""
_NOW = frozenset({"now", "subsec", "subsecond"})


def bound(connection: sqlite3.Connection, empty: sqlite3.Connection) -> None:
    """Replace these functions of a connection; `empty` answers them and belongs to it alone."""
    sqlite3.enable_callback_tracebacks(False)  # Datasette has them printed, but a refusal is no failure
    for name, counts in _ARGUMENTS.items():
        for count in counts:
            connection.create_function(name, count, _asked(empty, name, _CHECKS[name]), deterministic=True)
    connection.create_function("like", 2, _like(empty), deterministic=True)


def _like(empty: sqlite3.Connection) -> Callable[..., Any]:
    """LIKE of texts and whole numbers, which filters ask of every row; where it is more than that, SQLite's own."""
    asked = _asked(empty, "like", _CHECKS["like"])

    def answered(pattern: object, text: object) -> Any:
        told = str(text) if isinstance(text, int) else text
        if not (isinstance(pattern, str) and isinstance(told, str)) or "_" in pattern or "\0" in pattern + told:
            return asked(pattern, text)
        return like(pattern)(told)

    return answered


def _asked(empty: sqlite3.Connection, name: str, check: Check) -> Callable[..., Any]:
    def answered(*given: object) -> Any:
        check(given)
        places = ", ".join("?" * len(given))
        return empty.execute(f"select {name}({places})", given).fetchone()[0]

    return answered


def _product(most: int) -> Check:
    def check(given: Sequence[object]) -> None:
        text, part = (len(one if isinstance(one, str | bytes) else str(one)) for one in given[:2])
        if text * part > most:
            raise OverflowError  # for SQLite: too big

    return check


def _of_a_time(place: int) -> Check:
    def check(given: Sequence[object]) -> None:
        told = given[place] if len(given) > place else "now"
        text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
        if text.partition("\0")[0].lower() in _NOW:
            raise ValueError("the present is none of the edition's")

    return check


_TIMES = ("date", "time", "datetime", "julianday", "unixepoch")
_CHECKS: Mapping[str, Check] = {
    **dict.fromkeys(("trim", "ltrim", "rtrim"), _product(TRIMMED)),
    **dict.fromkeys(("instr", "replace"), _product(SEARCHED)),
    **dict.fromkeys(_TIMES, _of_a_time(0)),
    "strftime": _of_a_time(1),
    **dict.fromkeys(("like", "glob"), _product(COMPARED)),
}
_ARGUMENTS: Mapping[str, Sequence[int]] = {
    **dict.fromkeys(("trim", "ltrim", "rtrim", "instr"), (2,)),
    "replace": (3,),
    "like": (3,),
    "glob": (2,),
    **dict.fromkeys((*_TIMES, "strftime"), (-1,)),
}
