"""A takedown erases whatever holds the words or figures, or nothing; done twice, it is as done once."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from orchestration import signing_key, takedown, takedown_command
from orchestration.cli import app
from orchestration.desk import Wish, due, foregoing, publish_signed, sign_by_itself, sign_sealed, unsigned
from orchestration.mistakes import Mistake
from orchestration.signatures import HandedOut, TakenDown, add, entries
from orchestration.standing import standings
from orchestration.takedown import take_down, wanted
from orchestration.takedown_plan import Order, Plan, plan
from orchestration.touched import LIST
from published import editions
from published.bulletins import newest
from published.catalog import Catalog
from published.chain import verify
from published.editions import current
from published.folders import sha256
from published.home import Home
from published.manifest import Manifest
from published.profile import Profile
from published.releases import versions
from published.sealing import seal
from published.traces import found
from published.vocabulary import Text
from tests.unit.published.described import SIGNER, SYNTHETIC, dataset, proposal, row, table, unread

NAME, OTHER = "orchard_yield", "vineyard_yield"
WORD = "甬江无名公司"
GROUND = Text(zh="法院裁定", en="a court order")
ANYONE = {"rule": "0 10 31 12 *", "lag": 1, "sign_off": "anyone"}
DATASETS = {name: dataset(name=name, release=ANYONE) for name in (NAME, OTHER)}
CATALOG = Catalog(datasets=tuple(DATASETS.values()), feeds=())
PROFILE = Profile(name="stand_in", title=Text(zh="演示", en="demo"), synthetic=True, folder="feeds")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Three public versions of a dataset; a word stands in the second alone."""
    home = Home(tmp_path_factory.mktemp("made") / "home").prepare()
    home.public_key.write_text(SIGNER.key.public.text(""))
    for remark in (None, WORD, "别的"):
        public(home, remark)
    return home


@pytest.fixture
def home(made: Home, tmp_path: Path) -> Home:
    """A copy of it, hard links and all."""
    subprocess.run(["cp", "-a", made.root, tmp_path / "home"], check=True)
    return Home(tmp_path / "home")


def public(home: Home, remark: str | None, name: str = NAME, value: str = "12.50") -> None:
    areas = [row(area=area, value=value, remark=remark) for area in ("3302", "330203")]
    seal(home, proposal(SYNTHETIC, of=DATASETS[name]), table(*areas), unread)
    sign_sealed(home, DATASETS[name], Wish(by="王敏", reason="例行", at=datetime.now(UTC)))
    publish_signed(home, CATALOG, PROFILE, datetime.now(UTC))


def ordered(*versions: str, **more: object) -> Order:
    return Order.model_validate({"dataset": NAME, "versions": versions, "by": "王敏", "ground": GROUND, **more})


def carried_out(home: Home, order: Order) -> list[str]:
    """What is found of it after it was carried out."""
    chosen = plan(home, order)
    assert chosen.unnamed == {}
    take_down(home, CATALOG, PROFILE, order, chosen, SIGNER, wait=lambda _: None)
    looked = wanted(home, order, chosen)
    return [str(path) for path in found([home.root], looked) if path.name != "log.jsonl"]


def test_words_are_erased_from_release_objects_caches_and_the_change_set_of_the_next(home: Home) -> None:
    (home.verdicts / f"{OTHER}.html").write_text(f"<p>{WORD}")
    secret = {sha256(path) for path in (home.sealed / NAME / "1.1").iterdir() if path.name.startswith(NAME)}
    assert carried_out(home, ordered("1.1", words=(WORD,))) == []
    assert not any((home.objects / digest[:2] / digest).exists() for digest in secret)
    assert versions(home.sealed, NAME) == versions(home.releases, NAME) == ("1.0", "1.2")
    assert not (home.releases / NAME / "1.2" / "changes.csv").exists()
    assert (home.releases / NAME / "1.2" / f"{NAME}.csv").exists()


def test_nothing_is_erased_while_a_version_that_holds_it_is_not_named(home: Home) -> None:
    public(home, f"又是{WORD}", OTHER)
    chosen = plan(home, ordered("1.0", words=(WORD,)))
    assert set(chosen.unnamed) == {(NAME, "1.1"), (OTHER, "1.0")}
    assert f"{NAME}.parquet" in chosen.unnamed[NAME, "1.1"] and f"{NAME}.db" in chosen.unnamed[NAME, "1.1"]
    everywhere = plan(home, ordered("1.0", words=(WORD,), everywhere=True))
    assert everywhere.whole == {NAME: ("1.0", "1.1"), OTHER: ("1.0",)} and everywhere.unnamed == {}
    assert everywhere.files == {NAME: {"1.2": ("changes.csv", "changes.json")}}, "it stays, without its change set"


