"""Synthetic claims in which every fact is given: near the plain claim, with lengths and amounts around the limits."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from reiseregel.case import check_document
from reiseregel.errors import InvalidDocument
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

Document = dict[str, Any]

#: Yes/no facts that are yes in the plain claim; other facts are no, or have their first code.
_USUALLY_YES = frozenset(
    {
        "behandling.finansiert_av_rhf",
        "behandling.i_bostedsregion",
        "behandling.naermeste_sted",
        "behandling.oppmoete_bekreftet",
        "behandling.registrert_eller_henvist",
        "behandling.i_norge",
        "reise.i_norge",
        "attest.gyldig_for_turen",
        "tilbud.benyttet",
        "utgift.paa_beregnet_reisevei",
    }
)
_NUMBERS = {
    "m": (0, 9_999, 10_000, 25_000, 60_000, 100_000, 100_000, 250_000, 300_001),
    "min": (0, 600, 720, 721, 1_440, 2_880),
    "oere": (0, 2_500, 10_000, 17_100, 32_000, 64_000),
}
_FIRST_DAY, _DAYS = date(2025, 3, 3), 600
#: How many there are in each list, each number as often as it stands here; one where it must be, else none.
_COUNTS = {"reiser": (1, 2, 2, 2), "attester": (0, 0, 0, 1), "tilbud": (0, 0, 0, 1), "utgifter": (0, 0, 1)}


def complete_claim(rng: Random, vocabulary: Vocabulary) -> Document:
    """A claim for one trip under today's law whose parts agree; judgement is left out."""
    root = vocabulary.entities["krav"]
    while True:
        usual = rng.choice((0.8, 0.9, 0.95))
        document = {"type": "krav", "versjon": 1, **_thing(root, rng, vocabulary, usual)}
        _fit_dates(document, rng)
        try:
            check_document(document, vocabulary)
        except InvalidDocument:
            continue
        return document


def with_only(document: Document, entity: EntityDef, vocabulary: Vocabulary, owners: tuple[str, ...]) -> Document:
    """The document with what is claimed and the facts of some owners; every other fact and list is left out."""
    facts = {fact.name: fact for fact in vocabulary.facts_of(entity.name)}
    children = {child.member: child for child in vocabulary.children_of(entity.name)}
    result: Document = {}
    for key, value in document.items():
        if key in facts:
            if facts[key].content or facts[key].owner in owners:
                result[key] = value
        elif key in children:
            child = children[key]
            if not child.many:
                result[key] = with_only(value, child, vocabulary, owners)
            elif child.content or child.owner in owners:
                result[key] = [with_only(item, child, vocabulary, owners) for item in value]
        else:
            result[key] = value
    return result


def _thing(entity: EntityDef, rng: Random, vocabulary: Vocabulary, usual: float) -> Document:
    result: Document = {
        fact.name: _value(fact, rng, usual)
        for fact in vocabulary.facts_of(entity.name)
        if fact.owner != "saksbehandler"
    }
    for child in vocabulary.children_of(entity.name):
        if child.many:
            count = rng.choice(_COUNTS.get(child.member, (child.least,)))
            result[child.member] = [_thing(child, rng, vocabulary, usual) for _ in range(count)]
        else:
            result[child.member] = _thing(child, rng, vocabulary, usual)
    return result


def _value(fact: FactDef, rng: Random, usual: float) -> Any:
    plain = rng.random() < usual
    if fact.type.kind == "boolsk":
        return (fact.key in _USUALLY_YES) if plain else rng.random() < 0.5
    if fact.type.kind == "kode":
        return fact.type.codes[0] if plain else rng.choice(fact.type.codes)
    if fact.type.kind == "dato":
        return date(1970, 5, 5).isoformat()
    value = rng.choice(_NUMBERS.get(fact.type.unit, (0, 1, 2)))
    return min(max(value, fact.low), fact.high)


def _fit_dates(document: Document, rng: Random) -> None:
    out = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    home = out + timedelta(days=rng.choice((0, 0, 0, 2)))
    for reise, way in zip(document["turer"][0]["reisende"][0]["reiser"], ("ut", "hjem"), strict=False):
        reise["retning"], reise["dato"] = way, (out if way == "ut" else home).isoformat()
    document["fremsatt"] = (home + timedelta(days=rng.choice((10, 60, 150, 250)))).isoformat()
