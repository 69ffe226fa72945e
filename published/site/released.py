"""The addresses of releases: lists of versions, the page of one, its files, and the key they are checked by."""

import asyncio

from published.describe import prov
from published.home import KEY_FILE, Home
from published.site import answers
from published.site.answers import A_RELEASE, HTML, TEXT, TYPES, Answer, Send
from published.site.asked import Asked
from published.site.files import send_file
from published.site.notice import headers as _notice
from published.site.pages.releases import PublicReleases, public_key
from published.site.refusals import not_found
from published.site.shown import Shown
from published.tombstone import MARKS

LISTED, _NEWEST = 100, 3
"""How many versions the page of a dataset lists (and editions theirs), and how many of each the page of all."""


async def of_releases(home: Home, asked: Asked, shown: Shown, send: Send) -> Answer | None:
    """The answer to give, or None where it has been sent; raises Refused."""
    if asked.path == f"/releases/{KEY_FILE}":
        body = await asyncio.to_thread(public_key, home)
        return Answer(200, body, TEXT, {"cache-control": "no-cache", **_notice(shown.notice), **answers.open_data()})
    parts = asked.path.removeprefix("/releases/").split("/")
    if len(parts) == 3 and parts[2]:
        return await _file(PublicReleases(home, shown.edition), asked, shown, send, *parts)
    if parts[-1] or len(parts) > 3:
        raise not_found()
    body = await _page(home, asked, shown, parts[:-1])
    return Answer(200, body, HTML, {"cache-control": "no-cache", **_notice(shown.notice)})


async def _page(home: Home, asked: Asked, shown: Shown, parts: list[str]) -> bytes:
    public = PublicReleases(home, shown.edition)
    if len(parts) == 2:
        page = await asyncio.to_thread(public.page, *parts)
        return await shown.render(asked, "release.html", page=page)
    if parts:
        listed = [await asyncio.to_thread(public.versions, parts[0], LISTED, asked.last("before"))]
        begun = await asyncio.to_thread(public.begun, listed[0])
        triangles = await asyncio.to_thread(shown.triangles, home, parts[0])
    else:
        listed = [await asyncio.to_thread(public.versions, name, _NEWEST) for name in public.datasets()]
        begun, triangles = {}, ()
    told = {"listed": listed, "single": bool(parts), "begun": begun, "triangles": triangles}
    return await shown.render(asked, "releases.html", **told)


async def _file(
    public: PublicReleases, asked: Asked, shown: Shown, send: Send, dataset: str, version: str, name: str
) -> Answer | None:
    stamp = {**_notice(shown.notice_for(dataset)), **answers.open_data()}
    if name == prov.FILE:
        body = await asyncio.to_thread(public.provenance, dataset, version)
        return Answer(200, body, TYPES["jsonld"], {"cache-control": "no-cache", **stamp})
    path, digest = await asyncio.to_thread(public.file, dataset, version, name)
    tag = f'"{digest}"' if digest else ""
    headers = {"cache-control": "no-cache" if name in MARKS else A_RELEASE, **stamp}
    if tag:
        headers["etag"] = tag
    if asked.extension == "html":
        headers["content-security-policy"] = answers.REPORT_POLICY
    if tag and asked.has(tag):
        return answers.unchanged(headers)
    await send_file(path, TYPES.get(asked.extension, TEXT), headers, asked, send)
    return None
