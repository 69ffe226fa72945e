"""Which rows of which model a cell is made from, as a dataset's YAML says it: for the statistician, never published."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from published.vocabulary import Frozen, Text


class Counted(Frozen):
    """Rows of a model that are counted in the cells of a dataset.

    `by`: key column ► SQL over the model for the value, or the list of values, under which a row stands: days stand for
    their period, areas also under those above them; of a column that is not named only the total `_T` has these rows.
    `figures`: measure ► aggregate. `units`: where it holds no rows of a feed, feed ► base column ► column of the model.
    """

    model: str
    by: dict[str, str] = Field(min_length=1)
    where: str = "true"
    figures: dict[str, str] = Field(min_length=1)
    units: dict[str, dict[str, str]] = Field(default_factory=dict)


class Elsewhere(Frozen):
    """Why there are no rows of feeds to be shown, and where to look instead."""

    elsewhere: Text


def _shape(given: Any) -> str:
    return "rows" if isinstance(given, list | tuple) else "elsewhere"


MadeFrom = Annotated[
    Annotated[tuple[Counted, ...], Tag("rows")] | Annotated[Elsewhere, Tag("elsewhere")], Discriminator(_shape)
]
