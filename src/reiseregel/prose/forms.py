"""A page written in the form asked for by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Literal, get_args

from reiseregel.prose.as_html import as_html
from reiseregel.prose.as_json import as_json
from reiseregel.prose.as_markdown import as_markdown
from reiseregel.prose.as_text import as_text
from reiseregel.prose.blocks import Page

Form = Literal["tekst", "markdown", "html", "json"]
FORMS: tuple[Form, ...] = get_args(Form)


def written(page: Page, form: Form = "tekst") -> str:
    """The page as text, Markdown, an HTML fragment or indented JSON, without a trailing newline."""
    return _WRITERS[form](page)


def _as_json_text(page: Page) -> str:
    return json.dumps(as_json(page), ensure_ascii=False, indent=2)


_WRITERS: dict[Form, Callable[[Page], str]] = {
    "tekst": as_text,
    "markdown": as_markdown,
    "html": as_html,
    "json": _as_json_text,
}
