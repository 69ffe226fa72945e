"""What is secret stays where it is closed; what is invented says so everywhere."""

import re
import stat

import duckdb
import pyarrow.parquet as pq

from published.traces import texts
from tests.pipeline import truth
from tests.pipeline.conftest import Desk

SECRET_FOLDERS = (
    "raw",
    "built",
    "protection",
    "candidates",
    "verdicts",
    "feedback",
    "linkage",
    "accounts",
    "sealed",
    "recipes",
    "keys",
    "dbt",
    "dagster",
)


def test_secret_folders_are_open_to_their_owner_alone(tiny: Desk) -> None:
    for name in SECRET_FOLDERS:
        assert stat.S_IMODE((tiny.home.root / name).stat().st_mode) == 0o700, name


def contacts_of(desk: Desk) -> set[str]:
    """Names and telephones of the persons whom the departments' forms name."""
    forms = [truth.read(desk.home.feeds, name) for name in ("cases", "education_bureau__stock_patents")]
    return {word for form in forms for word in (*form.contact_phone, *form.contact_name)}


def test_no_organisation_code_or_contact_is_public(tiny: Desk) -> None:
    units = set(truth.read(tiny.home.feeds, "units").organisation_code)
    contacts = contacts_of(tiny)
    eighteen = re.compile(r"(?=([0-9A-Z]{18}))")
    assert all(eighteen.match(code) for code in units)
    for folder in (tiny.home.releases, tiny.home.site):
        for path in folder.rglob("*"):
            for text in texts(path) if path.is_file() else ():
                assert not units & set(eighteen.findall(text)), path
                assert not [word for word in contacts if word in text], path


def test_no_contact_leaves_the_raw_zone(tiny: Desk) -> None:
    contacts = contacts_of(tiny)
    with duckdb.connect(str(tiny.home.warehouse), read_only=True) as warehouse:
        names = warehouse.sql("select distinct table_name from duckdb_columns() where not internal").fetchall()
        kept = {name: warehouse.sql(f"select * from {name}").df().to_csv() for (name,) in names}
    assert {"base_education_bureau__stock_patents", "stg_education_bureau__stock_patents", "patent_resources"} <= set(
        kept
    )
    assert {name for name, text in kept.items() if any(word in text for word in contacts)} == set()


def test_every_public_file_says_that_the_data_are_synthetic(tiny: Desk) -> None:
    for path in tiny.home.releases.rglob("*"):
        if path.is_file() and path.suffix != ".parquet":
            assert any("演示数据" in text for text in texts(path)), path
        elif path.is_file():
            assert all("演示数据" in value for value in pq.read_table(path)["notice"].to_pylist()), path


def test_every_file_computed_from_the_reconstructed_list_says_provisional(tiny: Desk) -> None:
    folder = tiny.home.releases / "patent_intensive_value_added" / "1.0"
    for path in folder.iterdir():
        if path.suffix not in (".parquet", ".csv", ".db", ".json"):
            assert any("试算" in text for text in texts(path)), path
    assert '"provisional": true' in (folder / "dataset.json").read_text(encoding="utf-8")
    assert {row["obs_status"] for row in tiny.rows("patent_intensive_value_added")} == {"P"}


def test_withheld_consent_keeps_a_case_out(tiny: Desk) -> None:
    cases = truth.read(tiny.home.feeds, "cases")
    refused = set(cases[cases.consent == "否"].case_number)
    published = {str(row["case_number"]) for row in tiny.rows("typical_cases")}
    assert refused and not refused & published


def test_no_published_text_holds_personal_data(tiny: Desk) -> None:
    personal = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)[1-9]\d{16}[\dXx](?!\d)|[\w.+-]+@[\w-]+\.\w+")
    for row in tiny.rows("typical_cases"):
        for name in ("title", "background", "practice", "effect", "lesson", "partner", "subject_name"):
            assert not personal.search(str(row[name] or "")), (row["case_number"], name)


def test_what_passes_on_names_of_units_passes_on_no_figure(tiny: Desk) -> None:
    with duckdb.connect(str(tiny.home.warehouse), read_only=True) as connection:
        columns = connection.sql("select * from int_organisations_linked").columns
    assert columns == ["name", "area_code", "organisation_code", "method", "probability"]
