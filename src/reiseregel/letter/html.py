"""The letter as a whole HTML document: language, title, landmarks, own style, no script; dark text on white."""

from __future__ import annotations

from html import escape

from reiseregel.prose import Heading, Page, as_html

#: Contrast is at least 7 to 1 (WCAG 2.2 AAA). The layout holds when text is enlarged, and on paper.
_STYLE = """
html { color: #1a1a1a; background: #ffffff; font: 100%/1.55 system-ui, sans-serif; }
body { margin: 0 auto; padding: 1.5rem 1.25rem 3rem; max-width: 44rem; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 0.75rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; }
p, ul { margin: 0 0 0.75rem; }
li { margin-bottom: 0.35rem; }
li > ul { margin: 0.35rem 0 0; }
a { color: #00387f; }
.merke { margin: 0; color: #454545; }
.lead { font-size: 1.2rem; font-weight: 600; }
.utkast { border: 0.2rem solid #8a1010; color: #8a1010; padding: 0.5rem 0.75rem; font-weight: 600; }
.underskrift { margin-top: 2rem; border-top: 1px solid #454545; padding-top: 0.75rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border-bottom: 1px solid #6b6b6b; padding: 0.4rem 0.75rem 0.4rem 0; text-align: left; vertical-align: top; }
tbody th { font-weight: normal; }
tr > :nth-child(n+3) { text-align: right; white-space: nowrap; padding-right: 0; padding-left: 0.75rem; }
@media print { body { max-width: none; padding: 0; } h2 { break-after: avoid; } tr, li { break-inside: avoid; } }
"""


def letter_html(page: Page) -> str:
    """The document, with a trailing newline. Its title is the heading of the letter."""
    return f"""<!doctype html>
<html lang="{page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title_of(page))}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
{as_html(page)}
</main>
</body>
</html>
"""


def title_of(page: Page) -> str:
    """The heading of level 1."""
    return next(block.text for block in page.blocks if isinstance(block, Heading) and block.level == 1)
