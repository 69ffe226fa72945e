"""One thing that the gate asks of a candidate, in the words of a statistician."""

from collections.abc import Mapping
from typing import Any

from published.verdict import Severity
from published.vocabulary import Frozen, Text


class Question(Frozen):
    """An expectation by its Great Expectations class name and arguments.

    In SQL arguments `{batch}` is the candidate and `previous` the last release (empty before the first).
    """

    name: str
    title: Text
    expectation: str
    arguments: Mapping[str, Any]
    severity: Severity = "critical"


def no_rows(name: str, title: Text, query: str, severity: Severity = "critical") -> Question:
    """Passes where the query over `{batch}` and `previous` finds nothing."""
    return Question(
        name=name,
        title=title,
        expectation="UnexpectedRowsExpectation",
        arguments={"unexpected_rows_query": query},
        severity=severity,
    )
