"""JSON documents, XML documents, Parquet tables and archives of files."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.refusals import DeliveryRefused
from published.feed import Feed
from tests.deliveries import ROWS, cells_of, csv_bytes, feed, put, rows_of

PLAIN = {"pid": "pid", "quantity": "quantity"}
JSON = feed("json", PLAIN, records="data.list")
XML = feed("xml", PLAIN, records="patent")
PARQUET = feed("parquet", PLAIN)
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>'


def refused(declared: Feed, path: Path) -> DeliveryRefused:
    with pytest.raises(DeliveryRefused) as caught:
        rows_of(declared, path)
    return caught.value


def json_file(tmp_path: Path, content: str) -> Path:
    return put(tmp_path / "returns.json", content.encode())


def xml_file(tmp_path: Path, content: str, declaration: bytes = DECLARATION) -> Path:
    return put(tmp_path / "returns.xml", declaration + content.encode())


def parquet_file(tmp_path: Path, columns: dict[str, Any]) -> Path:
    pq.write_table(pa.table(columns), tmp_path / "returns.parquet")
    return tmp_path / "returns.parquet"


def zipped(tmp_path: Path, members: dict[str, bytes]) -> Path:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return put(tmp_path / "returns.zip", packed.getvalue())


def test_the_records_of_a_json_document_lie_where_the_feed_says(tmp_path: Path) -> None:
    text = '{"code": 0, "data": {"total": 2, "list": [{"pid": 1.50, "quantity": "3"}, {"quantity": null, "pid": ""}]}}'
    assert cells_of(JSON, json_file(tmp_path, text)) == [["1.50", "3"], ["", None]]
    assert [row["_row"] for row in rows_of(JSON, json_file(tmp_path, text))] == [1, 2]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<html>login</html>", "web_page"),
        ('{"data": {"total": 0}}', "no_records"),
        ('{"data": []}', "no_records"),
        ('{"data": {"list": [{"pid": 1, "quantity": 2}', "truncated"),
        ('{"data": {"list": [{"pid": 1, "quantity": 2}]', "truncated"),
        ('{"data": {"list": [{"pid": 1, "quantity": 2, "more": 3}]}}', "key_unknown"),
        ('{"data": {"list": [{"pid": 1}]}}', "key_missing"),
        ('{"data": {"list": [{"pid": {"no": 1}, "quantity": 2}]}}', "nested"),
        ('{"data": {"list": [1, 2]}}', "not_an_object"),
        ('{"data": {"list": [{"pid": 1, "quantity": 2}]}} {}', "json_syntax"),
        ('{"data": {"list": [], "list": [{"pid": 1, "quantity": 2}]}}', "key_repeated"),
    ],
)
def test_a_json_document_that_is_not_what_was_agreed_is_refused(tmp_path: Path, text: str, code: str) -> None:
    assert refused(JSON, json_file(tmp_path, text)).code == code


def test_a_field_that_an_xml_record_leaves_out_is_null(tmp_path: Path) -> None:
    text = "<patents><patent><quantity>３</quantity><pid>甲 &amp; 乙</pid></patent><patent><pid/></patent></patents>"
    assert cells_of(XML, xml_file(tmp_path, text)) == [["甲 & 乙", "３"], [None, None]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<html><body>login</body></html>", "web_page"),
        ("<patents></patents>", "no_records"),
        ("<patents><patent><pid>1</pid>", "truncated"),
        ("<patents><patent><pid>1</quantity></patent></patents>", "xml_syntax"),
        ("<patents><patent><other>1</other></patent></patents>", "key_unknown"),
        ("<patents><patent><pid>1</pid><pid>2</pid></patent></patents>", "key_repeated"),
        ("<patents><patent><pid><b>1</b></pid></patent></patents>", "nested"),
        ("<patents><patent>loose<pid>1</pid></patent></patents>", "loose_text"),
        (
            '<!DOCTYPE p [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><patents><patent><pid>&b;</pid></patent></patents>',
            "xml_dtd",
        ),
        ('<!DOCTYPE p [<!ENTITY x SYSTEM "file:///x">]><patents><patent><pid>&x;</pid></patent></patents>', "xml_dtd"),
    ],
)
def test_an_xml_document_that_is_not_what_was_agreed_is_refused(tmp_path: Path, text: str, code: str) -> None:
    declaration = b"" if code == "web_page" else DECLARATION
    assert refused(XML, xml_file(tmp_path, text, declaration)).code == code


def test_an_xml_document_must_be_in_the_encoding_of_the_feed(tmp_path: Path) -> None:
    other = b'<?xml version="1.0" encoding="GB18030"?>'
    assert refused(XML, xml_file(tmp_path, "<patents/>", other)).code == "xml_encoding"


def test_a_database_table_keeps_its_values_to_the_letter(tmp_path: Path) -> None:
    values = pa.array([Decimal("12.5000"), None], pa.decimal128(18, 4))
    path = parquet_file(tmp_path, {"quantity": values, "pid": pa.array([1, 2])})
    assert cells_of(PARQUET, path) == [["1", "12.5000"], ["2", None]]


def test_a_floating_point_column_has_no_exact_text(tmp_path: Path) -> None:
    path = parquet_file(tmp_path, {"pid": ["1"], "quantity": [0.1]})
    assert refused(PARQUET, path).code == "column_type"


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    assert refused(PARQUET, parquet_file(tmp_path, {"pid": ["1"], "amount": ["2"]})).code == "header_unknown"
    assert refused(PARQUET, parquet_file(tmp_path, {"pid": ["1"]})).code == "header_missing"


def test_a_parquet_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = parquet_file(tmp_path, {"pid": ["1"], "quantity": ["2"]})
    path.write_bytes(path.read_bytes()[:-20])
    assert refused(PARQUET, path).code == "damaged"


def test_the_members_of_an_archive_are_read_by_name(tmp_path: Path) -> None:
    """The name of a member as Windows writes it, in GBK, is what stands beside its rows."""
    second = "乙.csv".encode("gb18030").decode("cp437")
    path = zipped(tmp_path, {second: csv_bytes(ROWS[1:]), "a.csv": csv_bytes(ROWS[:1])})
    found = rows_of(feed("csv", packed="zip"), path)
    assert [(row["_sheet"], row["_row"], row["code"]) for row in found] == [("a.csv", 4, "A1"), ("乙.csv", 4, "A2")]


def test_a_fault_in_a_member_names_archive_and_member(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"page_1.json": b'{"data": {"list": [{"pid": 1}]}}'})
    found = refused(feed("json", PLAIN, packed="zip", records="data.list"), path)
    assert found.code == "key_missing" and "returns.zip›page_1.json" in str(found)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({}, "no_member"),
        ({"readme.txt": b"hello"}, "member_unknown"),
        ({"inner.zip": b"PK"}, "member_unknown"),
        ({"../../evil.csv": b"evil\n"}, "title"),
        ({"a.csv": bytes(20 << 20)}, "zip_bomb"),
    ],
)
def test_an_archive_with_anything_else_is_refused(tmp_path: Path, members: dict[str, bytes], code: str) -> None:
    assert refused(feed("csv", packed="zip"), zipped(tmp_path, members)).code == code
    assert [found.name for found in tmp_path.iterdir()] == ["returns.zip"]


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    assert refused(feed("csv", packed="zip"), put(tmp_path / "returns.zip", b"hello")).code == "not_an_archive"
