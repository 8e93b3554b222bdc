"""A decision as `vurder --format json` printed it → its posts and reasons, or its faults. Nothing in it is repeated."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from reiseregel.calendar import LAST_DAY
from reiseregel.case.reading import read_json, read_value
from reiseregel.changes.model import JOURNEY, Question, Side
from reiseregel.decision import Bounds, Grounds, PostDecision
from reiseregel.errors import Fault, InvalidDocument, Text
from reiseregel.identifiers import looks_like_identifier
from reiseregel.resources import schemas_folder
from reiseregel.rulebook import Post, RuleBook
from reiseregel.rulebook.model import Reason
from reiseregel.vocabulary import Hjemmel

#: What a decision can be refused for: code -> what is wrong and what to do.
FAULTS = {
    "vedtak.form": Text(
        "Dette er ikke slik et vedtak skal se ut. Bruk det «reiseregel vurder --format json» skrev, uendret.",
        "Dette er ikkje slik eit vedtak skal sjå ut. Bruk det «reiseregel vurder --format json» skreiv, uendra.",
        "This is not how a decision looks. Use what “reiseregel vurder --format json” printed, unchanged.",
    ),
    "vedtak.endret": Text(
        "Vedtaket er endret etter at det ble laget: innholdet stemmer ikke med kvitteringen.",
        "Vedtaket er endra etter at det vart laga: innhaldet stemmer ikkje med kvitteringa.",
        "The decision was changed after it was made: the content does not agree with the receipt.",
    ),
    "vedtak.ukjent_post": Text(
        "Vedtaket har en post som reglene her ikke kjenner. Bruk reglene vedtaket ble laget med.",
        "Vedtaket har ein post som reglane her ikkje kjenner. Bruk reglane vedtaket vart laga med.",
        "The decision has an item that the rules here do not know. Use the rules the decision was made by.",
    ),
    "vedtak.personopplysning": Text(
        "Her står det noe som likner et fødselsnummer. Det skal ikke stå i et vedtak.",
        "Her står det noko som liknar eit fødselsnummer. Det skal ikkje stå i eit vedtak.",
        "Something here looks like a national identity number. It does not belong in a decision.",
    ),
}
_NO_WORDS = Text("", "", "")
#: Every name there is in rules and documents, and pointers and nodes made of them: no room for what a person wrote.
_NAME = re.compile(r"[a-z0-9_./#-]{0,300}")
_PARAGRAPH = re.compile(r"[0-9]{1,3}[a-z]?(?:-[0-9]{1,3}[a-z]?)?")
_ENGINE = re.compile(r"[0-9a-z.+]{1,40}")


@dataclass(frozen=True, slots=True)
class EarlierDecision:
    """A printed decision: the whole, its posts with the reasons, and what was open. The facts are not in it."""

    side: Side
    posts: tuple[PostDecision, ...]
    questions: tuple[Question, ...]


def read_decision(data: bytes | str | dict[str, Any], book: RuleBook) -> EarlierDecision:
    """The decision that `data` holds, told with the posts and sentences of `book`.

    Raises:
        InvalidDocument: it cannot be read, is no decision, was changed afterwards, holds what may be a national
            identity number, or has posts that the rules do not know. Codes `json.*` and `vedtak.*`.

    """
    value, faults = read_json(data) if isinstance(data, bytes | str) else read_value(data)
    found = list(faults) or list(_faults(value, book))
    if found:
        raise InvalidDocument(found)
    assert isinstance(value, dict)
    return _decision(value, book)


def law_day_of(post: PostDecision, book: RuleBook) -> int | None:
    """The day whose law a post follows, when that is the date it was asked for; None where it hangs on other dates."""
    rule = book.vocabulary.entities[post.post.entity].law_time
    if rule is None or not rule.fact or rule.fact not in post.content:
        return None
    return date.fromisoformat(str(post.content[rule.fact])).toordinal()


@cache
def _validator() -> Draft202012Validator:
    text = (schemas_folder() / "v1" / "vedtak.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def _fault(pointer: str, code: str) -> Fault:
    return Fault(pointer, code, FAULTS[code])


def _faults(value: object, book: RuleBook) -> Iterator[Fault]:
    if not _validator().is_valid(value):
        yield _fault("", "vedtak.form")
        return
    assert isinstance(value, dict)
    if any(looks_like_identifier(text) for text in _strings(value)):
        yield _fault("", "vedtak.personopplysning")
        return
    if _hash(value) != value["kvittering"]["vedtak_sha256"]:
        yield _fault("/kvittering/vedtak_sha256", "vedtak.endret")
        return
    known = {post.id for post in book.posts}
    for number, post in enumerate(value["poster"]):
        if post["post"] not in known:
            yield _fault(f"/poster/{number}/post", "vedtak.ukjent_post")
        elif not (_content_holds(post, book) and _place_pattern(post["post"], book).fullmatch(post["sted"])):
            yield _fault(f"/poster/{number}", "vedtak.form")
    if not all(_NAME.fullmatch(name) for name in _names(value)) or not _ENGINE.fullmatch(value["kvittering"]["motor"]):
        yield _fault("", "vedtak.form")
    places = [item["hjemmel"] for item in (*value["poster"], *value["begrunnelse"])]
    if not all(_PARAGRAPH.fullmatch(item["paragraf"]) for item in places):
        yield _fault("", "vedtak.form")


def _hash(value: dict[str, Any]) -> str:
    """As `decision_to_json` makes it: of everything but the hash itself."""
    receipt = {key: item for key, item in value["kvittering"].items() if key != "vedtak_sha256"}
    text = json.dumps({**value, "kvittering": receipt}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _strings(value: object) -> Iterator[str]:
    """Every text and key, but for hashes: their digits may stand in any order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            if not key.endswith("_sha256"):
                yield from _strings(item)


