"""The Python source of one entity under the law of one period: its blocks, what it cannot be, and its posts."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reiseregel.compiled.code import Code
from reiseregel.compiled.driver import alone, at_once, one_post, refused_apart, steps_of
from reiseregel.compiled.folding import Folding
from reiseregel.compiled.implied import held_with
from reiseregel.compiled.known import Known
from reiseregel.compiled.plan import Block, Plan, concepts_read
from reiseregel.compiled.set_concepts import Sets
from reiseregel.compiled.shared import version_is_same
from reiseregel.compiled.text import all_of, any_of, negated, parts_of, unbracketed
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

    @property
    def direct(self) -> bool:
        """The function takes the facts of the document and returns its posts: nothing else is ever read of it."""
        return not self.recorded and at_once(self.plan, self.folding.book.vocabulary)

    def source(self) -> str:
        """One generator: at each `yield` it waits until the other entities have come as far. One alone never waits."""
        day = date.fromordinal(self.folding.day).isoformat()
        code = Code(
            self.folding.book.vocabulary,
            self.entity,
            self.bare,
            waits=not alone(self.plan),
            direct=self.direct,
            key=self._key(),
        )
        writer = Known(code, self.folding) if self.mode == "known" else Sets(code, self.folding)
        blocks = [block for block in self.plan.blocks if block.entity == self.entity]
        used, shared, left = self._uses(), set[str](), steps_of(self.plan, self.entity)
        apart = refused_apart(self.plan, self.entity)
        for number, block in enumerate(blocks):
            code.begin_block(number)
            self._block(code, writer, number, block, used, shared)
            left -= 1
            if number == len(blocks) - 1 and not apart:
                self._refused(code, writer)
            code.end_block(last=not left)
        if apart:
            self._refused(code, writer)
            left -= 1
            code.end_block(last=not left)
        for post in self.plan.posts[self.entity]:
            self._post_if(code, writer, post)
        ways = [self.mode, *(["recorded"] if self.recorded else [])]
        if self.folding.settled is not None:
            ways.append(f"{self.folding.settled[0].name} is {self.folding.settled[1]}")
        title = f'"""{self.entity}, law of {day}, {", ".join(ways)}."""'
        body = code.text()
        opening = f"def {self.entity}(_r, _l, _ut):"
        if self.direct:
            opening = f"def {self.entity}(_r, _l):"
        if self.direct and not one_post(self.plan):
            body = ["    _ut = []", *body, "    return _ut"]
        return "\n".join([opening, f"    {title}", *body]) + "\n"

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
        ends = self._yes(writer, post.right)
        right = [code.named(end) for end in ends]
        columns = (post.payable, post.computed, post.own_share, post.frikort, post.interest)
        amounts = ", ".join(end for name in columns for end in self._amount(writer, post.entity, name))
        if right[1] in ("True", "False"):
            self._line(code, writer, post, right, "True", amounts)
            return
        with code.deeper(f"if {right[1]}:"):
            self._line(code, writer, post, [right[0] if right[0] != right[1] else "True", "True"], ends[1], amounts)
        with code.deeper("else:"):
            self._line(code, writer, post, ["False", "False"], negated(ends[1]), amounts)

    def _line(
        self, code: Code, writer: Known | Sets, post: Post, right: list[str], condition: str, amounts: str
    ) -> None:
        """The post where there surely is no right, or may be one; without the reasons that `condition` rules out."""
        reduced = list(post.reduced) if right[1] != "False" else []
        marks = isinstance(writer, Known) and bool(reduced)
        code.add("_g = []")
        if marks:
            code.add("_o = 4")
        reasons = [reason for reason in post.reasons if right[1] != "False" or not reason.about_amounts]
        self._reasons(code, writer, reasons, held_with(condition, writer.meaning), reduced if marks else [])
        if right[1] == "False":
            outcomes = "1"
        elif marks:
            left = any_of([self._yes(writer, name)[0] for name in reduced])
            if left != "False":
                code.add(f"if {unbracketed(left)}: _o = 2")
            outcomes = "_o"
        else:
            outcomes = self._outcomes(writer, right[0], post)
        place = "_ROOT" if self.direct else "_r"
        line = f"({self.folding.book.posts.index(post)}, {place}, {outcomes}, {amounts}, _g)"
        code.add(f"return [{line}]" if self.direct and one_post(self.plan) else f"_ut.append({line})")

    def _reasons(
        self, code: Code, writer: Known | Sets, reasons: list[Reason], held: frozenset[str], reduced: list[str]
    ) -> None:
        """The reasons that hold, where the texts of `held` do; those that are in `reduced` too mark the outcome, and
        are taken out of it.
        """
        for reason in reasons:
            lines, holds = code.apart(lambda reason=reason: self._holds(writer, reason))  # type: ignore[misc]
            if holds == "False" or any(negated(part) in held for part in parts_of(holds, "and")):
                continue
            code.place_here(lines)
            holds = all_of([part for part in parts_of(holds, "and") if part not in held])
            told = f"_g.append({reason.code!r})"
            if reason.value and not reason.up and reason.concept in reduced:
                reduced.remove(reason.concept)
                told += "; _o = 2"
            code.add(told if holds == "True" else f"if {unbracketed(holds)}: {told}")

    def _outcomes(self, writer: Known | Sets, right: str, post: Post) -> str:
        """The mask where there may be a right, and surely is one if `right`."""
        reduced = [self._yes(writer, name) for name in post.reduced]
        sure, may = any_of([low for low, _ in reduced]), any_of([top for _, top in reduced])
        if isinstance(writer, Known):
            return {"False": "4", "True": "2"}.get(sure) or f"2 if {unbracketed(sure)} else 4"
        return " + ".join(text for text in (_if(negated(right), 1), _if(negated(sure), 4), _if(may, 2)) if text)

    def _holds(self, writer: Known | Sets, reason: Reason) -> str:
        """Surely a reason."""
        low, top = _ends(writer, ConceptRef(Route(reason.up), reason.entity, reason.concept, BOOLEAN))
        return low if reason.value else negated(top)

    def _yes(self, writer: Known | Sets, name: str) -> tuple[str, str]:
        return _ends(writer, ConceptRef(_HERE, self.entity, name, BOOLEAN))

    def _amount(self, writer: Known | Sets, entity: str, name: str) -> tuple[str, str]:
        if not name:
            return "0", "0"
        if isinstance(writer, Known):
            return (writer.amount(name),) * 2
        concept = self.folding.book.concepts[entity, name]
        return _ends(writer, ConceptRef(_HERE, entity, name, concept.type))

    def _refused(self, code: Code, writer: Known | Sets) -> None:
        """Is there surely a combination of facts that cannot be? The reference then says which."""
        found = [_ends(writer, item.condition)[0] for item in self.plan.refused if item.entity == self.entity]
        if found:
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
