"""The goal of a counterfactual, said a second time: on whole answers, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reiseregel.decision import Decision
from tests.oracle.answers import Answer

OUTCOMES = ("avslag", "delvis_innvilget", "innvilget")
DEMANDS = ("kreves_tilbake", "kreves_delvis_tilbake", "kreves_ikke_tilbake")
BEYOND = 10**30


@dataclass(frozen=True)
class Stand:
    """What one can be sure of and hope for: amount (of a demand below zero) and outcome, each by itself."""

    sure: tuple[int, int]
    hope: tuple[int, int]


def stand_of_answers(answers: Iterable[Answer]) -> Stand | None:
    """Over every way to fill in the case; None when there is none."""
    found = [(answer.amount, OUTCOMES.index(answer.outcome)) for answer in answers]
    if not found:
        return None
    amounts, ranks = zip(*found, strict=True)
    return Stand((min(amounts), min(ranks)), (max(amounts), max(ranks)))


def stand_of(decision: Decision) -> Stand:
    """Of a decision."""
    demand = decision.kind == "tilbakekreving"
    ranks = [(DEMANDS if demand else OUTCOMES).index(outcome) for outcome in decision.outcomes]
    low = -BEYOND if decision.bounds.lowest is None else decision.bounds.lowest
    high = BEYOND if decision.bounds.highest is None else decision.bounds.highest
    low, high = (-high, -low) if demand else (low, high)
    return Stand((low, min(ranks)), (high, max(ranks)))


def better(now: Stand, then: Stand | None) -> bool:
    """The document reaches what a counterfactual is for."""
    if then is None:
        return False
    return then.hope[1] > 0 if now.hope[1] == 0 else then.sure > now.sure


def worse(now: Stand, then: Stand | None) -> bool:
    """The outcome is surely worse than before."""
    return then is not None and then.hope[1] < now.sure[1]
