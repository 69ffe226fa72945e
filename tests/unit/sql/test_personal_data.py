"""Personal data is found however it is written, and nothing else is taken for it."""

import pytest

from tests.unit.sql.macros import macro, over
from tests.unit.sql.personal import IMPERSONAL, PERSONAL


@pytest.mark.parametrize(("texts", "expected"), [(PERSONAL, True), (IMPERSONAL, False)])
def test_personal_data_is_told_from_the_rest(texts: list[str], expected: bool) -> None:
    found = over(macro("personal_data")("cell"), texts)
    assert [text for text, one in zip(texts, found, strict=True) if one is not expected] == []
