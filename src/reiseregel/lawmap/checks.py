"""The law map against the rules, both ways: what a placement names must exist and cite that part of the law, and what
cites the law must cite a part that exists, and the same part for as long as it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reiseregel.calendar import LAST_DAY
from reiseregel.errors import RuleFault, nearest
from reiseregel.lawmap.citations import Citation, of_others, of_rules
from reiseregel.lawmap.model import LawMap, Ledd, Placement, written
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.timeline import iso
from reiseregel.vocabulary import Hjemmel


def map_faults(maps: Iterable[LawMap], book: RuleBook) -> list[RuleFault]:
    """Every fault between the law maps and the rules."""
    rules, others = list(of_rules(book)), list(of_others(book))
    faults: list[RuleFault] = []
    for found in maps:
        cited = [citation for citation in rules if _told(found, citation)]
        faults += [fault for placement in found.placements for fault in _named(found, placement, cited, book)]
        faults += [fault for citation in cited for fault in _aim(found, citation)]
        faults += [fault for citation in others if _told(found, citation) for fault in _exists(found, citation)]
    return sorted(set(faults))


def _told(found: LawMap, citation: Citation) -> bool:
    """True when the text of the map was in force some day that the citation holds."""
    return citation.hjemmel.lov == found.law and citation.since <= found.until and citation.until >= found.since


def _aim(found: LawMap, citation: Citation) -> Iterator[RuleFault]:
    """The hjemmel of a rule points to the same ledd from its first day in the text to its last."""
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
    start, last = max(citation.since, found.since), min(citation.until, found.until)
    items = found.paragraphs.get(citation.hjemmel.paragraf, ())
    days = {item.since for item in items} | {until + 1 for item in items for until, _ in item.earlier}
    for day in sorted({start, *(day for day in days if start < day <= last)}):
        yield day, found.ledd_of(citation.hjemmel, day)


def _exists(found: LawMap, citation: Citation) -> Iterator[RuleFault]:
    """The hjemmel points to something on its last day in the text."""
    hjemmel, last = citation.hjemmel, min(citation.until, found.until)
    if found.ledd_of(hjemmel, last):
        return
    items = found.paragraphs.get(hjemmel.paragraf, ())
    number = sum(bool(item.number_on(last)) for item in items)
    known = f"§ {hjemmel.paragraf} har {number} ledd" if items else f"§ {hjemmel.paragraf} er ikke i strukturen"
    if items and hjemmel.ledd <= number:
        known = "leddet har ikke den bokstaven eller det punktumet"
    then = f" {iso(last)}" if last < LAST_DAY else ""
    yield RuleFault(citation.place, "ukjent_ledd", f"hjemmelen {written(hjemmel)} finnes ikke{then}: {known}")


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
    that it is a part of. A whole paragraph counts only when it has one ledd, or for those whose wording was not read.
    """
    if citation.hjemmel.paragraf != unit.paragraf:
        return False
    return any(
        item.number == unit.ledd and item.overlap(citation.hjemmel, unit)
        for _, ledd in _stretches(found, citation)
        for item in ledd
        if len(ledd) == 1 or item.guidance
    )
