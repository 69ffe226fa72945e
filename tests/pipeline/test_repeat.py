"""What is repeated gives the same: no new snapshot, no new release, and the same bytes from the snapshots alone."""

import shutil

from tests.pipeline.conftest import Desk, Tree


def versions(desk: Desk) -> set[str]:
    return {str(path.relative_to(desk.home.releases)) for path in desk.home.releases.glob("*/*")}


def snapshots(desk: Desk) -> set[str]:
    return {str(path.relative_to(desk.home.raw)) for path in desk.home.raw.rglob("passport.json")}


def test_unchanged_feeds_make_no_new_snapshot_release_or_edition(fresh: Desk, tree: Tree) -> None:
    before = (snapshots(fresh), versions(fresh), tree(fresh.home.site))
    done = fresh.run("release", "technology_contract_turnover", "typical_cases", "ip_workforce")
    assert done.stdout.count("不出新版") == 3
    assert all(stage in done.stdout for stage in ("imports", "pull", "dbt", "judge", "seal", "publish", "total"))
    assert (snapshots(fresh), versions(fresh), tree(fresh.home.site)) == before


def test_releases_are_rebuilt_from_snapshots_byte_for_byte(fresh: Desk, tree: Tree) -> None:
    home = fresh.home
    before = (tree(home.releases), tree(home.feedback))
    home.warehouse.unlink()
    shutil.rmtree(home.raw / "current")
    for folder in (home.built, home.candidates, home.feedback, home.sealed, home.releases, home.site):
        shutil.rmtree(folder)
    home.prepare()
    fresh.run("release")
    assert (tree(home.releases), tree(home.feedback)) == before


def test_a_changed_feed_makes_one_new_release_of_what_depends_on_it(fresh: Desk) -> None:
    before = versions(fresh)
    path = fresh.home.feeds / "science_bureau/technology_contracts/technology_contracts_2025.csv"
    lines = path.read_bytes().decode("gb18030").splitlines(keepends=True)
    path.write_bytes("".join(lines[:-1]).encode("gb18030"))
    fresh.run("release", "technology_contract_turnover", "typical_cases", "ip_workforce")
    assert versions(fresh) - before == {"technology_contract_turnover/1.1"}
    assert "technology_contract_turnover 1.1" in fresh.run("verify", str(fresh.home.sealed)).stdout


def test_a_re_exported_workbook_is_not_a_new_snapshot(fresh: Desk) -> None:
    path = fresh.home.feeds / "statistics_bureau/gdp_accounts/gdp_accounts.xlsx"
    before = snapshots(fresh)
    path.write_bytes(repacked(path.read_bytes()))
    fresh.run("pull", "statistics_bureau/gdp_accounts")
    assert snapshots(fresh) == before


def repacked(workbook: bytes) -> bytes:
    """The same workbook in other bytes: another compression."""
    import io
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return target.getvalue()