def test_without_words_whoever_repeats_the_figures_has_to_be_named(home: Home) -> None:
    public(home, WORD)
    assert plan(home, ordered("1.1")).unnamed == {(NAME, "1.3"): (f"{NAME}.parquet",)}
    assert plan(home, ordered("1.1", "1.3")).unnamed == {}


def test_a_summary_of_few_revised_figures_gives_the_earlier_ones_away(home: Home) -> None:
    public(home, "别的", value="99.00")
    assert plan(home, ordered("1.2")).unnamed == {(NAME, "1.3"): ("release.json",)}


def test_the_public_version_gone_the_dataset_is_gone_and_nothing_comes_back_by_itself(home: Home) -> None:
    before = current(home)
    assert carried_out(home, ordered("1.2")) == []
    after = current(home)
    assert before and after and before.releases == {NAME: "1.2"} and after.releases == {}
    assert after.taken_down == {NAME: {"1.2": GROUND}} and due(home, datetime.now(UTC)) == []
    sign_by_itself(home, CATALOG, PROFILE, datetime.now(UTC))
    assert due(home, datetime.now(UTC)) == [], "not even where a profile signs by itself"
    assert foregoing(home, NAME) == "" and unsigned(home, [NAME]) == [(NAME, "1.1")]
    told = newest(home, after.id, datetime.now(UTC) + timedelta(minutes=1), 1)[0]
    assert told.kind == "takedown" and GROUND.zh in told.sentence.zh and told.link == f"/releases/{NAME}/1.2/"


def test_the_list_of_what_a_correction_touched_goes_too(home: Home) -> None:
    (home.desk / LIST).write_text(f"orchard_yield,1.0,{WORD}", encoding="utf-8")
    assert carried_out(home, ordered("1.1", words=(WORD,))) == []


def test_of_what_was_erased_whole_the_desk_says_so(home: Home) -> None:
    carried_out(home, ordered("1.0", "1.1", "1.2"))
    states = {one.dataset.name: one.state for one in standings(home, CATALOG, datetime.now(UTC))}
    assert states == {NAME: "erased", OTHER: "unbuilt"}


def test_an_earlier_version_may_hold_instead(home: Home) -> None:
    assert carried_out(home, ordered("1.2", instead="1.1")) == []
    shown = current(home)
    assert shown and shown.releases == {NAME: "1.1"} and foregoing(home, NAME) == "1.1"
    public(home, "新的")
    shown = current(home)
    assert shown and shown.releases == {NAME: "1.3"}


def test_what_held_instead_is_gone_once_it_is_taken_down_itself(home: Home) -> None:
    carried_out(home, ordered("1.2", instead="1.1"))
    assert carried_out(home, ordered("1.1")) == []
    shown = current(home)
    assert shown and shown.releases == {} and set(shown.taken_down[NAME]) == {"1.1", "1.2"}


def test_a_log_that_names_what_it_takes_down_as_its_substitute_stops_nothing(home: Home) -> None:
    order = ordered("1.2", instead="1.1")
    chosen = Plan(whole={NAME: ("1.2", "1.1")}, files={}, unnamed={})
    take_down(home, CATALOG, PROFILE, order, chosen, SIGNER, wait=lambda _: None)
    shown = current(home)
    assert shown and shown.releases == {} and versions(home.sealed, NAME) == ("1.0",)


def test_what_held_instead_once_replaces_no_later_public_version(home: Home) -> None:
    carried_out(home, ordered("1.2", instead="1.1"))
    public(home, "更晚的")
    with pytest.raises(Mistake, match="不能代替"):
        plan(home, ordered("1.0", instead="1.1"))


@pytest.mark.parametrize(
    ("versions", "more", "said"),
    [
        (("9.9",), {}, "没有 9.9 版"),
        (("1.1",), {"words": ("甬",)}, "至少两个字"),
        (("1.1",), {"words": ("裁定",)}, "不能出现"),
        (("1.1",), {"by": " "}, "姓名"),
        (("1.2",), {"instead": "1.2"}, "不能代替"),
        (("1.2",), {"instead": "1.1", "words": (WORD,), "everywhere": True}, "1.1 版不能代替.*它自己也要删除"),
        (("1.1",), {"instead": "1.0"}, "现在公开的一版要删除"),
    ],
)
def test_an_order_that_cannot_be_meant_is_refused(
    home: Home, versions: tuple[str, ...], more: dict[str, object], said: str
) -> None:
    with pytest.raises(Mistake, match=said):
        plan(home, ordered(*versions, **more))


