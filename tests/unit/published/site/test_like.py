"""LIKE in public SQL finds what SQLite's own finds."""

import sqlite3
from contextlib import closing

from hypothesis import example, given
from hypothesis import strategies as st

from published.site.like import like

PATTERNS, TEXTS = st.text("abAB%.é专ſK\n", max_size=12), st.text("abAB_%.é专ſK\n", max_size=12)


@given(pattern=PATTERNS, text=TEXTS)
@example(pattern="a%a", text="a")
@example(pattern="k", text="\u212a")
def test_it_answers_as_sqlite_does(pattern: str, text: str) -> None:
    with closing(sqlite3.connect(":memory:")) as plain:
        assert like(pattern)(text) == bool(plain.execute("select ? like ?", (text, pattern)).fetchone()[0])
