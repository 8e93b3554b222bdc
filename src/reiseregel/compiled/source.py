"""The Python source of one entity under the law of one period: its blocks, what it cannot be, and its posts."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from reiseregel.compiled.code import Code, any_of, negated, unbracketed
from reiseregel.compiled.folding import Folding
from reiseregel.compiled.instances import alone
from reiseregel.compiled.known import Known
from reiseregel.compiled.plan import Block, Plan, concepts_read
from reiseregel.compiled.set_concepts import Sets
from reiseregel.compiled.shared import version_is_same
from reiseregel.quantities import BOOLEAN
from reiseregel.rulebook import Concept, Post
from reiseregel.rulebook.model import Reason
from reiseregel.rulebook.tree import ConceptRef, Expr, Route
from reiseregel.rulebook.walk import clause_parts

Mode = Literal["known", "sets"]
_HERE = Route()


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the generator of one entity. `recorded`: every value is kept, and what an answer cannot rest on raises."""

    plan: Plan
    entity: str
    folding: Folding
    mode: Mode
    recorded: bool
    bare: frozenset[str]

    def source(self) -> str:
        """One generator: at each `yield` it waits until the other entities have come as far; one alone never waits."""
        day = date.fromordinal(self.folding.day).isoformat()
        code = Code(self.folding.book.vocabulary, self.entity, self.bare, waits=not alone(self.plan), key=self._key())
        writer = Known(code, self.folding) if self.mode == "known" else Sets(code, self.folding)
        blocks = [block for block in self.plan.blocks if block.entity == self.entity]
        used, shared = self._uses(), set[str]()
        for number, block in enumerate(blocks):
            code.begin_block(number)
            self._block(code, writer, number, block, used, shared)
            code.end_block()
        if any(item.entity == self.entity for item in self.plan.refused):
            self._refused(code, writer)
            code.end_block()
        for post in self.plan.posts[self.entity]:
            self._post_if(code, writer, post)
        ways = [self.mode, *(["recorded"] if self.recorded else [])]
        if self.folding.settled is not None:
            ways.append(f"{self.folding.settled[0].name} is {self.folding.settled[1]}")
        title = f'"""{self.entity}, law of {day}, {", ".join(ways)}."""'
        return "\n".join([f"def {self.entity}(_r, _l, _ut):", f"    {title}", *code.text()]) + "\n"

    def _uses(self) -> Counter[str]:
        """How often each concept of the entity is read on the entity itself."""
        found: Counter[str] = Counter()
        for concept in self.plan.concepts_of(self.entity):
            version = self.folding.version(concept)
            for clause in version.clauses if version else ():
                found.update(name for part in clause_parts(clause) for name in _own(part))
        for post in self.plan.posts[self.entity]:
            columns = (post.computed, post.own_share, post.payable, post.frikort, post.interest)
            found.update((post.right, post.right, *post.reduced, *post.reduced, *(name for name in columns if name)))
            found.update(reason.concept for reason in post.reasons if not reason.up)
            found.update(_own(post.exists) if post.exists is not None else ())
        for item in self.plan.refused:
            found.update(_own(item.condition) if item.entity == self.entity else ())
        return found

    # --- concepts ---------------------------------------------------------------------------------------------------

    def _key(self) -> int:
        """Another for each function of the entity: what one has kept for all members is not for another."""
        settled = self.folding.settled
        code = 0 if settled is None else settled[0].type.codes.index(settled[1]) + 1
        return (self.folding.day * 2 + (self.mode == "sets")) * 1000 + code

    def _block(
        self, code: Code, writer: Known | Sets, number: int, block: Block, used: Counter[str], shared: set[str]
    ) -> None:
        for concept in block.concepts:
            stored = (concept.entity, concept.name) in self.plan.stored
            version = self.folding.version(concept)
            if version is not None and version_is_same(version, shared):
                shared.add(concept.name)
            if not (stored or self.recorded or used[concept.name]):
                continue
            once = used[concept.name] == 1 and not (stored or self.recorded)
            lazily = once and self.mode == "known"
            with code.shared() if code.can_share and concept.name in shared and not lazily else nullcontext():
                self._concept(code, writer, concept, once=once)
        for concept in block.concepts:
            if (concept.entity, concept.name) in self.plan.stored:
                for name, value in writer.stored(concept):
                    code.add(f"_r.C_{name} = {value}")
        if self.recorded:
            values = ", ".join(self._recorded(writer, concept) for concept in block.concepts)
            code.add(f"_r.k{number} = ({values},)")

    def _recorded(self, writer: Known | Sets, concept: Concept) -> str:
        """The value as the record has it: open yes/no as None, an open number as a pair, a code as its mask."""
        if self.folding.version(concept) is None:
            return {"boolsk": "None", "kode": str(concept.type.all_codes), "dato": "_ANY_DAY"}.get(
                concept.type.kind, "_ANY_NUMBER"
            )
        return writer.recorded(concept)

    def _concept(self, code: Code, writer: Known | Sets, concept: Concept, *, once: bool) -> None:
        version = self.folding.version(concept)
        if self.recorded and version is not None:
            flagged = self.folding.flagged(version)
            if any(flagged):
                reached = writer.reached(version, flagged)
                if reached != "False":
                    code.add(f"if {unbracketed(reached)}: _hand_over()")
        writer.concept(concept, version, once=once)

    # --- posts ------------------------------------------------------------------------------------------------------

    def _post_if(self, code: Code, writer: Known | Sets, post: Post) -> None:
        exists = "True" if post.exists is None else _ends(writer, post.exists)[1]
        if exists == "True":
            self._post(code, writer, post)
        else:
            with code.deeper(f"if {unbracketed(exists)}:"):
                self._post(code, writer, post)

    def _post(self, code: Code, writer: Known | Sets, post: Post) -> None:
        """Outcomes as a mask (refused 1, reduced 2, granted 4), the two ends of each column, the reasons that hold."""
        right = [code.named(end) for end in self._yes(writer, post.right)]
        reduced = [self._yes(writer, name) for name in post.reduced]
        outcomes = self._outcomes(writer, right, reduced)
        columns = (post.payable, post.computed, post.own_share, post.frikort, post.interest)
        amounts = [", ".join(self._amount(code, writer, post.entity, name)) for name in columns]
        code.add("_g = []")
        for about_amounts, reasons in groupby(post.reasons, lambda reason: reason.about_amounts and right[1] != "True"):
            if not about_amounts:
                for reason in reasons:
                    self._reason(code, writer, reason)
            elif right[1] != "False":
                with code.deeper(f"if {right[1]}:"):
                    before = len(code.lines)
                    for reason in reasons:
                        self._reason(code, writer, reason)
                    if len(code.lines) == before:
                        code.add("pass")
        number = self.folding.book.posts.index(post)
        code.add(f"_ut.append(({number}, _r, {outcomes}, {', '.join(amounts)}, _g))")

    @staticmethod
    def _outcomes(writer: Known | Sets, right: list[str], reduced: list[tuple[str, str]]) -> str:
        sure, may = any_of([low for low, _ in reduced]), any_of([top for _, top in reduced])
        if isinstance(writer, Known):
            some = {"False": "4", "True": "2"}.get(sure) or f"2 if {unbracketed(sure)} else 4"
            return {"False": "1", "True": some}.get(right[0]) or f"({some}) if {right[0]} else 1"
        granted = " + ".join(text for text in (_if(negated(sure), 4), _if(may, 2)) if text)
        return f"{_if(negated(right[0]), 1) or 0} + (({granted}) if {right[1]} else 0)"

    def _reason(self, code: Code, writer: Known | Sets, reason: Reason) -> None:
        low, top = _ends(writer, ConceptRef(Route(reason.up), reason.entity, reason.concept, BOOLEAN))
        holds = low if reason.value else negated(top)
        if holds != "False":
            code.add(f"if {unbracketed(holds)}: _g.append({reason.code!r})")

    def _yes(self, writer: Known | Sets, name: str) -> tuple[str, str]:
        return _ends(writer, ConceptRef(_HERE, self.entity, name, BOOLEAN))

    def _amount(self, code: Code, writer: Known | Sets, entity: str, name: str) -> tuple[str, str]:
        if not name:
            return "0", "0"
        concept = self.folding.book.concepts[entity, name]
        low, top = _ends(writer, ConceptRef(_HERE, entity, name, concept.type))
        if isinstance(writer, Known):
            low = top = code.named(f"{low} + 0")  # one that is not known raises here
        return low, top

    def _refused(self, code: Code, writer: Known | Sets) -> None:
        """Is there surely a combination of facts that cannot be? The reference then says which."""
        found = [_ends(writer, item.condition)[0] for item in self.plan.refused if item.entity == self.entity]
        code.add(f"if {unbracketed(any_of(found))}: _hand_over()")


def _ends(writer: Known | Sets, expr: object) -> tuple[str, str]:
    """Both ends of an expression on the entity itself; where all is known they are the same."""
    if isinstance(writer, Known):
        text = writer.write(expr, writer.code.own)  # type: ignore[arg-type]
        return text, text
    return writer.write(expr, writer.code.own)  # type: ignore[arg-type]


def _own(expr: Expr) -> list[str]:
    return [reference.name for here, reference in concepts_read(expr) if here]


def _if(condition: str, value: int) -> str:
    """`value` if the condition holds, else nothing."""
    if condition == "False":
        return ""
    return str(value) if condition == "True" else f"({value} if {unbracketed(condition)} else 0)"
