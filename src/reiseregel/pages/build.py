"""Rule book and cases → every page in `docs/regler/`, by file name."""

from __future__ import annotations

from collections.abc import Iterable

from reiseregel.casebook.load import Case
from reiseregel.pages.cases import OTHERS, others_page
from reiseregel.pages.concept import uses
from reiseregel.pages.documents import DOCUMENTS, documents_page
from reiseregel.pages.index import INDEX, index_page
from reiseregel.pages.material import beside, gather, in_order
from reiseregel.pages.paragraph import paragraph_page
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary.model import LAWS


def all_pages(book: RuleBook, cases: Iterable[Case]) -> dict[str, str]:
    """The index, the page on documentation, the cases of no single rule file, and one page for each rule file."""
    sections = in_order(book.sections, LAWS)
    grouped = beside(sections, cases)
    materials = [gather(book, section, grouped.get(section.name, ())) for section in sections]
    found = uses(book)
    others = grouped.get("", [])
    pages = {INDEX: index_page(materials, others), DOCUMENTS: documents_page(book)}
    pages |= {OTHERS: others_page(others, book)} if others else {}
    return pages | {f"{item.section.name}.md": paragraph_page(item, book, found) for item in materials}
