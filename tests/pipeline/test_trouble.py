"""When something is wrong: one clear sentence, the rest goes on, what is public stays as it was."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest

from orchestration.releases import seal_candidate
from published.catalog import Catalog
from published.dataset import Dataset
from published.home import PROJECT, Home
from published.profile import Profile
from published.secret_key import SecretKey
from published.verdict import Verdict
from tests.pipeline.conftest import Desk, Tree

REGISTER = "statistics_bureau/unit_register/unit_register_2024.csv"
ACCOUNTS = "statistics_bureau/gdp_accounts/gdp_accounts.xlsx"
PATENTS = "ip_office/patents/patents.jsonl"


def public(desk: Desk) -> set[str]:
    return {path.name for path in desk.home.releases.iterdir() if path.is_dir()}


def datasets(desk: Desk) -> tuple[Dataset, ...]:
    return Catalog.from_project(PROJECT / "dbt_project", desk.home.dbt).datasets


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def in_another_encoding(content: bytes) -> bytes:
    return content.decode("gb18030").encode("utf-8")


def with_an_unknown_header(content: bytes) -> bytes:
    return content.decode("gb18030").replace("营业收入", "营业总收入", 1).encode("gb18030")


def empty(_: bytes) -> bytes:
    return b""


def zip_bomb(_: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"\0" * 700_000_000)
    return target.getvalue()


def with_a_huge_cell(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[:5]) + b'"' + b"9" * 200_000_000 + b'"\n' + b"".join(lines[5:])


@pytest.mark.parametrize(
    ("file", "damage", "reason"),
    [
        (PATENTS, truncated, "截断"),
        (REGISTER, in_another_encoding, "编码"),
        (REGISTER, with_an_unknown_header, "营业总收入"),
        (REGISTER, empty, "空的"),
        (ACCOUNTS, zip_bomb, "压缩"),
        (REGISTER, with_a_huge_cell, "上限"),
    ],
)
def test_a_corrupt_file_is_refused_in_one_sentence(
    fresh: Desk, tree: Tree, file: str, damage: Callable[[bytes], bytes], reason: str
) -> None:
    path = fresh.home.feeds / file
    path.write_bytes(damage(path.read_bytes()))
    feed = "/".join(Path(file).parts[:2])
    before = tree(fresh.home.raw / "current")
    done = fresh.run("pull", feed, check=False)
    said = " ".join(done.stdout.split())
    assert done.returncode == 1
    assert feed in said and path.name in said and reason in said
    assert "Traceback" not in done.stdout + done.stderr
    assert tree(fresh.home.raw / "current") == before


def test_a_bad_dataset_holds_itself_and_its_last_release_stays(fresh: Desk, tree: Tree) -> None:
    """Nine tenths of the contracts vanish: the turnover is held, everything else could go out."""
    folder = fresh.home.feeds / "science_bureau/technology_contracts"
    for path in folder.glob("*_202[0-4].csv"):
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:16]))
    last = folder / "technology_contracts_2025.csv"
    last.write_bytes(b"".join(last.read_bytes().splitlines(keepends=True)[:14]))
    cases = fresh.home.feeds / "ip_office/patents/patents.jsonl"
    cases.write_bytes(b"".join(cases.read_bytes().splitlines(keepends=True)[:700]))
    before = tree(fresh.home.releases / "technology_contract_turnover")
    done = fresh.run("release", "technology_contract_turnover", "typical_cases", check=False)
    assert done.returncode == 1
    assert tree(fresh.home.releases / "technology_contract_turnover") == before
    held = Verdict.model_validate_json((fresh.home.verdicts / "technology_contract_turnover.json").read_bytes())
    assert held.outcome == "hold" and "rows_kept" in {check.name for check in held.failed}
    assert (fresh.home.releases / "typical_cases" / "1.1").exists()


def test_a_feed_that_was_never_delivered_holds_only_what_needs_it(fresh: Desk) -> None:
    for path in (fresh.home.raw, fresh.home.sealed, fresh.home.armed, fresh.home.releases, fresh.home.site):
        shutil.rmtree(path)
    (fresh.home.feeds / ACCOUNTS).unlink()
    fresh.home.prepare()
    done = fresh.run(
        "release", "patent_intensive_value_added", "technology_contract_turnover", "ip_workforce", check=False
    )
    assert done.returncode == 1
    assert public(fresh) == {"technology_contract_turnover", "ip_workforce"}


def test_a_real_profile_goes_out_unstamped_and_protected(
    tmp_path: Path, tiny: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Delivered to a real city's folders and signed by a second person: no stamp, cells withheld that would tell."""
    desk = Desk(Home(tmp_path / "real").prepare())
    shutil.copytree(tiny.home.feeds, desk.home.root / "deliveries")
    chosen = ("national_patent_intensive_value_added", "patent_intensive_value_added", "typical_cases")
    refused = desk.run("release", *chosen, "--profile", "ningbo_folders", check=False)
    assert refused.returncode == 2 and "没有指明签名密钥" in refused.stdout
    assert not list(desk.home.raw.rglob("passport.json"))
    monkeypatch.setenv("CITYS_KEY", SecretKey.made().text("release key"))
    monkeypatch.setenv("SIGNING_KEY", "env:CITYS_KEY")
    said = desk.run("release", *chosen, "--profile", "ningbo_folders").stdout
    assert public(desk) == set() and said.count("待签发") == len(chosen)
    signature = ("sign", *chosen, "--by", "王敏", "--reason", "例行发布", "--now", "--profile", "ningbo_folders")
    assert "须由另一人签发" in desk.run(*signature, check=False).stdout
    monkeypatch.setenv("SUDO_USER", "wangmin")
    desk.run(*signature)
    desk.run("publish", "--due", "--profile", "ningbo_folders")
    assert "演示" not in desk.run("verify", str(desk.home.sealed)).stdout
    assert public(desk) == set(chosen)
    linked = {"patent_intensive_value_added_by_cluster", "high_technology_value_added", "value_added_vintages"}
    assert {path.stem for path in desk.home.candidates.glob("*.parquet")} == public(desk) | linked
    value_added = desk.rows("patent_intensive_value_added")
    assert {row["conf_status"] for row in value_added} == {"F", "C"} and "notice" not in value_added[0]


