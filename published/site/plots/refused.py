"""Refusals of plots: why there is none, and when too many are asked for."""

from collections.abc import Sequence

from published.site.refusals import SOON, Refused


def no_plot(zh: str, en: str) -> Refused:
    """The selection cannot be drawn; the sentences say why."""
    return Refused(404, f"这里没有图：{zh}", f"There is no plot here: {en}")


def unknown_choice(name: str, value: str, valid: Sequence[str]) -> Refused:
    """A parameter of a plot that does not exist, or a value that it does not take."""
    told = f"{name}={value[:40]}"
    return Refused(
        400,
        f"不认识 {told}。可用：{'、'.join(valid)}。",
        f"Unknown: {told}. There are: {', '.join(valid)}.",
        {"parameter": name, "valid": list(valid)},
    )


def too_many_points(most: int) -> Refused:
    """More rows than a plot can show."""
    return Refused(
        400,
        f"这里没有图：选出的行超过 {most:,} 行，请加筛选条件。",
        f"There is no plot here: the selection has more than {most:,} rows; filter it further.",
        {"limit_rows": most},
    )


def drawing_busy() -> Refused:
    """As many plots wait to be drawn as may."""
    return Refused(
        503,
        "正在画的图太多，请过几秒再试。",
        "Too many plots are being drawn; please try again in a few seconds.",
        wait=SOON,
    )


def drawing_too_long(seconds: float) -> Refused:
    """A plot was not drawn in time."""
    return Refused(
        503,
        f"画这张图超过 {seconds:g} 秒，已停止。请缩小范围后再试。",
        f"Drawing this plot took longer than {seconds:g} s and was stopped; narrow the selection.",
    )
