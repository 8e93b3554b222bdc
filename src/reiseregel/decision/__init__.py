"""The answer: posts, whole, bounds, open questions, readings it rests on, and the receipt."""

from reiseregel.decision.decide import chosen_readings, decide, decide_checked
from reiseregel.decision.model import (
    Bounds,
    Clarification,
    Decision,
    FrikortForecast,
    Grounds,
    JourneyForecast,
    PostDecision,
    Receipt,
    RestsOn,
)

__all__ = [
    "Bounds",
    "Clarification",
    "Decision",
    "FrikortForecast",
    "Grounds",
    "JourneyForecast",
    "PostDecision",
    "Receipt",
    "RestsOn",
    "chosen_readings",
    "decide",
    "decide_checked",
]
