"""What a delivery did differently from what is agreed, and was accepted with: for the passport and the verdict."""

from published.vocabulary import Text

WORDINGS = {
    "renamed": Text(zh="列「{found}」按约定读作「{header}」", en="column '{found}' is read as '{header}', as declared"),
    "reordered": Text(zh="列次与约定不同，按列名读取", en="columns in another order, matched by name"),
    "ignored": Text(zh="列「{found}」按约定不读", en="column '{found}' is not read, as declared"),
    "absent": Text(zh="没有列「{header}」，按空白处理", en="no column '{header}': its cells are null"),
    "unit": Text(
        zh="金额以「{found}」报送（通常为「{usual}」），已精确换算",
        en="money in {found}, not {usual}: converted exactly",
    ),
    "replaces": Text(zh="重报：取代 {when} 收到的 {snapshot}", en="restated: replaces {snapshot} of {when}"),
    "late": Text(zh="迟报：{newest} 已先行收到", en="late: {newest} was there before it"),
    "copy": Text(zh="内容与 {other} 相同，不重复计入", en="the same rows as {other}: not counted again"),
}


class Notes:
    """Collects notes, each once, in the order in which they came up."""

    def __init__(self) -> None:
        self._found: dict[str, Text] = {}

    def add(self, code: str, **facts: str) -> None:
        """Note something; what was noted before is not noted again."""
        note = noted(code, **facts)
        self._found.setdefault(note.zh, note)

    @property
    def texts(self) -> tuple[Text, ...]:
        """What was noted."""
        return tuple(self._found.values())


def noted(code: str, **facts: str) -> Text:
    """One note in both languages."""
    wording = WORDINGS[code]
    return Text(zh=wording.zh.format_map(facts), en=wording.en.format_map(facts))
