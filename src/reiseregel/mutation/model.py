"""A mutant: the rule book with one thing changed, where that stands, and which cases could tell the difference."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as with_changes
from typing import Literal

from reiseregel.errors import Place
from reiseregel.rulebook import Concept, RuleBook
from reiseregel.rulebook.model import Rate
from reiseregel.vocabulary import EntityDef, FactDef, Hjemmel

Operator = Literal[
    "sammenlikning_snudd",
    "sammenlikning_flyttet",
    "konstant",
    "og_eller",
    "ikke_fjernet",
    "noen_alle",
    "unntak_fjernet",
    "dato",
    "satsrad_byttet",
    "satsdato",
    "eier",
]

#: What each operator does to the rules, in the order of the report.
OPERATORS: dict[Operator, str] = {
    "sammenlikning_snudd": "sammenlikningen er snudd",
    "sammenlikning_flyttet": "sammenlikningen er flyttet ett hakk",
    "konstant": "tallet er ett større eller mindre",
    "og_eller": "«og» og «eller» er byttet",
    "ikke_fjernet": "«ikke» er fjernet",
    "noen_alle": "«noen» og «alle» er byttet",
    "unntak_fjernet": "unntaket er fjernet",
    "dato": "datoen er flyttet én dag",
    "satsrad_byttet": "satsen er byttet med naboen i tid",
    "satsdato": "satsen er flyttet én dag",
    "eier": "opplysningen har fått en annen eier",
}


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What is changed, by names that stay when lines move: the concept, rate (`sats.x`) or fact (`entity.name`), the
    version by its first day, the clause in it, and the words before and after; `number` counts equal ones from 1.
    """

    subject: str
    operator: Operator
    version: str = ""
    rule: str = ""
    before: str = ""
    after: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """The parts that take the place of those with the same name in the rule book."""

    concepts: tuple[Concept, ...] = ()
    rates: tuple[Rate, ...] = ()
    facts: tuple[FactDef, ...] = ()
    entities: tuple[EntityDef, ...] = ()

    def of(self, book: RuleBook) -> RuleBook:
        """The rule book with the change in it. A new object, so that nothing remembered of the other is used."""
        vocabulary = book.vocabulary
        if self.facts or self.entities:
            vocabulary = with_changes(
                vocabulary,
                entities=vocabulary.entities | {entity.name: entity for entity in self.entities},
                facts=vocabulary.facts | {(fact.entity, fact.name): fact for fact in self.facts},
            )
        return with_changes(
            book,
            vocabulary=vocabulary,
            concepts=book.concepts | {(concept.entity, concept.name): concept for concept in self.concepts},
            rates=book.rates | {rate.name: rate for rate in self.rates},
        )


@dataclass(frozen=True, slots=True)
class Reach:
    """What a case must have used to tell the difference: a clause, a concept or rate, a fact, or a type of document.
    Days (first and last) are ordinals of law dates; none means any day.
    """

    clause: Place | None = None
    concepts: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    days: tuple[int, int] | None = None
    fact: str = ""
    root: str = ""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change. `paragraph` is that of the file it stands in; None for the whole book.

    `refused` says why the checks of the rule files do not let it through, when that is seen at once.
    """

    identity: Identity
    place: Place
    paragraph: Hjemmel | None
    change: Change
    reach: Reach
    refused: str = ""
