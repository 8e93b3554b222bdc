"""Every mutant of the rule files, in a fixed order: concepts as written, then rates, then what stands in `fakta/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from reiseregel.mutation.dates import STEPS, Calendar, date_mutants
from reiseregel.mutation.expressions import variants
from reiseregel.mutation.model import Change, Identity, Mutant, Reach
from reiseregel.mutation.written import WrittenClause, WrittenConcept, read_written
from reiseregel.rulebook import Clause, Concept, Rate, RuleBook
from reiseregel.rulebook.model import MAIN, RateRow
from reiseregel.rulebook.names import Names
from reiseregel.rulebook.timeline import iso
from reiseregel.vocabulary import Hjemmel, Owner
from reiseregel.yamlfile import YamlFile


def mutants(texts: dict[str, str], book: RuleBook) -> tuple[Mutant, ...]:
    """Every mutant of `book`, which was made from `texts`. No two are called the same."""
    written = read_written(texts, book)
    calendar = Calendar(book)
    names = Names(
        book.vocabulary,
        {key: concept.type for key, concept in book.concepts.items()},
        {name: rate.type for name, rate in book.rates.items()},
        {name: reading.type for name, reading in book.readings.items()},
    )
    found: list[Mutant] = []
    for concept in written.concepts:
        found += _of_concept(concept, names)
        found += date_mutants(concept, calendar)
    for name, file in written.rates.items():
        found += _of_rate(book.rates[name], file, calendar)
    found += _limits(book, written.entities)
    found += _owners(book)
    return tuple(_numbered(found))


def _numbered(found: Iterable[Mutant]) -> Iterator[Mutant]:
    seen: dict[Identity, int] = {}
    for mutant in found:
        seen[mutant.identity] = seen.get(mutant.identity, 0) + 1
        yield replace(mutant, identity=replace(mutant.identity, number=seen[mutant.identity]))


# --- concepts ---


def _of_concept(written: WrittenConcept, names: Names) -> Iterator[Mutant]:
    for item in written.clauses:
        yield from _of_clause(item, names)


def _of_clause(item: WrittenClause, names: Names) -> Iterator[Mutant]:
    concept, clause = item.concept, item.clause
    reach = Reach(clause=clause.place)
    for part in item.parts:
        for variant in variants(part.text, names, concept.entity, part.type):
            identity = Identity(concept.id, variant.operator, item.version, clause.id, variant.before, variant.after)
            expr = variant.expr
            other = replace(clause, condition=expr) if part.key == "naar" else replace(clause, value=expr)
            changed = _with_clause(concept, clause, other)
            place = part.place.at(variant.offset)
            yield Mutant(identity, place, item.paragraph, Change(concepts=(changed,)), reach)
    if clause.id != MAIN:
        changed = _with_clause(concept, clause, None)
        identity = Identity(concept.id, "unntak_fjernet", item.version, clause.id)
        yield Mutant(identity, clause.place, item.paragraph, Change(concepts=(changed,)), reach)


def _with_clause(concept: Concept, clause: Clause, other: Clause | None) -> Concept:
    """Another clause, or none, in the place of one. It stands in each version that its time reaches; the rest stay."""
    versions = []
    for version in concept.versions:
        clauses = tuple(other if old.place == clause.place else old for old in version.clauses)
        kept = tuple(old for old in clauses if old is not None)
        versions.append(version if clause not in version.clauses else replace(version, clauses=kept))
    return replace(concept, versions=tuple(versions))


# --- rates ---

_LAST = date.max.toordinal()


def _of_rate(rate: Rate, file: YamlFile, calendar: Calendar) -> Iterator[Mutant]:
    """Neighbours swap values when these differ. A date is moved where it brings another value or status."""
    subject, paragraph = f"sats.{rate.name}", _paragraph(rate.hjemmel)
    index_of = {file.place("verdier", index): index for index in range(len(rate.rows))}
    ends = [row.since - 1 for row in rate.rows[1:]] + [_LAST]
    for number, row in enumerate(rate.rows):
        before = rate.rows[number - 1] if number else None
        if before is not None and before.value != row.value:
            yield Mutant(
                Identity(subject, "satsrad_byttet", iso(row.since), "", str(row.value), str(before.value)),
                file.place("verdier", index_of[row.place], "verdi"),
                paragraph,
                _rows(rate, {number - 1: replace(before, value=row.value), number: replace(row, value=before.value)}),
                Reach(rates=(rate.name,), days=(before.since, ends[number])),
            )
        if row.since <= calendar.first_day or (before and (before.value, before.status) == (row.value, row.status)):
            continue
        for step in STEPS:
            day = row.since + min(0, step)
            if before is None and step < 0 and ("sats", rate.name) not in calendar.needed(day):
                continue  # there a day more, when nobody asks for it
            yield Mutant(
                Identity(subject, "satsdato", iso(row.since), "", iso(row.since), iso(row.since + step)),
                file.place("verdier", index_of[row.place], "fra"),
                paragraph,
                _rows(rate, {number: replace(row, since=row.since + step)}),
                Reach(rates=(rate.name,), days=(day, day)),
            )


def _rows(rate: Rate, changed: dict[int, RateRow]) -> Change:
    rows = tuple(changed.get(number, row) for number, row in enumerate(rate.rows))
    return Change(rates=(replace(rate, rows=rows),))


def _paragraph(hjemmel: Hjemmel) -> Hjemmel:
    return Hjemmel(hjemmel.paragraf, lov=hjemmel.lov)


# --- what stands in `fakta/` ---


def _limits(book: RuleBook, files: dict[str, YamlFile]) -> Iterator[Mutant]:
    """The first and last day that the rules tell the law."""
    for entity in book.vocabulary.entities.values():
        if entity.covered is None:
            continue
        for key, day in (("fra", entity.covered.since), ("til", entity.covered.until)):
            for step in STEPS:
                moved = day + step
                limits = replace(entity.covered, since=moved) if key == "fra" else replace(entity.covered, until=moved)
                other = day + (min(0, step) if key == "fra" else max(0, step))
                yield Mutant(
                    Identity(entity.name, "dato", "", "dekker", f"{key} {iso(day)}", f"{key} {iso(moved)}"),
                    files[entity.place.file].place("entiteter", entity.name, "dekker", key),
                    None,
                    Change(entities=(replace(entity, covered=limits),)),
                    Reach(root=entity.name, days=(other, other)),
                )


def _owners(book: RuleBook) -> Iterator[Mutant]:
    """Judgement becomes something the patient can tell, and everything else becomes judgement: between those two the
    answer differs. Content is always given, by whoever hands the document in.
    """
    for fact in book.vocabulary.facts.values():
        if not fact.content:
            owner: Owner = "pasient" if fact.owner == "saksbehandler" else "saksbehandler"
            yield Mutant(
                Identity(fact.key, "eier", "", "", fact.owner, owner),
                fact.place,
                _paragraph(fact.hjemmel),
                Change(facts=(replace(fact, owner=owner),)),
                Reach(fact=fact.key),
            )
