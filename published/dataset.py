"""A published table with all that must be known about it: the one description that every format tells."""

import re
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from published.disclosure import Disclosure, Follower, Protected
from published.revision_policy import Policy
from published.schedule import Schedule
from published.vocabulary import Frozen, Text, vocabulary

Role = Literal["time", "dimension", "measure", "attribute"]
Kind = Literal["statistic", "register"]
PERIODS = ("annual", "quarterly", "monthly")


class Code(Frozen):
    """One entry of a code list."""

    code: str
    title: Text


class Column(Frozen):
    """A column of a dataset: same name, same meaning and unit in every dataset."""

    name: str
    type: str
    title: Text
    definition: Text
    role: Role
    unit: str | None = None
    code_list: str | None = None

    @property
    def decimals(self) -> int | None:
        """Published decimal places of a DECIMAL column, else None."""
        found = re.fullmatch(r"decimal\(\d+,\s*(\d+)\)", self.type)
        return int(found.group(1)) if found else None

    @model_validator(mode="after")
    def _unit_is_known(self) -> Self:
        if self.unit is not None and self.unit not in vocabulary().units:
            raise ValueError(f"column {self.name}: unit {self.unit!r} is not in vocabulary.yml")
        if self.decimals is not None and self.unit is None:
            raise ValueError(f"column {self.name}: a decimal number needs a unit")
        return self


class Headline(Frozen):
    """The one figure that stands for the dataset: a measure and the codes that pick its series."""

    measure: str
    where: dict[str, str] = Field(default_factory=dict)


class Break(Frozen):
    """Where a series begins anew: figures since a period are not comparable with those before it, and why."""

    starts: str
    why: Text


class Dataset(Frozen):
    """A published table with all that must be known about it."""

    name: str
    kind: Kind
    title: Text
    definition: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...] = Field(min_length=1)
    facets: tuple[str, ...] = ()
    frequency: str
    licence: str
    opening: str
    owner: str
    release: Schedule | None = None
    """When it is released; None as it was sealed, so that another date makes no other release."""
    headline: Headline | None = None
    disclosure: Disclosure | None = None
    """How single units are kept out of sight; None for registers and in releases sealed before it was said."""
    revisions: Policy = Policy()
    feeds: tuple[str, ...]
    from_unit_returns: bool
    code_lists: dict[str, tuple[Code, ...]]
    structure: str
    notice: Text | None = None
    provisional: bool = False
    breaks: tuple[Break, ...] = ()
    """None are known in releases sealed before they were told."""
    method: Text | None = None
    """The method page as Markdown; None in releases sealed before there were any."""

    @field_validator("release", mode="before")
    @classmethod
    def _sealed_before_there_was_a_calendar(cls, told: object) -> object:
        return None if isinstance(told, dict) and set(told) == {"schedule"} else told

    @model_validator(mode="after")
    def _words_are_from_the_closed_lists(self) -> Self:
        words = vocabulary()
        for value, known in (
            (self.frequency, words.frequencies),
            (self.licence, words.licences),
            (self.opening, words.opening_grades),
            (self.owner, words.departments),
        ):
            if value not in known:
                raise ValueError(f"dataset {self.name}: {value!r} is not in vocabulary.yml")
        names = {column.name for column in self.columns}
        if missing := set(self.key + self.facets) - names:
            raise ValueError(f"dataset {self.name}: {sorted(missing)} are no columns of it")
        return self

    @model_validator(mode="after")
    def _a_release_covers_a_period(self) -> Self:
        if self.release is None:
            return self
        periodic = self.kind == "statistic" and self.frequency in PERIODS
        if periodic and self.release.lag is None:
            raise ValueError(f"dataset {self.name}: release.lag must say which period a release covers")
        if not periodic and self.release.lag is not None:
            raise ValueError(f"dataset {self.name}: release.lag counts periods, and it has none")
        return self

    @model_validator(mode="after")
    def _what_is_protected_is_there(self) -> Self:
        if not isinstance(self.disclosure, Protected):
            return self
        spec = self.disclosure
        for role, named in (("measure", {*spec.levels, *spec.rates, *spec.stays}), ("attribute", {*spec.tells})):
            if missing := named - {column.name for column in self.columns if column.role == role}:
                raise ValueError(f"dataset {self.name}: disclosure names {sorted(missing)}, no {role}s of it")
        if both := {*spec.levels, *spec.rates} & {*spec.stays}:
            raise ValueError(f"dataset {self.name}: {sorted(both)} cannot stay and be withheld")
        measures = {column.name for column in self.columns if column.role == "measure"}
        if spec.rounding and (spec.rates or set(spec.rounding.bases) != measures):
            raise ValueError(
                f"dataset {self.name}: every measure needs a base to round to, and rates cannot be rounded"
            )
        times = {column.name for column in self.columns if column.role == "time"}
        for name, rate in spec.rates.items():
            for reference in rate.references:
                if strange := set(reference) - set(self.key):
                    raise ValueError(f"dataset {self.name}: {name} leans on {sorted(strange)}, not in its key")
                if {column for column, step in reference.items() if isinstance(step, int)} - times:
                    raise ValueError(f"dataset {self.name}: {name} moves a column that is no time")
        return self

    @model_validator(mode="after")
    def _announced_is_in_the_key(self) -> Self:
        if self.revisions.announced not in (None, *self.key):
            raise ValueError(f"dataset {self.name}: revisions.announced {self.revisions.announced!r} is not in its key")
        return self

    @model_validator(mode="after")
    def _denominators_are_told(self) -> Self:
        roles = {column.name: column.role for column in self.columns}
        for one in self.revisions.denominators:
            if one.vintage not in roles or {roles.get(name) for name in one.measures} != {"measure"}:
                raise ValueError(f"dataset {self.name}: revisions.denominators names what is not there: {one}")
        return self

    @property
    def period(self) -> str | None:
        """The column of the key that says which period a row is of; None for a list without periods."""
        times = (name for name in self.key if self.column(name).role == "time" and name != self.revisions.announced)
        return next(times, None)

    @property
    def confidential(self) -> frozenset[str]:
        """The columns that are empty in a withheld row."""
        measures = {column.name for column in self.columns if column.role == "measure"}
        match self.disclosure:
            case Protected(stays=stays, tells=tells):
                return frozenset(measures - {*stays} | {*tells})
            case Follower(compared=compared):
                return frozenset(measures | {*compared})
        return frozenset(measures)

    @property
    def withheld_by(self) -> dict[str, frozenset[str]]:
        """Column that says what is confidential ► the columns that are empty where it says C."""
        rates = frozenset(self.disclosure.rates) if isinstance(self.disclosure, Protected) else frozenset()
        return {"conf_status": self.confidential, "rates_conf_status": rates}

    @property
    def time(self) -> str:
        """The column that says when; ValueError where there is not one."""
        (name,) = (column.name for column in self.columns if column.role == "time")
        return name

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        return {column.name: column for column in self.columns}[name]
