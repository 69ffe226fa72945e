"""Going from page to page as readers do: what comes next is read when it has arrived whole."""

from playwright.sync_api import Locator


def follow(leads: Locator) -> None:
    """Click what leads elsewhere, and wait for the page it leads to: a part of it in sight is not yet all of it."""
    with leads.page.expect_navigation():
        leads.click()
