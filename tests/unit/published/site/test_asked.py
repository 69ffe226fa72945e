"""What is read from the address of a request."""

import pytest

from published.site.asked import Asked


def asked(path: str, decoded: str | None = None) -> Asked:
    scope = {"type": "http", "method": "GET", "path": decoded or path, "raw_path": path.encode(), "headers": []}
    return Asked.of(scope, None)


@pytest.mark.parametrize(
    "path", ["//a", "/zh//a", "/zh/\\a", "/en//a.json", "/zh/\t/a", "/editions/2026-12-01T000000//a/", "/a b"]
)
def test_a_path_that_a_browser_could_read_as_another_site_is_crooked(path: str) -> None:
    assert asked(path).is_crooked
    assert asked(path).at_home().whole == "/"


def test_what_is_crooked_once_decoded_is_crooked() -> None:
    assert asked("/zh/%5ca", "/zh/\\a").is_crooked and asked("/zh/%2fa", "/zh//a").is_crooked


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/open/typical_cases/NB2025-001,1", "/releases/a/1.0/", "/open/a/~2F~2F"]
)
def test_pages_have_straight_paths(path: str) -> None:
    assert not asked(path).is_crooked
