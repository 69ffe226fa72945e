"""A release that was made again is compared file by file."""

from pathlib import Path

import pytest

from published.home import Home
from published.sameness import differences
from published.sealing import seal
from tests.unit.published.described import SYNTHETIC, proposal, row, table, unread

NAME = "orchard_yield"


def sealed(folder: Path, value: str = "1") -> Path:
    home = Home(folder).prepare()
    seal(home, proposal(SYNTHETIC), table(row(value=value)), unread)
    return home.sealed / NAME / "1.0"


@pytest.fixture
def then(tmp_path: Path) -> Path:
    return sealed(tmp_path / "then")


def test_the_same_made_again_differs_in_nothing(then: Path, tmp_path: Path) -> None:
    assert differences(then, sealed(tmp_path / "now")) == ()


def test_every_file_with_another_figure_is_named_and_of_the_manifest_what_differs(then: Path, tmp_path: Path) -> None:
    found = {fault.file: fault.told.en for fault in differences(then, sealed(tmp_path / "now", "2"))}
    assert {f"{NAME}.csv", f"{NAME}.parquet", "release.json", "manifest.json.minisig", "SHA256SUMS"} <= set(found)
    assert found["manifest.json"] == "not what was sealed (files)"
    assert "method.md" not in found and "dataset.json" not in found


def test_a_file_too_few_or_too_many_is_named(then: Path, tmp_path: Path) -> None:
    now = sealed(tmp_path / "now")
    (now / "README.md").rename(now / "READ.md")
    assert [(fault.file, fault.told.en) for fault in differences(then, now)] == [
        ("READ.md", "made now, but not sealed then"),
        ("README.md", "sealed then, but not made now"),
    ]
