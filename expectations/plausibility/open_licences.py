"""Are the offers fit to be read by the public?"""

from collections.abc import Iterator

from expectations.personal_data import no_personal_data
from expectations.question import Question


def questions() -> Iterator[Question]:
    """No personal data in what the holders wrote."""
    yield no_personal_data("fee_terms", "licensor_name")
