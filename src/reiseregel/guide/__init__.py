"""Guidance through a case: what to ask next, why, what each answer would do, and a session that can be put away."""

from reiseregel.guide.consequences import consequences
from reiseregel.guide.model import Consequence, Question, Spot, Value
from reiseregel.guide.plan import ASKED, left_open, next_question, next_questions
from reiseregel.guide.plan_json import plan_to_json
from reiseregel.guide.saved import from_json, to_json
from reiseregel.guide.session import Guided, Session, Step, answer, back, resume, skip, start
from reiseregel.guide.typed import read_answer

__all__ = [
    "ASKED",
    "Consequence",
    "Guided",
    "Question",
    "Session",
    "Spot",
    "Step",
    "Value",
    "answer",
    "back",
    "consequences",
    "from_json",
    "left_open",
    "next_question",
    "next_questions",
    "plan_to_json",
    "read_answer",
    "resume",
    "skip",
    "start",
    "to_json",
]