def _names(value: dict[str, Any]) -> Iterator[str]:
    """What is used of the decision as a name: it may be unknown to the rules here, but is written as names are."""
    for ground in value["begrunnelse"]:
        yield from (ground["kode"], ground["node"])
    for item in value["avklaringer"]:
        yield from (item["faktum"], item["sted"])
    for name, code in value["kvittering"]["lesninger"].items():
        yield from (name, code)


def _place_pattern(name: str, book: RuleBook) -> re.Pattern[str]:
    """How the place of a post is written: the lists and parts down to what it is about."""
    entity = next(item.entity for item in book.posts if item.id == name)
    way = [book.vocabulary.entities[above] for above in book.vocabulary.ancestors(entity)][-2::-1]
    return re.compile("".join(f"/{item.member}" + ("/[0-9]{1,4}" if item.many else "") for item in way))


def _content_holds(post: dict[str, Any], book: RuleBook) -> bool:
    """What was asked for is written as the vocabulary has it: dates that exist, codes there are."""
    entity = next(item.entity for item in book.posts if item.id == post["post"])
    for name, value in post["innhold"].items():
        facts = [book.vocabulary.facts.get((above, name)) for above in book.vocabulary.ancestors(entity)]
        fact = next((fact for fact in facts if fact is not None), None)
        if fact is None:
            return False
        if fact.codes and value not in fact.codes:
            return False
        if fact.type.kind == "dato" and not _is_date(value):
            return False
    return True


def _is_date(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return len(str(value)) == len("2026-05-04")


def _decision(value: dict[str, Any], book: RuleBook) -> EarlierDecision:
    posts = tuple(_post(number, item, value, book) for number, item in enumerate(value["poster"]))
    days = [day for post in posts if post.post.entity == JOURNEY and (day := law_day_of(post, book)) is not None]
    receipt = value["kvittering"]
    side = Side(
        "vedtak",
        value["gjelder"],
        value["utfall"],
        tuple(value["mulige_utfall"]),
        _bounds(value["grenser"]),
        receipt["motor"],
        receipt["regler_sha256"],
        receipt["fakta_sha256"],
        receipt["lesninger"],
        min(days, default=None),
    )
    questions = tuple(Question(item["faktum"], item["sted"]) for item in value["avklaringer"])
    return EarlierDecision(side, posts, questions)


def _post(number: int, item: dict[str, Any], value: dict[str, Any], book: RuleBook) -> PostDecision:
    post = next(post for post in book.posts if post.id == item["post"])
    reasons = [ground for ground in value["begrunnelse"] if ground["post"] == number]
    demanded = post.kind == "tilbakekreving"
    made = PostDecision(
        post=post,
        label=post.label,
        place=item["sted"],
        content=item["innhold"],
        outcomes=tuple(item["mulige_utfall"]),
        computed=_known(item["tilbakebetales_oere" if demanded else "beregnet_oere"]),
        own_share=_known(0 if demanded else item["egenandel_oere"]),
        payable=_bounds(item["grenser"]),
        frikort=_known(0 if demanded else item["teller_mot_frikort_oere"]),
        interest=_known(item["rentetillegg_oere"] if demanded else 0),
        hjemmel=Hjemmel(**item["hjemmel"]),
        grounds=(),
        by_splitting=(),
        without_effect=(),
    )
    day = law_day_of(made, book)
    at = LAST_DAY if day is None else day
    grounds = tuple(_grounds(ground, post, book, at) for ground in reasons)
    return replace(made, label=post.label_on(at), grounds=grounds)


def _grounds(ground: dict[str, Any], post: Post, book: RuleBook, day: int) -> Grounds:
    """A reason with the sentence that the rules here have for it; none when they no longer know the reason."""
    concept_id = ground["node"].partition("#")[2]
    reason = next((item for item in post.reasons if _is_reason(item, ground["kode"], concept_id, book)), None)
    text = None
    if reason is not None:
        concept = book.concept(reason.entity, reason.concept)
        text = concept.phrase_on("sann" if reason.value else "usann", day)
    return Grounds(
        code=ground["kode"],
        group=ground["gruppe"],
        concept=concept_id,
        node=ground["node"],
        hjemmel=Hjemmel(**ground["hjemmel"]),
        text=text or _NO_WORDS,
    )


def _is_reason(reason: Reason, code: str, concept_id: str, book: RuleBook) -> bool:
    return reason.code == code and book.concept(reason.entity, reason.concept).id == concept_id


def _bounds(item: dict[str, Any]) -> Bounds:
    return Bounds(item["laveste_oere"], item["hoeyeste_oere"])


def _known(value: int | None) -> Bounds:
    return Bounds(value, value)
