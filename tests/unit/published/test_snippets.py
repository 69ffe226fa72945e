"""Any text survives the quoting of each language: what the program reads is what was asked."""

import ast
import json
import shlex
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from published.describe.snippets import Wanted, python_text, r_text, shell_text, snippets
from published.vocabulary import Text

HOSTILE = (
    "select '专利' as \"甲\" from t where x like '%25' and y <> 'it''s' -- 注",
    'a\n"""b"""\n"',
    "$(rm -rf ~) `id` ${HOME} !! \\ \\n \\u4e13",
    'r"---(x)---"\n)"\n)-"\n)--"',
    "'; drop table t; --\n\\",
    "\t\r\n\x85\u2028\ufeff\x7f\x1b",
    "",
    '"',
    "\\",
    "\n",
)
TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))


def every_hostile(test):  # type: ignore[no-untyped-def]
    for text in HOSTILE:
        test = example(text)(test)
    return test


@every_hostile
@given(TEXT)
def test_a_shell_reads_the_word_that_was_meant(text: str) -> None:
    assert shlex.split(shell_text(text)) == [text]


@every_hostile
@given(TEXT)
def test_python_reads_the_text_that_was_meant(text: str) -> None:
    assert ast.literal_eval(python_text(text)) == text


@given(st.lists(TEXT, max_size=40))
def test_nothing_breaks_out_of_a_program(texts: list[str]) -> None:
    wanted = Wanted("http://host/open", [(f"p{at}", text) for at, text in enumerate(texts)], Text(zh="a\nb", en="c\rd"))
    for snippet in snippets(wanted):
        if snippet.name in ("pandas", "polars", "duckdb"):
            found = [node for node in ast.parse(snippet.text).body if isinstance(node, ast.Assign)]
            assert ast.literal_eval(found[1].value) == wanted.as_json


def test_a_real_shell_and_r_read_what_was_meant(tmp_path: Path) -> None:
    """Both are asked for all hostile texts at once."""
    told = subprocess.run(
        ["sh", "-c", " ".join(["printf '%s\\0'", *map(shell_text, HOSTILE)])], capture_output=True, check=True
    )
    assert told.stdout.decode().split("\0")[:-1] == list(HOSTILE)
    script = tmp_path / "texts.R"
    values = ",\n".join(map(r_text, HOSTILE))
    script.write_text(f"cat(jsonlite::toJSON(enc2utf8(c(\n{values}\n))))\n", encoding="utf-8")
    read = subprocess.run(
        ["Rscript", str(script)], capture_output=True, check=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    )
    assert json.loads(read.stdout) == list(HOSTILE)


@pytest.mark.parametrize("sql", ["select area from t where code = '3302'", "select 1\nfrom t"])
def test_sql_stays_readable(sql: str) -> None:
    texts = {snippet.name: snippet.text for snippet in snippets(Wanted("http://host/open", [("sql", sql)]))}
    assert all(sql in text for text in texts.values())


def test_the_notice_is_a_comment_of_each_program() -> None:
    notice = Text(zh="演示数据", en="synthetic\ndata")
    for snippet in snippets(Wanted("http://host/open", [], notice)):
        assert snippet.text.startswith("# 演示数据\n# synthetic data\n")
