"""What each department is told: exactly its rows that were stopped or mended, by file, row and its own header."""

import stat
from html.parser import HTMLParser

from python_calamine import CalamineWorkbook

from published.catalog import Catalog
from published.home import PROJECT
from tests.pipeline import truth
from tests.pipeline.conftest import Desk

Place = tuple[str, str, int]
SHEETS = {"quarantined": 1, "corrected": 2}


class Rows(HTMLParser):
    """The cells of every table row, by their label."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[dict[str, str]] = []
        self._label = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append({})
        self._label = dict(attrs).get("data-label") or self._label if tag in ("td", "span", "i") else ""

    def handle_data(self, data: str) -> None:
        if self._label and data.strip():
            self.rows[-1][self._label] = data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._label = ""


def in_workbook(desk: Desk, department: str, treatment: str) -> list[tuple[Place, str, str]]:
    book = CalamineWorkbook.from_path(str(desk.home.feedback / f"{department}.xlsx"))
    rows = book.get_sheet_by_index(SHEETS[treatment]).to_python(skip_empty_area=False)[2:]
    return [((str(row[1]), str(row[2]), int(str(row[3]).split(".")[0])), str(row[4]), str(row[5])) for row in rows]


def on_page(desk: Desk, department: str, treatment: str) -> list[tuple[Place, str, str]]:
    html = (desk.home.feedback / f"{department}.html").read_text(encoding="utf-8")
    found = []
    for row in Rows(html).rows:
        if "报送的值" in row and ("改为" in row) is (treatment == "corrected"):
            file, _, sheet = row["文件"].partition(" · ")
            value = row["报送的值"]
            found.append(((file, sheet, int(row["行"])), row["列"], "" if value == "空白" else value))
    return found


def injected(desk: Desk) -> list[tuple[str, str, Place, str | None]]:
    """Department, treatment, place and, where one cell is at fault, its header in the department's words."""
    catalog = Catalog.from_project(PROJECT / "dbt_project", desk.home.dbt)
    headers = {(feed.key, column.name): column.header for feed in catalog.feeds for column in feed.columns}
    return [
        (
            row.feed.split("/")[0],
            row.treatment,
            (row.file, row.sheet, int(row.row)),
            headers[row.feed, row.column].replace("|", " › ") if row.column else None,
        )
        for row in truth.read(desk.home.feeds, "defects").fillna("").itertuples()
    ]


def test_each_department_hears_of_exactly_its_own_rows(tiny: Desk) -> None:
    defects = injected(tiny)
    for department in {department for department, *_ in defects}:
        for treatment in SHEETS:
            meant = [(place, header) for who, how, place, header in defects if (who, how) == (department, treatment)]
            sheet, page = in_workbook(tiny, department, treatment), on_page(tiny, department, treatment)
            assert {place for place, *_ in sheet} == {place for place, _ in meant}, department
            assert {(place, header) for place, header in meant if header} <= {found[:2] for found in sheet}, department
            assert sorted((p, c, " ".join(v.split())) for p, c, v in sheet) == sorted(
                (p, c, " ".join(v.split())) for p, c, v in page
            ), department


def test_the_value_told_is_the_one_delivered(tiny: Desk) -> None:
    defects = truth.read(tiny.home.feeds, "defects").fillna("")
    for row in defects[(defects.treatment == "quarantined") & (defects.column != "")].itertuples():
        told = [
            value
            for place, _, value in in_workbook(tiny, row.feed.split("/")[0], "quarantined")
            if place == (row.file, row.sheet, int(row.row))
        ]
        assert row.was in told, (row.feed, row.file, row.row, told)


def test_feedback_is_open_to_its_owner_alone_and_never_public(tiny: Desk) -> None:
    files = list(tiny.home.feedback.iterdir())
    assert files and {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    public = {path.name for folder in (tiny.home.releases, tiny.home.site) for path in folder.rglob("*")}
    assert not public & {path.name for path in files}


def test_a_refused_file_is_told_with_its_reason(fresh: Desk) -> None:
    path = fresh.home.feeds / "court/judicial_cases"
    (file,) = path.iterdir()
    file.write_bytes(b"")
    said = fresh.run("release", "ip_protection", check=False).stdout
    book = CalamineWorkbook.from_path(str(fresh.home.feedback / "court.xlsx"))
    summary = book.get_sheet_by_index(0).to_python()
    assert file.name in str(summary[-1][1]) and "空的" in str(summary[-1][-1])
    assert "空的" in (fresh.home.feedback / "court.html").read_text(encoding="utf-8")
    assert str(fresh.home.feedback) in said and "拒收 1 个文件" in said
