"""The independent judges of the pages: axe-core in the browser, html-validate on the text."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

JUDGES = Path(__file__).with_name("judges")
_MODULES = JUDGES / "node_modules"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and good practice, each with the elements it is about."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", _RULES)
    return [_violation(one) for one in found["violations"]]


def _violation(found: dict[str, Any]) -> str:
    places = "; ".join(" ".join(map(str, node["target"])) for node in found["nodes"][:5])
    return f"{found['id']} ({found['help']}): {places}"


def faults(folder: Path) -> list[str]:
    """What html-validate finds in the HTML files of a folder."""
    report = folder / "report.json"
    command = [Path(sys.executable).with_name("node"), _MODULES / "html-validate" / "bin" / "html-validate.mjs"]
    options = ["--config", JUDGES / ".htmlvalidate.json", "--formatter", f"json={report}"]
    subprocess.run([*command, *options, *sorted(folder.glob("*.html"))], cwd=JUDGES, check=False)
    return [
        f"{Path(file['filePath']).name}:{told['line']}:{told['column']} {told['ruleId']}: {told['message']}"
        for file in json.loads(report.read_text(encoding="utf-8"))
        for told in file["messages"]
    ]