def test_what_is_signed_for_later_waits_without_it(home: Home) -> None:
    seal(home, proposal(SYNTHETIC, of=DATASETS[NAME]), table(row(remark="将来")), unread)
    later = datetime.now(UTC) + timedelta(days=1)
    sign_sealed(home, DATASETS[NAME], Wish(by="王敏", reason="例行", at=later))
    publish_signed(home, CATALOG, PROFILE, datetime.now(UTC))
    assert carried_out(home, ordered("1.2", "1.0")) == []
    (waiting,) = editions.armed(home)
    assert waiting.releases == {NAME: "1.3"} and set(waiting.taken_down[NAME]) == {"1.0", "1.2"}
    assert (editions.folder(home, waiting.id) / "open.db").exists()


def test_a_version_that_never_was_public_is_erased_and_never_told(home: Home) -> None:
    seal(home, proposal(SYNTHETIC, of=DATASETS[NAME]), table(row(remark="没公开")), unread)
    before = current(home)
    assert carried_out(home, ordered("1.3")) == [] and current(home) == before


def test_what_follows_stands_on_the_last_public_version_and_tells_of_no_other(home: Home) -> None:
    seal(home, proposal(SYNTHETIC, of=DATASETS[NAME]), table(row(remark="没公开")), unread)
    assert carried_out(home, ordered("1.2", "1.3")) == []
    proposed = proposal(SYNTHETIC, of=DATASETS[NAME]).model_copy(update={"follows": foregoing(home, NAME)})
    made = seal(home, proposed, table(row(remark="新的")), unread)
    assert made and made.version == "1.4"
    link = Manifest.read(home.sealed / NAME / made.version).previous
    assert link and link.version == "1.2"
    sign_sealed(home, DATASETS[NAME], Wish(by="王敏", reason="例行", at=datetime.now(UTC)))
    publish_signed(home, CATALOG, PROFILE, datetime.now(UTC))
    assert (home.releases / NAME / "1.4").exists() and verify(home.releases, SIGNER.key.public).faults == ()


@pytest.fixture
def command(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    work = SimpleNamespace(home=home, catalog=CATALOG, profile=PROFILE)
    monkeypatch.setattr(takedown_command, "work_of", lambda _: work)
    monkeypatch.setattr(signing_key, "signer_of", lambda *_: SIGNER)
    monkeypatch.setattr(takedown, "SETTLING", 0.0)
    yield CliRunner()


CALL = ["takedown", NAME, "1.1", "--by", "王敏", "--ground", GROUND.zh, "--ground-en", GROUND.en, "--text", WORD]


def test_the_command_refuses_then_says_what_would_go_then_does_it_once(home: Home, command: CliRunner) -> None:
    public(home, f"又是{WORD}", OTHER)
    given = {"at": datetime.now(UTC), "account": "x", "dataset": NAME, "version": "1.1", "to": "李强（市政府）"}
    add(home, HandedOut.model_validate({**given, "effective_at": datetime.now(UTC), "sha256": "0" * 64}))
    refused = command.invoke(app, CALL)
    assert refused.exit_code == 1 and f"{OTHER} 1.0" in refused.output and len(versions(home.sealed, NAME)) == 3
    dry = command.invoke(app, [*CALL, "--everywhere", "--dry-run"])
    assert dry.exit_code == 0 and "changes.csv" in dry.output and len(versions(home.sealed, NAME)) == 3
    for _ in range(2):
        done = command.invoke(app, [*CALL, "--everywhere"])
        assert done.exit_code == 0 and "没有找到任何痕迹" in done.output and "李强" in done.output, done.output
    assert [(one.dataset, one.versions) for one in entries(home) if isinstance(one, TakenDown)] == [
        (NAME, ("1.1",)),
        (OTHER, ("1.0",)),
    ]
    assert len(editions.public_ids(home)) == 5, "done again, nothing new is public"


def test_a_trace_that_is_left_is_named(home: Home, command: CliRunner) -> None:
    (home.site / "forgotten.html").write_text(WORD, encoding="utf-8")
    done = command.invoke(app, CALL)
    assert done.exit_code == 1 and "site/forgotten.html" in done.output
