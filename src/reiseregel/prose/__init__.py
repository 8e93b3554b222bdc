"""What a person reads, as blocks: one page model, written out as text, Markdown, an HTML fragment or JSON."""

from reiseregel.prose.as_html import as_html
from reiseregel.prose.as_json import as_json
from reiseregel.prose.as_markdown import as_markdown
from reiseregel.prose.as_text import as_text
from reiseregel.prose.blocks import (
    Block,
    Heading,
    Item,
    Items,
    Page,
    Paragraph,
    Reference,
    Sentence,
    Table,
    as_read,
    paragraph,
    sentence,
)
from reiseregel.prose.forms import FORMS, Form, written

__all__ = [
    "FORMS",
    "Block",
    "Form",
    "Heading",
    "Item",
    "Items",
    "Page",
    "Paragraph",
    "Reference",
    "Sentence",
    "Table",
    "as_html",
    "as_json",
    "as_markdown",
    "as_read",
    "as_text",
    "paragraph",
    "sentence",
    "written",
]
