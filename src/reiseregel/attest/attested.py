"""A claim with travel attests put into it, and what each attest came to for each trip."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from reiseregel.attest.model import GivenAttest, Standing, TripAnswer, reference_of
from reiseregel.attest.trips import tested_trips, with_trip
from reiseregel.case import CheckedDocument, check_document
from reiseregel.decision import Answered, answer
from reiseregel.decision.to_json import outside_law
from reiseregel.errors import Fault, InvalidDocument, Text
from reiseregel.rulebook import RuleBook
from reiseregel.sets import is_single, single

#: The posts of an attest, in `rules/rekvisisjon/poster_attest.yaml`.
_ISSUED, _USED = "utstedelse", "bruk"
#: The fact of the claim → the concept that says what it is, and the fact of the attest that is the same thing.
_CONCEPTS: Final = (("grunn", "grunn_i_kravet"), ("utsteder", "utsteder_i_kravet"))
_POSITION, _ISSUER_POSITION = "skrevet_av", "yrke"
_VALID = "gyldig_for_turen"
_NO_GROUND = "ingen_grunn"
_NOT_A_CLAIM = Text(
    "Reiseattester brukes bare sammen med et krav om reisestønad.",
    "Reiseattestar blir berre brukte saman med eit krav om reisestønad.",
    "Travel attests are used only with a claim for travel support.",
)
_NOT_AN_ATTEST = Text(
    "Dokumentet er ikke en reiseattest. Typen må være attest.",
    "Dokumentet er ikkje ein reiseattest. Typen må vere attest.",
    "The document is not a travel attest. Its type must be attest.",
)


@dataclass(frozen=True, slots=True, repr=False)
class Attested:
    """`document` is the claim with the attests, ready to be decided; `answers` go by trip, then by attest."""

    document: dict[str, Any]
    answers: tuple[TripAnswer, ...]


def with_attests(
    data: bytes | str | dict[str, Any],
    attests: Iterable[GivenAttest],
    book: RuleBook,
    readings: Mapping[str, str] | None = None,
) -> Attested:
    """Put travel attests into a claim: each is added to `attester` of every trip, beside what stands there.

    An attest that is not valid for a trip is added as such; where that is open, the fact is left out and stays a
    question. A trip without `attester` gets only attests that are sure to be valid: any other would make its list look
    complete. Each fact added has a source of the kind `attest` with the reference of the attest.

    Args:
        data: a claim as `check_document` takes it. A dict is not changed.
        attests: the attests, in any order. Their `tur` is used only for facts about the same trip.
        book: the rule book.
        readings: readings to use instead of the chosen ones, by name.

    Returns:
        The claim as plain JSON values, and the answer for each trip and attest.

    Raises:
        InvalidDocument: the faults of the claim, or of an attest; a document of another type.

    """
    if _checked(data, book).kind != "krav":
        raise InvalidDocument([Fault("/type", "attest.ikke_krav", _NOT_A_CLAIM)])
    claim: dict[str, Any] = copy.deepcopy(data) if isinstance(data, dict) else json.loads(data)
    checked = [(check_attest(item.document, book), item.reference) for item in attests]
    answers = [
        _put(claim, trip, number, document, reference_of(document, reference), _Rules(book, readings or {}))
        for trip in range(len(claim["turer"]))
        for number, (document, reference) in enumerate(checked)
    ]
    check_document(claim, book.vocabulary)
    return Attested(claim, tuple(answers))


@dataclass(frozen=True, slots=True)
class _Rules:
    book: RuleBook
    readings: Mapping[str, str]

    def decided(self, document: dict[str, Any]) -> Answered:
        chosen = {name: code for name, code in self.readings.items() if name in self.book.readings}
        return answer(document, self.book, chosen)


def _checked(data: bytes | str | dict[str, Any], book: RuleBook) -> CheckedDocument:
    return check_document(data, book.vocabulary)


def check_attest(data: bytes | str | dict[str, Any], book: RuleBook) -> CheckedDocument:
    """Check a document that is to be a travel attest.

    Raises:
        InvalidDocument: its faults; or that it is of another type.

    """
    document = _checked(data, book)
    if document.kind != "attest":
        raise InvalidDocument([Fault("/type", "attest.ikke_attest", _NOT_AN_ATTEST)])
    return document


def _put(
    claim: dict[str, Any], trip: int, number: int, attest: CheckedDocument, reference: str, rules: _Rules
) -> TripAnswer:
    """Test one attest for one trip, and write what it came to where the claim can hold it."""
    holder = claim["turer"][trip]
    tested = [rules.decided(with_trip(attest.data, item)) for item in tested_trips(claim["turer"], trip, attest.data)]
    found = _told(TripAnswer(trip, number, reference, _standing(tested), written=False), tested)
    if "attester" not in holder and found.standing != "valid":
        return found
    facts = dict(_facts(tested, attest, found.standing))
    listed = holder.setdefault("attester", [])
    place = f"/turer/{trip}/attester/{len(listed)}"
    listed.append(facts)
    for name in facts:
        source = {"faktum": f"{place}/{name}", "kilde": "attest", "referanse": reference}
        claim.setdefault("kilder", []).append(source)
    return replace(found, written=True)


def _standing(tested: list[Answered]) -> Standing:
    """Sure only when every way the trip can be comes to the same."""
    ways = {_way(item) for item in tested}
    return ways.pop() if len(ways) == 1 else "open"


def _way(answered: Answered) -> Standing:
    post = _post(answered, _USED)
    if len(post.outcomes) > 1:
        return "open"
    words = post.post.answer
    assert words is not None  # posts of an attest are answers without money
    return "not_valid" if post.outcomes[0] == words.post[-1].code else "valid"


def _post(answered: Answered, name: str) -> Any:
    return next(post for post in answered.decision.posts if post.post.id == name)


def _told(found: TripAnswer, tested: list[Answered]) -> TripAnswer:
    """With the reasons, or the questions, each once."""
    if found.standing == "valid":
        return found
    grounds = dict.fromkeys(text for item in tested for text in _grounds(item))
    missing = dict.fromkeys(text for item in tested for text in _questions(item))
    return replace(found, grounds=tuple(grounds), missing=tuple(missing) if found.standing == "open" else ())


def _grounds(answered: Answered) -> Iterator[Text]:
    """Why it is not valid; when it was not validly issued, why that is."""
    if _way(answered) != "not_valid":
        return
    issued = _post(answered, _ISSUED)
    words = issued.post.answer
    if issued.outcomes == (words.post[-1].code,):
        yield from (ground.text for ground in issued.grounds)
    yield from (ground.text for ground in _post(answered, _USED).grounds)


def _questions(answered: Answered) -> Iterator[Text]:
    """What has to be known, or that the day is one the rules say nothing of."""
    used = next(place for place, post in enumerate(answered.decision.posts) if post.post.id == _USED)
    for item in answered.decision.clarifications:
        if item.fact is None and used in item.posts:
            yield outside_law(answered.decision.kind)[0]
        asked = item.fact and (item.fact.definition or item.fact.listed)
        if used in item.posts and asked and asked.question is not None:
            yield asked.question


def _facts(tested: list[Answered], attest: CheckedDocument, standing: Standing) -> Iterator[tuple[str, str | bool]]:
    """The facts of the attest in the claim, those that are known."""
    for name, concept in _CONCEPTS:
        codes = {_code(item, concept) for item in tested}
        if len(codes) == 1 and (code := codes.pop()) and code != _NO_GROUND:
            yield name, code
    if _ISSUER_POSITION in attest.data:
        yield _POSITION, attest.data[_ISSUER_POSITION]
    if standing != "open":
        yield _VALID, standing == "valid"


def _code(answered: Answered, concept: str) -> str | None:
    """The code that a concept of the attest surely has."""
    issued = next(item for item in answered.posts if item.post.id == _ISSUED)
    values, _ = answered.evaluator.concept(issued.instance, concept)
    codes = answered.book.concepts[issued.instance.entity, concept].type.codes
    return codes[single(values)] if is_single(values) else None
