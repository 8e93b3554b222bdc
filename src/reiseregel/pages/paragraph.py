"""The page of one rule file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from reiseregel.explain.words import hjemmel_words
from reiseregel.pages.cases import case_parts
from reiseregel.pages.concept import Uses, concept_part, exception_parts
from reiseregel.pages.documents import DOCUMENTS, document_line
from reiseregel.pages.markdown import bullets, heading, link, page
from reiseregel.pages.material import Material
from reiseregel.pages.sources import RULES, fact_item, list_item, rate_parts, reading_parts
from reiseregel.pages.words import named
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.model import Section


def section_title(section: Section) -> str:
    """`§ 8 Korte reiser`, with the name of the law when it is another."""
    return f"{hjemmel_words(section.hjemmel, 'nb')} {section.title.nb}"


def paragraph_page(material: Material, book: RuleBook, found: Uses) -> str:
    """The whole page as Markdown."""
    return page(heading(1, section_title(material.section)), _links(material), *_parts(material, book, found))


def _links(material: Material) -> str:
    section = material.section
    links = [link("Lovteksten hos Lovdata", section.hjemmel.link), link("regelfilen", f"{RULES}/{section.file}")]
    if material.concepts:
        links.append(link("ordene", f"{RULES}/tekster/{PurePosixPath(section.file).name}"))
    return " · ".join([*links, link("alle paragrafene", "README.md")])


def _parts(material: Material, book: RuleBook, found: Uses) -> Iterator[str]:
    if material.concepts:
        yield heading(2, "Dette avgjøres her")
        yield bullets(link(named(concept.label, concept.name), f"#{concept.name}") for concept in material.concepts)
        for concept in material.concepts:
            yield from concept_part(concept, book, found)
    if material.exceptions:
        yield heading(2, "Unntak i andre regler", "unntak")
        yield from exception_parts(material.exceptions, book)
    if material.facts or material.lists:
        yield heading(2, "Opplysninger")
        yield bullets([*map(list_item, material.lists), *map(fact_item, material.facts)])
    if material.rates:
        yield heading(2, "Satser")
        for rate in material.rates:
            yield from rate_parts(rate)
    if material.readings:
        yield heading(2, "Lesninger")
        for reading in material.readings:
            yield from reading_parts(reading)
    if material.documentation:
        yield heading(2, "Dokumentasjon")
        yield bullets(document_line(entry, f"{DOCUMENTS}#{entry.id}") for entry in material.documentation)
    if material.cases:
        yield heading(2, "Saker")
        yield from case_parts(material.cases, book)
