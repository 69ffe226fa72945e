from published.describe.downloads import DOWNLOADS
from published.describe.readme import citation, readme
from tests.unit.published.described import SYNTHETIC, column, dataset


def test_a_download_says_what_it_is_in_both_languages() -> None:
    text = readme(dataset(), "1.3")
    for part in ("# 果园产出", "Yield of orchards", "果园的产出。", "What the orchards yield.", "1.3"):
        assert part in text
    assert "知识共享 署名 4.0 (CC-BY-4.0) https://creativecommons.org/licenses/by/4.0/" in text
    assert "宁波市统计局 Ningbo Bureau of Statistics" in text
    assert "sha256sum -c SHA256SUMS" in text and "minisign -Vm manifest.json" in text


def test_every_column_has_a_line_with_its_unit() -> None:
    lines = readme(dataset(), "1.0").splitlines()
    table = [line for line in lines if line.startswith("| `") and line.count("|") == 5]
    assert len(table) == len(dataset().columns)
    assert "| `value_added` | 词 word | 万元 10 thousand yuan | 词 word |" in table


def test_invented_figures_are_named_as_such_at_the_top() -> None:
    text = readme(dataset(notice=SYNTHETIC), "1.0")
    assert "> **演示数据 (synthetic data)**" in text.splitlines()[:6]
    assert "演示数据" not in readme(dataset(), "1.0")


def test_a_quotation_names_owner_title_version_and_stamp() -> None:
    stamped = citation(dataset(notice=SYNTHETIC), "1.3")
    assert stamped.zh == "宁波市统计局：《果园产出》[演示数据]，甬专数据，orchard_yield 1.3 版。"
    assert stamped.en.endswith(": Yield of orchards [synthetic data], Yongzhuan, orchard_yield version 1.3.")
    assert "演示" not in citation(dataset(), "1.3").zh


def test_a_column_without_a_unit_leaves_its_cell_empty() -> None:
    text = readme(dataset(columns=(*dataset().columns, column("trees", "integer"))), "1.0")
    assert "| `trees` | 词 word |  | 词 word |" in text


def test_every_file_beside_it_is_described_in_both_languages() -> None:
    text = readme(dataset(), "1.0")
    for suffix, one in DOWNLOADS.items():
        assert f"| `orchard_yield.{suffix}` | {one.about.zh} | {one.about.en} |" in text
    assert "| `method.md` |" in text and "| `method.md` |" not in readme(dataset(method=None), "1.0")


def test_it_says_how_marked_text_and_large_tables_are_to_be_read() -> None:
    text = readme(dataset(), "1.0")
    for part in (
        "去掉单元格开头的一个 ' 就是原文",
        "take one leading ' off",
        "nothing is cut",
        "没有截断",
        "续文 Continued",
    ):
        assert part in text


def test_provisional_figures_are_called_so_in_readme_and_citation() -> None:
    told = dataset(provisional=True)
    assert "试算" in readme(told, "1.0") and citation(told, "1.0").en.count("provisional") == 1
    assert "试算" not in citation(dataset(), "1.0").zh
