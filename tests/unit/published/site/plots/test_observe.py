"""From rows to observations: choice, states, earlier releases, breaks, and what must not be drawn."""

from typing import Any

import pytest

from published.dataset import Dataset
from published.site.plots.choice import choose, fitting
from published.site.plots.figure import Plot
from published.site.plots.observe import observe
from published.site.plots.ranking import ranked
from published.site.plots.span import after, whole
from published.site.plots.stacked import TOTAL
from published.site.plots.words import words
from published.site.refusals import Refused
from tests.site.sample import catalog

DATASETS = {one.name: one for one in catalog().datasets}
ADDED, TURNOVER = DATASETS["patent_intensive_value_added"], DATASETS["technology_contract_turnover"]
TWO, SIX = "330203,330205", "330203,330205,330206,330211,330212,330213"
PARTS = {"year": "2024", "area_code": "3302"}
SOLD = {"area_code": "3302", "contract_type": "_T", "patent_related": "Y"}
NATIONAL, MONITOR = DATASETS["national_patent_intensive_value_added"], DATASETS["target_monitor"]


def row(**facts: Any) -> dict[str, Any]:
    empty = {column.name: None for column in ADDED.columns}
    return {**empty, "area_code": "3302", "category_code": "00", "obs_status": "A", "conf_status": "F", **facts}


def plot(rows: list[dict[str, Any]], states: list[dict[str, Any]] = [], language: Any = "zh", **given: str) -> Plot:  # noqa: B006
    choice = choose(ADDED, {name: [value] for name, value in given.items()})
    return observe(ADDED, choice, rows, states, language, version="1.2", stamp="")


@pytest.mark.parametrize(
    ("dataset", "given", "kind", "varies", "where"),
    [
        (ADDED, {}, "series", None, {"area_code": "3302", "category_code": "00"}),
        (ADDED, {"area_code": "330212"}, "series", None, {"area_code": "330212", "category_code": "00"}),
        (ADDED, {"year": "2024"}, "tiles", "area_code", {"year": "2024", "category_code": "00"}),
        (ADDED, PARTS, "ranking", "category_code", PARTS),
        (ADDED, {"_plot": "stacked"}, "stacked", "category_code", {"area_code": "3302"}),
        (ADDED, {"_plot": "ranking"}, "ranking", "area_code", {"category_code": "00"}),
        (TURNOVER, {}, "cumulative", None, SOLD),
        (TURNOVER, {"_measure": "contracts"}, "series", None, SOLD),
        (TURNOVER, {"_plot": "gauge"}, "gauge", None, SOLD),
        (NATIONAL, {}, "series", None, {"category_code": "00"}),
        (ADDED, {"area_code__in": TWO}, "lines", "area_code", {"category_code": "00"}),
        (ADDED, {"category_code__in": "01,02"}, "lines", "category_code", {"area_code": "3302"}),
        (ADDED, {"area_code__in": TWO, "category_code": "00", "year": "2024"}, "ranking", "area_code",
         {"category_code": "00", "year": "2024"}),
        (ADDED, {"area_code__in": SIX}, "ranking", "area_code", {"category_code": "00"}),
        (TURNOVER, {"area_code__in": TWO}, "ranking", "area_code", {"contract_type": "_T", "patent_related": "Y"}),
    ],
)  # fmt: skip
def test_what_fits_a_selection(
    dataset: Dataset, given: dict[str, str], kind: str, varies: str | None, where: dict[str, str]
) -> None:
    choice = choose(dataset, {name: [value] for name, value in given.items()})
    assert (choice.kind, choice.varies, choice.where) == (kind, varies, where)


@pytest.mark.parametrize("name", sorted(DATASETS))
def test_every_dataset_has_a_plot_or_a_reason_in_both_languages(name: str) -> None:
    try:
        choice = choose(DATASETS[name], {})
    except Refused as refused:
        assert refused.status == 404 and refused.zh.startswith("这里没有图：") and "no plot" in refused.en
    else:
        assert choice.kind in fitting(DATASETS[name], {})


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"yeer": "2024"}, 400, "year"),
        ({"": "1"}, 400, "year"),
        ({"_sort": "year"}, 400, "_plot"),
        ({"_plot": "pie"}, 400, "series"),
        ({"_measure": "year"}, 400, "value_added"),
        ({"year__around": "2024"}, 400, "gte"),
        ({"_plot": "gauge"}, 404, "目标"),
        ({"_plot": "cumulative"}, 404, "累计"),
        ({"_plot": "tiles", "area_code": "3302"}, 404, "留一个不选"),
    ],
)
def test_what_cannot_be_is_refused_by_name(given: dict[str, str], status: int, said: str) -> None:
    with pytest.raises(Refused) as refused:
        choose(ADDED, {name: [value] for name, value in given.items()})
    assert refused.value.status == status and said in refused.value.zh


