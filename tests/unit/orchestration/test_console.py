"""Sentences reach the terminal as they are, whoever's words stand in them."""

import logging

import pytest

from orchestration.console import progress, say


def test_a_sentence_is_no_markup_and_nothing_in_it_is_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    say("年报[final] [/x] :cat: \x1b[2J\n下一行", "red")
    assert capsys.readouterr().out == "年报[final] [/x] :cat: \\x1b[2J\n下一行\n"


def test_what_is_under_way_is_no_markup_either() -> None:
    with progress("开始"):
        logging.getLogger("yongzhuan").debug("收取 年报[/x].csv")
