"""Registers remember: a correction, a removal and a refusal, as the department's next workbooks bring them."""

import shutil
from collections.abc import Callable

import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.pipeline.conftest import Desk, Tree

Cells = list[list[object]]
NUMBER, TITLE, CONSENT = 0, 4, 24


def redeliver(desk: Desk, change: Callable[[Cells], Cells]) -> None:
    """The department's workbook again, with other rows; numbers and texts stay what they are."""
    path = desk.home.feeds / "ip_office/typical_cases/typical_cases.xlsx"
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    merged = sheet.merged_cell_ranges or []
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        page = book.add_worksheet(sheet.name)
        for (top, left), (bottom, right) in merged:
            page.merge_range(top, left, bottom, right, rows[top][left])
        for number, row in enumerate(rows[:3] + change(rows[3:])):
            for column, cell in enumerate(row):
                if cell != "":
                    page.write(number, column, cell)


def states(desk: Desk, case: object) -> list[tuple[object, ...]]:
    found = [row for row in desk.rows("typical_cases") if row["case_number"] == case]
    found.sort(key=lambda row: int(str(row["version"])))
    return [(row["title"], row["record_state"], row["change_reason"], row["valid_to"] is None) for row in found]


def test_every_published_state_stays_but_for_who_refuses(fresh: Desk, tree: Tree) -> None:
    first, second, third = (row for row in fresh.rows("typical_cases")[:3])
    numbers = [row["case_number"] for row in (first, second, third)]

    def corrected(rows: Cells) -> Cells:
        kept = [row for row in rows if row[NUMBER] != numbers[1]]
        return [[*row[:TITLE], "更正后的名称", *row[TITLE + 1 :]] if row[NUMBER] == numbers[0] else row for row in kept]

    redeliver(fresh, corrected)
    fresh.run("release", "typical_cases")
    assert states(fresh, numbers[0]) == [
        (first["title"], "superseded", "listed", False),
        ("更正后的名称", "current", "changed", True),
    ]
    assert states(fresh, numbers[1]) == [(second["title"], "removed", "listed", False)]

    def refused(rows: Cells) -> Cells:
        return [[*row[:CONSENT], "否", *row[CONSENT + 1 :]] if row[NUMBER] == numbers[2] else row for row in rows]

    redeliver(fresh, refused)
    fresh.run("release", "typical_cases")
    assert states(fresh, numbers[2]) == []
    before = tree(fresh.home.releases)
    for part in (fresh.home.built, fresh.home.raw / "known", fresh.home.raw / "current"):
        shutil.rmtree(part)
    fresh.home.warehouse.unlink()
    fresh.home.prepare()
    fresh.run("release", "typical_cases")
    assert tree(fresh.home.releases) == before, "the history is rebuilt from the snapshots alone"
