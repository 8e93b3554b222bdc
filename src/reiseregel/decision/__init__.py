"""The answer: posts, whole, bounds, open questions, readings it rests on, and the receipt."""

from reiseregel.decision.answered import Answered
from reiseregel.decision.decide import (
    answer,
    answer_by_program,
    answer_by_reference,
    answer_checked,
    chosen_readings,
    decide,
    decide_checked,
)
from reiseregel.decision.json_answer import answer_json
from reiseregel.decision.model import (
    Bounds,
    Clarification,
    Decision,
    FrikortForecast,
    Grounds,
    JourneyForecast,
    NextStep,
    PostDecision,
    Receipt,
    RestsOn,
)

__all__ = [
    "Answered",
    "Bounds",
    "Clarification",
    "Decision",
    "FrikortForecast",
    "Grounds",
    "JourneyForecast",
    "NextStep",
    "PostDecision",
    "Receipt",
    "RestsOn",
    "answer",
    "answer_by_program",
    "answer_by_reference",
    "answer_checked",
    "answer_json",
    "chosen_readings",
    "decide",
    "decide_checked",
]
