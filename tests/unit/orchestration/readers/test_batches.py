from orchestration.readers.batches import batch, blanks_to_null, schema
from tests.deliveries import feed


def test_cells_go_into_their_columns_row_after_row() -> None:
    rows = batch(feed(), [4, 6], ["A1", "甲", "1", "A2", None, ""], ("一", "题", "万元"))
    assert rows.schema == schema(feed())
    assert [list(row.values()) for row in rows.to_pylist()] == [
        ["A1", "甲", "1", 4, "一", "题", "万元"],
        ["A2", None, "", 6, "一", "题", "万元"],
    ]


def test_only_an_empty_cell_becomes_null() -> None:
    rows = blanks_to_null(batch(feed(), [4], ["", " ", "0"]))
    assert list(rows.to_pylist()[0].values()) == [None, " ", "0", 4, None, None, None]
