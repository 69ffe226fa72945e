"""The raw zone: closed to others, its readers written down, and nothing legible in it once it is encrypted."""

import base64
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.access import accesses
from published.home import Home
from tests.once import once
from tests.pipeline import truth
from tests.pipeline.conftest import Desk, Tree

KEY = base64.b64encode(hashlib.sha256(b"a key for tests").digest()).decode()
RELEASED = ("patent_intensive_value_added", "ip_workforce")
FEEDBACK = "human_resources_bureau.html"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
REGISTER = ("statistics_bureau/unit_register", "unit_register_2024.csv")


@pytest.fixture
def switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THE_KEY", KEY)
    monkeypatch.setenv("RAW_KEY", "env:THE_KEY")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory, tiny: Desk) -> Iterator[Desk]:
    """A tiny home whose raw zone was encrypted from the start, with some releases; it signs with the same key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THE_KEY", KEY)
        patch.setenv("RAW_KEY", "env:THE_KEY")
        yield Desk(Home(once(tmp_path_factory, "sealed", lambda root: encrypted_at(root, tiny))))


def encrypted_at(root: Path, like: Desk) -> None:
    desk = Desk(Home(root).prepare())
    shutil.copytree(like.home.keys, desk.home.keys, dirs_exist_ok=True)
    shutil.copytree(like.home.feeds, desk.home.feeds, dirs_exist_ok=True)
    desk.run("pull")
    desk.run("release", *RELEASED)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def legible(desk: Desk) -> set[str]:
    """What of the units' returns and of the cases can be read in the raw zone's bytes, in either encoding."""
    units, cases = truth.read(desk.home.feeds, "units"), truth.read(desk.home.feeds, "cases")
    known = {*units.organisation_code, *units.unit_name, *cases.subject_name, *cases.contact_phone}
    content = b"\0".join(path.read_bytes() for path in files(desk.home.raw))
    return {word for word in known for how in ("utf-8", "gb18030") if word.encode(how) in content}


def test_every_folder_and_file_is_its_owners_alone(tiny: Desk, sealed: Desk) -> None:
    for desk in (tiny, sealed):
        folders = [desk.home.raw, *(path for path in desk.home.raw.rglob("*") if path.is_dir())]
        assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}
        assert {stat.S_IMODE(path.stat().st_mode) for path in files(desk.home.raw)} == {0o400, 0o600}
        kept = [path for path in files(desk.home.raw) if "payload" in path.parts or path.name == "rows.parquet"]
        assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o400}


def test_nothing_of_a_return_is_legible_in_an_encrypted_zone(tiny: Desk, sealed: Desk) -> None:
    assert len(legible(tiny)) > 100
    assert legible(sealed) == set()


def test_statistics_and_feedback_are_the_same_byte_for_byte(tiny: Desk, sealed: Desk, tree: Tree) -> None:
    """Registers too, but that they say when each pull was; the encryption of one and the same pull is tested below."""
    for dataset in RELEASED:
        assert tree(sealed.home.releases / dataset) == tree(tiny.home.releases / dataset)
    told, before = ((desk.home.feedback / FEEDBACK).read_text(encoding="utf-8") for desk in (sealed, tiny))
    assert DAY.sub("", told) == DAY.sub("", before), "but for the day of each pull"


def test_the_key_is_written_nowhere(sealed: Desk) -> None:
    secret = base64.b64decode(KEY)
    for path in files(sealed.home.root):
        content = path.read_bytes()
        assert KEY.encode() not in content and secret not in content and secret.hex().encode() not in content, path


def test_another_key_and_none_are_refused_in_one_sentence(sealed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    other = base64.b64encode(bytes(range(32))).decode()
    for reference, said in (("env:ANOTHER", "不是"), ("", "是加密的")):
        monkeypatch.setenv("ANOTHER", other)
        monkeypatch.setenv("RAW_KEY", reference)
        done = sealed.run("build", check=False)
        assert done.returncode == 2
        assert said in done.stdout and len(done.stdout.strip().splitlines()) == 1
        assert "Traceback" not in done.stderr and other not in done.stdout + done.stderr


def test_a_zone_in_clear_is_encrypted_on_request_and_then_releases_the_same_byte_for_byte(
    fresh: Desk, tiny: Desk, tree: Tree, switched_on: None
) -> None:
    assert "yongzhuan encrypt" in fresh.run("build", check=False).stdout
    fresh.run("encrypt")
    assert legible(fresh) == set()
    for made in (fresh.home.built, fresh.home.sealed, fresh.home.armed, fresh.home.releases, fresh.home.site):
        shutil.rmtree(made)
    datasets = ("typical_cases", "technology_contract_turnover")
    fresh.run("release", *datasets)
    for dataset in datasets:
        assert tree(fresh.home.releases / dataset) == tree(tiny.home.releases / dataset)
    target = fresh.home.root / "original.csv"
    fresh.run("original", *REGISTER, str(target))
    assert target.read_bytes() == fresh.home.feeds.joinpath(*REGISTER).read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert accesses(fresh.home.raw)[-1].why.startswith("yongzhuan original statistics_bureau/unit_register")


def test_every_reader_is_written_down(tiny: Desk) -> None:
    told = accesses(tiny.home.raw)
    snapshots = {str(path.parent.relative_to(tiny.home.raw)) for path in tiny.home.raw.glob("*/*/*/*/passport.json")}
    taken_in = {what for access in told if access.why == "yongzhuan release" for what in access.what}
    built = [access for access in told if access.why.startswith("dbt build")]
    assert taken_in == snapshots | {"feedback"}
    assert snapshots == set(built[-1].what)
    assert {access.who for access in told} and os.getpid() not in {access.pid for access in told}
    assert Home(tiny.home.root).raw.joinpath("access.jsonl").stat().st_mode & 0o777 == 0o600
