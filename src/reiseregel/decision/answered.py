"""A decision together with what it came from, for those who explain it, vary it or ask on."""

from __future__ import annotations

from dataclasses import dataclass

from reiseregel.case import CheckedDocument
from reiseregel.decision.core import Core
from reiseregel.decision.model import Decision
from reiseregel.engine import Evaluator, PostInstance
from reiseregel.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class Answered:
    """One document with its answer. `core` is the case as solved: `core.evaluator` knows the value of every concept,
    `core.posts` stand in the order of `decision.posts`.
    """

    document: CheckedDocument
    core: Core
    decision: Decision

    @property
    def book(self) -> RuleBook:
        """The rules it was decided by."""
        return self.core.book

    @property
    def evaluator(self) -> Evaluator:
        """The plain pass over the case."""
        return self.core.evaluator

    @property
    def posts(self) -> tuple[PostInstance, ...]:
        """What each post of the decision is about."""
        return self.core.posts
