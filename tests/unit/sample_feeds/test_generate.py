"""The delivery as a whole: same seed, same bytes; every kind of defect; nothing left of an earlier run."""

import hashlib
from pathlib import Path

import pytest

from sample_feeds import generate
from tests.unit.sample_feeds.delivered import Delivered
from tests.unit.sample_feeds.reading import forms

_ANY = {"full_width_digits", "organisation_code_form", "organisation_code_check", "duplicate_row"}
_RETURNS = _ANY | {
    "thousands_separator", "missing_marker", "required_missing", "number_unreadable", "superseded_return",
    "unit_not_on_register", "industry_code_unknown", "industry_edition_same_meaning",
    "industry_edition_renumbered", "industry_edition_other_meaning", "date_form",
}  # fmt: skip
KINDS = {
    "statistics_bureau/unit_register": _ANY | {"thousands_separator", "area_code_superseded", "area_code_unknown"},
    "statistics_bureau/industrial_returns": _RETURNS,
    "statistics_bureau/service_returns": _RETURNS,
    "statistics_bureau/gdp_accounts": {
        "full_width_digits", "thousands_separator", "area_name_form", "missing_marker",
    },
    "science_bureau/technology_contracts": {
        "full_width_digits", "thousands_separator", "number_unreadable", "amount_with_unit", "negotiable_amount",
        "technical_value_exceeds", "contract_number_form", "contract_number_length", "contract_type_unknown",
        "date_form", "date_month_only", "date_impossible", "signed_after_registered", "duplicate_row",
        "repeated_per_patent", "area_code_superseded", "area_code_unknown",
    },
    "ip_office/patents": {
        "application_number_form", "application_number_check", "patent_type_contradicts", "date_form",
        "date_impossible", "granted_before_application", "status_code_unknown", "duplicate_row", "county_superseded",
        "flag_unknown",
    },
    "ip_office/typical_cases": _ANY | {
        "date_form", "amount_with_unit", "personal_data_in_text", "patent_unknown", "state_without_date",
        "area_code_superseded",
    },
}  # fmt: skip


def test_every_kind_of_defect_occurs_twice_and_no_other(tiny: Delivered) -> None:
    found: dict[str, set[str]] = {}
    for (feed, kind), count in tiny.summary.defects.items():
        if feed in KINDS:
            assert count >= 2, (feed, kind)
            found.setdefault(feed, set()).add(kind)
    assert found == KINDS


def test_every_form_has_the_defects_that_its_columns_can_have(tiny: Delivered) -> None:
    for form in forms():
        kinds = {kind for feed, kind in tiny.summary.defects if feed == form.feed}
        wanted = {
            "duplicate_row": True,
            "date_impossible": form.dates,
            "organisation_code_check": form.organisation_codes,
            "number_unreadable": form.amounts or form.counts,
            "code_unknown": form.coded,
        }
        assert kinds >= {kind for kind, possible in wanted.items() if possible}, form.feed


def test_same_seed_same_bytes(tiny: Delivered, tmp_path: Path) -> None:
    generate(tmp_path, "tiny")
    assert _hashes(tmp_path) == _hashes(tiny.folder)


def test_other_seed_other_bytes(tiny: Delivered, tmp_path: Path) -> None:
    generate(tmp_path, "tiny", seed=7)
    different = {name for name, digest in _hashes(tmp_path).items() if _hashes(tiny.folder)[name] != digest}
    assert different == set(_hashes(tiny.folder))


def test_files_of_an_earlier_scale_are_removed(tmp_path: Path) -> None:
    stale = tmp_path / "ip_office/patents/patents_p02.jsonl"
    stale.parent.mkdir(parents=True)
    stale.write_text("{}")
    generate(tmp_path, "tiny")
    assert sorted(path.name for path in stale.parent.iterdir()) == ["patents.jsonl"]


def test_unknown_scale_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="tiny, city, nation"):
        generate(tmp_path, "galaxy")


def _hashes(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
