"""Pictures of every kind of page, phone and desk, both languages: `python -m tests.site.screenshots FOLDER`.

Of the sample edition, or of the site at an address that is given too.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from published.home import Home
from published.site.language import languages
from tests.servers.site import serving
from tests.site import sample
from tests.site.conftest import CHROMIUM, QUIET
from tests.site.test_site_pages import PAGES

WIDTHS = {"phone": 390, "desk": 1280}


@contextmanager
def sampled() -> Iterator[str]:
    """The address of the sample edition while it is served."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        sample.build(home)
        with serving(home) as server:
            yield server.url


def take(url: str, folder: Path, pages: dict[str, str], *, whole: bool = True) -> None:
    """One PNG per page, language and width: the whole page, or what is seen of it first."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for name, path in pages.items():
            for language in languages().values():
                for device, width in WIDTHS.items():
                    page = browser.new_page(viewport={"width": width, "height": 844}, reduced_motion="reduce")
                    page.goto(url + language.prefix + path)
                    page.screenshot(
                        path=folder / f"{name.replace(' ', '_')}-{language.code}-{device}.png", full_page=whole
                    )
                    page.close()
            print(name, flush=True)
        browser.close()


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--url", help="a running site instead of the sample edition")
    parser.add_argument("--only", nargs="*", choices=sorted(PAGES), help="some pages instead of all")
    parser.add_argument("--first", action="store_true", help="what is seen first instead of whole pages")
    given = parser.parse_args()
    pages = {name: PAGES[name] for name in given.only or PAGES}
    if given.url:
        take(given.url.rstrip("/"), given.folder, pages, whole=not given.first)
        return
    with sampled() as url:
        take(url, given.folder, pages, whole=not given.first)


if __name__ == "__main__":
    main()
