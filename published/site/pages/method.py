"""The page of a method: how the figures of one dataset come about, in one language."""

from published.site.pages.catalogue import Entry
from published.site.prose import to_html


def method_page(entry: Entry, *, english: bool) -> dict[str, object]:
    """What the template of a method page needs; the dataset has a method."""
    method = entry.dataset.method
    assert method is not None
    title = entry.dataset.title
    text, label = (method.en, f"Table: {title.en}") if english else (method.zh, f"表：{title.zh}")
    return {"entry": entry, "english": english, "body": to_html(text, label)}
