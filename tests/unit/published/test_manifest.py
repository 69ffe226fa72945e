"""What a manifest says of a release, in one spelling, and nothing of the clock or of what is secret."""

import json
from pathlib import Path

import pytest

from published.folders import sha256
from published.home import Home
from published.manifest import Asked, Link, Manifest, Snapshot, Withheld, asked, link_to, withheld
from published.sealing import seal
from published.verdict import Protection, RoundedMeasure, Verdict
from tests.unit.published.described import ORIGIN, SYNTHETIC, WORDS, check, proposal, row, table, unread

NAME = "orchard_yield"
RETURNS = Snapshot(
    feed="statistics_bureau/orchards",
    file="orchards_2024.csv",
    rows_sha256="a" * 64,
    snapshot="b" * 16,
    bytes_sha256="b" * 64,
)
PROTECTION = Protection(
    universe="orchards",
    rules="default",
    rows=9,
    withheld_rows=3,
    cells=40,
    at_risk=4,
    complementary=6,
    value_kept=61.5,
    narrowest=20.0,
    cost_bound=1.0,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = Home(tmp_path).prepare()
    seal(home, proposal(SYNTHETIC).model_copy(update={"inputs": (RETURNS,)}), table(row(obs_status="P")), unread)
    return home.sealed / NAME / "1.0"


def verdict(**more: object) -> Verdict:
    return Verdict.model_validate({"dataset": NAME, "previous": None, "checks": (check(),), "rows": ()} | more)


def test_it_says_what_the_release_holds_and_what_it_was_made_from(folder: Path) -> None:
    manifest = Manifest.read(folder)
    vouching = {"manifest.json", "manifest.json.minisig", "SHA256SUMS"}
    assert manifest.files == {path.name: sha256(path) for path in folder.iterdir() if path.name not in vouching}
    assert manifest.inputs == (RETURNS,)
    assert (manifest.code, manifest.lock_sha256, manifest.parameters) == (
        ORIGIN.code, ORIGIN.lock_sha256, ORIGIN.parameters,
    )  # fmt: skip
    assert manifest.checks == (Asked(name="asked", severity="critical", passed=True),)
    assert (manifest.dataset, manifest.version, manifest.previous, manifest.disclosure) == (NAME, "1.0", None, None)
    assert manifest.remark == "演示数据 (synthetic data) · 试算 (provisional)"


def test_it_has_one_spelling(folder: Path) -> None:
    written = (folder / "manifest.json").read_bytes()
    assert Manifest.read(folder).content == written
    names = list(json.loads(written))
    assert names == sorted(names) and written.endswith(b"}\n")


def test_real_and_settled_figures_need_no_remark(folder: Path) -> None:
    settled = Manifest.read(folder).model_copy(update={"notice": None, "provisional": False})
    assert settled.remark == ""


def test_the_gates_words_stay_in_the_verdict() -> None:
    told = asked(verdict(checks=(check("warning", passed=False, found="宁波某某公司"),)))
    assert told == (Asked(name="asked", severity="warning", passed=False),)


def test_what_disclosure_control_did_is_told_in_numbers() -> None:
    assert withheld(verdict()) is None
    assert withheld(verdict(protection=PROTECTION)) == Withheld(
        universe="orchards", rules="default", cells=40, withheld=10, value_kept=61.5, narrowest=20.0
    )


def test_rounded_figures_are_all_shown() -> None:
    rounded = (RoundedMeasure(measure=WORDS, base=5, narrowest=None),)
    done = withheld(verdict(protection=PROTECTION.model_copy(update={"rounded": rounded})))
    assert done is not None and done.withheld == 0


def test_a_link_is_the_digest_of_the_manifest_before(folder: Path) -> None:
    assert link_to(folder) == Link(version="1.0", manifest_sha256=sha256(folder / "manifest.json"))
    assert link_to(folder.parent / "0.9") is None


@pytest.mark.parametrize("version", ["", "../1.0", "1.0/..", "1", "1.0\n"])
def test_a_link_leads_to_a_version_and_nowhere_else(version: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        Link(version=version, manifest_sha256="a" * 64)
