"""What the bounds already decide: a final answer although facts are missing, a sure outcome, or a sure amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from reiseregel.decision import Bounds, Decision
from reiseregel.errors import Language, Text
from reiseregel.explain.words import bounds_words, outcome_word, word
from reiseregel.facts import OpenFact

#: So many are named; of more it is said how many there are.
MOST_NAMED = 8

_FINAL = Text(
    "Svaret blir det samme uansett. Disse opplysningene mangler, men kan ikke endre det: {}.",
    "Svaret blir det same uansett. Desse opplysningane manglar, men kan ikkje endre det: {}.",
    "The answer stays the same. This is missing, but cannot change it: {}.",
)
_OUTCOME_SURE = Text("Utfallet er sikkert: {}.", "Utfallet er sikkert: {}.", "The outcome is certain: {}.")
_BETWEEN = Text("Beløpet blir {}.", "Beløpet blir {}.", "The amount will be {}.")
_UNKNOWN = Text("Beløpet er ikke kjent ennå.", "Beløpet er ikkje kjent enno.", "The amount is not known yet.")
_DRIVES_AMOUNT = Text("Det som avgjør beløpet: {}.", "Det som avgjer beløpet: {}.", "What decides the amount: {}.")
_AMOUNT_SURE = Text("Beløpet er sikkert: {}.", "Beløpet er sikkert: {}.", "The amount is certain: {}.")
_DRIVES_OUTCOME = Text("Det som avgjør utfallet: {}.", "Det som avgjer utfallet: {}.", "What decides the outcome: {}.")
_ANSWER_SURE = Text("Svaret er sikkert: {}.", "Svaret er sikkert: {}.", "The answer is certain: {}.")
_DRIVES_SHARE = Text(
    "Det som avgjør egenandelen: {}.", "Det som avgjer eigendelen: {}.", "What decides the patient charge: {}."
)
_AND_MORE = Text("og {} til", "og {} til", "and {} more")
_DATE = Text("loven på datoen", "lova på datoen", "the law of the date")


@dataclass(frozen=True, slots=True)
class Certainty:
    """What is sure of an answer, and what is missing.

    `endelig`: outcome and amount are settled though `facts` are missing. `utfall`: one outcome, and `facts` decide the
    amount. `beloep`: one amount, and `facts` decide the outcome. Each of `facts` is named once, however many places it
    is missing in; at least one.
    """

    sure: Literal["endelig", "utfall", "beloep"]
    bounds: Bounds
    facts: tuple[Text, ...]


def certainty(decision: Decision) -> Certainty | None:
    """What is sure although something is missing; None when nothing is, or outcome and amount both vary."""
    if decision.settled:
        missing = {fact.index: fact for post in decision.posts for fact in post.without_effect}
        return _certainty("endelig", decision, [missing[index] for index in sorted(missing)])
    if len(decision.outcomes) == 1:
        return _certainty("utfall", decision, _driving(decision, "beloep"))
    if decision.answer is not None or not decision.bounds.settled:
        return None
    return _certainty("beloep", decision, _driving(decision, "utfall"))


def certainty_lines(decision: Decision, language: Language) -> Iterator[str]:
    """The same as sentences, one line; none when there is nothing to say."""
    found = certainty(decision)
    if found is None:
        return
    amount, listed = bounds_words(found.bounds, language), _listed(found.facts, language)
    if found.sure == "endelig":
        yield _FINAL.in_language(language).format(listed)
    elif decision.answer is not None:
        outcome = outcome_word(decision.outcomes[0], decision.answer, language).lower()
        parts = ((_ANSWER_SURE, outcome), (_DRIVES_SHARE, listed))
        yield " ".join(text.in_language(language).format(part) for text, part in parts)
    elif found.sure == "utfall":
        outcome = word(decision.outcomes[0], language).lower()
        said = _UNKNOWN if amount == word("ukjent", language) else _BETWEEN
        yield " ".join(
            text.in_language(language).format(part)
            for text, part in ((_OUTCOME_SURE, outcome), (said, amount), (_DRIVES_AMOUNT, listed))
        )
    else:
        yield " ".join(
            text.in_language(language).format(part)
            for text, part in ((_AMOUNT_SURE, amount), (_DRIVES_OUTCOME, listed))
        )


def _driving(decision: Decision, what: Literal["utfall", "beloep"]) -> Iterator[OpenFact | None]:
    return (item.fact for item in decision.clarifications if what in item.changes)


def _certainty(
    sure: Literal["endelig", "utfall", "beloep"], decision: Decision, facts: Iterable[OpenFact | None]
) -> Certainty | None:
    named = tuple(dict.fromkeys(_name(fact) for fact in facts))
    return Certainty(sure, decision.bounds, named) if named else None


def _name(fact: OpenFact | None) -> Text:
    if fact is None:
        return _DATE
    definition = fact.definition or fact.listed
    assert definition is not None
    return definition.label or Text(fact.name, fact.name, fact.name)


def _listed(texts: tuple[Text, ...], language: Language) -> str:
    """`a, b og c`, or `a, b, … og 4 til`. A label with a comma in it is set off by semicolons."""
    labels = [text.in_language(language) for text in texts[:MOST_NAMED]]
    if len(texts) > MOST_NAMED:
        last = _AND_MORE.in_language(language).format(len(texts) - MOST_NAMED)
    elif len(labels) > 1:
        last = f"{word('og', language)} {labels.pop()}"
    else:
        return labels[0]
    between = "; " if any("," in label for label in labels) else ", "
    return f"{between.join(labels)} {last}" if between == ", " else f"{between.join(labels)}; {last}"
