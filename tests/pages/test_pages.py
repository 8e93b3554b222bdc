"""The pages in docs/regler/ are what the rules give, hold all that stands in the rules, and link to what exists."""

from __future__ import annotations

import re
from functools import cache

import pytest

from reiseregel import RuleBook
from reiseregel.casebook import Case, read_cases
from reiseregel.pages import all_pages
from reiseregel.pages.__main__ import pages_folder
from reiseregel.pages.markdown import MADE_BY
from reiseregel.resources import rules_folder
from reiseregel.rulebook import load_files
from reiseregel.yamlfile import read_folder

TEXTS = read_folder(rules_folder())
LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(([^)\s]*)\)")
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
CODE = re.compile(r"^( *)```\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)


def read(texts: dict[str, str]) -> tuple[RuleBook, list[Case]]:
    loaded = load_files(texts)
    assert loaded.book is not None, loaded.faults
    cases, faults = read_cases(texts)
    assert faults == []
    return loaded.book, cases


@cache
def rules() -> tuple[RuleBook, list[Case]]:
    return read(TEXTS)


@cache
def pages() -> dict[str, str]:
    return all_pages(*rules())


def squeezed(text: str) -> str:
    return " ".join(text.split())


def shown_code(name: str) -> str:
    return squeezed(" ".join(block for _, block in CODE.findall(pages()[name])))


# --- the committed pages ---


def test_the_committed_pages_are_those_the_rules_give() -> None:
    """When this fails the rules have changed: run `make docs`, read the difference, and commit it with them."""
    committed = {path.name: path.read_text(encoding="utf-8") for path in pages_folder().glob("*")}
    assert sorted(committed) == sorted(pages()), "a page is missing, or no rule file stands behind it"
    assert [name for name, text in pages().items() if committed[name] != text] == []


def test_pages_do_not_depend_on_the_order_of_the_files() -> None:
    assert all_pages(*read(dict(reversed(TEXTS.items())))) == pages()


# --- what they hold ---


def test_every_rule_file_has_a_page_that_the_index_links_to() -> None:
    stems = {section.name for section in rules()[0].sections}
    assert stems < {name.removesuffix(".md") for name in pages()}
    assert {target for _, target in LINK.findall(pages()["README.md"])} >= pages().keys() - {"README.md"}


def test_every_concept_and_every_version_of_it_stands_on_the_page_of_its_file() -> None:
    for concept in rules()[0].concepts.values():
        stem = concept.id.partition(".")[0]
        text = pages()[f"{stem}.md"]
        assert f'<a id="{concept.name}"></a>\n### ' in text, concept.id
        for phrase in (*concept.phrases.values(), *concept.plain.values()):
            assert squeezed(re.sub(r"\\(.)", r"\1", text)).count(squeezed(phrase.nb)), concept.id
        for version in concept.versions:
            for clause in version.clauses:
                assert squeezed(clause.written.value) in shown_code(f"{stem}.md"), (concept.id, clause.id)
                assert squeezed(clause.written.condition) in shown_code(f"{stem}.md"), (concept.id, clause.id)


def test_an_exception_in_another_paragraph_stands_on_both_pages_and_they_link_to_each_other() -> None:
    found = 0
    for concept in rules()[0].concepts.values():
        own = concept.id.partition(".")[0]
        for clause in concept.versions[-1].clauses[:-1]:
            other = clause.id.partition(".")[0]
            if other != own:
                found += 1
                assert f"`{clause.id}`" in pages()[f"{other}.md"]
                assert f"({own}.md#{concept.name})" in pages()[f"{other}.md"]
                assert re.search(rf"`{clause.id}` .*\({other}\.md\)", pages()[f"{own}.md"])
    assert found > 5


def test_every_name_in_an_expression_is_explained_on_the_page() -> None:
    """Facts, rates and readings that the rule file itself uses; exceptions made elsewhere are explained there."""
    book, _ = rules()
    for section in book.sections:
        text = pages()[f"{section.name}.md"]
        written = TEXTS[section.file].partition("\nbegreper:")[2] or TEXTS[section.file].partition("\nunntak_fra:")[2]
        written = re.sub(r"#.*|tekst:.*", "", written)
        for kind, names in (("sats", book.rates), ("lesning", book.readings)):
            for name in set(re.findall(rf"\b{kind}\.([a-z0-9_]+)", written)):
                assert name in names
                assert f"\n`{kind}.{name}`, " in text, (section.name, name)
        for fact in book.vocabulary.facts.values():
            if re.search(rf"\b{re.escape(fact.key)}\b", written):
                assert f"(`{fact.key}`): " in text, (section.name, fact.key)
                assert all(squeezed(item.nb) in text for item in fact.momenter), fact.key


def test_every_case_stands_on_one_page() -> None:
    everything = re.sub(r"\\(.)", r"\1", "\n".join(pages().values()))
    for case in rules()[1]:
        assert everything.count(f"| {case.name}") == sum(case.name == other.name for other in rules()[1]), case.place


def test_every_document_in_the_catalogue_has_its_place() -> None:
    for entry in rules()[0].documentation:
        assert f'<a id="{entry.id}"></a>' in pages()["dokumentasjon.md"]


# --- how they are written ---


@pytest.mark.parametrize("name", sorted(pages()))
def test_links_lead_somewhere(name: str) -> None:
    links = LINK.findall(pages()[name])
    assert links
    for label, target in links:
        assert label
        if target.startswith(("https://", "http://")):
            continue
        file, _, anchor = target.partition("#")
        assert not file or file in pages() or (pages_folder() / file).is_file(), target
        assert not anchor or anchor in ANCHOR.findall(pages()[file or name]), target


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_is_marked_as_generated_and_each_place_in_it_is_one(name: str) -> None:
    text = pages()[name]
    assert text.startswith(f"{MADE_BY}\n\n# ")
    assert text.endswith("\n")
    assert "\n\n\n" not in text
    assert " \n" not in text
    anchors = ANCHOR.findall(text)
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("name", sorted(pages()))
def test_tables_have_the_same_number_of_cells_in_every_row(name: str) -> None:
    for table in re.findall(r"(?:^\|.*\|$\n?)+", pages()[name], flags=re.MULTILINE):
        cells = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(cells) == 1, table
