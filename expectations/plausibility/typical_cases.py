"""Are the cases fit to be read by the public?"""

from collections.abc import Iterator

from expectations.question import Question, no_rows
from published.vocabulary import Text

_PERSONAL = (
    "(^|[^0-9])1[3-9][0-9]{{9}}([^0-9]|$)|(^|[^0-9])[1-9][0-9]{{16}}[0-9Xx]([^0-9]|$)"
    "|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+"
)


def questions() -> Iterator[Question]:
    """No personal data anywhere, every part of the narrative written, patents counted within reason."""
    yield no_rows(
        "no_personal_data",
        Text(zh="没有手机号、身份证号或电子邮箱", en="no mobile number, identity card number or e-mail address"),
        f"""select * from {{batch}} where regexp_matches(
            concat_ws(' ', title, subject_name, partner, background, practice, effect, lesson), '{_PERSONAL}')""",
    )
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
