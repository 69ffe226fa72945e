"""One table that a department delivers: what its files look like and what they are called here."""

from collections import Counter
from typing import Literal, Self

from pydantic import Field, model_validator

from published.receivers import Mail
from published.schedule import Schedule
from published.vocabulary import Frozen, Text

MoneyUnit = Literal["元", "千元", "万元", "亿元"]


class FeedColumn(Frozen):
    """A column as the department names it (flattened header, key or tag) and as we do.

    `also` holds the names that it had or has as well; an `optional` column may be absent and is then null.
    `repeated` columns of XML may come several times in a record; their values are joined by `;`.
    """

    name: str
    header: str
    also: tuple[str, ...] = ()
    optional: bool = False
    repeated: bool = False

    @property
    def headers(self) -> tuple[str, ...]:
        """Every name by which the column is known, the usual one first."""
        return (self.header, *self.also)


class Owner(Frozen):
    """Who answers for a feed in its department, and is written to when it is late."""

    name: str | None = None
    mail: Mail


class Feed(Frozen):
    """One table that a department delivers; of a `remembered` one, every state ever delivered counts.

    `records` says where the records of a document are: in JSON the path to their array (`data.list`), in XML
    the name of one record's element. `packed` files are archives of files in `format`. A feed with a `unit` says in
    its title line in what unit its money is, usually that one. `ignored_columns` may come and are not read.
    """

    source: str
    name: str
    title: Text
    definition: Text
    owner: Owner | None = None
    format: Literal["csv", "xlsx", "jsonl", "json", "xml", "parquet"]
    packed: Literal["zip"] | None = None
    records: str | None = None
    encoding: str = "utf-8"
    pattern: str
    title_rows: int = 0
    title_contains: str | None = None
    unit: MoneyUnit | None = None
    header_rows: int = 1
    footer: str | None = None
    sheets: Literal["all", "first"] = "first"
    minimum_rows: int = 1
    code_list_version: str | None = None
    schedule: str
    renewed: str | None = None
    """When new content must have come, as a cron rule; None: by every pull something must have come, old or new."""
    grace_days: int = Field(default=3, ge=0)
    unit_returns: bool = False
    remembered: bool = False
    ignored_columns: tuple[str, ...] = ()
    columns: tuple[FeedColumn, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        headers = Counter([header for column in self.columns for header in column.headers] + [*self.ignored_columns])
        if twice := [header for header, count in headers.items() if count > 1]:
            raise ValueError(f"a heading means two things: {', '.join(twice)}")
        for rule in filter(None, (self.schedule, self.renewed)):
            Schedule(rule=rule)
        if self.unit and not self.title_rows:
            raise ValueError("a unit is declared in a title line, and there is none")
        return self

    @property
    def expected(self) -> Schedule:
        """When deliveries are expected."""
        return Schedule(rule=self.renewed or self.schedule)

    @property
    def key(self) -> str:
        """`source/name`, the asset key as text."""
        return f"{self.source}/{self.name}"
