"""Are the cases fit to be read by the public?"""

from collections.abc import Iterator

from expectations.personal_data import no_personal_data
from expectations.question import Question, no_rows
from published.vocabulary import Text


def questions() -> Iterator[Question]:
    """No personal data anywhere, every part of the narrative written, patents counted within reason."""
    yield no_personal_data("title", "subject_name", "partner", "background", "practice", "effect", "lesson")
    yield no_rows(
        "narrative_complete",
        Text(zh="背景、做法、成效、启示都已写明", en="background, practice, effect and lesson are all written"),
        """select * from {batch} where background is null or practice is null or effect is null or lesson is null""",
        severity="warning",
    )
    yield no_rows(
        "patents_in_force_within",
        Text(zh="有效专利数不超过专利数", en="no more patents in force than patents"),
        "select * from {batch} where patents_in_force > patents",
    )
