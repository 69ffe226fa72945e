"""Independent judges find nothing wrong: axe-core (WCAG 2.2 AA) in both languages, html-validate in the HTML."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.servers.site import Server
from tests.site.judging import faults, violations
from tests.site.test_site_pages import PAGES, opened

JUDGED = [*PAGES.values(), "/embed/patent_intensive_value_added"]
BOTH = [f"{language}{path}" for language in ("", "/en") for path in JUDGED]


@pytest.mark.parametrize("path", BOTH)
def test_axe_finds_no_barrier(browser: Browser, server: Server, path: str) -> None:
    with opened(browser, server, path) as (page, _):
        assert violations(page) == []
        page.set_viewport_size({"width": 390, "height": 900})
        assert violations(page) == []


def test_html_is_valid(server: Server, tmp_path: Path) -> None:
    for number, path in enumerate(BOTH):
        (tmp_path / f"{number:02}.html").write_text(server.get(path).text, encoding="utf-8")
    assert faults(tmp_path) == []


def test_the_judges_see_barriers_and_faults(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.set_content('<html><body><img src="x.png"><p style="color:#aaa;background:#fff">pale</p></body></html>')
    told = " ".join(violations(page))
    page.close()
    assert "image-alt" in told and "html-has-lang" in told and "color-contrast" in told
    (tmp_path / "wrong.html").write_text('<!doctype html><html lang="en"><p id="a"><p id="a"></html>', encoding="utf-8")
    assert any("no-dup-id" in fault for fault in faults(tmp_path))
