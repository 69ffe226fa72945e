"""The sheets of a workbook that say what its data mean: notes, columns with units, codes, continued texts."""

from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter
from xlsxwriter.format import Format

from published.dataset import Code, Column, Dataset
from published.describe.downloads import SHEETS, WHOLE
from published.describe.quality_chapters import Reported
from published.describe.readme import CONFIDENTIAL, PROVISIONAL, citation
from published.describe.rounding import column_note, rounding_note
from published.formats.workbook_text import Texts, write_text
from published.vocabulary import Text, vocabulary

_STATUSES = ("obs_status", "conf_status", "rates_conf_status")
_NOTICE = Text(zh="声明", en="Notice")
_Line = tuple[str, ...]


def heading(release: Reported) -> str:
    """Title, version and stamp in one line."""
    dataset = release.dataset
    stamps = [f"{dataset.notice.zh} {dataset.notice.en}"] if dataset.notice else []
    stamps += ["试算 provisional"] if dataset.provisional else []
    return " · ".join([dataset.title.zh, dataset.title.en, release.version, *stamps])


def head(book: xlsxwriter.Workbook) -> Format:
    """The look of a row of headings."""
    return book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6EEF1"})


def title(dataset: Dataset, name: str) -> str:
    """What stands above a column: its title in both languages, and its unit."""
    column = next((one for one in dataset.columns if one.name == name), None)
    told = column.title if column else _NOTICE if name == "notice" else Text(zh=name, en=name)
    unit = vocabulary().units[column.unit] if column and column.unit else None
    return f"{told.zh}\n{told.en}" + (f"\n({unit.zh} {unit.en})" if unit else "")


def write(book: xlsxwriter.Workbook, release: Reported, sheets: int, texts: Texts) -> None:
    """The sheets after those of data, of which there are `sheets`."""
    dataset = release.dataset
    lists = [(name, code.code, code.title.zh, code.title.en) for name, codes in _lists(dataset) for code in codes]
    about = {"项目\nItem": 22, "中文\nChinese": 70, "英文\nEnglish": 70}
    _sheet(book, "说明 Notes", about, _notes(release, sheets), texts)
    heads = {
        "列\nColumn": 26,
        "名称\nChinese title": 24,
        "英文名称\nTitle": 30,
        "单位\nChinese unit": 14,
        "英文单位\nUnit": 20,
    }
    more = {"类型\nType": 16, "代码表\nCode list": 16, "定义\nChinese definition": 60, "英文定义\nDefinition": 60}
    _sheet(book, "列 Columns", heads | more, (_column(dataset, column) for column in dataset.columns), texts)
    codes = {"代码表\nCode list": 24, "代码\nCode": 16, "中文\nChinese": 40, "英文\nEnglish": 50}
    _sheet(book, "代码 Codes", codes, lists, texts)
    if texts.continued:
        parts = {"数据表\nSheet": 16, "行\nRow": 10, "列\nColumn": 10, "第几段\nPart": 10, "文字\nText": 80}
        _sheet(book, "续文 Continued", parts, list(_continued(texts)), texts)


def _sheet(book: xlsxwriter.Workbook, name: str, columns: dict[str, int], lines: Iterable[_Line], texts: Texts) -> None:
    sheet, look, wrapped = book.add_worksheet(name), head(book), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_row(0, 32)
    for place, width in enumerate(columns.values()):
        sheet.set_column(place, place, width, wrapped)
    for place, label in enumerate(columns):
        sheet.write_string(0, place, label, look)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line):
            write_text(sheet, number, place, text, texts)


def _notes(release: Reported, sheets: int) -> Iterator[_Line]:
    for label, told in _facts(release, sheets):
        yield " ".join(dict.fromkeys((label.zh, label.en))), told.zh, told.en


def _facts(release: Reported, sheets: int) -> Iterator[tuple[Text, Text]]:
    dataset, words = release.dataset, vocabulary()
    licence = words.licences[dataset.licence]
    if dataset.notice:
        yield _NOTICE, dataset.notice
    yield Text(zh="标题", en="Title"), dataset.title
    if dataset.provisional:
        yield Text(zh="试算", en="Provisional"), PROVISIONAL
    yield Text(zh="定义", en="Definition"), dataset.definition
    if note := rounding_note(dataset):
        yield Text(zh="取整", en="Rounding"), note
    yield Text(zh="版本", en="Version"), _same(f"{dataset.name} {release.version}")
    yield from ((Text(zh="修订", en="Revision"), told) for told in _revision(release))
    yield (
        Text(zh="行数", en="Rows"),
        Text(
            zh=f"{release.table.num_rows:,} 行，在 {sheets} 张数据表中。{WHOLE.zh}",
            en=f"{release.table.num_rows:,} rows in {sheets} sheet(s) of data. {WHOLE.en}",
        ),
    )
    yield Text(zh="保密", en="Confidential"), CONFIDENTIAL
    yield from _legend(dataset)
    yield Text(zh="来源", en="Source"), words.departments[dataset.owner]
    yield Text(zh="更新", en="Frequency"), words.frequencies[dataset.frequency]
    yield Text(zh="许可", en="Licence"), Text(zh=f"{licence.zh} {licence.url}", en=f"{licence.en} {licence.url}")
    yield Text(zh="引用", en="Citation"), citation(dataset, release.version)
    yield Text(zh="本文件", en="This file"), SHEETS


def _same(text: str) -> Text:
    return Text(zh=text, en=text)


def _revision(release: Reported) -> Iterator[Text]:
    against = release.revision.against
    since = Text(zh=f"与 {against} 版相比：", en=f"Against {against}: ") if against else _same("")
    for one in release.revision.reasons:
        reason, note = vocabulary().revision_reasons[one.reason], one.note or _same("")
        periods = f" ({', '.join(one.periods)})" if one.periods else ""
        yield Text(
            zh=f"{since.zh}{reason.zh}{periods} {note.zh}".strip(),
            en=f"{since.en}{reason.en}{periods} {note.en}".strip(),
        )


def _legend(dataset: Dataset) -> Iterator[tuple[Text, Text]]:
    """What the codes of the status columns mean."""
    for column in dataset.columns:
        if column.name in _STATUSES and column.code_list:
            codes = dataset.code_lists[column.code_list]
            told = Text(
                zh="；".join(f"{code.code} {code.title.zh}" for code in codes),
                en="; ".join(f"{code.code} {code.title.en}" for code in codes),
            )
            yield _same(column.name), told


def _column(dataset: Dataset, column: Column) -> _Line:
    unit = vocabulary().units[column.unit] if column.unit else _same("")
    note = column_note(dataset, column) or _same("")
    return (
        column.name,
        column.title.zh,
        column.title.en,
        unit.zh,
        unit.en,
        column.type,
        column.code_list or "",
        f"{column.definition.zh}{note.zh}",
        f"{column.definition.en} {note.en}".strip(),
    )


def _lists(dataset: Dataset) -> Sequence[tuple[str, tuple[Code, ...]]]:
    return sorted(dataset.code_lists.items())


def _continued(texts: Texts) -> Iterator[_Line]:
    for sheet, row, place, parts in texts.continued:
        for number, part in enumerate(parts, start=1):
            yield sheet, str(row), str(place), str(number), part