def test_data_of_two_profiles_never_mix(fresh: Desk, tree: Tree) -> None:
    before = tree(fresh.home.site)
    done = fresh.run("release", "--profile", "ningbo", check=False)
    assert done.returncode == 2
    assert "stand_in" in done.stdout and "ningbo" in done.stdout and "DATA_HOME" in done.stdout
    assert tree(fresh.home.site) == before


def test_a_refused_file_that_nothing_replaces_holds_what_would_be_incomplete(fresh: Desk) -> None:
    """A new year's services with a changed header: published without them, the city would have shrunk."""
    path = fresh.home.feeds / "statistics_bureau/service_returns/service_returns_2024.csv"
    path.write_bytes(with_an_unknown_header(path.read_bytes()))
    stem = fresh.home.raw / "statistics_bureau/service_returns/service_returns_2024"
    subprocess.run(["chmod", "-R", "u+w", str(stem)], check=True)
    shutil.rmtree(stem)
    (fresh.home.raw / "current/statistics_bureau/service_returns/service_returns_2024.parquet").unlink()
    done = fresh.run("release", "patent_intensive_value_added", check=False)
    assert done.returncode == 1
    held = Verdict.model_validate_json((fresh.home.verdicts / "patent_intensive_value_added.json").read_bytes())
    assert held.outcome == "hold" and "deliveries_complete" in {check.name for check in held.failed}


def test_a_held_dataset_cannot_be_sealed_past_the_gate(fresh: Desk) -> None:
    verdict = fresh.home.verdicts / "typical_cases.json"
    held = Verdict.model_validate_json(verdict.read_bytes()).model_copy(update={"candidate": "of something else"})
    verdict.write_text(held.model_dump_json(), encoding="utf-8")
    catalog = Catalog.from_project(PROJECT / "dbt_project", fresh.home.dbt)
    with pytest.raises(dg.Failure, match="没有通过审核"):
        seal_candidate(catalog.dataset("typical_cases"), catalog, fresh.home, Profile.load("stand_in"))


def test_one_run_at_a_time(fresh: Desk) -> None:
    with fresh.home.alone():
        done = fresh.run("pull", "ip_office/patents", check=False)
    assert done.returncode == 2
    assert "另一次运行" in done.stdout


def test_a_home_with_a_quote_in_its_name_is_refused(tmp_path: Path) -> None:
    done = Desk(Home(tmp_path / "o'brien")).run("status", check=False)
    assert done.returncode == 2
    assert "DATA_HOME" in done.stdout and "Traceback" not in done.stderr


def test_the_profile_must_exist(fresh: Desk) -> None:
    done = fresh.run("status", "--profile", "atlantis", check=False)
    assert done.returncode == 2
    assert "atlantis" in done.stdout and "stand_in" in done.stdout


@pytest.mark.parametrize(
    "command", ["pull", "build", "judge", "release", "original", "encrypt", "serve", "status", "sample"]
)
def test_every_command_explains_itself_with_an_example(tiny: Desk, command: str) -> None:
    _, _, example = tiny.run(command, "--help").stdout.partition("例")
    assert f"yongzhuan {command}" in example


@pytest.mark.parametrize(
    ("repaired", "outcome", "check"),
    [("104", "release_with_notes", "corrections_needed"), ("99", "hold", "corrections_match")],
)
def test_a_correction_complains_when_its_source_is_repaired(
    fresh: Desk, repaired: str, outcome: str, check: str
) -> None:
    path = fresh.home.feeds / "human_resources_bureau/qualifications/qualifications.csv"
    path.write_bytes(path.read_bytes().replace(b",1040,", f",{repaired},".encode()))
    fresh.run("pull", "human_resources_bureau/qualifications")
    fresh.run("judge", "ip_workforce", check=False)
    verdict = Verdict.model_validate_json((fresh.home.verdicts / "ip_workforce.json").read_bytes())
    assert verdict.outcome == outcome
    assert check in {failed.name for failed in verdict.failed}
