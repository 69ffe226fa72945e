"""How a dataset is kept from telling of single units: protected, following others, or public.

What is withheld is decided in expectations/disclosure; this is only what a dataset's description says of it.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from published.vocabulary import Frozen, Text


class Leading(Frozen):
    """The first characters of the row's own code, which is the code above it."""

    leading: int = Field(gt=0)


Reference = Annotated[dict[str, int | str | Leading], Field(min_length=1)]
"""Another row of the dataset: the key columns that differ from one's own. A whole number moves the time column."""


class _Rate(Frozen):
    model_config = ConfigDict(serialize_by_alias=True)

    @property
    def references(self) -> tuple[Mapping[str, int | str | Leading], ...]:
        """The rows besides its own that the rate is computed from."""
        return tuple(getattr(self, name) for name in ("earlier", "of") if hasattr(self, name))


class Share(_Rate):
    """Own level in per cent of the level `of` another row."""

    kind: Literal["share"]
    of: Reference


class Growth(_Rate):
    """Own level, `real_growth`: at the prices of the earlier row, against that row, in per cent."""

    kind: Literal["growth", "real_growth"]
    earlier: Reference = Field(alias="from")


class Contribution(_Rate):
    """How much own level has moved since an earlier row, in per cent of the level `of` another row."""

    kind: Literal["contribution"]
    earlier: Reference = Field(alias="from")
    of: Reference


class Cumulative(_Rate):
    """Own level added up since the beginning of the year: it leans on every earlier row of the year."""

    kind: Literal["cumulative"]


Rate = Annotated[Share | Growth | Contribution | Cumulative, Field(discriminator="kind")]


class Rounding(Frozen):
    """Figures are shown as multiples of a public base instead of being withheld (controlled rounding).

    `bases`: measure ► its base, for every measure of the dataset; `at_most`: measure ► the one that it never exceeds.
    """

    bases: dict[str, Annotated[int, Field(gt=1)]] = Field(min_length=1)
    at_most: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _what_exceeds_nothing_is_rounded(self) -> Self:
        if strange := {*self.at_most, *self.at_most.values()} - set(self.bases):
            raise ValueError(f"rounding: {sorted(strange)} have no base")
        if several := set(self.at_most) & set(self.at_most.values()):
            raise ValueError(f"rounding: {sorted(several)} would bound and be bounded")
        return self


class Protected(Frozen):
    """Cells are withheld together with all tables of the `universe` by a set of `rules` (disclosure_rules.csv).

    `levels`: the measures that contributions make up, or a ratio of two such sums; `rates` lean on other rows as well.
    A withheld row keeps `stays` (public anyway) and loses `tells` (attributes). With `rounding` nothing is withheld.
    """

    universe: str
    rules: str
    levels: tuple[str, ...] = Field(min_length=1)
    rates: dict[str, Rate] = Field(default_factory=dict)
    stays: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    rounding: Rounding | None = None


def agreed_rounding(specs: Iterable[Protected]) -> Rounding | None:
    """How linked datasets are rounded, None where none is; ValueError where they do not agree."""
    known = list(specs)
    found = [spec.rounding for spec in known if spec.rounding is not None]
    bases = {pair for rounding in found for pair in rounding.bases.items()}
    most = {pair for rounding in found for pair in rounding.at_most.items()}
    if len(found) not in (0, len(known)) or len(dict(bases)) < len(bases) or len(dict(most)) < len(most):
        raise ValueError(f"the datasets of the universe {known[0].universe} are not rounded in the same way")
    return Rounding(bases=dict(sorted(bases)), at_most=dict(sorted(most))) if found else None


class Followed(Frozen):
    """The rows of another dataset that a row is computed from: `by` maps own columns to the other's, as texts.

    `where` fixes further columns of the other; `when` says of which of one's own rows this holds; `measure` is the one
    that is read, where it can be empty beside others that are shown.
    """

    dataset: str
    measure: str | None = None
    by: dict[str, str] = Field(min_length=1)
    where: dict[str, str] = Field(default_factory=dict)
    when: dict[str, str] = Field(default_factory=dict)


class Follower(Frozen):
    """A row is withheld when any row that it is computed from is withheld.

    `ranks`: measures that place rows among those with which they have columns in common, counted anew among those that
    are shown. `compared`: other columns that rest on such rows; empty for all of them where one is withheld.
    """

    follows: tuple[Followed, ...] = Field(min_length=1)
    ranks: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    compared: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Public(Frozen):
    """Nothing is to be protected, and why."""

    public: Text


_SHAPES: Mapping[str, type[Frozen]] = {
    "universe": Protected,
    "follows": Follower,
    "public": Public,
}


def _shape(given: Any) -> str | None:
    """The one word by which a shape is known, None where there is none or more than one."""
    found = [
        word
        for word, shape in _SHAPES.items()
        if isinstance(given, shape) or (isinstance(given, Mapping) and word in given)
    ]
    return found[0] if len(found) == 1 else None


Disclosure = Annotated[
    Annotated[Protected, Tag("universe")] | Annotated[Follower, Tag("follows")] | Annotated[Public, Tag("public")],
    Discriminator(_shape),
]
