"""The process that draws: reads jobs from standard input, writes drawings to standard output, one after another.

Apart from the server, so that the engine's memory and a drawing that does not end are not the server's.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

from published.site.plots import render
from published.site.plots.draughtsman import HEAD


def serve(jobs: BinaryIO, drawings: BinaryIO) -> None:
    """Draw until there are no more jobs; a job is a line of JSON."""
    for line in jobs:
        try:
            body, drawn = _draw(json.loads(line)), True
        except Exception as error:
            body, drawn = f"{type(error).__name__}: {error}".encode(), False
        drawings.write(HEAD.pack(drawn, len(body)) + body)
        drawings.flush()


def _draw(job: Mapping[str, Any]) -> bytes:
    if job["do"] == "bundle":
        return render.bundle().encode()
    drawn = render.svg(job["spec"], job["words"])
    return render.png(drawn) if job["do"] == "png" else drawn.encode()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
