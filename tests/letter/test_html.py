"""The HTML letter: one whole document with language, title and landmarks; and no faults under axe in a real browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from reiseregel.letter import Details, letter_html
from tests.letter.cases import example, one_way_open, page, refused

LETTERS: dict[str, tuple[dict[str, Any], Any]] = {
    "innvilget": (example("01"), "nb"),
    "avslag": (refused(), "nb"),
    "mangler_opplysninger": (one_way_open(), "nn"),
    "tilbakekreving": (example("10"), "nn"),
}


def html(name: str) -> str:
    document, language = LETTERS[name]
    return letter_html(page(document, Details(dated=739_777, reference="SAK-1 <b>&"), language))


class Outline(HTMLParser):
    """The elements that were opened, in order; everything must be closed again."""

    EMPTY = frozenset({"meta"})

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag


@pytest.mark.parametrize("name", LETTERS)
def test_is_a_whole_document(name: str) -> None:
    text, outline = html(name), Outline()
    outline.feed(text)
    tags = [tag for tag, _ in outline.opened]
    assert outline.inside == []
    assert text.startswith("<!doctype html>\n")
    assert dict(outline.opened)["html"] == {"lang": LETTERS[name][1]}
    assert [tags.count(tag) for tag in ("html", "title", "main", "h1")] == [1, 1, 1, 1]
    assert not {"script", "img", "link", "iframe"} & set(tags)
    assert not any(key.startswith("on") or key == "style" for _, attrs in outline.opened for key in attrs)
    title, heading = re.search("<title>(.*)</title>", text), re.search("<h1>(.*)</h1>", text)
    assert title is not None
    assert heading is not None
    assert title[1] == heading[1]


def test_what_is_put_in_is_shown_as_it_stands() -> None:
    assert "SAK-1 &lt;b&gt;&amp;" in html("innvilget")


# --- axe, in headless Chromium ---

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = Path(os.environ.get("REISEREGEL_AXE", Path(sys.prefix) / "node_modules/axe-core/axe.min.js"))
needs_axe = pytest.mark.skipif(
    CHROMIUM is None or not AXE.is_file(),
    reason="needs Chromium, and axe-core from npm (REISEREGEL_AXE says where axe.min.js is)",
)
_RUN = """
axe.run(document, {resultTypes: ["violations", "incomplete", "passes"]}).then(found => {
  const brief = list => list.map(item => ({id: item.id, at: item.nodes.map(node => node.html)}));
  const told = {violations: brief(found.violations), incomplete: brief(found.incomplete),
                passes: found.passes.map(item => item.id), version: found.testEngine.version};
  const box = document.createElement("pre");
  box.id = "axe-result";
  box.textContent = JSON.stringify(told);
  document.body.append(box);
});
"""


def axe(text: str, folder: Path) -> Any:
    """What axe finds in a document: it runs at the end of a copy, and writes its answer into it."""
    copy = folder / "brev.html"
    script = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    copy.write_text(text.replace("</body>", f"<script>{script}</script><script>{_RUN}</script></body>"), "utf-8")
    assert CHROMIUM is not None
    options = ("--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom")
    command = [CHROMIUM, *options, f"--user-data-dir={folder / 'profile'}", copy.as_uri()]
    shown = subprocess.run(command, capture_output=True, check=True, timeout=120, text=True).stdout
    result = re.search(r'<pre id="axe-result">(.*?)</pre>', shown, re.DOTALL)
    assert result is not None, "axe gave no answer"
    plain = result[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return json.loads(plain)


@needs_axe
@pytest.mark.grundig
@pytest.mark.parametrize("name", LETTERS)
def test_axe_finds_no_fault(name: str, tmp_path: Path) -> None:
    found = axe(html(name), tmp_path)
    assert found["violations"] == []
    assert found["incomplete"] == []
    assert {"color-contrast", "document-title", "html-has-lang", "landmark-one-main", "list"} <= set(found["passes"])


@needs_axe
@pytest.mark.grundig
@pytest.mark.parametrize(
    ("whole", "spoilt", "fault"),
    [
        (' lang="nb">\n<head>', ">\n<head>", "html-has-lang"),
        ("a { color: #00387f; }", "a { color: #cccccc; }", "color-contrast"),
        ("<main>", "<div>", "landmark-one-main"),
        ("<h2>", "<h4>", "heading-order"),
    ],
)
def test_axe_does_find_faults(whole: str, spoilt: str, fault: str, tmp_path: Path) -> None:
    text = html("innvilget")
    assert whole in text
    found = axe(text.replace(whole, spoilt), tmp_path)
    assert fault in {item["id"] for item in found["violations"]}
