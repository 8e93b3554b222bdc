"""The small rule set in reiseregel: rule files in `rules/`, read once, and the executors for one case."""

from __future__ import annotations

from pathlib import Path

from benchmarks.peers.cases import OUTCOMES, Answer, Case
from reiseregel.compiled import program
from reiseregel.decision import decide as decide_whole
from reiseregel.engine import GRANTED, REDUCED, REFUSED
from reiseregel.rulebook import load_files
from reiseregel.yamlfile import read_folder

RULES = Path(__file__).resolve().parent / "rules"
_KIND = "krav"
_OUTCOMES = dict(zip((REFUSED, REDUCED, GRANTED), OUTCOMES, strict=True))

# A law is published with phrases and cases; these rules have none.
_LOADED = load_files(read_folder(RULES), demand_words=False)
assert _LOADED.book is not None, _LOADED.faults
BOOK = _LOADED.book
_RUN = program(BOOK, _KIND).run


def decide(case: Case) -> Answer:
    """The answer to one case by the compiled executor, from a document that has been checked."""
    verdict = _RUN(case)
    assert verdict is not None
    return _OUTCOMES[verdict.mix], verdict.amount[0], verdict.reasons[0]


def decide_by_reference(case: Case) -> Answer:
    """The answer to one case by the reference, with everything a decision has."""
    decision = decide_whole(case, BOOK)
    (post,) = decision.posts
    (outcome,) = post.outcomes
    assert decision.amount is not None
    return outcome, decision.amount, post.grounds[0].code
