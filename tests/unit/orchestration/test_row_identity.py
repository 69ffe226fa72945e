import pyarrow as pa
from hypothesis import assume, given
from hypothesis import strategies as st

from orchestration.row_identity import rows_sha256

cell = st.none() | st.text("a1:-,é", max_size=4)
rows = st.lists(st.tuples(cell, cell, cell), max_size=6)


def named(columns: str) -> pa.Schema:
    fields: list[tuple[str, pa.DataType]] = [(name, pa.large_string()) for name in columns]
    return pa.schema([*fields, ("_row", pa.int64())])


SCHEMA = named("abc")


def identity(table: list[tuple[str | None, ...]], start: int = 1, schema: pa.Schema = SCHEMA) -> str:
    columns = list(zip(*table, strict=True)) or [()] * 3
    arrays = [pa.array(column, pa.large_string()) for column in columns]
    numbers = pa.array(range(start, start + len(table)), pa.int64())
    return rows_sha256(schema, [pa.RecordBatch.from_arrays([*arrays, numbers], schema=schema)])


@given(rows, st.randoms())
def test_order_and_physical_rows_do_not_matter(table: list[tuple[str | None, ...]], random: object) -> None:
    shuffled = sorted(table, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert identity(shuffled, start=9) == identity(table)


@given(rows, rows)
def test_other_rows_have_another_identity(
    one: list[tuple[str | None, ...]], other: list[tuple[str | None, ...]]
) -> None:
    def key(row: tuple[str | None, ...]) -> list[tuple[bool, str]]:
        return [(text is None, text or "") for text in row]

    assume(sorted(one, key=key) != sorted(other, key=key))
    assert identity(one) != identity(other)


def test_shifted_cell_boundaries_nulls_and_repeats_count() -> None:
    tables: list[list[tuple[str | None, ...]]] = [
        [("ab", "", "c")],
        [("a", "b", "c")],
        [("a", "b", "c"), ("a", "b", "c")],
        [("a", None, "c")],
        [("a", "", "c")],
        [("a", "-", "c")],
        [("1:a", "", "c")],
        [("", "1:a", "c")],
        [],
    ]
    assert len({identity(table) for table in tables}) == len(tables)


def test_renamed_columns_are_another_table() -> None:
    assert identity([("a", "b", "c")], schema=named("abd")) != identity([("a", "b", "c")])


def test_batches_do_not_matter() -> None:
    schema = pa.schema([("a", pa.large_string())])
    batches = [pa.RecordBatch.from_arrays([pa.array([text], pa.large_string())], schema=schema) for text in "xy"]
    whole = pa.RecordBatch.from_arrays([pa.array(["y", "x"], pa.large_string())], schema=schema)
    assert rows_sha256(schema, batches) == rows_sha256(schema, [whole])
