"""From which probability on a name is linked, and from which a clerk is asked, by hand."""

from tests.unit.parameters.made import made

NOTHING = "'' as name, '' as area_code, '' as organisation_code"
FOUND = {0.96: (True, False), 0.94: (False, True), 0.52: (False, True), 0.48: (False, False)}


def test_names_are_linked_from_ninety_five_and_doubtful_from_fifty_per_cent() -> None:
    names = {f"n{probability}": probability for probability in FOUND}
    rows = made(
        "int_organisation_candidates",
        "linkage",
        int_organisation_mentions=[
            {"name": name, "area_code": "330203", "parent_key": name, "is_elsewhere": False} for name in names
        ],
        int_organisation_pairs_scored=[
            {"mention": f"{name}@330203", "organisation_code": "x", "probability": probability}
            for name, probability in names.items()
        ],
        int_organisations_matched=f"select {NOTHING}, '' as method, 1.0 as probability, true as is_certain where false",
        int_linkage_decisions_checked=f"select {NOTHING}, '' as decision, '' as complaint where false",
    )
    assert {row["probability"]: (row["is_link"], row["is_doubtful"]) for row in rows} == FOUND
