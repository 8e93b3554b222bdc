"""What `--vurdering FAKTUM=VERDI` and `--moment` mean in one case: which places, which value, which momenter.

No fault repeats what was typed; it names what can be assessed instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from reiseregel.case import Value, fact_at, read_typed
from reiseregel.case.messages import fault, owner_fault
from reiseregel.decision import Decision
from reiseregel.errors import Fault, Text
from reiseregel.vocabulary import FactDef, Vocabulary

_NOT_HERE = Text(
    "Denne vurderingen kan ikke endre svaret i saken. Skriv en av: {}.",
    "Denne vurderinga kan ikkje endre svaret i saka. Skriv ei av: {}.",
    "This assessment cannot change the answer in the case. Write one of: {}.",
)
_NONE_LEFT = Text(
    "Det er ikke noe skjønn igjen i saken som kan endre svaret.",
    "Det er ikkje noko skjønn att i saka som kan endre svaret.",
    "No judgement is left in the case that can change the answer.",
)
_SEVERAL = Text(
    "Flere opplysninger i saken har dette navnet. Skriv en av: {}.",
    "Fleire opplysningar i saka har dette namnet. Skriv ei av: {}.",
    "Several facts in the case have this name. Write one of: {}.",
)
_MOMENT = Text(
    "Skriv nummeret på et moment, fra 1 til {}: {}.",
    "Skriv nummeret på eit moment, frå 1 til {}: {}.",
    "Write the number of a consideration, from 1 to {}: {}.",
)
_WHOSE_MOMENT = Text(
    "Skriv hvilken vurdering momentet hører til: FAKTUM=NUMMER, med FAKTUM som i --vurdering.",
    "Skriv kva vurdering momentet høyrer til: FAKTUM=NUMMER, med FAKTUM som i --vurdering.",
    "Write which assessment the consideration belongs to: FAKTUM=NUMBER, with FAKTUM as in --vurdering.",
)


@dataclass(frozen=True, slots=True)
class Target:
    """One `--vurdering`, the `number`th: its fact, every place it is about, its value and the momenter (from 0).

    `named` when a name and not a pointer was given.
    """

    number: int
    typed: str
    fact: FactDef
    pointers: tuple[str, ...]
    named: bool
    value: Value = False
    momenter: tuple[int, ...] = ()


def targets_of(
    given: tuple[str, ...],
    momenter: tuple[str, ...],
    decision: Decision,
    document: dict[str, Any],
    vocabulary: Vocabulary,
) -> tuple[list[Target], list[Fault]]:
    """Each `FAKTUM=VERDI` with its momenter, and every fault in them."""
    targets, faults = [], []
    for number, item in enumerate(given):
        typed, _, text = item.partition("=")
        found = _target(number, typed.strip(), decision, document, vocabulary)
        if isinstance(found, Fault):
            faults.append(found)
            continue
        value = read_typed(text, found.fact, found.pointers[0])
        if isinstance(value, Fault):
            faults.append(value)
        else:
            targets.append(replace(found, value=value))
    for item in momenter if not faults else ():
        weighed = _weighed(item, targets)
        if isinstance(weighed, Fault):
            faults.append(weighed)
        else:
            place, numbers = weighed
            targets[place] = replace(targets[place], momenter=(*targets[place].momenter, *numbers))
    return targets, faults


def _target(
    number: int, typed: str, decision: Decision, document: dict[str, Any], vocabulary: Vocabulary
) -> Target | Fault:
    if typed.startswith("/"):
        fact = fact_at(typed, document, vocabulary)
        if fact is None:
            return fault("", "vurdering.ukjent_faktum")
        if fact.owner != "saksbehandler":
            return owner_fault(typed, fact.owner)
        return Target(number, typed, fact, (typed,), named=False)
    open_places: dict[str, list[str]] = {}
    for place, fact in _open_judgement(decision):
        open_places.setdefault(fact.key, []).append(place)
    meant = [key for key in open_places if typed in (key, key.partition(".")[2])]
    if len(meant) == 1:
        entity, _, name = meant[0].partition(".")
        return Target(number, typed, vocabulary.facts[entity, name], tuple(open_places[meant[0]]), named=True)
    if meant:
        return _fault("vurdering.flere_slag", _SEVERAL, ", ".join(meant))
    known = [fact for fact in vocabulary.facts.values() if typed in (fact.key, fact.name)]
    if known and all(fact.owner != "saksbehandler" for fact in known):
        return owner_fault("", known[0].owner)
    if not open_places:
        return Fault("", "vurdering.uten_betydning", _NONE_LEFT)
    return _fault("vurdering.uten_betydning", _NOT_HERE, ", ".join(open_places))


def _open_judgement(decision: Decision) -> Iterator[tuple[str, FactDef]]:
    """Every place where judgement is open and matters, in the order the questions are asked."""
    for item in decision.clarifications:
        if item.fact is not None and item.fact.definition is not None and item.fact.definition.owner == "saksbehandler":
            yield item.fact.pointer, item.fact.definition


def _weighed(item: str, targets: list[Target]) -> tuple[int, list[int]] | Fault:
    """Which target momenter (`1` or `1,4`) belong to, by place in the list, and their numbers from 0."""
    owner, equals, text = item.rpartition("=")
    places = [n for n, target in enumerate(targets) if not equals or target.typed == owner.strip()]
    if len(places) != 1:
        return Fault("", "vurdering.moment_uten_vurdering", _WHOSE_MOMENT)
    fact = targets[places[0]].fact
    known = {str(number + 1): number for number in range(len(fact.momenter))}
    numbers = [known.get(part.strip()) for part in text.split(",")]
    found = [number for number in numbers if number is not None]
    return (places[0], found) if len(found) == len(numbers) else _no_such_moment(fact)


def _no_such_moment(fact: FactDef) -> Fault:
    def listed(words: list[str]) -> str:
        return "; ".join(f"{number} {text}" for number, text in enumerate(words, 1))

    nb, nn, en = (
        sentence.format(len(fact.momenter), listed(words))
        for sentence, words in (
            (_MOMENT.nb, [text.nb for text in fact.momenter]),
            (_MOMENT.nn, [text.nn for text in fact.momenter]),
            (_MOMENT.en, [text.en for text in fact.momenter]),
        )
    )
    return Fault("", "vurdering.ukjent_moment", Text(nb, nn, en))


def _fault(code: str, sentence: Text, part: str) -> Fault:
    return Fault("", code, Text(sentence.nb.format(part), sentence.nn.format(part), sentence.en.format(part)))
