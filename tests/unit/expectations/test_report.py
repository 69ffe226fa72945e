"""The report says the outcome first, every figure it knows, and shows hostile text as text."""

from expectations.report import outcome, page
from published.verdict import Acknowledged, Check, Protection, RoundedMeasure, RowAccount, Verdict
from published.vocabulary import Text
from tests.unit.published.described import SYNTHETIC, check, dataset

HOSTILE = "<script>alert(1)</script><img src=x onerror=\"alert('2')\">&"


def verdict(*checks: Check, previous: str | None = None, rows: tuple[RowAccount, ...] = ()) -> Verdict:
    return Verdict(dataset="orchard_yield", previous=previous, checks=checks, rows=rows)


def test_the_outcome_is_the_heading() -> None:
    fault, note = check(passed=False), check("warning", passed=False)
    for given, words in (((), "可以发布"), ((note,), "附说明发布"), ((note, fault), "暂缓发布")):
        assert outcome(verdict(*given)).zh == words
        assert f">{words}</h1>" in page(dataset(), verdict(*given), None)


def test_invented_figures_are_stamped() -> None:
    assert "演示数据" in page(dataset(), verdict(), SYNTHETIC)
    assert "演示数据" not in page(dataset(), verdict(), None)


def test_hostile_text_stays_text() -> None:
    account = RowAccount(feed=HOSTILE, file=HOSTILE, delivered=1, accepted=1, corrected=0, quarantined=0)
    told = verdict(check(passed=False, found=HOSTILE, title=Text(zh=HOSTILE, en=HOSTILE)), rows=(account,))
    html = page(dataset(title=Text(zh=HOSTILE, en=HOSTILE)), told, Text(zh=HOSTILE, en=HOSTILE))
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 10


def test_an_acknowledged_failure_is_told_with_its_reason() -> None:
    fault, why = check(passed=False), Text(zh="合并登记", en="registers merged")
    told = verdict(fault).model_copy(update={"acknowledged": Acknowledged(checks=(fault.name,), note=why)})
    html = page(dataset(), told, None)
    assert ">附说明发布</h1>" in html and "合并登记" in html and "registers merged" in html and "未通过，经认可" in html


def test_failures_come_first_and_the_critical_ones_before_the_notes() -> None:
    order = [check(found="好"), check("warning", passed=False, found="提示甲"), check(passed=False, found="错误乙")]
    html = page(dataset(), verdict(*order), None)
    assert html.index("错误乙") < html.index("提示甲") < html.index("好</td>")


def test_rows_are_told_per_file_and_in_total() -> None:
    rows = tuple(
        RowAccount(feed="f", file=f"{n}.csv", delivered=1200 * n, accepted=1200 * n - 3, corrected=2, quarantined=1)
        for n in (1, 2)
    )
    html = page(dataset(), verdict(rows=rows), None)
    for figure in ("1.csv", "2.csv", "1,200", "2,400", "3,600", "3,594"):
        assert figure in html


def test_the_release_compared_with_is_named() -> None:
    assert "对比上次发布 1.4 版" in page(dataset(), verdict(previous="1.4"), None)
    assert "首次发布" in page(dataset(), verdict(), None)


def test_rounded_figures_are_told_by_measure_instead_of_what_is_withheld() -> None:
    whole = Protection(
        universe="orchards", rules="default", rows=4, withheld_rows=0, cells=9, at_risk=3, complementary=0,
        value_kept=100, narrowest=80, cost_bound=100,
    )  # fmt: skip
    trees = RoundedMeasure(measure=Text(zh="树", en="Trees"), base=5, narrowest=7.5)
    pears = RoundedMeasure(measure=Text(zh="梨", en="Pears"), base=50, narrowest=None)
    rounded = whole.model_copy(update={"rounded": (trees, pears)})
    html = page(dataset(), verdict().model_copy(update={"protection": rounded}), None)
    for figure in ("Trees", "rounded to base", ">5<", ">7.5<", ">50<", ">–<", "3 / 9"):
        assert figure in html, figure
    assert "rows withheld here" not in html
    assert "rows withheld here" in page(dataset(), verdict().model_copy(update={"protection": whole}), None)
