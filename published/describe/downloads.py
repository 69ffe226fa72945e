"""The data files of a release: which there are, and what each is good for."""

from collections.abc import Mapping
from dataclasses import dataclass

from published.vocabulary import Text


@dataclass(frozen=True)
class Download:
    """A format in which a release is written: what it is called, and what its file is like."""

    label: str
    about: Text


DOWNLOADS: Mapping[str, Download] = {
    "csv": Download("CSV", Text(zh="UTF-8，无 BOM，供程序读取", en="UTF-8 without BOM, for programs")),
    "excel.csv": Download(
        "CSV BOM", Text(zh="同一份 CSV，带 BOM，供电子表格直接打开", en="the same CSV with BOM, for spreadsheets")
    ),
    "xlsx": Download(
        "XLSX",
        Text(
            zh="数值为数、文字为文字；另有说明、列和代码各一张表",
            en="numbers as numbers, text as text; with sheets of notes, columns and codes",
        ),
    ),
    "parquet": Download(
        "Parquet", Text(zh="小数精确，列的说明在文件内", en="exact decimals, columns described within")
    ),
    "db": Download("SQLite", Text(zh="数据表和代码表", en="the table and its code lists")),
}
"""What follows the dataset's name in the name of a file ► the format, in the order in which they are offered."""
BESIDE: Mapping[str, Text] = {
    "dataset.json": Text(
        zh="列、单位、代码表、定义，供程序读取", en="columns, units, code lists, definitions, for programs"
    ),
    "method.md": Text(zh="方法，中英文", en="the method in both languages"),
    "quality.html": Text(zh="质量报告（quality.json 供程序读取）", en="the quality report (quality.json for programs)"),
    "verdict.html": Text(
        zh="发布前的检查（verdict.json 供程序读取）", en="the checks before release (verdict.json for programs)"
    ),
    "changes.csv": Text(
        zh="与上一版逐格的差别（changes.json 同；第一版没有）",
        en="what changed cell by cell (so does changes.json; a first version has none)",
    ),
    "release.json": Text(zh="版本、来源、修订的摘要", en="version, inputs, summary of the revision"),
    "manifest.json": Text(zh="各文件的指纹，已签名", en="the fingerprint of every file, signed"),
}
"""The files beside the data that describe them."""
SAFE_TEXT = Text(
    zh="两种 CSV 里，会被电子表格当作公式运行的文字（除空白外以 = + - @ 或其全角形式开头，或以制表符、回车、换行开头）"
    "以及以 ' 开头的文字，前面都多一个 '；去掉单元格开头的一个 ' 就是原文。"
    "数，以及只由一个数构成的文字，从不改动。XLSX、Parquet、SQLite 保存原文。",
    en="In both CSVs, a text that a spreadsheet would run as a formula (it begins, after white space, with = + - @ or "
    "their full-width forms, or with a tab or line break), and a text that begins with ', has one ' more in front: "
    "take one leading ' off a cell to have the exact text. Numbers, and texts that are nothing but a number, are never "
    "changed. XLSX, Parquet and SQLite hold the exact text.",
)
SHEETS = Text(
    zh="XLSX 的数据表第一行是名称和单位，第二行是列名，从第三行起是数据；一张表放不下的行接在下一张数据表，"
    "一格放不下的文字（16,383 个字符以上）全文在“续文 Continued”表；超过 15 位有效数字的数写成文字；保密的空格画斜线。",
    en="In the data sheet of the XLSX the first row has titles and units, the second the names of the columns, the "
    "data begin in the third. Rows beyond a sheet go on in the next data sheet; a text of more than 16,383 characters "
    "stands whole in the sheet 续文 Continued; a number of more than 15 digits is text; withheld cells are hatched.",
)
WHOLE = Text(zh="每种格式都含全部行，没有截断。", en="Every format holds all rows; nothing is cut.")
