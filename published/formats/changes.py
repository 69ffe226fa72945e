"""The change set of a release as files: changes.csv and changes.json, a line per cell in the order of the key."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from published.formats.inert import inert_cells
from published.revisions import ChangeSet
from published.vocabulary import Text


def write(changes: ChangeSet, against: str, notice: Text | None, folder: Path) -> None:
    """Both files; an empty text in the CSV and null in the JSON are no value, the CSV's texts are inert."""
    names = changes.lines.column_names
    words = f"{notice.zh} ({notice.en})" if notice else None
    with (folder / "changes.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow([*names, *(["notice"] if words else [])])
        writer.writerows(inert_cells([*row, *([words] if words else [])]) for row in _rows(changes))
    head = {"dataset": changes.dataset.name, "against": against} | ({"notice": words} if words else {})
    told = ",\n".join(_json(dict(zip(names, row, strict=True))) for row in _rows(changes))
    structure = changes.structure.model_dump(mode="json")
    body = f'{{"about": {_json(head)},\n"structure": {_json(structure)},\n"changes": [\n{told}\n]}}\n'
    (folder / "changes.json").write_text(body, encoding="utf-8")


def _rows(changes: ChangeSet) -> Iterator[tuple[object, ...]]:
    return zip(*(column.to_pylist() for column in changes.lines.columns), strict=True)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
