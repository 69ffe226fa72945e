"""Where a release comes from in W3C PROV-O, as JSON-LD: from its manifest and the minute at which it became public.

Addresses are relative to the document's own place, beside the release's files; what nobody may fetch is named by its
digest (RFC 6920). No clock but that minute.
"""

import base64
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from published.manifest import UNKNOWN, Manifest, Snapshot
from published.vocabulary import vocabulary

FILE = "prov.jsonld"
Node = dict[str, object]
RELATIONS = (
    "used",
    "wasGeneratedBy",
    "wasDerivedFrom",
    "wasRevisionOf",
    "wasAttributedTo",
    "wasAssociatedWith",
    "wasInformedBy",
    "actedOnBehalfOf",
    "hadMember",
)
"""The terms of PROV-O between entities, activities and agents that are used here."""
_CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "label": "rdfs:label",
    "comment": "rdfs:comment",
    "sha256": "schema:sha256",
    "version": "schema:version",
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in RELATIONS},
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
}
_OFFICE = "#office"
_SOFTWARE = "#software"
_FIGURES = "#figures"
_RELEASE = "./"


def provenance(manifest: Manifest, public_since: datetime) -> Node:
    """The document of one release."""
    graph = [*_agents(manifest), *_delivered(manifest), *_made(manifest), *_released(manifest, public_since)]
    return {"@context": _CONTEXT, "@graph": graph}


def _agents(manifest: Manifest) -> Iterator[Node]:
    yield {"@id": _OFFICE, "@type": ["prov:Agent", "prov:Organization"], "label": _told("甬专数据", "Yongzhuan")}
    code = manifest.code.commit if manifest.code.commit == UNKNOWN else f"commit {manifest.code.commit}"
    yield {
        "@id": _SOFTWARE,
        "@type": ["prov:Agent", "prov:SoftwareAgent"],
        "label": f"yongzhuan {code}",
        "version": manifest.code.commit,
        "actedOnBehalfOf": _OFFICE,
    }
    for department in sorted({given.feed.partition("/")[0] for given in manifest.inputs}):
        owner = vocabulary().departments[department]
        types = ["prov:Agent", "prov:Organization"]
        yield {"@id": f"#department-{department}", "@type": types, "label": _told(owner.zh, owner.en)}


def _delivered(manifest: Manifest) -> Iterator[Node]:
    """One pull for each feed, and the snapshots that it made."""
    for feed, snapshots in groupby(sorted(manifest.inputs, key=_place), key=lambda given: given.feed):
        department, _, name = feed.partition("/")
        pull = f"#pull-{department}-{name}"
        yield {
            **_activity(pull, f"收取 {feed}", f"pull of {feed}"),
            "wasAssociatedWith": [_SOFTWARE, f"#department-{department}"],
        }
        for given in snapshots:
            yield {
                "@id": _name_of(given.bytes_sha256),
                "@type": "prov:Entity",
                "label": f"{feed} {given.file}",
                "sha256": given.bytes_sha256,
                "wasGeneratedBy": pull,
                "wasAttributedTo": f"#department-{department}",
            }


def _made(manifest: Manifest) -> Iterator[Node]:
    """Build and judgement: from snapshots and parameters to figures, from figures to a verdict."""
    snapshots = sorted({_name_of(given.bytes_sha256) for given in manifest.inputs})
    parameters = [_name_of(digest) for digest in dict.fromkeys(manifest.parameters.values())]
    for path, digest in manifest.parameters.items():
        yield {"@id": _name_of(digest), "@type": "prov:Entity", "label": path, "sha256": digest}
    yield {
        **_activity("#build", "计算与披露控制", "build and disclosure control"),
        "used": [*snapshots, *parameters],
        "wasAssociatedWith": _SOFTWARE,
        "wasInformedBy": sorted({f"#pull-{given.feed.replace('/', '-')}" for given in manifest.inputs}),
    }
    yield {
        "@id": _FIGURES,
        "@type": "prov:Entity",
        "label": _told("可以公布的数", "the figures as they may be shown"),
        "wasGeneratedBy": "#build",
        "wasDerivedFrom": snapshots,
    }
    asked, passed = len(manifest.checks), sum(check.passed for check in manifest.checks)
    yield {
        **_activity("#judge", f"审核：{asked} 项，通过 {passed} 项", f"judgement: {passed} of {asked} checks passed"),
        "used": _FIGURES,
        "wasAssociatedWith": _SOFTWARE,
        "wasInformedBy": "#build",
    }


def _released(manifest: Manifest, public_since: datetime) -> Iterator[Node]:
    """Sealing and publication, the files, and the version before."""
    yield {
        **_activity("#seal", "封存", "sealing"),
        "used": _FIGURES,
        "wasAssociatedWith": [_SOFTWARE, _OFFICE],
        "wasInformedBy": "#judge",
    }
    yield {
        **_activity("#publish", "公布", "publication"),
        "used": _RELEASE,
        "wasAssociatedWith": _OFFICE,
        "wasInformedBy": "#seal",
        "endedAtTime": public_since.isoformat(),
    }
    yield {
        "@id": _RELEASE,
        "@type": ["prov:Entity", "prov:Collection"],
        "label": f"{manifest.dataset} {manifest.version}",
        **({"comment": manifest.remark} if manifest.remark else {}),
        "version": manifest.version,
        "wasGeneratedBy": "#seal",
        "wasDerivedFrom": _FIGURES,
        "wasAttributedTo": _OFFICE,
        "hadMember": [f"./{name}" for name in manifest.files],
        **({"wasRevisionOf": f"../{manifest.previous.version}/"} if manifest.previous else {}),
    }
    for name, digest in manifest.files.items():
        made = "#judge" if name.startswith("verdict.") else "#seal"
        yield {
            "@id": f"./{name}",
            "@type": "prov:Entity",
            "label": name,
            "sha256": digest,
            "wasGeneratedBy": made,
            "wasDerivedFrom": _FIGURES,
        }


def _activity(name: str, zh: str, en: str) -> Node:
    return {"@id": name, "@type": "prov:Activity", "label": _told(zh, en)}


def _told(zh: str, en: str) -> list[Node]:
    return [{"@value": zh, "@language": "zh"}, {"@value": en, "@language": "en"}]


def _place(given: Snapshot) -> tuple[str, str]:
    return given.feed, given.file


def _name_of(digest: str) -> str:
    """RFC 6920: the name of bytes by their digest."""
    told = base64.urlsafe_b64encode(bytes.fromhex(digest)).rstrip(b"=").decode()
    return f"ni:///sha-256;{told}"
