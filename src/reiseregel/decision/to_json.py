"""The decision as JSON, in one language. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reiseregel.decision.canonical import sha256
from reiseregel.decision.clarify import owner_of
from reiseregel.decision.model import (
    Bounds,
    Clarification,
    Decision,
    FrikortForecast,
    NextStep,
    PostDecision,
    RestsOn,
    outcome_words,
)
from reiseregel.errors import Language, Text
from reiseregel.rulebook.model import PostKind, Reading
from reiseregel.vocabulary import Hjemmel

_OUTSIDE = Text(
    "Datoen ligger utenfor tiden reglene her dekker. En saksbehandler må avgjøre saken.",
    "Datoen ligg utanfor tida reglane her dekkjer. Ein saksbehandlar må avgjere saka.",
    "The date is outside the time these rules cover. A caseworker must decide the case.",
)
#: What is said of a date without rules, and where the law says from when it holds; by the type of the document.
_OUTSIDE_LAW = {
    "krav": (
        Text(
            "Reisedatoen ligger utenfor tiden reglene her dekker. En saksbehandler må avgjøre kravet.",
            "Reisedatoen ligg utanfor tida reglane her dekkjer. Ein saksbehandlar må avgjere kravet.",
            "The date of the journey is outside the time these rules cover. A caseworker must decide the claim.",
        ),
        Hjemmel("28"),
    ),
    "tilbakekreving": (
        Text(
            "Utbetalingen ligger utenfor tiden reglene her dekker. En saksbehandler må avgjøre saken.",
            "Utbetalinga ligg utanfor tida reglane her dekkjer. Ein saksbehandlar må avgjere saka.",
            "The payment is outside the time these rules cover. A caseworker must decide the case.",
        ),
        Hjemmel("2-6a", lov="pbrl"),
    ),
    "klage": (_OUTSIDE, Hjemmel("7-2", lov="pbrl")),
}

#: An answer without money has no bounds.
_NONE = Bounds(None, None)


def outside_law(kind: str) -> tuple[Text, Hjemmel]:
    """What is said of a date without rules in a document of one type, and the hjemmel."""
    return _OUTSIDE_LAW.get(kind, (_OUTSIDE, Hjemmel("28")))


def decision_to_json(decision: Decision, language: Language) -> dict[str, Any]:
    """One object, as `schemas/v1/vedtak.schema.json`; `kvittering.vedtak_sha256` is the hash of the rest."""
    body: dict[str, Any] = {
        "type": "vedtak",
        "versjon": 1,
        "gjelder": decision.kind,
        "utfall": decision.status,
        "beloep_oere": decision.amount,
        "mulige_utfall": list(decision.outcomes),
        "grenser": _bounds(decision.bounds if decision.answer is None else _NONE),
        "poster": [_post(post, language) for post in decision.posts],
        "begrunnelse": [
            {
                "post": number,
                "kode": ground.code,
                "gruppe": ground.group,
                "hjemmel": ground.hjemmel.to_json(),
                "tekst": ground.text.in_language(language),
                "node": ground.node,
            }
            for number, post in enumerate(decision.posts)
            for ground in post.grounds
        ],
        "avklaringer": [
            _clarification(n, item, decision.kind, language) for n, item in enumerate(decision.clarifications, 1)
        ],
        "ikke_modellert": _not_modelled(decision, language),
        "hviler_paa_lesning": [
            {
                "lesning": item.reading.name,
                "valgt": decision.receipt.readings[item.reading.name],
                "alternativ": item.alternative,
                "mulige_utfall": list(item.outcomes),
                "grenser": _bounds(item.bounds),
                **_places(item),
                "spoersmaal": _text(item.reading.question, language),
                "alternativ_tekst": _reading_text(item.reading, item.alternative, language),
            }
            for item in decision.rests_on
        ],
        "frikort_prognose": [_forecast(item) for item in decision.frikort],
        "neste_steg": [_next_step(step, language) for step in decision.next_steps],
        "trenger_menneske": decision.needs_person,
        "kan_automatiseres": {"verdi": decision.automatic, "hindringer": list(decision.not_automatic)},
        "ikke_uttoemt": not decision.exhausted,
        "spraak": language,
    }
    receipt = {
        "motor": decision.receipt.engine,
        "kontrakt": decision.receipt.contract,
        "regler_sha256": decision.receipt.rules,
        "dekker": decision.receipt.covered.to_json() if decision.receipt.covered else None,
        "lesninger": decision.receipt.readings,
        "fakta_sha256": decision.receipt.facts,
        "spor_sha256": decision.receipt.trace,
    }
    body["kvittering"] = receipt
    body["kvittering"] = {**receipt, "vedtak_sha256": sha256(body)}
    return body


def _bounds(bounds: Bounds) -> dict[str, int | None]:
    return {"laveste_oere": bounds.lowest, "hoeyeste_oere": bounds.highest}


def _known(bounds: Bounds) -> int | None:
    return bounds.lowest if bounds.settled else None


def _text(text: Text | None, language: Language) -> str:
    return text.in_language(language) if text else ""


def _reading_text(reading: Reading, code: str, language: Language) -> str:
    return _text(reading.texts.get(code), language)


def _places(item: RestsOn) -> dict[str, Any]:
    """Where the text of the reading stands; every place, when it changes something under more than one."""
    places = [hjemmel.to_json() for hjemmel in item.places]
    return {"hjemmel": places[-1]} | ({"hjemler": places} if len(places) > 1 else {})


def _post(post: PostDecision, language: Language) -> dict[str, Any]:
    return {
        "post": post.post.id,
        "sted": post.place,
        "innhold": post.content,
        "navn": _text(post.label, language),
        "utfall": post.outcomes[0] if len(post.outcomes) == 1 else "aapen",
        "mulige_utfall": list(post.outcomes),
        **_COLUMNS[post.post.kind](post),
        "grenser": _bounds(post.payable if post.post.payable else _NONE),
        "endelig": post.settled,
        "avgjort_ved_oppdeling": [fact.pointer for fact in post.by_splitting],
        "hjemmel": post.hjemmel.to_json(),
        "grunner": [ground.code for ground in post.grounds],
    }


def _paid(post: PostDecision) -> dict[str, bool | int | None]:
    return {
        "rett": None if "avslag" in post.outcomes and len(post.outcomes) > 1 else "avslag" not in post.outcomes,
        "beregnet_oere": _known(post.computed),
        "egenandel_oere": _known(post.own_share),
        "utbetales_oere": _known(post.payable),
        "teller_mot_frikort_oere": _known(post.frikort),
    }


def _answered(post: PostDecision) -> dict[str, bool | int | None]:
    """Never `utbetales_oere`: what the patient pays for a journey is nothing to pay out."""
    open_right = len(post.outcomes) > 1 and outcome_words(post.post).post[2] in post.outcomes
    share = {"egenandel_oere": _known(post.payable)} if post.post.payable else {}
    return {"rett": None if open_right else not post.refused, **share}


def _demanded(post: PostDecision) -> dict[str, bool | int | None]:
    """Never `utbetales_oere`: whoever reads the answer of another kind must not pay out what is to be paid back."""
    return {
        "tilbakebetales_oere": _known(post.computed),
        "rentetillegg_oere": _known(post.interest),
        "kreves_tilbake_oere": _known(post.payable),
    }


_COLUMNS: dict[PostKind, Callable[[PostDecision], dict[str, bool | int | None]]] = {
    "stoenad": _paid,
    "tilbakekreving": _demanded,
    "svar": _answered,
}


def _forecast(item: FrikortForecast) -> dict[str, Any]:
    return {
        "aar": item.year,
        "avgjoeres_av": "register",
        "tak_oere": item.ceiling.value if item.ceiling else None,
        "tak_status": item.ceiling.status if item.ceiling else "ukjent",
        "tak_kilde": item.ceiling.source if item.ceiling else None,
        "hjemmel": item.hjemmel.to_json(),
        "godkjent_oere": item.approved,
        "reiser": [
            {
                "sted": journey.place,
                "dato": journey.day,
                "teller": _bounds(journey.counted),
                "sum_foer": _bounds(journey.before),
                "sum_etter": _bounds(journey.after),
                "over_taket": _bounds(journey.above),
                "naar_taket": "kanskje" if journey.reaches is None else "ja" if journey.reaches else "nei",
            }
            for journey in item.journeys
        ],
        "naar_taket_ved": next((journey.place for journey in item.journeys if journey.reaches), None),
        "betales_tilbake": _bounds(item.paid_back) if item.paid_back else None,
    }


def _next_step(step: NextStep, language: Language) -> dict[str, Any]:
    return {
        "kode": step.code,
        "kanal": step.channel,
        "til": step.to,
        "tekst": step.text.in_language(language),
        "hjemmel": step.hjemmel.to_json(),
        "sted": step.place,
        "trenger_menneske": step.needs_person,
    }


def _clarification(number: int, item: Clarification, kind: str, language: Language) -> dict[str, Any]:
    outside, since = outside_law(kind)
    found: dict[str, Any] = {
        "nr": number,
        "faktum": item.fact.key if item.fact else "lovtid",
        "sted": item.fact.pointer if item.fact else "",
        "eier": owner_of(item.fact),
        "spoersmaal": outside.in_language(language),
        "kan_endre": list(item.changes),
        "sikkerhet": "har_betydning" if item.certain else "kan_ha_betydning",
        "poster": list(item.posts),
    }
    if item.fact is None:
        return found | {"svartype": {"type": "vurdering"}, "hjemmel": since.to_json()}
    if item.fact.listed is not None:
        listed, day = item.fact.listed, item.fact.instance.law_day
        hjemmel = listed.hjemmel_on(day)
        assert hjemmel is not None
        words = _text(listed.question_on(day), language)
        return found | {"spoersmaal": words, "svartype": {"type": "liste"}, "hjemmel": hjemmel.to_json()}
    fact, day = item.fact.definition, item.fact.instance.law_day
    assert fact is not None
    answer: dict[str, Any] = {"type": fact.type.kind}
    if fact.type.unit:
        answer |= {"enhet": fact.type.unit, "minst": fact.low, "hoeyst": fact.high}
    if fact.codes:
        answer["koder"] = [{"kode": code, "tekst": _text(text, language)} for code, text in fact.codes.items()]
    question, hjemmel = fact.question_on(day), fact.hjemmel_on(day)
    found |= {"spoersmaal": _text(question, language), "svartype": answer, "hjemmel": hjemmel.to_json()}
    if fact.momenter:
        found["momenter"] = [text.in_language(language) for text in fact.momenter]
    if fact.not_modelled is not None:
        found["ikke_modellert"] = True
    return found


def _not_modelled(decision: Decision, language: Language) -> list[dict[str, Any]]:
    """The law without rules here that the answer waits for: where, why, and that a person decides it."""
    found = []
    outside, since = outside_law(decision.kind)
    for item in decision.clarifications:
        fact = item.fact.definition if item.fact else None
        if item.fact is None:
            found.append({"sted": "", "hjemmel": since.to_json(), "grunn": outside.in_language(language)})
        elif fact is not None and fact.not_modelled is not None:
            place, hjemmel = item.fact.instance.path, fact.hjemmel_on(item.fact.instance.law_day)
            found.append(
                {"sted": place, "hjemmel": hjemmel.to_json(), "grunn": fact.not_modelled.in_language(language)}
            )
    return found
