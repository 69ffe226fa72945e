"""What the rules of the models say to a clerk: the one closed list of reasons and advice, in both languages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from published.vocabulary import Frozen, Text

_RULES = Path(__file__).with_name("rules.yml")


class Wording(Frozen):
    """Why a rule stopped or changed a cell, and what is to be done about it."""

    reason: Text
    advice: Text


@cache
def wordings() -> Mapping[str, Wording]:
    """Rule ► wording."""
    listed = yaml.safe_load(_RULES.read_text(encoding="utf-8"))
    return {rule: Wording.model_validate(wording) for rule, wording in listed.items()}
