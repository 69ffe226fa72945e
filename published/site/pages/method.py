"""The page of a method: how the figures of one dataset come about, in one language."""

from published.site.language import Language
from published.site.pages.catalogue import Entry
from published.site.prose import to_html


def method_page(entry: Entry, language: Language) -> dict[str, object]:
    """What the template of a method page needs; the dataset has a method."""
    method = entry.dataset.method
    assert method is not None
    label = language.say("表：%(title)s", title=language.pick(entry.dataset.title))
    return {"entry": entry, "body": to_html(language.pick(method), label)}
