"""One decision of the whole regulation: by hand, by the compiled rules, and by the reference, on the same claims.

Every fact of the claims is known, so that the function by hand can decide them; it is shown equal first. Then the same
claims as a patient would send them: most facts left out, those that settle the answer given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks import handwritten
from benchmarks.handwritten.cases import complete_claims
from benchmarks.timing import Comparison, Work, side_by_side
from reiseregel.case import CheckedDocument, check_document
from reiseregel.compiled import Program, program
from reiseregel.decision import answer_by_program, answer_by_reference
from reiseregel.decision.core import solve
from reiseregel.engine import GRANTED, REFUSED
from reiseregel.explain import render_explanation
from reiseregel.facts import build_facts
from reiseregel.rulebook import RuleBook

BY_HAND = "Python by hand"
KNOWN, RECORDED, OPEN = "compiled, no trace", "compiled, trace recorded", "compiled, open facts as sets"
ANSWER, RENDERED = "compiled, whole answer", "compiled, answer and explanation as text"
REFERENCE, WHOLE_REFERENCE = "reference, plain pass and splitting", "reference, whole answer"
SEED, CLAIMS = 2_026, 200


class DiffersError(Exception):
    """The function by hand and the compiled rules decide a claim differently."""


@dataclass(frozen=True, slots=True)
class OneCase:
    """How many claims were shown equal, and what each way took."""

    equal: int
    timed: Comparison


def measure(book: RuleBook, rounds: int = 15) -> OneCase:
    """Show that the two are equal, and time them.

    Raises:
        DiffersError: they are not, and nothing was timed.

    """
    documents = [check_document(claim, book.vocabulary) for claim in complete_claims(SEED, CLAIMS, book.vocabulary)]
    claims = [document.data for document in documents]
    made = program(book, "krav")
    for number, claim in enumerate(claims):
        if _by_hand(claim) != _compiled(made, claim):
            raise DiffersError(f"claim {number} of seed {SEED}")
    readings = {name: reading.chosen for name, reading in book.readings.items()}
    ways: list[tuple[str, Callable[[CheckedDocument], object], int]] = [
        (BY_HAND, lambda document: handwritten.decide(document.data), CLAIMS),
        (KNOWN, lambda document: made.run(document.data), CLAIMS),
        (RECORDED, lambda document: made.run(document.data, recorded=True), CLAIMS),
        (OPEN, lambda document: made.run(document.data, sets_only=True), CLAIMS),
        (ANSWER, lambda document: answer_by_program(made, document), 40),
        (RENDERED, lambda document: _rendered(made, document), 20),
        (
            REFERENCE,
            lambda document: solve(book, build_facts("krav", document.data, book.vocabulary, {}), readings),
            20,
        ),
        (WHOLE_REFERENCE, lambda document: answer_by_reference(document, book).decision.receipt.trace, 20),
    ]
    works = [Work(name, _loop(decide, documents[:count]), count) for name, decide, count in ways]
    return OneCase(len(claims), side_by_side(f"one of {CLAIMS} claims, every fact known", works, rounds))


def _rendered(made: Program, document: CheckedDocument) -> str:
    answered = answer_by_program(made, document)
    assert answered is not None
    return render_explanation(answered, "saksbehandler", "nb")


def _loop(decide: Callable[[CheckedDocument], object], documents: Sequence[CheckedDocument]) -> Callable[[], None]:
    def run() -> None:
        for document in documents:
            decide(document)

    return run


def _by_hand(claim: dict[str, Any]) -> object:
    outcome, lines = handwritten.decide(claim)
    return outcome, lines


def _compiled(made: Program, claim: dict[str, Any]) -> object:
    verdict = made.run(claim)
    assert verdict is not None
    outcome = {GRANTED: "innvilget", REFUSED: "avslag"}.get(verdict.mix, "delvis_innvilget")
    return outcome, [
        (
            *(post.post, post.place, post.outcomes, post.computed[0], post.own_share[0], post.payable[0]),
            *(post.frikort[0], post.interest[0], post.reasons),
        )
        for post in verdict.posts
    ]
