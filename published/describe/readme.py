"""The README that goes with every download."""

from published.dataset import Column, Dataset
from published.describe.downloads import BESIDE, DOWNLOADS, SAFE_TEXT, SHEETS, WHOLE
from published.describe.rounding import column_note, rounding_note
from published.vocabulary import Text, vocabulary

PROVISIONAL = Text(
    zh="试算 (provisional)：四位小类清单（按集群的数还有行业与集群的对应）为重建，尚未换成官方文件。",
    en="The four-digit classification (and, by cluster, the mapping of industries) is a reconstruction, not yet "
    "official.",
)
CONFIDENTIAL = Text(
    zh="`conf_status` = `C`：为保护单个单位的数据不公布，数值留空，不等于零。",
    en="A `C` in `conf_status` marks a value withheld to protect a single unit: it is empty and not zero.",
)


def readme(dataset: Dataset, version: str) -> str:
    """Markdown in Chinese and English: what it is, columns, licence, citation, how to check it."""
    parts = [
        _heading(dataset),
        _facts(dataset, version),
        _columns(dataset),
        _status(),
        _files(dataset),
        _check(dataset),
    ]
    return "\n\n".join(parts) + "\n"


def citation(dataset: Dataset, version: str) -> Text:
    """A sentence to quote the release by; it says what is synthetic and what is provisional."""
    owner = vocabulary().departments[dataset.owner]
    words = [dataset.notice] if dataset.notice else []
    words += [Text(zh="试算", en="provisional")] if dataset.provisional else []
    zh, en = "".join(f"[{word.zh}]" for word in words), "".join(f" [{word.en}]" for word in words)
    return Text(
        zh=f"{owner.zh}：《{dataset.title.zh}》{zh}，甬专数据，{dataset.name} {version} 版。",
        en=f"{owner.en}: {dataset.title.en}{en}, Yongzhuan, {dataset.name} version {version}.",
    )


def stamp(dataset: Dataset) -> str:
    """Quoted lines for the top of a file, each after an empty one: what is synthetic and what is provisional."""
    notice = dataset.notice
    lines = f"\n\n> **{notice.zh} ({notice.en})**" if notice else ""
    return lines + (f"\n\n> **{PROVISIONAL.zh} {PROVISIONAL.en}**" if dataset.provisional else "")


def _heading(dataset: Dataset) -> str:
    top = f"# {dataset.title.zh}\n\n{dataset.title.en}{stamp(dataset)}"
    note = rounding_note(dataset)
    told = f"\n\n{note.zh}\n\n{note.en}" if note else ""
    return f"{top}\n\n{dataset.definition.zh}\n\n{dataset.definition.en}{told}"


def _facts(dataset: Dataset, version: str) -> str:
    words = vocabulary()
    licence = words.licences[dataset.licence]
    frequency = words.frequencies[dataset.frequency]
    owner = words.departments[dataset.owner]
    rows = [
        ("版本 Version", version),
        ("来源 Source", f"{owner.zh} {owner.en}"),
        ("更新 Frequency", f"{frequency.zh} {frequency.en}"),
        ("许可 Licence", f"{licence.zh} ({dataset.licence}) {licence.url}"),
    ]
    return "\n".join(f"- {label}: {value}" for label, value in rows)


def _columns(dataset: Dataset) -> str:
    lines = ["| 列 Column | 名称 Title | 单位 Unit | 定义 Definition |", "|---|---|---|---|"]
    return "\n".join(lines + [_column(dataset, column) for column in dataset.columns])


def _column(dataset: Dataset, column: Column) -> str:
    unit = vocabulary().units[column.unit] if column.unit else None
    words = f"{unit.zh} {unit.en}" if unit else ""
    note = column_note(dataset, column)
    told = f" {note.zh} {note.en}" if note else ""
    return (
        f"| `{column.name}` | {column.title.zh} {column.title.en} | {words} "
        f"| {column.definition.zh} {column.definition.en}{told} |"
    )


def _status() -> str:
    return f"{CONFIDENTIAL.zh} {CONFIDENTIAL.en}"


def _files(dataset: Dataset) -> str:
    """Every file that may lie beside this one, and how its cells are to be read."""
    listed = [(f"{dataset.name}.{suffix}", one.about) for suffix, one in DOWNLOADS.items()]
    listed += [(name, about) for name, about in BESIDE.items() if dataset.method or name != "method.md"]
    rows = [f"| `{name}` | {about.zh} | {about.en} |" for name, about in listed]
    notes = [f"{one.zh} {one.en}" for one in (WHOLE, SAFE_TEXT, SHEETS)]
    table = "\n".join(["| 文件 File | 内容 | What it is |", "|---|---|---|", *rows])
    return "\n\n".join([table, *notes])


def _check(dataset: Dataset) -> str:
    each_alone = "数据分项合计与总计不等，是由于数值修约误差所致。 Figures are rounded each on its own."
    adds_up = "" if rounding_note(dataset) else f"{each_alone} "
    commands = "`minisign -Vm manifest.json -p minisign.pub`，`sha256sum -c SHA256SUMS`"
    return f"校验 Verify: {commands}。{adds_up}".rstrip()
