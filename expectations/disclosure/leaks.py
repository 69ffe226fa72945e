"""What an audit found to be told by the published figures, in words without a firm's name, number or code."""

from collections.abc import Iterable

from published.vocabulary import Frozen, Text

_RULES = {
    "minimum_holders": Text(zh="单位数过少", en="too few holders"),
    "dominance": Text(zh="少数单位占比过高（优势规则）", en="dominated by its largest holders"),
    "prior": Text(zh="第二大单位可推算最大单位（p% 规则）", en="the second largest can estimate the largest (p%-rule)"),
    "secret": Text(zh="与以往公布数之差会透露单个单位", en="its change since an earlier release tells of a unit"),
}
OUTSIDER = Text(zh="外部人员", en="an outsider")
INSIDER = Text(zh="该表中的一家单位", en="one of the units in the table")


class Leak(Frozen):
    """A cell, or a sum of withheld cells, of which the published figures say too much."""

    cell: str
    measure: str
    why: Text


def shown(cell: str, measure: str, rules: Iterable[str]) -> Leak:
    """A cell at risk is published."""
    zh, en = _named(rules)
    return Leak(
        cell=cell, measure=measure, why=Text(zh=f"存在泄露风险却予以公布：{zh}", en=f"is shown and at risk: {en}")
    )


def known_before(cell: str, measure: str) -> Leak:
    """A withheld cell was public in an earlier release."""
    why = Text(
        zh="以往已公布且未变，隐去不起保护作用", en="was public before and is unchanged: withholding hides nothing"
    )
    return Leak(cell=cell, measure=measure, why=why)


def narrow(cell: str, measure: str, who: Text, interval: tuple[float, float], wanted: tuple[float, float]) -> Leak:
    """Somebody can tell the value of a withheld cell too closely; both intervals in the unit of the measure."""
    found, least = (f"[{low:.6g}, {high:.6g}]" for low, high in (interval, wanted))
    zh, en = (
        f"{who.zh}可推算到 {found}，至少应为 {least}",
        f"{who.en} can tell it to {found}, wanted is at least {least}",
    )
    return Leak(cell=cell, measure=measure, why=Text(zh=zh, en=en))


def recoverable(cell: str, measure: str, value: float) -> Leak:
    """A withheld cell that is not at risk itself follows from the others."""
    zh, en = f"{OUTSIDER.zh}可准确推算为 {value:.6g}", f"{OUTSIDER.en} can work it out exactly, {value:.6g}"
    return Leak(cell=cell, measure=measure, why=Text(zh=zh, en=en))


def _named(rules: Iterable[str]) -> tuple[str, str]:
    words = [_RULES[rule] for rule in rules]
    return "、".join(word.zh for word in words), ", ".join(word.en for word in words)
