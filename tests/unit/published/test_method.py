"""A method page is its template with the tables and values of the parameter tables, in two languages; else refused."""

from pathlib import Path

import pytest

from published.describe.method import Facts, MethodError, method, sealed_method
from published.describe.parameter_table import figure, read_seeds
from published.feed import Feed
from published.vocabulary import Text
from tests.unit.published.described import SYNTHETIC, dataset

LIMITS = [
    {"criterion": "density", "threshold": "1.50", "valid_to": "9999", "source": "a | b"},
    {"criterion": "scale", "threshold": "20000.00", "valid_to": "2020", "source": "<b>c</b>"},
]
BREAKS = [
    {"dataset": "orchard_yield", "starts": "2020", "kind": "census", "zh": "换基期", "en": "New base", "source": "s"},
    {"dataset": "other", "starts": "2021", "kind": "census", "zh": "别的", "en": "Other", "source": "s"},
]
SIGNS = [
    {"item": "vat_payable", "sector": "industry", "sign": "1"},
    {"item": "vat_payable", "sector": "service", "sign": "1"},
    {"item": "other_income", "sector": "industry", "sign": "-1"},
]
SEEDS = {"limits": LIMITS, "series_breaks": BREAKS, "signs": SIGNS}
FEED = Feed.model_validate(
    {
        "source": "court",
        "name": "trees",
        "title": {"zh": "树", "en": "Trees"},
        "definition": {"zh": "树。", "en": "Trees."},
        "format": "csv",
        "pattern": "*.csv",
        "schedule": "0 6 * * 1",
        "columns": [{"name": "tree", "header": "树"}],
    }
)


def told(template: str, facts: Facts | None = None) -> Text:
    return method(f"# 方法\n\n{template}\n\n# Method\n\n{template}\n", "orchard_yield", facts or Facts(SEEDS))


def test_a_parameter_table_stands_on_the_page_in_the_words_of_the_language() -> None:
    page = told("{{ parameters('limits') }}")
    assert page.zh.splitlines() == [
        "参数表 `limits`：",
        "",
        "| 标准 | 阈值 | 止 | 出处 |",
        "| --- | --- | --- | --- |",
        "| 发明专利密集度 | 1.5 | 现行 | a \\| b |",
        "| 发明专利规模 | 20,000 | 2020 | \\<b>c\\</b> |",
    ]
    assert "| density of inventions | 1.5 | in force | a \\| b |" in page.en
    assert "| Criterion | Threshold | To | Source |" in page.en


def test_rows_and_columns_can_be_chosen_and_what_is_alike_folds() -> None:
    page = told("{{ parameters('limits', columns=['threshold'], criterion='scale') }}")
    assert page.en.splitlines()[2:] == ["| Threshold |", "| --- |", "| 20,000 |"]
    folded = told("{{ parameters('signs', fold='sector') }}")
    assert folded.zh.splitlines()[4:] == ["| 应交增值税 | 工业、服务业 | 加 |", "| 其他收益 | 工业 | 减 |"]
    assert "| VAT payable | industry, services | plus |" in folded.en


def test_a_filtered_column_is_not_repeated_in_every_row() -> None:
    assert "| Threshold | To | Source |" in told("{{ parameters('limits', criterion='scale') }}").en


def test_a_changed_parameter_changes_the_page() -> None:
    template = "{{ parameter('limits', 'threshold', criterion='density') }}"
    raised = [LIMITS[0] | {"threshold": "1.75"}, LIMITS[1]]
    assert told(template).zh == "1.5"
    assert told(template, Facts({"limits": raised})).zh == "1.75"


def test_breaks_are_those_of_the_dataset_or_none() -> None:
    page = told("{{ breaks() }}")
    assert "| 2020 | 普查基期 | 换基期 | s |" in page.zh and "| 2020 | census base | New base | s |" in page.en
    assert "别的" not in page.zh and "Other" not in page.en
    assert told("{{ breaks() }}", Facts({})).zh == "已公布的时期内没有已知的断点。"


def test_feeds_variables_notes_and_long_tables_are_named() -> None:
    facts = Facts(SEEDS, {"tolerance": 2}, [FEED])
    page = told("{{ feeds() }} {{ variable('tolerance') }} {{ rows_in('signs') }} {{ note('returns') }}", facts)
    assert page.en.startswith("- Ningbo Intermediate People's Court: Trees 2 3 Returns of single units")
    assert told("{{ feeds() }}").zh == "不来自部门报送。"


def test_a_break_in_a_code_list_is_told_by_its_title() -> None:
    areas = [{"code": "330203", "zh": "海曙区", "en": "Haishu"}]
    facts = Facts({"targets": [{"area_code": "330203", "target": "3.00"}], "area": areas})
    assert "| 海曙区 | 3 |" in told("{{ parameters('targets') }}", facts).zh


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{{ parameters('nowhere') }}", "no parameter table nowhere"),
        ("{{ parameters('limits', criterion='none') }}", "criterion"),
        ("{{ parameters('limits', columns=['weight']) }}", "no column"),
        ("{{ parameter('limits', 'threshold') }}", "2 values of threshold"),
        ("{{ parameter('limits', 'weight', criterion='scale') }}", "weight"),
        ("{{ variable('nothing') }}", "no variable nothing"),
        ("{{ note('nothing') }}", "no note nothing"),
        ("{{ nothing() }}", "nothing"),
        ("{{ parameters( }}", "method page"),
    ],
)
def test_what_is_not_there_is_named(template: str, says: str) -> None:
    with pytest.raises(MethodError, match=says):
        told(template)


@pytest.mark.parametrize(
    "page", ["", "# 方法\n只有中文\n", "# Method\nfirst\n# 方法\n", "text\n# 方法\na\n# Method\nb\n"]
)
def test_a_page_has_its_two_parts_in_order(page: str) -> None:
    with pytest.raises(MethodError, match="# Method"):
        method(page, "orchard_yield", Facts({}))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.00", "1"),
        ("0.50", "0.5"),
        ("10000.00", "10,000"),
        ("-0.25", "-0.25"),
        ("330204", "330204"),
        ("2019", "2019"),
    ],
)
def test_decimals_are_told_as_they_are_read_and_codes_as_they_stand(written: str, read: str) -> None:
    assert figure(written) == read


def test_seeds_are_read_with_breaks_of_line_in_their_cells(tmp_path: Path) -> None:
    (tmp_path / "parameters").mkdir()
    (tmp_path / "parameters" / "limits.csv").write_text('value,source\n1.00,"two\nlines"\n', encoding="utf-8")
    assert read_seeds(tmp_path) == {"limits": [{"value": "1.00", "source": "two\nlines"}]}
    assert "| 1 | two lines |" in told("{{ parameters('limits') }}", Facts(read_seeds(tmp_path))).en


def test_the_sealed_page_has_both_languages_and_the_stamp_at_its_top() -> None:
    page = sealed_method(dataset(notice=SYNTHETIC))
    assert page.splitlines()[:3] == ["# 果园产出：方法", "", "> **演示数据 (synthetic data)**"]
    assert "\n# Yield of orchards: method\n" in page and "Tree by tree." in page
    assert "演示数据" not in sealed_method(dataset()) and "试算" not in sealed_method(dataset())
    assert "> **试算" in sealed_method(dataset(provisional=True))
    assert sealed_method(dataset(method=None)) == ""
