"""The method page of a dataset: Markdown beside its SQL, whose tables and values come from the parameter tables.

A page is a Jinja template in two parts, Chinese under `# 方法`, then English under `# Method`. This module does not
belong to how a page looks on the site.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import Environment, StrictUndefined, TemplateError

from published.dataset import Dataset
from published.describe.parameter_table import Language, Rows, Seeds, figure, table, words
from published.describe.readme import stamp
from published.feed import Feed
from published.vocabulary import Text, vocabulary

BREAKS = "series_breaks"
_PARTS = re.compile(r"\A# 方法\n(?P<zh>.+?)^# Method\n(?P<en>.+)\Z", re.DOTALL | re.MULTILINE)
_TEMPLATES = Environment(undefined=StrictUndefined, autoescape=False)


class MethodError(ValueError):
    """A method page that names what there is not, in one sentence."""


@dataclass(frozen=True)
class Facts:
    """What method pages draw on: seeds by name, dbt's variables, the feeds that the dataset rests on."""

    seeds: Seeds
    variables: Mapping[str, object] = field(default_factory=dict)
    feeds: Sequence[Feed] = ()


def method(template: str, dataset: str, facts: Facts) -> Text:
    """A dataset's method page in both languages, as Markdown; raises MethodError with what does not hold."""
    parts = _PARTS.match(template)
    if parts is None:
        raise MethodError("a method page is '# 方法' and its Chinese part, then '# Method' and its English part")
    try:
        return Text(zh=_Page(dataset, facts, "zh").fill(parts["zh"]), en=_Page(dataset, facts, "en").fill(parts["en"]))
    except TemplateError as error:
        raise MethodError(f"method page: {error}") from error


def sealed_method(dataset: Dataset) -> str:
    """The file method.md of a release: both parts, stamped as the data are; empty where there is no page."""
    if dataset.method is None:
        return ""
    zh = f"# {dataset.title.zh}：方法{stamp(dataset)}\n\n{dataset.method.zh}"
    return f"{zh}\n\n# {dataset.title.en}: method\n\n{dataset.method.en}\n"


@dataclass(frozen=True)
class _Page:
    """One language of one page; its public methods are what the template may call."""

    dataset: str
    facts: Facts
    language: Language

    def fill(self, template: str) -> str:
        offered: tuple[Callable[..., str], ...] = (
            self.parameters, self.parameter, self.rows_in, self.variable, self.breaks, self.feeds, self.note,
        )  # fmt: skip
        return _TEMPLATES.from_string(template).render({call.__name__: call for call in offered}).strip()

    def parameters(self, seed: str, columns: Sequence[str] = (), fold: str = "", **where: str) -> str:
        """A parameter table, or some rows and columns of it; rows that differ in `fold` alone become one."""
        rows = self._rows(seed, where)
        other = "en" if self.language == "zh" else "zh"
        chosen = columns or [name for name in rows[0] if name != other and name not in where]
        if missing := [name for name in [*chosen, *([fold] if fold else [])] if name not in rows[0]]:
            raise MethodError(f"{seed} has no column {', '.join(missing)}")
        title = self._label("table").format(seed)
        return f"{title}\n\n{table(chosen, rows, fold, self.facts.seeds, self.language)}"

    def parameter(self, seed: str, column: str = "value", **where: str) -> str:
        """One value of a parameter table; `where` says of which row."""
        found = {row.get(column, "") for row in self._rows(seed, where)}
        if len(found) != 1 or found == {""}:
            raise MethodError(f"{seed} has {len(found)} values of {column} where {where}, not one")
        return figure(found.pop())

    def rows_in(self, seed: str) -> str:
        """How many rows a parameter table has that is too long for a page."""
        return f"{len(self._rows(seed, {})):,}"

    def variable(self, name: str) -> str:
        """A variable of dbt_project.yml."""
        if name not in self.facts.variables:
            raise MethodError(f"dbt_project.yml has no variable {name}")
        return str(self.facts.variables[name])

    def breaks(self) -> str:
        """The known breaks of this dataset's series."""
        rows = [row for row in self.facts.seeds.get(BREAKS, ()) if row["dataset"] == self.dataset]
        columns = ["starts", "kind", self.language, "source"]
        return table(columns, rows, "", self.facts.seeds, self.language) if rows else self._label("no_breaks")

    def feeds(self) -> str:
        """The departments' feeds that the dataset rests on, by lineage."""
        owners = vocabulary().departments
        told = [(getattr(owners[feed.source], self.language), feed.title) for feed in self.facts.feeds]
        lines = [f"- {owner}{self._label('colon')}{getattr(title, self.language)}" for owner, title in told]
        return "\n".join(lines) or self._label("no_feeds")

    def note(self, name: str) -> str:
        """A paragraph that several pages share."""
        if name not in words().notes:
            raise MethodError(f"method.yml has no note {name}")
        return self.fill(getattr(words().notes[name], self.language))

    def _rows(self, seed: str, where: Mapping[str, str]) -> Rows:
        rows = [row for row in self.facts.seeds.get(seed, ()) if all(row.get(key) == where[key] for key in where)]
        if not rows:
            raise MethodError(f"there is no parameter table {seed}" + (f" with a row where {where}" if where else ""))
        return rows

    def _label(self, name: str) -> str:
        return str(getattr(words().labels[name], self.language))
