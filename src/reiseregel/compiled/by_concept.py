"""The reference evaluator with generated functions in place of its walk through the tree, for whoever evaluates the
same rules in many cells: splitting an open document. A function is made for a version or expression once it has been
worked out so many times that making it pays; before that, the reference does the work. The results are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final

from reiseregel.calendar import LAST_DAY
from reiseregel.compiled.by_concept_source import Source
from reiseregel.engine.evaluate import ConceptKey, Evaluator, Memo, Result, full_set
from reiseregel.facts import Instance
from reiseregel.remember import once_for_each
from reiseregel.rulebook import Concept, RuleBook, Version
from reiseregel.rulebook import tree as t

Function = Callable[[Evaluator, Instance], Result]

#: Making the function of a version takes as long as working it out so many times; an expression is smaller.
VERSION_PAYS: Final = 40
EXPRESSION_PAYS: Final = 60
#: The law days whose functions are kept for each concept.
MOST_LAW_DAYS: Final = 512


class Functions:
    """The functions of one rule book. Threads may share them: what is made twice is the same."""

    def __init__(
        self, book: RuleBook, version_pays: int = VERSION_PAYS, expression_pays: int = EXPRESSION_PAYS
    ) -> None:
        self.book, self.version_pays, self.expression_pays = book, version_pays, expression_pays
        self.workers: dict[ConceptKey, Function] = {}
        #: By identity, each with the thing itself, so that no other can have it.
        self._versions: dict[int, tuple[Version, Function]] = {}
        self._expressions: dict[int, tuple[t.Expr, Function]] = {}
        self._seen: dict[int, int] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """They are made again where they are wanted."""
        return functions_of, (self.book,)

    def worker(self, key: ConceptKey) -> Function:
        """What works a concept out on an instance and keeps the result, as the evaluator does when it is not known."""
        found = self.workers.get(key)
        if found is None:
            found = self.workers[key] = self._worker(key, self.book.concepts[key])
        return found

    def _worker(self, key: ConceptKey, concept: Concept) -> Function:
        by_day: dict[int, Function] = {}
        everything = full_set(concept.type)

        def work(evaluator: Evaluator, instance: Instance) -> Result:
            number = instance.number
            if evaluator.forced:
                forced = evaluator.forced.get((number, key))
                if forced is not None:
                    evaluator.memo[key][number] = found = (forced, 0)
                    return found
            day = LAST_DAY if instance.law_date is None else instance.law_date
            function = by_day.get(day)
            if not instance.covered:
                found = everything, evaluator.facts.outside_law_bit
            elif function is not None:
                found = function(evaluator, instance)
            else:
                version = concept.version_on(day)
                if version is None:
                    found = everything, evaluator.facts.outside_law_bit
                else:
                    made = self._version(concept, version)
                    if made is None:
                        found = Evaluator.defined(evaluator, instance, concept)
                    else:
                        if len(by_day) >= MOST_LAW_DAYS:
                            by_day.clear()
                        by_day[day] = made
                        found = made(evaluator, instance)
            evaluator.memo[key][number] = found
            return found

        return work

    def _version(self, concept: Concept, version: Version) -> Function | None:
        found = self._versions.get(id(version))
        if found is not None:
            return found[1]
        if not self._pays(version, self.version_pays):
            return None
        source = Source(self.book, self.worker)
        made = plain = self._made(source.version(version), source, concept.id)
        if not version.wording_read:
            key = (concept.entity, concept.name)

            def made(evaluator: Evaluator, instance: Instance) -> Result:
                result = plain(evaluator, instance)
                if evaluator._unread_reached(instance, version):  # noqa: SLF001 - this is that evaluator
                    evaluator.unread[instance.number, key] = instance
                return result

        self._versions[id(version)] = version, made
        return made

    def expression(self, expr: t.Expr) -> Function | None:
        """The function of an expression; None while it does not pay to make it."""
        found = self._expressions.get(id(expr))
        if found is not None:
            return found[1]
        if not self._pays(expr, self.expression_pays):
            return None
        source = Source(self.book, self.worker)
        made = self._made(source.expression(expr), source, type(expr).__name__)
        self._expressions[id(expr)] = expr, made
        return made

    def _pays(self, thing: Version | t.Expr, enough: int) -> bool:
        seen = self._seen.get(id(thing), 0) + 1
        self._seen[id(thing)] = seen
        return seen > enough

    @staticmethod
    def _made(text: str, source: Source, name: str) -> Function:
        exec(compile(text, f"<{name}>", "exec"), source.names)  # noqa: S102 - the text was made here, from checked rules
        made: Function = source.names["made"]  # type: ignore[assignment]
        return made


@once_for_each
def functions_of(book: RuleBook) -> Functions:
    """The functions of a rule book, made as they are wanted."""
    return Functions(book)


#: Expressions that are as soon looked up as a function for them.
_SHORT: Final = (t.Const, t.FactRef, t.RateRef, t.ReadingRef, t.LawDate)


@dataclass(slots=True)
class ByConcept(Evaluator):
    """As the evaluator, with the same results, marks and memo. A cell made from it is one too."""

    functions: Functions | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.functions is None or self.functions.book is not self.book:
            self.functions = functions_of(self.book)
        if not isinstance(self.memo, Layer):
            self.memo = Layer(self.memo)

    def concept(self, instance: Instance, name: str) -> Result:
        """The value set of a concept of one instance."""
        key = (instance.entity, name)
        found = self.memo[key].get(instance.number)
        return found if found is not None else self.functions.worker(key)(self, instance)  # type: ignore[union-attr]

    def _concept(self, instance: Instance, concept: Concept) -> Result:
        return self.concept(instance, concept.name)

    def evaluate(self, expr: t.Expr, instance: Instance) -> Result:
        """The value set of an expression standing on `instance`."""
        if type(expr) is t.ConceptRef:
            route = expr.route
            return self.concept(instance.follow(route.up, route.down), expr.name)
        if not isinstance(expr, _SHORT):
            function = self.functions.expression(expr)  # type: ignore[union-attr]
            if function is not None:
                return function(self, instance)
        return Evaluator.evaluate(self, expr, instance)

    # --- cells --------------------------------------------------------------------------------------------------------

    def without(self, bit: int) -> Memo:
        """What is known and does not hang on the open fact with this bit, copied when it is looked at."""
        return Layer(above=self.memo, bit=bit)

    def unmoved(self, moved: Set[ConceptKey]) -> Memo:
        """What is known of the other concepts, copied when it is looked at."""
        return Layer(above=self.memo, moved=moved)

    def beside(self, moved: Set[ConceptKey]) -> Memo:
        """As `unmoved`, shared with this cell where anything is known of a concept."""
        return Layer(above=self.memo, moved=moved, shared=True)


class Layer(Memo):
    """What is known in a cell: what was worked out there, and of each concept that is looked at, what was known in the
    cell it was narrowed from and still holds. A cell stands still while those narrowed from it are solved, so nothing
    more can be known there when a concept is first looked at here than when the cell was made.
    """

    __slots__ = ("above", "bit", "moved", "shared")

    def __init__(
        self,
        given: Mapping[ConceptKey, dict[int, Result]] | None = None,
        above: Any = None,
        bit: int = 0,
        moved: Set[ConceptKey] = frozenset(),
        *,
        shared: bool = False,
    ) -> None:
        super().__init__(given or {})
        self.above, self.bit, self.moved, self.shared = above, bit, moved, shared

    def __missing__(self, key: ConceptKey) -> dict[int, Result]:
        above, bit = self.above, self.bit
        if above is None or key in self.moved:
            found: dict[int, Result] = {}
        elif self.shared:
            found = above[key] if above.knows(key) else {}
        elif bit:
            # Cells between that have not looked at the concept need not.
            known = dict.get(above, key)
            while known is None and above.bit:
                bit |= above.bit
                above = above.above
                known = dict.get(above, key)
            found = {number: result for number, result in (known or above[key]).items() if not result[1] & bit}
        else:
            found = dict(above[key])
        self[key] = found
        return found

    def get(self, key: ConceptKey, default: Any = None) -> Any:  # noqa: ARG002 - nothing is missing
        return self[key]

    def setdefault(self, key: ConceptKey, default: Any = None) -> Any:  # noqa: ARG002
        return self[key]

    def knows(self, key: ConceptKey) -> bool:
        """True when something has been worked out of a concept, here or further up."""
        layer: Any = self
        while isinstance(layer, Layer):
            if dict.get(layer, key):
                return True
            if key in layer.moved:
                return False
            layer = layer.above
        return False
