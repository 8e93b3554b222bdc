"""A `Decision` as rows of the tables that come out: what every executor's answer must be equal to."""

from __future__ import annotations

from typing import Any

from reiseregel.columns.schema import hjemmel_text
from reiseregel.decision import Decision
from reiseregel.decision.clarify import owner_of
from reiseregel.decision.model import Bounds, Clarification, PostDecision

Row = dict[str, Any]
_NONE = Bounds(None, None)


def case_row(number: int, decision: Decision) -> Row:
    """The row of a document in `CASES`; `number` is its place in the input. Amounts are whole øre.

    An answer without money has no amount and no bounds.
    """
    bounds = decision.bounds if decision.answer is None else _NONE
    return {
        "sak": number,
        "gjelder": decision.kind,
        "utfall": decision.status,
        "beloep_oere": decision.amount,
        "laveste_oere": bounds.lowest,
        "hoeyeste_oere": bounds.highest,
        "mulige_utfall": list(decision.outcomes),
        "grunner": list(dict.fromkeys(ground.code for post in decision.posts for ground in post.grounds)),
        "hjemler": list(dict.fromkeys(hjemmel_text(post.hjemmel) for post in decision.posts)),
        "aapne_fakta": [_open_fact(item) for item in decision.clarifications],
        "kan_automatiseres": decision.automatic,
        "hindringer": list(decision.not_automatic),
        "regler_sha256": decision.receipt.rules,
    }


def post_rows(number: int, decision: Decision) -> list[Row]:
    """The rows of a document in `POSTS`, in the order of the answer.

    Only support is paid out, so `utbetales_oere` is null for anything else: what is to be paid back stands in the
    bounds, and what the patient pays for a journey in `egenandel_oere`.
    """
    return [_post_row(number, place, post) for place, post in enumerate(decision.posts)]


def _post_row(number: int, place: int, post: PostDecision) -> Row:
    support, demand = post.post.kind == "stoenad", post.post.kind == "tilbakekreving"
    share = post.own_share if support else post.payable if not demand and post.post.payable else _NONE
    bounds = post.payable if post.post.payable else _NONE
    return {
        "sak": number,
        "nr": place,
        "post": post.post.id,
        "sted": post.place,
        "utfall": post.outcomes[0] if len(post.outcomes) == 1 else "aapen",
        "mulige_utfall": list(post.outcomes),
        "beregnet_oere": _known(post.computed if support or demand else _NONE),
        "egenandel_oere": _known(share),
        "utbetales_oere": _known(post.payable if support else _NONE),
        "teller_mot_frikort_oere": _known(post.frikort if support else _NONE),
        "laveste_oere": bounds.lowest,
        "hoeyeste_oere": bounds.highest,
        "endelig": post.settled,
        "grunner": list(dict.fromkeys(ground.code for ground in post.grounds)),
        "hjemmel": hjemmel_text(post.hjemmel),
    }


def _open_fact(item: Clarification) -> Row:
    """An open fact that can change the answer; `lovtid` where it is the law of a date that is missing."""
    return {
        "faktum": item.fact.key if item.fact else "lovtid",
        "sted": item.fact.pointer if item.fact else "",
        "eier": owner_of(item.fact),
    }


def _known(bounds: Bounds) -> int | None:
    return bounds.lowest if bounds.settled else None
