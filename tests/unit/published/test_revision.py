"""A release says in numbers how far its figures moved."""

from decimal import Decimal
from typing import Any

from published.reasons import Classified
from published.revision import FIRST, Moved, revision
from published.revisions import Structure, compare
from tests.unit.published.described import dataset, row, table


def moved(earlier: list[dict[str, Any]], later: list[dict[str, Any]]) -> tuple[Moved, ...]:
    chosen = dataset()
    return revision("1.0", compare(chosen, table(*earlier), chosen, table(*later)), ()).measures


def test_the_mean_is_over_the_revised_cells_in_units_and_in_per_cent_of_the_earlier_figures() -> None:
    known = [row(year, value=value) for year, value in ((2021, "-10"), (2022, "20"), (2023, "5"))]
    later = [row(year, value=value) for year, value in ((2021, "-11"), (2022, "18.99"), (2023, "5"))]
    assert moved(known, later) == (
        Moved(
            measure="value_added",
            cells=2,
            mean_absolute_revision=Decimal("1.0050"),
            relative=Decimal("6.70"),
            periods=("2021", "2022"),
        ),
    )


def test_of_nought_there_is_no_per_cent() -> None:
    (one,) = moved([row(value="0")], [row(value="0.01")])
    assert (one.mean_absolute_revision, one.relative) == (Decimal("0.0100"), None)


def test_final_figures_count_where_they_moved_and_gaps_and_secrets_never() -> None:
    known = [row(2020, obs_status="P"), row(2021, value=None), row(2022), row(2023, obs_status="P")]
    secret = row(2022, value=None, share_of_gdp=None, conf_status="C")
    (one,) = moved(known, [row(2020, value="13"), row(2021), secret, row(2023)])
    assert (one.measure, one.cells, one.periods) == ("value_added", 1, ("2020",))


def test_large_money_is_exact() -> None:
    (one,) = moved([row(value="9999999999999999.98")], [row(value="9999999999999999.99")])
    assert one.mean_absolute_revision == Decimal("0.0100")


def test_natures_are_counted_over_all_periods() -> None:
    chosen = dataset()
    found = compare(chosen, table(row(2022), row(2023)), chosen, table(row(2022, value="1"), row(2023, value="1")))
    assert revision("1.0", found, ()).natures == {"revised": 2}


def test_structure_and_meaning_break_and_nothing_else_does() -> None:
    assert not FIRST.breaks
    reason = {name: (Classified(reason=name),) for name in ("method", "classification", "benchmark", "correction")}
    told = {name: FIRST.model_copy(update={"reasons": given}) for name, given in reason.items()}
    assert [name for name, one in told.items() if one.breaks] == ["method", "classification"]
    assert [name for name, one in told.items() if one.corrects] == ["correction"]
    assert FIRST.model_copy(update={"structure": Structure(removed=("trees",))}).breaks
