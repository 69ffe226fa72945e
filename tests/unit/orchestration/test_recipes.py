"""What a release was built from stays known, whatever changes afterwards, and unchanged things are kept once."""

import os
from pathlib import Path

import pytest

from orchestration.mistakes import Mistake
from orchestration.recipes import keep_recipe, kept_path, note_state, read_recipe, recipe_path
from published.home import Home
from published.sealing import seal
from tests.deliveries import put
from tests.unit.published.described import SYNTHETIC, proposal, row, table, take_down, unread

NAME = "orchard_yield"
LINKAGE, ACCOUNTS = "linkage/decisions.csv", "accounts/decisions.csv"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home").prepare()
    for path in (LINKAGE, ACCOUNTS):
        put(home.root / path, f"{path}\n".encode())
    put(home.raw / "bureau/returns/deliveries.jsonl", b"{}\n")
    return home


def build(home: Home, run: str) -> Path:
    folder = home.built / run
    folder.mkdir()
    note_state(home, folder)
    return folder


def kept(home: Home) -> set[Path]:
    return {path for path in (home.recipes / "kept").rglob("*") if path.is_file()}


def amounts(home: Home) -> Path:
    """Who made up the release that the proposal of the tests seals, by its candidate."""
    return home.protection / "amounts" / NAME / f"{proposal(SYNTHETIC).verdict.candidate}.parquet"


def test_the_state_is_that_in_which_the_build_began(home: Home) -> None:
    seal(home, proposal(SYNTHETIC), table(row(value="1")), unread)
    folder = build(home, "run")
    (home.root / LINKAGE).write_bytes(b"decided since")
    (home.desk / "log.jsonl").write_bytes(b"signed since\n")
    seal(home, proposal(SYNTHETIC), table(row(value="2")), unread)
    keep_recipe(home, folder, NAME, "1.1")
    recipe, state = read_recipe(home, NAME, "1.1")
    assert (state.ledgers, state.sealed, recipe.desk) == ({"bureau/returns": 3}, {NAME: "1.0"}, 13)
    assert set(state.files) == {LINKAGE, ACCOUNTS}
    assert kept_path(home, state.files[LINKAGE]).read_bytes() == f"{LINKAGE}\n".encode()


def test_who_made_up_sealed_releases_is_kept_and_who_made_up_other_candidates_is_not(home: Home) -> None:
    put(amounts(home), b"who made it up")
    put(amounts(home).with_name("candidate.parquet"), b"never sealed")
    seal(home, proposal(SYNTHETIC), table(row()), unread)
    build(home, "run")
    assert b"who made it up" in {path.read_bytes() for path in kept(home)}
    assert b"never sealed" not in {path.read_bytes() for path in kept(home)}


def test_what_has_not_changed_is_kept_once(home: Home) -> None:
    for run, version in (("first", "1.0"), ("second", "1.1")):
        keep_recipe(home, build(home, run), NAME, version)
    assert len(kept(home)) == 3
    assert recipe_path(home, NAME, "1.0").read_bytes() == recipe_path(home, NAME, "1.1").read_bytes()


def test_a_number_stays_given_and_what_was_taken_down_by_then_is_told(home: Home) -> None:
    for value in ("1", "2"):
        seal(home, proposal(SYNTHETIC), table(row(value=value)), unread)
    take_down(home, NAME, "1.1")
    keep_recipe(home, build(home, "run"), NAME, "1.2")
    _, state = read_recipe(home, NAME, "1.2")
    assert (state.sealed, state.erased) == ({NAME: "1.1"}, {NAME: ("1.1",)})


def test_what_a_power_cut_tore_is_kept_again(home: Home) -> None:
    keep_recipe(home, build(home, "first"), NAME, "1.0")
    torn = kept_path(home, read_recipe(home, NAME, "1.0")[1].files[LINKAGE])
    tear(torn)
    put(torn.with_name(f".{torn.name}.incoming"), b"half").chmod(0o400)
    keep_recipe(home, build(home, "second"), NAME, "1.1")
    assert torn.read_bytes() == f"{LINKAGE}\n".encode()


def test_what_is_kept_is_on_the_disk_before_it_takes_its_place(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    sync = os.fsync
    monkeypatch.setattr("os.fsync", lambda handle: (synced.append(os.fstat(handle).st_ino), sync(handle)))
    keep_recipe(home, build(home, "run"), NAME, "1.0")
    assert {path.stat().st_ino for path in kept(home)} <= set(synced)


@pytest.mark.parametrize("of", ["state", "recipe"])
def test_a_torn_recipe_or_state_is_refused_in_a_sentence(home: Home, of: str) -> None:
    keep_recipe(home, build(home, "run"), NAME, "1.0")
    recipe, _ = read_recipe(home, NAME, "1.0")
    tear(kept_path(home, recipe.state) if of == "state" else recipe_path(home, NAME, "1.0"))
    with pytest.raises(Mistake, match="已损坏，不能重做"):
        read_recipe(home, NAME, "1.0")


def test_a_state_with_one_digit_flipped_is_no_other_home(home: Home) -> None:
    keep_recipe(home, build(home, "run"), NAME, "1.0")
    state = kept_path(home, read_recipe(home, NAME, "1.0")[0].state)
    state.chmod(0o600)
    state.write_text(state.read_text().replace('"bureau/returns":3', '"bureau/returns":2'))
    with pytest.raises(Mistake, match="已损坏，不能重做"):
        read_recipe(home, NAME, "1.0")


def tear(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1])


def test_nobody_else_can_read_them(home: Home) -> None:
    keep_recipe(home, build(home, "run"), NAME, "1.0")
    folders = [home.recipes, *(path for path in home.recipes.rglob("*") if path.is_dir())]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in kept(home)} == {0o400}
