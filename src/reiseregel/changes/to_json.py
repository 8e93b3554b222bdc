"""Changes as JSON. Nothing here compares anything, and there are no words in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from reiseregel.changes.model import (
    ABSENT,
    Chain,
    Changes,
    FactChange,
    FactState,
    PostChange,
    Question,
    RateChange,
    RuleChange,
    RuleInForce,
    Side,
    Step,
)
from reiseregel.decision import Bounds, Grounds, PostDecision
from reiseregel.engine.trace import TraceNode
from reiseregel.vocabulary import Hjemmel

#: What is written for the place and the value of what one side does not have.
_NONE = {"finnes": False}


def changes_to_json(changes: Changes) -> dict[str, Any]:
    """One object, as `schemas/v1/endringer.schema.json`."""
    return {
        "type": "endringer",
        "versjon": 1,
        "gjelder": changes.after.kind,
        "foer": _side(changes.before),
        "etter": _side(changes.after),
        "samme_svar": changes.same_answer,
        "samme_regler": changes.same_rules,
        "samme_opplysninger": changes.same_facts,
        "differanse_oere": changes.difference,
        "med_spor": changes.traced,
        "poster": [_post(post) for post in changes.posts],
        "opplysninger": [_fact(item) for item in changes.facts],
        "satser": [_rate(item) for item in changes.rates],
        "lesninger": [{"lesning": item.name, "foer": item.before, "etter": item.after} for item in changes.readings],
        "regler": [_rule(item) for item in changes.rules],
        "avklaringer_borte": _questions(changes.questions_gone),
        "avklaringer_nye": _questions(changes.questions_new),
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "kilde": side.source,
        "utfall": side.status,
        "mulige_utfall": list(side.outcomes),
        "beloep_oere": side.amount,
        "grenser": _bounds(side.bounds),
        "motor": side.engine,
        "regler_sha256": side.rules,
        "fakta_sha256": side.facts,
    }


def _bounds(bounds: Bounds) -> dict[str, int | None]:
    return {"laveste_oere": bounds.lowest, "hoeyeste_oere": bounds.highest}


def _known(bounds: Bounds) -> int | None:
    return bounds.lowest if bounds.settled else None


def _post(change: PostChange) -> dict[str, Any]:
    return {
        "post": change.post.post.id,
        "sted": change.post.place,
        "endring": change.sort,
        "foer": _decided(change.before),
        "etter": _decided(change.after),
        "differanse_oere": change.difference,
        "grunner_borte": [_ground(item) for item in change.grounds_gone],
        "grunner_nye": [_ground(item) for item in change.grounds_new],
        "kjede": _chain(change.chain),
    }


def _decided(post: PostDecision | None) -> dict[str, Any] | None:
    if post is None:
        return None
    own: dict[str, Any] = {
        "mulige_utfall": list(post.outcomes),
        "beregnet_oere": _known(post.computed),
        "beloep_oere": _known(post.payable),
        "grenser": _bounds(post.payable),
        "hjemmel": post.hjemmel.to_json(),
    }
    if post.post.kind == "tilbakekreving":
        return own | {"rentetillegg_oere": _known(post.interest)}
    return own | {"egenandel_oere": _known(post.own_share), "teller_mot_frikort_oere": _known(post.frikort)}


def _ground(ground: Grounds) -> dict[str, Any]:
    return {
        "kode": ground.code,
        "gruppe": ground.group,
        "hjemmel": ground.hjemmel.to_json(),
        "node": ground.node,
    }


def _chain(chain: Chain) -> dict[str, Any]:
    return {"begynner": list(chain.roots), "ledd": [_step(step) for step in chain.steps]}


def _step(step: Step) -> dict[str, Any]:
    found: dict[str, Any] = {
        "node": step.node,
        "begrep": step.concept,
        **({"enhet": step.unit} if step.unit else {}),
        "foer": _value(step.before),
        "etter": _value(step.after),
        "hjemmel_foer": _hjemmel(step.hjemmel_before),
        "hjemmel_etter": _hjemmel(step.hjemmel_after),
        "under": list(step.below),
        "opplysninger": list(step.facts),
        "satser": list(step.rates),
        "lesninger": list(step.readings),
        "annen_regel": step.rule is not None,
    }
    return found


def _value(value: Any) -> dict[str, Any]:
    return dict(_NONE) if value is ABSENT else {"finnes": True, "verdi": value}


def _hjemmel(hjemmel: Hjemmel | None) -> dict[str, Any] | None:
    return None if hjemmel is None else hjemmel.to_json()


def _fact(change: FactChange) -> dict[str, Any]:
    return {
        "peker": change.pointer,
        "faktum": change.key,
        "slag": "liste" if change.listed else "verdi",
        "eier": change.owner,
        **({"enhet": change.unit} if change.unit else {}),
        "foer": _state(change.before),
        "etter": _state(change.after),
        "bare_kilde": change.only_source,
        "har_betydning": change.bears,
    }


def _state(state: FactState | None) -> dict[str, Any]:
    if state is None:
        return dict(_NONE)
    found: dict[str, Any] = {"finnes": True, "oppgitt": state.given}
    if state.given:
        found["verdi"] = state.value
    origin = state.origin
    if origin is not None:
        found["kilde"] = origin.source
        if origin.reference:
            found["referanse"] = origin.reference
        if origin.role:
            found |= {"rolle": origin.role, "tidspunkt": origin.time, "momenter": list(origin.momenter)}
    return found


def _rate(change: RateChange) -> dict[str, Any]:
    return {"sats": change.name, "foer": _rows(change.before), "etter": _rows(change.after)}


def _rows(rows: Iterable[TraceNode]) -> list[dict[str, Any]]:
    return [{key: row[key] for key in ("fra", "verdi", "enhet", "status", "hjemmel") if key in row} for row in rows]


def _rule(change: RuleChange) -> dict[str, Any]:
    return {
        "node": change.node,
        "begrep": change.concept,
        "foer": _in_force(change.before),
        "etter": _in_force(change.after),
    }


def _in_force(rule: RuleInForce | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    since = date.fromordinal(rule.since).isoformat()
    return {"fra": since, "hjemmel": rule.hjemmel.to_json(), "ordlyd_lest": rule.wording_read}


def _questions(items: Iterable[Question]) -> list[dict[str, str]]:
    return [{"faktum": item.key, "sted": item.pointer} for item in items]
