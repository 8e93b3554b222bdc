"""The law map against the rules, both ways: what a placement names must exist and cite that part of the law, and what
cites the law must cite a part that exists, and the same part for as long as it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reiseregel.calendar import LAST_DAY
from reiseregel.errors import Place, RuleFault, nearest
from reiseregel.lawmap.model import LawMap, Ledd, Placement, written
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.model import MAIN
from reiseregel.rulebook.timeline import iso
from reiseregel.vocabulary import Hjemmel


@dataclass(frozen=True, slots=True)
class Citation:
    """One hjemmel in the rules, with the days it holds. `rules` are the ids it may be named by in a placement."""

    hjemmel: Hjemmel
    since: int
    until: int
    place: Place
    rules: tuple[str, ...] = ()


def map_faults(maps: Iterable[LawMap], book: RuleBook) -> list[RuleFault]:
    """Every fault between the law maps and the rules."""
    of_rules, others = list(_of_rules(book)), list(_of_others(book))
    faults: list[RuleFault] = []
    for found in maps:
        cited = [citation for citation in of_rules if citation.hjemmel.lov == found.law]
        faults += [fault for placement in found.placements for fault in _named(found, placement, cited, book)]
        faults += [fault for citation in cited for fault in _aim(found, citation)]
        faults += [
            fault for citation in others if citation.hjemmel.lov == found.law for fault in _exists(found, citation)
        ]
    return sorted(set(faults))


def _of_rules(book: RuleBook) -> Iterator[Citation]:
    """Each definition and exception once, from the first to the last day it holds."""
    for concept in book.concepts.values():
        merged: dict[tuple[str, Place], Citation] = {}
        for version in concept.versions:
            for clause in version.clauses:
                key = (clause.id, clause.place)
                names = (concept.id,) if clause.id == MAIN else (concept.id, clause.id)
                earlier = merged.get(key)
                since = min(version.since, earlier.since) if earlier else version.since
                until = max(version.until, earlier.until) if earlier else version.until
                merged[key] = Citation(clause.hjemmel, since, until, clause.place, names)
        yield from merged.values()


def _of_others(book: RuleBook) -> Iterator[Citation]:
    """Facts, entities, readings, documentation and rates cite the law as it is numbered now."""
    vocabulary = book.vocabulary
    for fact in vocabulary.facts.values():
        yield Citation(fact.hjemmel, LAST_DAY, LAST_DAY, fact.place)
    for entity in vocabulary.entities.values():
        if entity.hjemmel is not None:
            yield Citation(entity.hjemmel, LAST_DAY, LAST_DAY, entity.place)
    for reading in book.readings.values():
        yield Citation(reading.hjemmel, LAST_DAY, LAST_DAY, reading.place)
    for item in book.documentation:
        for hjemmel in (item.hjemmel, item.waiver.hjemmel):
            yield Citation(hjemmel, LAST_DAY, LAST_DAY, item.place)
    for rate in book.rates.values():
        place = rate.rows[0].place
        yield Citation(rate.hjemmel, LAST_DAY, LAST_DAY, Place(place.file, 1, 1))


def _aim(found: LawMap, citation: Citation) -> Iterator[RuleFault]:
    """The hjemmel of a rule points to the same ledd from its first day in the text to its last."""
    if citation.until < found.since:  # an older text, which this structure does not tell
        return
    stretches = list(_stretches(found, citation))
    aims = {ledd for _, ledd in stretches}
    if aims == {()}:
        yield from _exists(found, citation)
    elif len(aims) > 1 and citation.hjemmel.ledd:
        day = next(day for day, ledd in stretches if ledd != stretches[0][1])
        rest = f"er ikke det samme før og etter {iso(day)}; del regelen ved den datoen"
        yield RuleFault(citation.place, "ledd_flyttet", f"{written(citation.hjemmel)} {rest}")


def _stretches(found: LawMap, citation: Citation) -> Iterator[tuple[int, tuple[Ledd, ...]]]:
    """What the hjemmel points to on its first day, and on each later day when the numbers of the paragraph change."""
    start = max(citation.since, found.since)
    items = found.paragraphs.get(citation.hjemmel.paragraf, ())
    days = {item.since for item in items} | {until + 1 for item in items for until, _ in item.earlier}
    for day in sorted({start, *(day for day in days if start < day <= citation.until)}):
        yield day, found.ledd_of(citation.hjemmel, day)


def _exists(found: LawMap, citation: Citation) -> Iterator[RuleFault]:
    """The hjemmel points to something on its last day."""
    hjemmel = citation.hjemmel
    if found.ledd_of(hjemmel, citation.until):
        return
    items = found.paragraphs.get(hjemmel.paragraf, ())
    number = sum(bool(item.number_on(citation.until)) for item in items)
    known = f"§ {hjemmel.paragraf} har {number} ledd" if items else f"§ {hjemmel.paragraf} er ikke i strukturen"
    if items and hjemmel.ledd <= number:
        known = "leddet har ikke den bokstaven eller det punktumet"
    yield RuleFault(citation.place, "ukjent_ledd", f"hjemmelen {written(hjemmel)} finnes ikke: {known}")


def _named(found: LawMap, placement: Placement, cited: list[Citation], book: RuleBook) -> Iterator[RuleFault]:
    known = {name for citation in cited for name in citation.rules}
    every = known | {concept.id for concept in book.concepts.values()}
    for name, place in zip(placement.rules, placement.rule_places, strict=True):
        if name not in every:
            yield RuleFault(place, "ukjent_navn", f"regelen «{name}» finnes ikke.{nearest(name, every)}")
        elif not any(_cites(found, citation, placement.unit) for citation in cited if name in citation.rules):
            message = f"«{name}» har ikke {written(placement.unit)} som hjemmel"
            yield RuleFault(place, "regel_viser_ikke_hit", message)
    facts = {fact.key: fact for fact in book.vocabulary.facts.values()}
    for name, place in zip(placement.facts, placement.fact_places, strict=True):
        if name not in facts:
            yield RuleFault(place, "ukjent_navn", f"opplysningen «{name}» finnes ikke.{nearest(name, facts)}")
        elif placement.kind == "skjoenn" and not (facts[name].owner == "saksbehandler" and facts[name].momenter):
            message = f"«{name}» er ikke en opplysning saksbehandleren vurderer etter momenter"
            yield RuleFault(place, "skjoenn_uten_momenter", message)


def _cites(found: LawMap, citation: Citation, unit: Hjemmel) -> bool:
    """True when the hjemmel, by the numbers of some day it holds, is the part of the law, a part of it, or the ledd
    that it is a part of. A whole paragraph counts only when it has one ledd.
    """
    if citation.hjemmel.paragraf != unit.paragraf or citation.until < found.since:
        return False
    for _, ledd in _stretches(found, citation):
        if len(ledd) == 1 and ledd[0].number == unit.ledd and ledd[0].overlap(citation.hjemmel, unit):
            return True
    return False
