"""Random claims from one seed: near the plain claim, with values that crowd around the thresholds of the law.

`full_claim` answers every question there is; `without` leaves some of the answers out again. Faster than a hypothesis
strategy, for the tests that need thousands of cases that the law can tell apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from reiseregel.calendar import add_months
from reiseregel.case import given_facts
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

Document = dict[str, Any]

#: What the plain claim says where the first code or `false` is not it.
PLAIN: dict[str, Any] = {
    "behandling.finansiert_av_rhf": True,
    "behandling.i_bostedsregion": True,
    "behandling.naermeste_sted": True,
    "behandling.naermeste_private_radiologi": True,
    "behandling.i_bostedskommune": True,
    "behandling.innleggelse_eller_utskriving": True,
    "behandling.oppmoete_bekreftet": True,
    "behandling.registrert_eller_henvist": True,
    "behandling.noedvendig_vurdert": True,
    "behandling.i_norge": True,
    "reise.i_norge": True,
    "reise.rutetransport_kan_benyttes": True,
    "attest.gyldig_for_turen": True,
    "tilbud.benyttet": True,
    "utgift.paa_beregnet_reisevei": True,
    "utgift.noedvendig_vurdert": True,
    "fellesutgift.paa_beregnet_reisevei": True,
    "fellesutgift.noedvendig_vurdert": True,
    "pasient.omfattet_vurdert": True,
    "overnatting.noedvendig_vurdert": True,
    "utgift.frakt_eller_rengjoering_noedvendig": True,
    "fellesutgift.frakt_eller_rengjoering_noedvendig": True,
}
LENGTHS = (0, 9_999, 10_000, 10_001, 40_000, 53_437, 53_438, 60_000, 125_000, 200_000, 299_999, 300_000, 300_001)
MINUTES = (0, 720, 721, 800, 1_439, 1_440, 1_441, 1_799, 1_800, 2_879, 3_239, 3_240)
AMOUNTS = (0, 1, 2_500, 10_000, 17_099, 17_100, 17_101, 32_000, 40_000, 64_000)
#: Of today's text, and of each text before it.
DAYS = (
    *("2025-03-03", "2025-12-31", "2026-01-01", "2026-05-04", "2026-08-31", "2026-12-31", "2027-01-01"),
    *("2016-10-01", "2018-12-31", "2019-01-01", "2021-06-15", "2024-05-06", "2025-03-02"),
)
#: How many children in a list: each number as often as it stands here.
COUNTS = {
    "turer": (1, 1, 1, 2),
    "reiser": (1, 2, 2),
    "attester": (0, 0, 1, 1, 2),
    "tilbud": (0, 0, 1),
    "strekninger": (0, 0, 0, 1, 2),
    "utgifter": (0, 0, 1, 2),
    "fellesutgifter": (0, 0, 0, 1),
    "opphold": (0, 0, 1),
    "overnattinger": (0, 0, 0, 0, 1),
    "reisende": (1, 1, 1, 2),
    "inntektstap": (0, 0, 0, 1),
    "tilbakeholdte": (0, 0, 0, 1),
}


def full_claim(rng: Random, vocabulary: Vocabulary) -> Document:
    """A consistent claim in which every fact is given, more or less far from the plain claim."""
    claim = _Claim(rng, vocabulary, plain=rng.choice((0.75, 0.9, 0.95, 0.98)))
    root = vocabulary.root("krav")
    assert root is not None
    document = {"type": "krav", "versjon": 1, **claim.entity(root)}
    claim.fit(document)
    return assessed(document, vocabulary)


def redrawn(rng: Random, document: Document, pointers: Iterable[str], vocabulary: Vocabulary) -> Document:
    """The document with some facts drawn again; what is content, and every date, stays."""
    root, result = vocabulary.root(document["type"]), json.loads(json.dumps(document))
    assert root is not None
    claim, given = _Claim(rng, vocabulary, plain=0.5), given_facts(document, root, vocabulary)
    for pointer in sorted(pointers):
        fact = vocabulary.facts[given[pointer].entity, given[pointer].name]
        if fact.content or fact.type.kind == "dato":
            continue
        *above, name = pointer.strip("/").split("/")
        holder: Any = result
        for step in above:
            holder = holder[int(step) if step.isdigit() else step]
        holder[name] = claim.value(fact)
    return assessed(result, vocabulary)


def without(document: Document, pointers: Iterable[str], vocabulary: Vocabulary) -> Document:
    """The document with some facts, or whole lists, left out."""
    result = json.loads(json.dumps(document))
    for pointer in sorted(pointers, key=len, reverse=True):  # what is in a list before the list
        *above, name = pointer.strip("/").split("/")
        holder: Any = result
        for step in above:
            holder = holder[int(step) if step.isdigit() else step]
        del holder[name]
    return assessed(result, vocabulary)


def open_pointers(document: Document, vocabulary: Vocabulary) -> list[str]:
    """Every fact and list of the document that could have been left out."""
    root = vocabulary.root(document["type"])
    assert root is not None
    given = given_facts(document, root, vocabulary)
    content = {(fact.entity, fact.name) for fact in vocabulary.facts.values() if fact.content}
    return [pointer for pointer, fact in given.items() if (fact.entity, fact.name) not in content]


def assessed(document: Document, vocabulary: Vocabulary) -> Document:
    """The document with an assessment for each judgement in it, and no other."""
    root = vocabulary.root(document["type"])
    assert root is not None
    document.pop("vurderinger", None)
    made = [
        {
            "faktum": pointer,
            "rolle": "saksbehandler",
            "referanse": "S-1",
            "tidspunkt": "2026-11-01T08:00:00Z",
            "momenter": [],
            "begrunnelse_sha256": f"{1:064}",
        }
        for pointer, fact in given_facts(document, root, vocabulary).items()
        if fact.owner == "saksbehandler"
    ]
    return {**document, "vurderinger": made} if made else document


def journeys(document: Document) -> list[Document]:
    """Every journey of the document, whoever made it."""
    return [reise for tur in document["turer"] for traveller in tur["reisende"] for reise in traveller["reiser"]]


class _Claim:
    def __init__(self, rng: Random, vocabulary: Vocabulary, plain: float) -> None:
        self.rng, self.vocabulary, self.plain = rng, vocabulary, plain

    def entity(self, definition: EntityDef) -> Document:
        """Every fact of one entity, and everything below it."""
        result: Document = {fact.name: self.value(fact) for fact in self.vocabulary.facts_of(definition.name)}
        for child in self.vocabulary.children_of(definition.name):
            if child.many:
                result[child.member] = [
                    self.entity(child) for _ in range(self.rng.choice(COUNTS.get(child.member, (0, 1))))
                ]
            else:
                result[child.member] = self.entity(child)
        return result

    def value(self, fact: FactDef) -> Any:
        """A value of one fact; dates are fitted together afterwards."""
        usual = self.rng.random() < self.plain
        match fact.type.kind, fact.type.unit:
            case "boolsk", _:
                return PLAIN.get(fact.key, False) if usual else self.rng.random() < 0.5
            case "kode", _:
                return fact.type.codes[0] if usual else self.rng.choice(fact.type.codes)
            case "dato", _:
                return "2026-05-04"
            case _, "m":
                found = 100_000 if self.rng.random() < 0.3 else self.rng.choice((*LENGTHS, self.rng.randrange(400_000)))
            case _, "min":
                found = self.rng.choice((*MINUTES, self.rng.randrange(6_000)))
            case _, "oere" | "oere_per_time":
                found = self.rng.choice((*AMOUNTS, self.rng.randrange(90_000)))
            case _:
                found = self.rng.randrange(4)
        return min(max(found, fact.low), fact.high)

    def fit(self, document: Document) -> None:
        """Dates and lengths that can be true together, and both ways where there are two journeys."""
        last = date.min
        # No two trips begin on one day: the patient leaves home once a day, and loses one day's income on it.
        for tur, day in zip(document["turer"], self.rng.sample(DAYS, len(document["turer"])), strict=True):
            out = date.fromisoformat(day)
            home = out + timedelta(days=self.rng.choice((0, 0, 1, 3)))
            for place, traveller in enumerate(tur["reisende"]):
                usual = self.rng.random() < 0.8
                if usual or place:  # at most one of those who travel is the patient
                    traveller["rolle"] = "ledsager" if place else "pasient"
                self._travel(traveller, out, home)
            last = max(last, home)
        self._claimed(document, last)

    def _travel(self, traveller: Document, out: date, home: date) -> None:
        reiser = traveller["reiser"]
        ways = ["ut", "hjem"] if len(reiser) > 1 else [self.rng.choice(("ut", "ut", "hjem"))]
        for reise, way in zip(reiser, ways, strict=True):
            reise["retning"], reise["dato"] = way, (out if way == "ut" else home).isoformat()
            self._shorten(reise)
        for below, name in (("opphold", "avreise"), ("overnattinger", "dato"), ("inntektstap", "dato")):
            for number, item in enumerate(traveller[below]):
                item[name] = (out + timedelta(days=number)).isoformat()

    def _shorten(self, reise: Document) -> None:
        lengths = [reise[name] for name in ("reisevei_m", "reisevei_endepunkt_m", "reisevei_vurdert_m")]
        for part in reise["strekninger"]:
            part["lengde_m"] = min(part["lengde_m"], min(lengths) // len(reise["strekninger"]))

    def _claimed(self, document: Document, last: date) -> None:
        limits = [add_months(last.toordinal(), months) + step for months in (6, 36) for step in (-1, 0, 1)]
        soon = last.toordinal() + self.rng.randrange(150)
        document["fremsatt"] = date.fromordinal(
            soon if self.rng.random() < 0.7 else self.rng.choice(limits)
        ).isoformat()
        for held in document["tilbakeholdte"]:  # within the half-year that counts, or just outside
            day = add_months(soon, -6) + self.rng.choice((-1, 0, 30))
            held["dato"] = date.fromordinal(max(day, date(2016, 10, 1).toordinal())).isoformat()
        first = min(date.fromisoformat(reise["dato"]) for reise in journeys(document))
        years = add_months(first.toordinal(), -12 * 16) + self.rng.randint(-1, 1)
        born = years if self.rng.random() < 0.15 else date(1970, 5, 5).toordinal()
        document["pasient"]["foedselsdato"] = date.fromordinal(born).isoformat()
