"""An evaluator for whoever looks at one case again and again, such as a page that explains it: every expression is
worked out once for each entity it stands on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from reiseregel.engine.evaluate import Evaluator, Result
from reiseregel.facts import Instance
from reiseregel.rulebook import Clause, Version
from reiseregel.rulebook import tree as t

#: An entity, a version of a concept of it, and those it is alike under that.
Asked: TypeAlias = tuple[Instance, Version, Any]


@dataclass(slots=True)
class Remembering(Evaluator):
    """As the evaluator it is made from. One made from it, for another cell, has nothing of what this has looked at."""

    looked_at: dict[tuple[int, int], Result] = field(default_factory=dict, init=False, repr=False, compare=False)
    #: The clause that decided each version on each instance, as `clause_that_decided` tells it.
    decided: dict[tuple[int, int], tuple[Clause, bool]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    #: The entities that each instance is alike under each version, as `alike` has it.
    alike: dict[tuple[int, int], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    #: What a thread has asked `alike` about, in order, while somebody wants to know.
    asked: dict[int, list[Asked]] = field(default_factory=dict, init=False, repr=False, compare=False)
    #: Why concepts are what they are, as `because` has it.
    reasons: dict[tuple[int, str], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def evaluate(self, expr: t.Expr, instance: Instance) -> Result:
        """The value set of an expression standing on `instance`."""
        # The rules and the case hold both for as long as this is, so that no other has their identities.
        key = (id(expr), id(instance))
        found = self.looked_at.get(key)
        if found is None:
            found = self.looked_at[key] = Evaluator.evaluate(self, expr, instance)
        return found


def remembering(evaluator: Evaluator) -> Remembering:
    """The same case in the same cell, and what is known of it."""
    return Remembering(
        evaluator.book,
        evaluator.facts,
        evaluator.readings,
        evaluator.restricted,
        evaluator.forced,
        evaluator.memo,
        evaluator.reached,
        evaluator.provisional,
        evaluator.unread,
    )
