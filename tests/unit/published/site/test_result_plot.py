"""Which results are drawn, and how: periods as a line, names as bars, nothing else."""

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from published.site.language import languages
from published.site.result_plot import FEWEST_ROWS, MOST_PLOTS, MOST_ROWS, ResultPlot, result_plots

ZH = languages()["zh"]


def drawn(columns: list[str], rows: list[tuple[object, ...]]) -> tuple[ResultPlot, ...]:
    return result_plots(columns, rows, ZH, "演示数据")


def test_periods_are_a_line_in_their_order_with_a_gap_where_nothing_is_known() -> None:
    rows = [(2024, 5.0), (2023, None), (2022, 3.0), (2021, 2.0)]
    (plot,) = drawn(["year", "value"], rows)
    assert plot.column == "value" and plot.drawing.count('class="line"') == 2
    assert plot.drawing.index(">2021<") < plot.drawing.index(">2024<")
    assert plot.words == "value：共 3 项，最低 2021 2，最高 2024 5"
    assert "演示数据" in plot.drawing and ">5<" in plot.drawing


def test_names_are_bars_in_the_order_of_the_rows() -> None:
    (plot,) = drawn(["area", "value"], [("鄞州区", 3), ("海曙区", -1), ("象山县", None)])
    assert plot.drawing.count("bar-value") == 3
    assert plot.drawing.index(">鄞州区<") < plot.drawing.index(">海曙区<")
    assert ">–<" in plot.drawing and ">−1<" in plot.drawing


def test_figures_are_told_as_they_are() -> None:
    (plot,) = drawn(
        ["area", "value"], [("鄞州区", 0.004), ("海曙区", 0.001), ("象山县", 0.1 + 0.2), ("x", 38_024_671.38)]
    )
    for text in ("0.004", "0.001", "0.3", "38,024,671.38"):
        assert f">{text}<" in plot.drawing


def test_what_is_no_series_and_no_ranking_is_not_drawn() -> None:
    assert drawn(["a", "b"], [("x", 1), ("x", 2)]) == ()
    assert drawn(["a"], [("x",), ("y",)]) == ()
    assert drawn(["n", "m"], [(1, 2), (3, 4)]) == ()
    assert drawn(["a", "b"], [("x", 1)]) == ()
    assert drawn(["a", "b"], [(f"{at}", at) for at in range(MOST_ROWS + 1)]) == ()
    assert drawn(["a", "b"], [("x", 1e300), ("y", float("inf"))]) == ()


VALUE = st.none() | st.text(max_size=4) | st.integers() | st.floats() | st.binary(max_size=3)


@given(st.lists(st.tuples(st.text(max_size=5), VALUE, VALUE, VALUE, VALUE, VALUE), max_size=6))
def test_any_result_gives_drawings_that_are_whole(rows: list[tuple[object, ...]]) -> None:
    plots = drawn(["<a>", '"', "&", "d", "e", "f"], rows)
    assert len(plots) <= MOST_PLOTS and (not plots or len(rows) >= FEWEST_ROWS)
    for plot in plots:
        fromstring("".join(char for char in plot.drawing if char.isprintable()))
        assert "nan" not in plot.drawing and "inf" not in plot.drawing
