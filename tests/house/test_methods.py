"""Every dataset says how it is made, in both languages; figures of the method come from the parameter tables."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from published.catalog import Catalog
from published.describe.method import BREAKS
from published.describe.parameter_table import FOLDERS, figure, words
from published.describe.quality_chapters import BY_HAND, by_hand
from published.describe.quality_facts import words as chapters
from published.home import PROJECT
from published.vocabulary import Text
from tests.house.conftest import Manifest

DBT = PROJECT / "dbt_project"
PAGES = sorted((DBT / "models").glob("statistics/*.md")) + sorted((DBT / "models").glob("registers/*.md"))
HEADINGS = {
    "zh": ["统计什么", "怎么算", "注意", "断点", "来源与修订"],
    "en": ["What is measured", "How it is computed", "Caveats", "Known breaks", "Sources and revisions"],
}
GENERATED = re.compile(r"{{.*?}}", re.DOTALL)


def seeds() -> dict[str, Path]:
    """The parameter tables and concordances by name."""
    return {path.stem: path for folder in FOLDERS for path in sorted((DBT / "seeds" / folder).glob("*.csv"))}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def lineage(manifest: Manifest) -> dict[str, set[str]]:
    """Dataset ► the parameter tables and concordances above it."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, node in manifest["nodes"].items():
        if node["resource_type"] == "model" and node["fqn"][1] in ("statistics", "registers"):
            todo, known = [key], {key}
            while todo:
                above = set(manifest["parent_map"].get(todo.pop(), ())) - known
                known |= above
                todo += above
            found[node["name"]] = {one.rsplit(".", 1)[1] for one in known if one.startswith("seed.")} & set(seeds())
    return found


def decimals(path: Path) -> Iterator[str]:
    """The distinctive values of a table, as they might be typed; one digit alone may mean anything."""
    for row in rows(path):
        for value in row.values():
            if re.fullmatch(r"-?\d+\.\d+", value or "") and len(figure(value).lstrip("-")) > 1:
                yield from {value, figure(value), figure(value).replace(",", "")}


def both(text: Text | None) -> str:
    assert text is not None
    return f"{text.zh}\n{text.en}"


def test_every_dataset_has_its_method_beside_it_and_no_page_is_idle(catalog: Catalog) -> None:
    assert {page.stem for page in PAGES} == {dataset.name for dataset in catalog.datasets}
    assert [page.name for page in PAGES if not page.with_suffix(".sql").exists()] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_answers_the_same_questions_in_the_same_order(catalog: Catalog, language: str) -> None:
    for dataset in catalog.datasets:
        text = getattr(dataset.method, language)
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        quality = headings[-1:] == [getattr(BY_HAND, language)]
        assert headings[: len(headings) - quality] == HEADINGS[language], dataset.name
        answers = [answer.strip() for answer in re.split(r"^## .+$", text, flags=re.MULTILINE)]
        assert answers[0] == "" and all(answers[1:]), f"{dataset.name}: an empty section"


def test_hand_written_quality_is_told_by_chapter_in_both_languages(catalog: Catalog) -> None:
    told = 0
    for dataset in catalog.datasets:
        assert dataset.method is not None
        zh, en = (
            re.findall(r"^### (S\.\S+ .+)$", text, re.MULTILINE) for text in (dataset.method.zh, dataset.method.en)
        )
        codes = [one.split()[0] for one in zh]
        assert zh == [f"{code} {chapters().chapters[code].zh}" for code in codes], dataset.name
        assert en == [f"{code} {chapters().chapters[code].en}" for code in codes], dataset.name
        told += sum(len(list(by_hand(dataset, code))) for code in codes)
        assert all(one.zh and one.en for code in codes for one in by_hand(dataset, code)), dataset.name
    assert told >= 10


def test_pages_are_written_in_their_language(catalog: Catalog) -> None:
    for dataset in catalog.datasets:
        assert dataset.method is not None
        told = re.sub(r"^\|.*$", "", dataset.method.en, flags=re.MULTILINE)
        assert re.findall(r"[\u4e00-\u9fff]", told) == [], dataset.name
        assert len(re.findall(r"[\u4e00-\u9fff]", dataset.method.zh)) > 150, dataset.name


def test_nothing_is_left_to_be_filled_in(catalog: Catalog) -> None:
    left = [dataset.name for dataset in catalog.datasets if re.search(r"{{|}}|{%|%}|{#|None", both(dataset.method))]
    assert left == []


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_breaks_and_feeds_are_generated(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.count("{{ breaks() }}") == 2 and text.count("{{ feeds() }}") == 2


def test_every_parameter_table_is_on_the_page_of_a_dataset_that_uses_it(catalog: Catalog, manifest: Manifest) -> None:
    used = lineage(manifest)
    names = set().union(*used.values()) - {BREAKS}
    assert len(names) > 5
    for name in names:
        users = [dataset for dataset in catalog.datasets if name in used[dataset.name]]
        for language in ("zh", "en"):
            told = [one.name for one in users if f"`{name}`" in getattr(one.method, language)]
            assert told, f"{name} is on none of the pages of {[one.name for one in users]}"


def test_pages_name_only_tables_that_are_there(catalog: Catalog) -> None:
    known = set(seeds()) | {path.stem for path in (DBT / "seeds").rglob("*.csv")} | {"record_state", "current"}
    for dataset in catalog.datasets:
        assert set(re.findall(r"`(\w+)`", both(dataset.method))) - known == set(), dataset.name


def test_no_page_types_a_number_that_a_parameter_table_holds(manifest: Manifest) -> None:
    used = lineage(manifest)
    for page in PAGES:
        typed = set(
            re.findall(r"(?<![\d.,-])-?\d[\d,]*(?:\.\d+)?", GENERATED.sub("", page.read_text(encoding="utf-8")))
        )
        for name in used[page.stem]:
            assert typed & set(decimals(seeds()[name])) == set(), f"{page.stem} types what {name} holds"


def test_every_column_on_a_page_has_a_heading_in_both_languages() -> None:
    shown = {name for page in PAGES for name in re.findall(r"parameters\('(\w+)'", page.read_text(encoding="utf-8"))}
    columns = {column for name in shown | {BREAKS} for column in rows(seeds()[name])[0]}
    assert columns - set(words().columns) == set(), "to be named in published/describe/method.yml"


def test_every_shared_note_is_on_a_page() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in words().notes if f"note('{name}')" not in text] == []


def test_breaks_are_of_datasets_that_are_there_told_in_both_languages_with_a_source(catalog: Catalog) -> None:
    names = {dataset.name for dataset in catalog.datasets}
    for row in rows(seeds()[BREAKS]):
        assert row["dataset"] in names and re.fullmatch(r"\d{4}(-\d\d){0,2}", row["starts"]), row
        assert row["zh"].strip() and row["en"].strip() and row["source"].strip(), row
