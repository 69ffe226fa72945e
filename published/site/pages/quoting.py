"""What a page gives to quote: a figure in a sentence, and its release as a reference, each with a lasting link."""

from collections.abc import Mapping
from dataclasses import dataclass

from published.dataset import Column
from published.describe.quote import Edition, Quoted, bibtex, gb_t_7714, sentence
from published.site.language import Language, languages, same
from published.site.pages.catalogue import Entry
from published.site.pages.cells import cell
from published.site.pages.past import Past
from published.vocabulary import Text, vocabulary


@dataclass(frozen=True)
class References:
    """A release as Chinese standards and as BibTeX refer to it."""

    gb_t_7714: str
    bibtex: str


def references(entry: Entry, past: Past, base: str, language: Language) -> References:
    """The release that a page shows, to be referred to; `base` is scheme and host."""
    edition = Edition(entry.version, past.since(entry), f"{base}{language.prefix}{entry.release_href}")
    made = gb_t_7714(entry.dataset, edition), bibtex(entry.dataset, edition)
    return References(*(language.pick(one) for one in made))


def quotation(
    entry: Entry, past: Past, row: Mapping[str, object], measure: Column, link: str, language: Language
) -> str | None:
    """A figure of a row in a sentence; None where it was not announced. `link` is where the reader finds it again."""
    told = cell(row[measure.name], measure, row, entry, language)
    if told.kind not in ("number", "secret"):
        return None
    dataset = entry.dataset
    others = (dataset.column(name) for name in dataset.key if name != dataset.period)
    status = row.get("obs_status")
    quoted = Quoted(
        period=spoken(str(row[dataset.period])) if dataset.period else None,
        about=tuple(entry.label(column, row[column.name]) for column in others),
        measure=measure.title,
        value=told.text if told.kind == "number" else "",
        unit=vocabulary().units[measure.unit] if measure.unit else same(""),
        status=None if status in (None, "A") else entry.label(dataset.column("obs_status"), status),
    )
    return language.pick(sentence(quoted, dataset, Edition(entry.version, past.since(entry), link)))


def spoken(period: str) -> Text:
    """A period in words."""
    return Text(**{code: language.period(period) for code, language in languages().items()})
