"""One table that a department delivers: what its files look like and what they are called here."""

from typing import Literal

from pydantic import Field

from published.vocabulary import Frozen, Text


class FeedColumn(Frozen):
    """A column as the department names it (flattened header, key or tag) and as we do.

    `repeated` columns of XML may come several times in a record; their values are joined by `;`.
    """

    name: str
    header: str
    repeated: bool = False


class Feed(Frozen):
    """One table that a department delivers; of a `remembered` one, every state ever delivered counts.

    `records` says where the records of a document are: in JSON the path to their array (`data.list`), in XML
    the name of one record's element. `packed` files are archives of files in `format`.
    """

    source: str
    name: str
    title: Text
    definition: Text
    owner: str
    format: Literal["csv", "xlsx", "jsonl", "json", "xml", "parquet"]
    packed: Literal["zip"] | None = None
    records: str | None = None
    encoding: str = "utf-8"
    pattern: str
    title_rows: int = 0
    title_contains: str | None = None
    header_rows: int = 1
    footer: str | None = None
    sheets: Literal["all", "first"] = "first"
    minimum_rows: int = 1
    code_list_version: str | None = None
    schedule: str
    unit_returns: bool = False
    remembered: bool = False
    columns: tuple[FeedColumn, ...] = Field(min_length=1)

    @property
    def key(self) -> str:
        """`source/name`, the asset key as text."""
        return f"{self.source}/{self.name}"
