"""What differs between two answers and why: two cases, a case on two dates, a decision and a later claim. No words."""

from reiseregel.changes.compare import compare
from reiseregel.changes.earlier import EarlierDecision, read_decision
from reiseregel.changes.model import (
    ABSENT,
    Chain,
    Changes,
    FactChange,
    FactState,
    PostChange,
    Question,
    RateChange,
    ReadingChange,
    RuleChange,
    RuleInForce,
    Side,
    Step,
)

__all__ = [
    "ABSENT",
    "Chain",
    "Changes",
    "EarlierDecision",
    "FactChange",
    "FactState",
    "PostChange",
    "Question",
    "RateChange",
    "ReadingChange",
    "RuleChange",
    "RuleInForce",
    "Side",
    "Step",
    "compare",
    "read_decision",
]