MEASURED = ADDED.column("value_added").title.zh
MONITORED = "technology_contract_turnover,zero_out_share"


@pytest.mark.parametrize(
    ("dataset", "given"),
    [
        (ADDED, {"area_code__in": TWO, "category_code": "00", "_plot": "series"}),
        (ADDED, {"area_code__not": "3302", "category_code": "00", "_plot": "series"}),
        (ADDED, {"area_code__not": "3302", "_plot": "lines"}),
        (ADDED, {"area_code__in": TWO, "category_code__in": "01,02", "_plot": "lines"}),
        (ADDED, {"area_code__not": "3302", "category_code__in": "01,02"}),
        (ADDED, {"category_code__in": "00,01", "_plot": "tiles"}),
        (ADDED, {"category_code__in": "01,02", "_plot": "stacked"}),
        (TURNOVER, {"area_code__in": "3302,330212", "_plot": "cumulative"}),
        (TURNOVER, {"area_code__not": "3302", "_plot": "gauge"}),
        (MONITOR, {"indicator__in": MONITORED, "_measure": "indicator_value", "_plot": "series"}),
        (MONITOR, {"indicator__in": MONITORED, "_measure": "indicator_value", "_plot": "tiles"}),
    ],
)
def test_rows_of_several_values_of_a_dimension_are_never_drawn_as_one(dataset: Dataset, given: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        choose(dataset, {name: [value] for name, value in given.items()})
    assert refused.value.status == 404


@pytest.mark.parametrize(
    ("given", "varies", "about"),
    [
        ({"area_code__in": TWO, "_plot": "ranking"}, "area_code", "2024 · 合计 · 地区 = 海曙区、江北区"),
        ({"area_code__not": "3302"}, "area_code", "2024 · 合计 · 地区 ≠ 宁波市"),
        ({"area_code__in": "330203", "year": "2024"}, "category_code", "2024 · 海曙区"),
    ],
)
def test_several_are_compared_in_the_newest_period_and_the_conditions_told(
    given: dict[str, str], varies: str, about: str
) -> None:
    areas = TWO.split(",") if varies == "area_code" else ["330203"]
    categories = ["00"] if varies == "area_code" else ["01", "02"]
    found = [(area, category, year) for area in areas for category in categories for year in (2023, 2024)]
    rows = [row(year=year, area_code=area, category_code=one, value_added=1.0) for area, one, year in found]
    told = plot(rows, **given)
    assert (told.kind, len(told.observations), told.about) == ("ranking", 2, about)


def test_a_few_areas_over_time_are_a_line_each_in_the_order_of_the_selection() -> None:
    told = [("330205", 2022, 2_000_000.0), ("330205", 2024, 3_000_000.0), ("3302", 2024, 9_000_000.0)]
    rows = [row(area_code=area, year=year, value_added=value) for area, year, value in told]
    rows += [row(area_code="3302", year=2022, conf_status="C")]
    found = plot(rows, area_code__in="330205,3302,999")
    assert (found.kind, found.about) == ("lines", "合计")
    assert [(one.group_label, one.code, one.text, one.state) for one in found.observations] == [
        ("江北区", "2022", "200", "normal"),
        ("江北区", "2023", "", "none"),
        ("江北区", "2024", "300", "normal"),
        ("宁波市", "2022", "", "withheld"),
        ("宁波市", "2023", "", "none"),
        ("宁波市", "2024", "900", "normal"),
    ]


def test_areas_in_a_single_period_are_ranked_and_not_a_line_of_one_dot() -> None:
    rows = [row(year=2024, area_code=code, value_added=1.0) for code in TWO.split(",")]
    assert plot(rows, area_code__in=TWO).kind == "ranking"


def test_a_condition_on_a_figure_is_told_without_what_no_drawing_can_bear() -> None:
    told = plot([row(year=2024, value_added=6.0)], value_added__gt="5", value_added__not="\x08\u202e7")
    assert told.about == f"宁波市 · 合计 · {MEASURED} > 5 · {MEASURED} ≠ 7"


def test_totals_alone_are_not_compared() -> None:
    rows = [row(year=2024, area_code=code, value_added=1.0) for code in ("3302", "3302_U")]
    with pytest.raises(Refused, match="只有合计"):
        plot(rows, area_code__in="3302,3302_U")


def test_indicators_in_different_units_are_not_compared() -> None:
    empty = {column.name: None for column in MONITOR.columns}
    facts = {"period": "2024", "area_code": "330212", "indicator_value": 1.0}
    units = zip(MONITORED.split(","), ("wan_yuan", "percent"), strict=True)
    rows = [{**empty, **facts, "indicator": one, "unit_of_measure": unit} for one, unit in units]
    given = {"area_code": ["330212"], "period": ["2024"], "_measure": ["indicator_value"], "_plot": ["ranking"]}
    with pytest.raises(Refused, match="单位不同"):
        observe(MONITOR, choose(MONITOR, given), rows, [], "zh", version="1", stamp="")


def test_a_series_keeps_gaps_states_and_the_published_figures() -> None:
    rows = [
        row(year=2020, value_added=27113405.17),
        row(year=2022, value_added=None, conf_status="C"),
        row(year=2023, value_added=35619024.9, obs_status="E"),
        row(year=2024, value_added=38024671.38, obs_status="P"),
    ]
    found = plot(rows)
    assert [one.code for one in found.observations] == ["2020", "2021", "2022", "2023", "2024"]
    assert [one.state for one in found.observations] == ["normal", "none", "withheld", "estimated", "provisional"]
    assert [one.text for one in found.observations] == ["2,711.3", "", "", "3,561.9", "3,802.5"]
    assert (found.unit, found.about) == ("亿元", "宁波市 · 合计")
    english = plot(rows, language="en")
    assert (english.unit, english.about) == ("100 million yuan", "Ningbo · Total")


def test_only_what_is_said_to_be_missing_is_called_not_announced() -> None:
    rows = [row(year=2023, value_added=1.0), row(year=2024, value_added=None, obs_status="M"), row(year=2025)]
    assert [one.state for one in plot(rows).observations] == ["normal", "missing", "none"]
    assert [one.shown for one in plot(rows).observations] == ["1.00", "…", "–"]


def test_a_measure_that_does_not_apply_is_not_drawn() -> None:
    areas = [row(year=2024, area_code="330203", conf_status="C"), row(year=2024, area_code="330205")]
    with pytest.raises(Refused, match="不适用"):
        plot(areas, year="2024")
    assert plot(areas[:1], year="2024").observations[0].state == "withheld"


def test_small_amounts_stay_in_their_unit_and_rates_in_per_cent() -> None:
    assert plot([row(year=2024, value_added=812.5)]).unit == "万元"
    rate = plot([row(year=2024, growth_nominal=6.75)], _measure="growth_nominal")
    assert rate.unit == "%" and rate.observations[0].text == "6.75" and "增长" in rate.title


def test_a_rate_that_would_give_another_figure_away_is_withheld() -> None:
    told = plot([row(year=2024, growth_nominal=None, rates_conf_status="C")], _measure="growth_nominal")
    assert told.observations[0].state == "withheld"


def test_earlier_releases_are_what_they_said_where_they_differ() -> None:
    rows = [row(year=2023, value_added=300_000.0), row(year=2024, value_added=500_000.0)]
    spans = [("1.0", 1, 1, 2023, 280_000.0), ("1.1", 2, None, 2023, 300_000.0), ("1.2", 3, None, 2024, 500_000.0)]
    states = [
        row(year=year, value_added=value, first_version=version, first_release=first, last_release=last)
        for version, first, last, year, value in spans
    ]
    assert [(one.version, one.values) for one in plot(rows, states).earlier] == [("1.0", (("2023", 28.0),))]
    assert plot(rows, states[1:]).earlier == ()


def test_areas_are_the_divisions_alone_and_equal_values_share_a_rank() -> None:
    values = {"3302": 900, "3302_U": 20, "330203": 200, "330205": 300, "330206": 300, "330211": None}
    rows = [
        row(year=2024, area_code=code, value_added=value, conf_status="C" if value is None else "F")
        for code, value in values.items()
    ]
    found = plot(rows, year="2024")
    assert [one.code for one in found.observations] == ["330203", "330205", "330206", "330211"]
    ranks = {one.code: rank for rank, one in ranked(found.observations)}
    assert ranks == {"330205": 1, "330206": 1, "330203": 3, "330211": None}


@pytest.mark.parametrize("measure", ["indicator_value", "attainment"])
def test_ranks_are_those_of_the_board_and_whoever_has_none_comes_last_with_the_reason(measure: str) -> None:
    empty = {column.name: None for column in MONITOR.columns}
    where = {"indicator": "zero_out_share", "period": "2024"}
    facts = [("330203", 30.0, 1, "ranked"), ("330205", 50.0, 2, "ranked"), ("330226", 99.0, None, "base_small")]
    rows = [
        {**empty, **where, "area_code": area, measure: value, "area_rank": rank, "rank_status": status,
         "unit_of_measure": "percent"}
        for area, value, rank, status in facts
    ]  # fmt: skip
    given = {name: [value] for name, value in where.items()} | {"_measure": [measure], "_plot": ["ranking"]}
    found = observe(MONITOR, choose(MONITOR, given), rows, [], "zh", version="1", stamp="")
    by_rank = [(rank, one.code, one.unranked) for rank, one in ranked(found.observations)]
    first, second = ("330203", "330205") if measure == "indicator_value" else ("330205", "330203")
    assert by_rank == [(1, first, ""), (2, second, ""), (None, "330226", "基数过小")]
    assert "99.00（基数过小）" in words(found)


def test_of_several_periods_the_newest_with_a_figure_is_compared() -> None:
    rows = [row(year=year, area_code="330203", value_added=value) for year, value in ((2023, 5.0), (2024, None))]
    assert plot(rows, _plot="ranking").about.startswith("2023")


def test_parts_stack_up_to_their_total_or_are_not_drawn() -> None:
    parts = {"00": 100.0, "01": 60.0, "02": 40.0, "0101": 30.0}
    rows = [row(year=2024, category_code=code, value_added=value) for code, value in parts.items()]
    found = plot(rows, _plot="stacked")
    assert [one.group for one in found.observations] == [TOTAL, "01", "02"]
    with pytest.raises(Refused, match="分项相加"):
        plot([*rows[:2], row(year=2024, category_code="02", value_added=20.0)], _plot="stacked")
    hidden = plot([*rows[:2], row(year=2024, category_code="02", conf_status="C")], _plot="stacked")
    assert hidden.observations[2].state == "withheld"


def test_of_announcements_the_newest_figure_counts_and_a_known_break_is_a_break() -> None:
    told = [(2022, "2023-12-29", 1.0e9), (2022, "2024-12-31", None), (2023, "2024-12-31", 2.0e9)]
    empty = {column.name: None for column in NATIONAL.columns}
    rows = [
        {**empty, "year": year, "category_code": "00", "release_date": day, "value_added": value, "obs_status": "A"}
        for year, day, value in told
    ]
    found = observe(NATIONAL, choose(NATIONAL, {}), rows, [], "zh", version="1.0", stamp="")
    assert [one.value for one in found.observations] == [100_000, 200_000] and found.breaks == {"2023"}


def test_a_gauge_has_target_and_line_in_the_unit_that_the_row_states() -> None:
    empty = {column.name: None for column in MONITOR.columns}
    facts = {"indicator_value": 528_000.0, "indicator_target": 1_000_000.0, "on_track_line": 576_000.0}
    rows = [{**empty, "period": "2025-09", "area_code": "3302", "unit_of_measure": "wan_yuan", **facts}]
    found = observe(MONITOR, choose(MONITOR, {"_plot": ["gauge"]}), rows, [], "zh", version="1", stamp="")
    assert (found.observations[0].text, found.unit) == ("52.8", "亿元")
    assert found.target and found.expected and (found.target.text, found.expected.text) == ("100", "57.6")


def test_no_rows_are_no_plot() -> None:
    with pytest.raises(Refused, match="没有符合条件的行"):
        plot([])


def test_periods_follow_one_another() -> None:
    assert [after(one) for one in ("2024", "2024-Q4", "2024-Q1", "2024-12", "x")] == [
        "2025", "2025-Q1", "2024-Q2", "2025-01", None,
    ]  # fmt: skip
    assert whole(["2024-Q1", "2024-Q3"]) == ["2024-Q1", "2024-Q2", "2024-Q3"]
    assert whole(["2019—2021", "2020—2022"]) == ["2019—2021", "2020—2022"] and whole([]) == []


def test_an_amount_is_written_in_the_unit_of_its_target() -> None:
    empty = {column.name: None for column in TURNOVER.columns}
    rows = [{**empty, **SOLD, "month": "2025-01", "cumulative_value": 4.0, "target": 1_000_000.0, "obs_status": "A"}]
    found = observe(TURNOVER, choose(TURNOVER, {}), rows, [], "zh", version="1", stamp="")
    assert found.unit == "亿元" and found.target is not None and found.target.text == "100"


@pytest.mark.parametrize(
    ("language", "title"), [("zh", "涉及专利的技术合同成交额"), ("en", "Turnover of patent-related")]
)
def test_figures_of_an_indicator_are_called_by_its_name(language: Any, title: str) -> None:
    empty = {column.name: None for column in MONITOR.columns}
    where = {"indicator": "technology_contract_turnover", "period": "2025-11"}
    rows = [{**empty, **where, "area_code": "330212", "indicator_value": 1.0, "unit_of_measure": "wan_yuan"}]
    given = {name: [value] for name, value in where.items()} | {"_measure": ["indicator_value"]}
    found = observe(MONITOR, choose(MONITOR, given), rows, [], language, version="1", stamp="")
    assert found.kind == "tiles" and found.title.startswith(title) and found.about == "2025-11"
