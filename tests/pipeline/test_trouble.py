"""When something is wrong: one clear sentence, the rest goes on, what is public stays as it was."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from published.verdict import Verdict
from tests.pipeline.conftest import Desk, Tree

REGISTER = "statistics_bureau/unit_register/unit_register_2024.csv"
ACCOUNTS = "statistics_bureau/gdp_accounts/gdp_accounts.xlsx"
PATENTS = "ip_office/patents/patents.jsonl"


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
    done = fresh.run("release", check=False)
    assert done.returncode == 1
    assert tree(fresh.home.releases / "technology_contract_turnover") == before
    held = Verdict.model_validate_json((fresh.home.verdicts / "technology_contract_turnover.json").read_bytes())
    assert held.outcome == "hold" and "rows_kept" in {check.name for check in held.failed}
    assert (fresh.home.releases / "typical_cases" / "1.1").exists()


def test_a_feed_that_was_never_delivered_holds_only_what_needs_it(fresh: Desk) -> None:
    import shutil

    for path in (fresh.home.raw, fresh.home.sealed, fresh.home.releases, fresh.home.site):
        shutil.rmtree(path)
    (fresh.home.feeds / ACCOUNTS).unlink()
    fresh.home.prepare()
    done = fresh.run("release", check=False)
    assert done.returncode == 1
    public = {path.name for path in fresh.home.releases.iterdir()}
    assert public == {"national_patent_intensive_value_added", "technology_contract_turnover", "typical_cases"}


def test_a_real_profile_may_not_publish_unit_returns_before_disclosure_control(fresh: Desk, tree: Tree) -> None:
    """Delivered to a real city's folders, what comes from returns is refused."""
    (fresh.home.root / "deliveries").symlink_to(fresh.home.feeds)
    before = tree(fresh.home.releases / "patent_intensive_value_added")
    done = fresh.run("release", "--profile", "ningbo", check=False)
    assert done.returncode == 1
    assert "披露控制" in done.stdout and "ningbo" in done.stdout
    assert tree(fresh.home.releases / "patent_intensive_value_added") == before


def test_the_profile_must_exist(fresh: Desk) -> None:
    done = fresh.run("status", "--profile", "atlantis", check=False)
    assert done.returncode == 2
    assert "atlantis" in done.stdout and "stand_in" in done.stdout


@pytest.mark.parametrize("command", ["pull", "build", "judge", "release", "serve", "status", "sample"])
def test_every_command_explains_itself_with_an_example(tiny: Desk, command: str) -> None:
    assert f"例:yongzhuan {command}" in tiny.run(command, "--help").stdout.replace(
        "例:DATA_HOME=/data/yongzhuan ", "例:"
    )
