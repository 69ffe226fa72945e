"""That figures are rounded, to what, and how far the truth can be stands wherever the dataset is described."""

from pathlib import Path

import pyarrow.parquet as pq

from published.describe.datasette import metadata
from published.describe.readme import readme
from published.describe.rounding import column_note, rounding_note
from published.formats import parquet
from tests.unit.published.described import dataset, row, table

BASES = {"value_added": 5, "share_of_gdp": 10}
PROTECTED = {"universe": "orchards", "rules": "default", "levels": ["value_added"]}
ROUNDED = dataset(disclosure=PROTECTED | {"rounding": {"bases": BASES}})


def test_the_note_names_the_bases_in_both_languages() -> None:
    note = rounding_note(ROUNDED)
    assert note is not None
    assert "5 的倍数" in note.zh and "10 的倍数" in note.zh
    assert "multiples of 5" in note.en and "multiples of 10" in note.en


def test_a_column_says_its_own_base_and_who_is_not_rounded_says_nothing() -> None:
    note = column_note(ROUNDED, ROUNDED.column("share_of_gdp"))
    assert note is not None and "multiples of 10 (controlled rounding); the truth is within 10." in note.en
    assert column_note(ROUNDED, ROUNDED.column("remark")) is None
    assert rounding_note(dataset()) is None and column_note(dataset(), dataset().column("value_added")) is None


def test_a_download_and_the_table_say_it() -> None:
    note = rounding_note(ROUNDED)
    assert note is not None
    text, told = readme(ROUNDED, "1.0"), metadata([ROUNDED])["databases"]["open"]["tables"]["orchard_yield"]
    assert note.zh in text and note.en in text and "within 10" in text
    assert note.zh in told["description"] and "10 的倍数" in told["columns"]["share_of_gdp"]


def test_what_adds_up_is_not_said_to_be_rounded_on_its_own() -> None:
    assert "rounded each on its own" in readme(dataset(), "1.0")
    assert "rounded each on its own" not in readme(ROUNDED, "1.0")


def test_a_parquet_file_carries_it(tmp_path: Path) -> None:
    parquet.write(ROUNDED, table(row()), tmp_path / "a.parquet")
    schema = pq.read_schema(tmp_path / "a.parquet")
    assert b"multiples of 5" in schema.metadata[b"conf_data_tr_en"]
    assert schema.field("value_added").metadata[b"rounded_to"] == b"5"
    assert b"rounded_to" not in schema.field("year").metadata
