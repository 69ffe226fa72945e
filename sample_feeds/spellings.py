"""How departments write a registered name otherwise: brackets and widths, branches, slips of the keyboard."""

from collections.abc import Sequence

import numpy as np

SEPARATORS = ("；", " ; ", "、", "，", ",", "/", ";;", "|")
STRANGERS = (
    "沪东湛源研究院",
    "江南沄汐大学",
    "苏州骁测装备有限公司",
    "上海澜图技术有限公司",
    "Larkfield Sensors GmbH",
    "Tallgrass Polymers Co., Ltd.",
    "柯一鸣",
    "竺若水",
    "屠望舒",
)
_ELSEWHERE = ("上海", "杭州", "苏州市", "深圳市", "台州", "江苏")
_BRANCHES = (
    "分公司",
    "余姚分公司",
    "慈溪分公司",
    "（北仑）分公司",
    "杭州湾新区分公司",
    "第一分厂",
    "上海分公司",
    "象山办事处",
)
_BODY_BRANCHES = ("慈溪分院", "分院", "（余姚）分院", "北仑分院")
_WIDE = str.maketrans("()", "（）")
_NARROW = str.maketrans("（）", "()")


def other_form(name: str, rng: np.random.Generator) -> str:
    """The same name with other brackets, widths, spaces, place or legal form."""
    forms = [form for form in _forms(name, rng) if form != name]
    return forms[int(rng.integers(0, len(forms)))]


def as_branch(name: str, rng: np.random.Generator) -> str:
    """A branch of the firm or body."""
    endings = _BRANCHES if name.endswith("公司") else _BODY_BRANCHES
    return name + endings[int(rng.integers(0, len(endings)))]


def mistyped(name: str, characters: str, rng: np.random.Generator) -> str:
    """One or two characters replaced, left out, doubled or exchanged."""
    wrong = name
    for _ in range(1 + int(rng.random() < 0.3)):
        wrong = _slip(wrong, characters, rng)
    return wrong


def never_registered(name: str, words: Sequence[str], rng: np.random.Generator) -> str:
    """An older name that no register of the last years holds: another legal form, or another word for the trade."""
    word = next((word for word in sorted(words, key=len, reverse=True) if word in name), None)
    if word and rng.random() < 0.5:
        others = [other for other in words if other not in (word, name)]
        return name.replace(word, others[int(rng.integers(0, len(others)))])
    if name.endswith("股份有限公司"):
        return name.replace("股份有限公司", "有限公司")
    return name.replace("有限责任公司", "有限公司").replace("有限公司", "股份有限公司")


def of_another_place(name: str, rng: np.random.Generator) -> str:
    """A stranger that shares everything but the place with a firm of the city."""
    rest = name.replace("（宁波）", "").removeprefix("宁波市").removeprefix("宁波").removeprefix("浙江")
    return _ELSEWHERE[int(rng.integers(0, len(_ELSEWHERE)))] + rest


def _forms(name: str, rng: np.random.Generator) -> list[str]:
    place = int(rng.integers(1, len(name)))
    forms = [name[:place] + space + name[place:] for space in (" ", "　")]
    forms += [name.translate(_NARROW), name.translate(_WIDE)] * 3
    if name.endswith("有限责任公司"):
        forms += [name.removesuffix("有限责任公司") + "有限公司"] * 3
    elif name.endswith("有限公司") and not name.endswith("股份有限公司"):
        forms += [name.removesuffix("有限公司") + "有限责任公司"]
    if "（宁波）" in name:
        forms += ["宁波" + name.replace("（宁波）", "")]
    elif name.startswith("宁波市"):
        forms += ["宁波" + name.removeprefix("宁波市")]
    elif name.startswith("宁波") and name.endswith("有限公司"):
        rest = name.removeprefix("宁波")
        forms += ["宁波市" + rest, rest.replace("有限公司", "(宁波)有限公司"), f"（宁波）{rest}"]
    return forms


def _slip(name: str, characters: str, rng: np.random.Generator) -> str:
    place, kind = int(rng.integers(0, len(name) - 1)), float(rng.random())
    before, here, after = name[:place], name[place], name[place + 1 :]
    if kind < 0.5:
        return before + characters[int(rng.integers(0, len(characters)))] + after
    if kind < 0.7:
        return before + after
    if kind < 0.8:
        return before + here + here + after
    return before + after[0] + here + after[1:]
