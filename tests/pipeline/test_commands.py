"""The command line step by step, as a statistician calls it."""

from tests.pipeline.conftest import Desk


def test_build_and_judge_stop_before_anything_is_sealed(fresh: Desk) -> None:
    before = sorted(fresh.home.sealed.rglob("*"))
    built = fresh.run("build")
    judged = fresh.run("judge", "ip_insurance")
    assert str(fresh.home.feedback) in built.stdout
    assert "审 知识产权保险" in judged.stdout and "专利密集型" not in judged.stdout
    assert sorted(fresh.home.sealed.rglob("*")) == before


def test_status_says_how_each_dataset_and_feed_stands(tiny: Desk) -> None:
    said = tiny.run("status").stdout
    for words in ("patent_intensive_value_added", "statistics_bureau/unit_register", "1.0", "可以发布"):
        assert words in said


def test_an_unknown_name_is_answered_with_the_known_ones(tiny: Desk) -> None:
    done = tiny.run("pull", "statistics_bureau/nothing", check=False)
    assert done.returncode == 2
    assert "statistics_bureau/nothing" in done.stdout and "ip_office/patents" in done.stdout


def test_some_datasets_are_released_with_what_they_are_made_from(fresh: Desk) -> None:
    said = fresh.run("release", "ip_insurance").stdout
    assert "收 知识产权保险" in said and "收 基本单位名录库" in said and "审 知识产权保险" in said
    assert "收 专利基本信息" not in said and "审 专利密集型产业增加值" not in said


def test_nothing_delivered_tells_what_to_do(tiny: Desk, fresh: Desk) -> None:
    for path in (fresh.home.feeds / "ip_office" / "patents").iterdir():
        path.unlink()
    done = fresh.run("pull", "ip_office/patents", check=False)
    assert done.returncode == 1
    assert "报送文件夹中没有符合该名称的文件" in done.stdout
