# mypy: disallow-subclassing-any=False
"""Requests that ask Datasette for no count of facets, though their addresses stay as they were asked for."""

from functools import cached_property
from typing import Any

from datasette.utils import MultiParams
from datasette.utils.asgi import Request


def without_facets_later(request: Any) -> Any:
    """The same request, without facets on pages after the first: there Datasette would count the rest of the rows."""
    if "_next" not in request.args:
        return request
    return _Later(request.scope, request.receive)


class _Later(Request):
    """A request whose addresses are those that were asked for, though it asks for no facets."""

    @cached_property
    def args(self) -> Any:
        """The parameters and `_nofacet`."""
        given = super().args
        return MultiParams({**{name: given.getlist(name) for name in given}, "_nofacet": ["1"]})
