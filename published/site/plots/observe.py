"""From published rows to what a plot shows: observations in their states, earlier releases, the target."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from published.dataset import Column, Dataset
from published.site.pages.cells import absence
from published.site.pages.measured import Measured
from published.site.pages.selection import picked
from published.site.plots.choice import Choice
from published.site.plots.earlier import earlier
from published.site.plots.figure import Goal, Language, Observation, Plot
from published.site.plots.labels import about, label, source, title
from published.site.plots.refused import no_plot
from published.site.plots.span import whole
from published.site.plots.stacked import TOTAL
from published.site.plots.units import OWN, OWN_COLUMN, unit
from published.vocabulary import Text

Row = Mapping[str, Any]

_SLACK = 0.01
_TARGET = Text(zh="目标", en="Target")
_BY_THEN = Text(zh="按往年进度", en="As earlier years went")
_LINE = "on_track_line"
_RANKED, _RANK, _RANK_STATUS = "indicator_value", "area_rank", "rank_status"
"""The figure that the monitor ranks areas by, its rank, and whether it has one."""


def observe(
    dataset: Dataset, choice: Choice, rows: Sequence[Row], states: Sequence[Row], language: Language, **marks: str
) -> Plot:
    """The plot of these rows; `states` are the rows of the table of vintages, `marks` version and stamp.

    Lines of a single period have no course: what they would compare is ranked. Raises Refused where the rows cannot be
    shown so.
    """
    time = str(dataset.period)
    rows = _newest_said(dataset, rows, choice.measure.name)
    if choice.kind == "lines" and len({row[time] for row in rows}) == 1:
        choice = replace(choice, kind="ranking")
    if choice.kind in ("tiles", "ranking", "gauge"):
        rows = _of_the_newest(rows, time, choice.measure.name)
    if not rows:
        raise no_plot("没有符合条件的行。", "No row answers the selection.")
    _check_one_unit(choice.measure, rows)
    measured = unit(choice.measure, rows, language, _targets(choice, rows))
    found = _observations(dataset, choice, rows, measured, language)
    if not found:
        raise no_plot("选出的只有合计，没有可比较的各项。", "The selection has totals alone, nothing to compare.")
    if all(one.value is None for one in found) and any(one.state == "none" for one in found):
        raise no_plot(
            f"{choice.measure.title.zh}在选出的行里无数据或不适用，请换一个指标（_measure=…）。",
            f"{choice.measure.title.en} has no data or does not apply in these rows; choose a measure (_measure=…).",
        )
    goals = _goals(dataset, choice, rows, measured, language)
    period = str(rows[0][time]) if choice.kind in ("tiles", "ranking") else ""
    return Plot(
        kind=choice.kind,
        language=language,
        title=title(dataset, choice, language),
        about=about(dataset, choice, language, period),
        unit=measured.unit,
        observations=tuple(found),
        source=source(dataset, language, marks["version"]),
        stamp=marks["stamp"],
        earlier=earlier(dataset, choice, states, found, measured) if choice.kind == "series" else (),
        target=goals[0],
        expected=goals[1],
        breaks=_breaks(dataset, found) if choice.kind in ("series", "lines") else frozenset(),
    )


def _check_one_unit(measure: Column, rows: Sequence[Row]) -> None:
    """Raises Refused where rows state figures in different units."""
    if measure.unit == OWN and len({row[OWN_COLUMN] for row in rows}) > 1:
        raise no_plot("选出的行单位不同，不能画在一起。", "The rows have different units and cannot be drawn together.")


def _breaks(dataset: Dataset, found: Sequence[Observation]) -> frozenset[str]:
    """The first period since each known break, where there are periods before it."""
    since = (next((one.code for one in found if one.code >= known.starts), None) for known in dataset.breaks)
    return frozenset(code for code in since if code is not None and code != found[0].code)


def _newest_said(dataset: Dataset, rows: Sequence[Row], measure: str) -> list[Row]:
    """Of rows that restate one another the newest that says a figure; in the order of periods."""
    time, announced = str(dataset.period), dataset.revisions.announced
    found: dict[tuple[str, ...], Row] = {}
    for row in sorted(rows, key=lambda row: str(row[announced]) if announced else ""):
        key = tuple(str(row[name]) for name in dataset.key if name != announced)
        if key not in found or row[measure] is not None:
            found[key] = row
    return sorted(found.values(), key=lambda row: str(row[time]))


def _of_the_newest(rows: Sequence[Row], time: str, measure: str) -> list[Row]:
    newest = max((str(row[time]) for row in rows if row[measure] is not None), default=None)
    newest = newest or max((str(row[time]) for row in rows), default=None)
    return [row for row in rows if str(row[time]) == newest]


def _observations(
    dataset: Dataset, choice: Choice, rows: Sequence[Row], measured: Measured, language: Language
) -> list[Observation]:
    if choice.kind in ("tiles", "ranking"):
        varies = dataset.column(str(choice.varies))
        kept = _alike(dataset, varies, {str(row[varies.name]) for row in rows})
        found = {str(row[varies.name]): row for row in rows}
        named = {code: label(dataset, varies, code, language) for code in kept}
        seen = [_observation(dataset, choice, found[code], measured, code, named[code]) for code in kept]
        return [_ranked(dataset, choice, found[one.code], one, language) for one in seen]
    if choice.kind == "lines":
        return _lines(dataset, choice, rows, measured, language)
    if choice.kind == "stacked":
        return _parts(dataset, choice, rows, measured, language)
    return _periods(dataset, choice, rows, measured)


def _ranked(dataset: Dataset, choice: Choice, row: Row, one: Observation, language: Language) -> Observation:
    """The observation with the rank that is published of its figure, or the published reason why it has none."""
    if _RANK_STATUS not in row or one.value is None or not choice.compares_areas(dataset):
        return one
    if row[_RANK_STATUS] != "ranked":
        return replace(one, unranked=label(dataset, dataset.column(_RANK_STATUS), str(row[_RANK_STATUS]), language))
    return replace(one, rank=row[_RANK]) if choice.measure.name == _RANKED else one


def _periods(dataset: Dataset, choice: Choice, rows: Sequence[Row], measured: Measured) -> list[Observation]:
    """One observation a period; a series has one for each period between its first and its last."""
    by_period = {str(row[str(dataset.period)]): row for row in rows}
    if choice.kind != "series":
        return [_observation(dataset, choice, row, measured, code, code, code[:4]) for code, row in by_period.items()]
    return [
        _observation(dataset, choice, by_period[code], measured, code, code)
        if code in by_period
        else Observation(code, code, None)
        for code in whole(list(by_period))
    ]


def _lines(
    dataset: Dataset, choice: Choice, rows: Sequence[Row], measured: Measured, language: Language
) -> list[Observation]:
    """For each value that was picked and has rows, in the order of the selection, one observation a period."""
    varies, time = dataset.column(str(choice.varies)), str(dataset.period)
    found = {(str(row[varies.name]), str(row[time])): row for row in rows}
    groups = [
        code for code in dict.fromkeys(picked(choice.filters, varies.name)) if any(code == one for one, _ in found)
    ]
    named = {code: label(dataset, varies, code, language) for code in groups}
    return [
        _observation(dataset, choice, found[code, period], measured, period, period, code, named[code])
        if (code, period) in found
        else Observation(period, period, None, group=code, group_label=named[code])
        for code in groups
        for period in whole([period for _, period in found])
    ]


def _alike(dataset: Dataset, varies: Column, found: set[str]) -> list[str]:
    """Codes of one level that may stand side by side, in the order of their list: no totals, nothing unallocated."""
    listed = [code.code for code in dataset.code_lists.get(varies.code_list or "", ())]
    head = (dataset.headline.where if dataset.headline else {}).get(varies.name, "")
    parts = [code for code in listed or sorted(found) if code in found and code not in ("_T", "00", head)]
    parts = [code for code in parts if not code.endswith("_U")]
    if varies.code_list in ("area", "category") and parts:
        least = min(len(code) for code in parts)
        parts = [code for code in parts if len(code) == least]
    return parts


def _parts(
    dataset: Dataset, choice: Choice, rows: Sequence[Row], measured: Measured, language: Language
) -> list[Observation]:
    """Totals and parts by period; raises Refused where the parts do not add up, so that no column lies."""
    varies, time = dataset.column(str(choice.varies)), str(dataset.period)
    kept = _alike(dataset, varies, {str(row[varies.name]) for row in rows})
    found = []
    for row in rows:
        code, period = str(row[varies.name]), str(row[time])
        if code == choice.total:
            found.append(_observation(dataset, choice, row, measured, period, period, TOTAL))
        elif code in kept:
            named = label(dataset, varies, code, language)
            found.append(_observation(dataset, choice, row, measured, period, period, code, named))
    order = {code: place for place, code in enumerate(["", *kept])}
    found.sort(key=lambda one: (one.code, order[one.group]))
    _check_sums(found)
    return found


def _check_sums(found: Sequence[Observation]) -> None:
    for total in (one for one in found if one.group == TOTAL and one.value):
        parts = [one for one in found if one.code == total.code and one.group != TOTAL]
        known = sum(one.value or 0 for one in parts)
        secret = any(one.state == "withheld" for one in parts)
        off = known - (total.value or 0)
        if off > _SLACK * abs(total.value or 0) or (not secret and -off > _SLACK * abs(total.value or 0)):
            raise no_plot(
                f"{total.code} 的分项相加不等于合计，不能画成构成图。",
                f"The parts of {total.code} do not add up to the total, so no composition is drawn.",
            )


def _observation(
    dataset: Dataset,
    choice: Choice,
    row: Row,
    measured: Measured,
    code: str,
    named: str,
    group: str = "",
    group_label: str = "",
) -> Observation:
    value = row[choice.measure.name]
    secret = value is None and absence(dataset, choice.measure, row) in ("secret", "telling")
    status = str(row.get("obs_status") or "A")
    return Observation(code, named, measured.of(value), measured.written(value), status, secret, group, group_label)


def _targets(choice: Choice, rows: Sequence[Row]) -> list[str]:
    """The columns of the levels that are written beside the measure."""
    lines = {"cumulative": [choice.goal], "gauge": [choice.goal, _LINE]}.get(choice.kind, [])
    return [name for name in lines if name is not None and name in rows[0]]


def _goals(
    dataset: Dataset, choice: Choice, rows: Sequence[Row], measured: Measured, language: Language
) -> tuple[Goal | None, Goal | None]:
    if choice.goal is None or choice.kind not in ("cumulative", "gauge"):
        return None, None
    newest = max(rows, key=lambda row: str(row[str(dataset.period)]))
    return (
        _goal(newest.get(choice.goal), _TARGET, measured, language),
        _goal(newest.get(_LINE), _BY_THEN, measured, language) if choice.kind == "gauge" else None,
    )


def _goal(value: float | None, words: Text, measured: Measured, language: Language) -> Goal | None:
    if value is None:
        return None
    text = measured.written(value)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Goal(words.zh if language == "zh" else words.en, measured.of(value) or 0.0, text)
