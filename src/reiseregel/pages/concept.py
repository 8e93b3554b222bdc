"""One concept on a page: what it means, what it rests on and is used for, and how it reads in each period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reiseregel.explain.words import hjemmel_words, word
from reiseregel.pages.markdown import bullets, code, fenced, heading, link, plain
from reiseregel.pages.material import ForeignException, concepts_used, made_by, stem_of
from reiseregel.pages.sources import practice
from reiseregel.pages.words import capital, named, on, period, type_words
from reiseregel.rulebook import Clause, Concept, RuleBook, Version
from reiseregel.rulebook.model import Post, PostKind

_COLUMNS = {
    "right": "retten",
    "computed": "det beregnede beløpet",
    "own_share": "egenandelen",
    "payable": "det som utbetales",
    "frikort": "det som teller mot frikort",
    "interest": "rentetillegget",
}
_DEMAND = {**_COLUMNS, "computed": "det som kreves tilbake uten rentetillegg", "payable": "det som kreves tilbake"}
_ANSWER = {"right": "om svaret er ja", "payable": "egenandelen pasienten betaler"}
_COLUMNS_OF: dict[PostKind, dict[str, str]] = {"stoenad": _COLUMNS, "tilbakekreving": _DEMAND, "svar": _ANSWER}


@dataclass(frozen=True, slots=True)
class Uses:
    """For each concept by id: the concepts it refers to, and those that refer to it."""

    rests_on: dict[str, list[Concept]]
    used_by: dict[str, list[Concept]]


def uses(book: RuleBook) -> Uses:
    """Who refers to whom, over the whole rule book."""
    rests_on = {concept.id: concepts_used(book, concept) for concept in book.concepts.values()}
    used_by: dict[str, list[Concept]] = {}
    for concept in book.concepts.values():
        for target in rests_on[concept.id]:
            used_by.setdefault(target.id, []).append(concept)
    return Uses(rests_on, used_by)


def concept_link(concept: Concept) -> str:
    """A link to where a concept stands, from any page."""
    return link(named(concept.label, concept.name), f"{stem_of(concept)}.md#{concept.name}")


def concept_part(concept: Concept, book: RuleBook, found: Uses) -> Iterator[str]:
    """Everything about one concept."""
    entity = book.vocabulary.entities[concept.entity]
    yield heading(3, capital(named(concept.label, concept.name)), concept.name)
    yield f"{code(concept.id)} · om: {plain(named(entity.label, entity.name))} · verdi: {type_words(concept.type)}"
    yield bullets([*_meanings(concept), *_relations(concept, book, found)])
    for version in concept.versions:
        yield from _version(concept, version, book)


def exception_parts(items: Iterable[ForeignException], book: RuleBook) -> Iterator[str]:
    """The exceptions a page makes in concepts of others, by concept and the time they hold."""
    for (target, since, until), group in groupby(
        items, key=lambda item: (concept_link(item.concept), item.since, item.until)
    ):
        yield f"I {target}, {period(since, until)}:"
        for item in group:
            yield _exception(item.clause, book)


def _meanings(concept: Concept) -> Iterator[str]:
    names = {"sann": "Ja", "usann": "Nei"}
    for key, text in concept.phrases.items():
        yield f"{names.get(key, code(key))}: {plain(text.nb)}"
    for key, text in concept.plain.items():
        yield f"{names[key]}, til pasienten: {plain(text.nb)}"
    for item in concept.earlier:
        for key, text in item.words.items():
            what = "Navn" if key == "navn" else names.get(key, code(key))
            yield f"Til og med {on(item.until)}: {what}: {plain(text.nb)}"
        for key, text in item.plain.items():
            yield f"Til og med {on(item.until)}: {names[key]}, til pasienten: {plain(text.nb)}"


def _relations(concept: Concept, book: RuleBook, found: Uses) -> Iterator[str]:
    if found.rests_on[concept.id]:
        yield "Bygger på: " + ", ".join(concept_link(other) for other in found.rests_on[concept.id])
    if concept.id in found.used_by:
        yield "Brukes i: " + ", ".join(concept_link(other) for other in found.used_by[concept.id])
    for post in book.posts:
        roles = list(_roles(concept, post))
        if roles:
            before = "".join(
                f" (til og med {on(item.until)} «{plain(item.words['navn'].nb)}»)" for item in post.earlier
            )
            yield f"Posten {plain(named(post.label, post.id))}{before}: {', '.join(roles)}"


def _roles(concept: Concept, post: Post) -> Iterator[str]:
    if concept.entity == post.entity:
        for column, words in _COLUMNS_OF[post.kind].items():
            if getattr(post, column) == concept.name:
                yield words
        if concept.name in post.reduced:
            yield "gjør posten redusert når svaret er ja"
    for reason in post.reasons:
        if (reason.entity, reason.concept) == (concept.entity, concept.name):
            yield f"begrunnelsen {code(reason.code)} når svaret er {'ja' if reason.value else 'nei'}"


def _version(concept: Concept, version: Version, book: RuleBook) -> Iterator[str]:
    *exceptions, main = version.clauses
    when = capital(period(version.since, version.until))
    yield f"**{when}** ({_law(main, book)}):"
    yield fenced(main.written.value)
    if exceptions:
        yield "Unntak, det første som passer:" if len(exceptions) > 1 else "Unntak:"
    for clause in exceptions:
        owner = made_by(clause, concept)
        foreign = owner != stem_of(concept)
        yield _exception(clause, book, f", satt inn av {link(book.titles[owner].nb, f'{owner}.md')}" if foreign else "")


def _exception(clause: Clause, book: RuleBook, origin: str = "") -> str:
    """One exception as an item of a list: by what law, from where, when it holds, what it gives."""
    before = ", ".join(code(name) for name in clause.before)
    lines = [f"- {code(clause.id)} ({_law(clause, book)}){origin}"]
    lines += [f"  Går foran {before}."] if before else []
    written = [*_keyed("når", clause.written.condition), *_keyed("er", clause.written.value)]
    return "\n".join(["\\\n".join(lines), "", fenced("\n".join(written), 2)])


def _law(clause: Clause, book: RuleBook) -> str:
    """Where in the law, the practice that fills it in, and whether its wording was read."""
    unread = "" if clause.wording_read else f"; {word('ulest', 'nb')}"
    return f"{plain(hjemmel_words(clause.hjemmel, 'nb'))}{practice(clause.hjemmel, book)}{unread}"


def _keyed(key: str, written: str) -> Iterator[str]:
    """The key beside a short expression, or above one that was written over several lines."""
    lines = written.splitlines()
    if len(lines) == 1:
        yield f"{key}: {written}"
        return
    yield f"{key}:"
    yield from (f"  {line}" for line in lines)
