"""robots.txt: of invented figures nothing is to be read, of real ones all but what has no end."""

from urllib.robotparser import RobotFileParser

from published.site.crawlers import robots


def parsed(*, is_invented: bool) -> RobotFileParser:
    found = RobotFileParser()
    found.parse(robots("https://data.example", is_invented=is_invented).decode().splitlines())
    return found


def test_a_site_of_invented_figures_is_closed_to_crawlers() -> None:
    found = parsed(is_invented=True)
    assert not found.can_fetch("*", "/") and not found.can_fetch("*", "/en/open") and found.site_maps() is None


def test_a_real_site_is_open_but_for_addresses_without_end_and_past_editions() -> None:
    found = parsed(is_invented=False)
    assert all(found.can_fetch("*", path) for path in ("/", "/en/", "/open", "/open/a", "/en/open/a", "/releases/"))
    apart = ("/open?sql=select+1", "/en/open?sql=x", "/search?q=x", "/en/search", "/editions/2026-11-22T093000/")
    assert not any(found.can_fetch("*", path) for path in apart)
    assert found.site_maps() == ["https://data.example/sitemap.xml"]
