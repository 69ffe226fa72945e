"""Sentences and references to quote published figures by: pure functions of what is quoted."""

import re
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from published.dataset import Dataset
from published.vocabulary import Text, times, vocabulary

_WITHHELD = Text(zh="保密，不公布", en="withheld as confidential")
_SITE, _PLACE = Text(zh="甬专数据", en="Yongzhuan"), Text(zh="宁波", en="Ningbo")
_ACCESSED = Text(zh="引用日期", en="date of access")
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True)
class Quoted:
    """A figure: of which period and of what (`about`), as it is written, in which unit, with which status in a word.

    `value` is empty where it is withheld, `status` None where it is the normal one.
    """

    period: Text | None
    about: tuple[Text, ...]
    measure: Text
    value: str
    unit: Text
    status: Text | None


@dataclass(frozen=True)
class Edition:
    """A release as it is referred to: its version, the day on which it became public, and where it stays for ever."""

    version: str
    since: date
    link: str


def sentence(quoted: Quoted, dataset: Dataset, edition: Edition) -> Text:
    """The figure in a sentence: value, unit, status, period, place, source, version, day and link."""
    owner, parts = vocabulary().departments[dataset.owner], [*([quoted.period] if quoted.period else []), *quoted.about]
    stamps = _stamps(dataset)
    zh = (
        f"{dataset.title.zh}（{'，'.join(part.zh for part in parts)}）：{quoted.measure.zh}{_figure(quoted).zh}。"
        f"来源：{owner.zh}，{_SITE.zh}，{dataset.name} {edition.version} 版，"
        f"{edition.since.isoformat()} 公布{''.join(f'[{stamp.zh}]' for stamp in stamps)}。{edition.link}"
    )
    en = (
        f"{dataset.title.en} ({', '.join(part.en for part in parts)}): {quoted.measure.en} {_figure(quoted).en}. "
        f"Source: {owner.en}, {_SITE.en}, {dataset.name} version {edition.version}, published "
        f"{_day(edition.since)}{''.join(f' [{stamp.en}]' for stamp in stamps)}. {edition.link}"
    )
    return Text(zh=zh.replace("（）", ""), en=en.replace(" ()", ""))


def gb_t_7714(dataset: Dataset, edition: Edition, accessed: date | None = None) -> Text:
    """The release as GB/T 7714—2015 refers to a dataset online; without a day of access its place is left marked."""
    owner, told = vocabulary().departments[dataset.owner], _stamps(dataset)
    zh_told, en_told = "，".join(one.zh for one in told), ", ".join(one.en for one in told)
    day = edition.since.isoformat()
    seen = accessed.isoformat() if accessed else None
    return Text(
        zh=f"{owner.zh}. {dataset.title.zh}: {edition.version} 版{f'（{zh_told}）' if told else ''}[DS/OL]. "
        f"{_PLACE.zh}: {_SITE.zh}, {edition.since.year}({day})[{seen or _ACCESSED.zh}]. {edition.link}.",
        en=f"{owner.en}. {dataset.title.en}: version {edition.version}{f' ({en_told})' if told else ''}[DS/OL]. "
        f"{_PLACE.en}: {_SITE.en}, {edition.since.year}({day})[{seen or _ACCESSED.en}]. {edition.link}.",
    )


def bibtex(dataset: Dataset, edition: Edition) -> Text:
    """The release as an entry of a BibTeX file."""
    return Text(zh=_bibtex(dataset, edition, "zh"), en=_bibtex(dataset, edition, "en"))


def _bibtex(dataset: Dataset, edition: Edition, code: str) -> str:
    def said(text: Text) -> str:
        return _tex(str(getattr(text, code)))

    notes = [Text(zh=f"{edition.version} 版", en=f"Version {edition.version}"), *_stamps(dataset)]
    fields = {
        "author": f"{{{said(vocabulary().departments[dataset.owner])}}}",
        "title": f"{{{said(dataset.title)}}}",
        "year": f"{edition.since.year}",
        "month": f"{edition.since.month}",
        "publisher": said(_SITE),
        "address": said(_PLACE),
        "note": ", ".join(said(note) for note in notes),
        "url": re.sub(r"[{}\\]", "", edition.link),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{dataset.name}_{edition.version.replace('.', '_')},\n{lines}}}"


def _tex(text: str) -> str:
    return re.sub(r"[\\{}&%$#_~^]", lambda found: _TEX.get(found[0], f"\\{found[0]}"), text)


def _figure(quoted: Quoted) -> Text:
    if not quoted.value:
        return _WITHHELD
    close = quoted.unit.en == "%"
    zh, en = (
        f"{quoted.value}{'' if close else ' '}{unit}".rstrip() for unit in (quoted.unit.zh, times(quoted.unit.en))
    )
    mark = quoted.status
    return Text(zh=f" {zh}{f'（{mark.zh}）' if mark else ''}", en=f"{en}{f' ({mark.en})' if mark else ''}")


def _stamps(dataset: Dataset) -> list[Text]:
    """What is synthetic and what is provisional."""
    provisional = [Text(zh="试算", en="provisional")] if dataset.provisional else []
    return [*([dataset.notice] if dataset.notice else []), *provisional]


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM y", "en_GB"))
