"""The plan for a case as JSON, in one language: `schemas/v1/veiledning.schema.json`. Nothing here decides anything."""

from __future__ import annotations

from typing import Any

from reiseregel.decision import Bounds, PostDecision
from reiseregel.errors import Language, Text
from reiseregel.guide.consequences import as_answer
from reiseregel.guide.model import Consequence, Question, Spot
from reiseregel.guide.session import Guided

#: What each answer would do costs a decision each; so many questions ahead it is told.
LOOKED_INTO = 1
#: An answer without money has no bounds.
_NONE = Bounds(None, None)


def plan_to_json(guided: Guided, language: Language, looked_into: int = LOOKED_INTO) -> dict[str, Any]:
    """One object: the answer so far, the questions in order, and what is open that nobody here is asked about.

    Args:
        guided: where a session stands.
        language: for every text.
        looked_into: for how many questions, from the first, to tell what each answer would do.

    """
    decision = guided.answered.decision if guided.answered else None
    return {
        "type": "veiledning",
        "versjon": 1,
        "gjelder": guided.document["type"],
        "avgjort": guided.settled,
        "svar": {
            "utfall": decision.status,
            "beloep_oere": decision.amount,
            "mulige_utfall": list(decision.outcomes),
            "grenser": _bounds(decision.bounds if decision.answer is None else _NONE),
            "ikke_uttoemt": not decision.exhausted,
        }
        | ({"poster": [_post(post, language) for post in decision.posts]} if decision.answer else {})
        if decision
        else None,
        "spoersmaal": [
            {"nr": number, **_question(item, language)} | _answers(guided, item, wanted=number <= looked_into)
            for number, item in enumerate(guided.questions, 1)
        ],
        "gjenstaar": [
            _question(item, language) | {"fordi": "vet_ikke" if item.pointer in guided.session.skipped else "andre"}
            for item in guided.left
        ],
        "spraak": language,
    }


def _post(post: PostDecision, language: Language) -> dict[str, Any]:
    return {
        "post": post.post.id,
        "sted": post.place,
        "navn": _text(post.label, language),
        "mulige_utfall": list(post.outcomes),
    }


def _bounds(bounds: Bounds) -> dict[str, int | None]:
    return {"laveste_oere": bounds.lowest, "hoeyeste_oere": bounds.highest}


def _text(text: Text | None, language: Language) -> str:
    return text.in_language(language) if text else ""


def _question(item: Question, language: Language) -> dict[str, Any]:
    result: dict[str, Any] = {
        "faktum": item.key,
        "sted": item.pointer,
        "gjelder": [_spot(spot, language) for spot in item.spots],
        "eier": item.owner,
        "innhold": item.content,
        "maa_besvares": not item.optional,
        "spoersmaal": item.text.in_language(language),
        "svartype": _kind(item, language),
        "hjemmel": item.hjemmel.to_json() if item.hjemmel else None,
        "kan_endre": list(item.changes),
        "poster": list(item.posts),
        "sikkerhet": "har_betydning" if item.certain else "kan_ha_betydning",
    }
    if item.fact is not None and item.fact.momenter:
        result["momenter"] = [text.in_language(language) for text in item.fact.momenter]
    return result


def _spot(spot: Spot, language: Language) -> dict[str, Any]:
    number = {"nr": spot.number, "av": spot.of} if spot.number else {}
    return {
        "entitet": spot.entity.name,
        "navn": _text(spot.entity.label, language),
        **number,
        "innhold": dict(spot.content),
    }


def _kind(item: Question, language: Language) -> dict[str, Any]:
    if item.listed is not None:
        return {"type": "liste", "minst": item.listed.least, "hoeyst": item.listed.most}
    fact = item.fact
    assert fact is not None
    kind: dict[str, Any] = {"type": fact.type.kind}
    if fact.type.kind == "tall":
        kind |= {"enhet": fact.type.unit, "minst": fact.low, "hoeyst": fact.high}
    if fact.codes:
        kind["koder"] = [{"kode": code, "tekst": _text(text, language)} for code, text in fact.codes.items()]
    return kind


def _answers(guided: Guided, item: Question, *, wanted: bool) -> dict[str, Any]:
    if item.content or not wanted:
        return {}
    return {"foelger": [_consequence(one, item) for one in guided.consequences(item)]}


def _consequence(one: Consequence, item: Question) -> dict[str, Any]:
    answers: dict[str, Any] = {"verdier": list(one.values)}
    if one.low is not None:
        answers = {
            "fra": as_answer(one.low, item),
            "til": None if one.high is None else as_answer(one.high, item),
        }
    return answers | {
        "mulige_utfall": list(one.outcomes),
        "grenser": _bounds(_NONE if one.by_post else one.bounds),
        "avgjort": one.settled,
        "gjenstaar": one.left,
    }
