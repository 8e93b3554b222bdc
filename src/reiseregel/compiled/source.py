"""The Python source of one entity under the law of one period: a function a block, one for its posts, one for faults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reiseregel.compiled.code import Code, any_of, local, negated, unbracketed
from reiseregel.compiled.folding import Folding
from reiseregel.compiled.known import Known
from reiseregel.compiled.plan import Block, Plan
from reiseregel.compiled.sets import Sets
from reiseregel.rulebook import Concept, Post
from reiseregel.rulebook.model import Reason
from reiseregel.rulebook.tree import BOOLEAN, ConceptRef, Route

Mode = Literal["known", "sets"]
#: Groups of reasons that say how an amount came about; nothing to say on a post that is refused.
ABOUT_AMOUNTS = ("beregning", "egenandel")
_HERE = Route()


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the functions of one entity. `recorded`: every value is kept, and what an answer cannot rest on raises."""

    plan: Plan
    entity: str
    folding: Folding
    mode: Mode
    recorded: bool
    bare: frozenset[str]

    def source(self) -> str:
        """The whole text, with what it is about on the first line."""
        day = date.fromordinal(self.folding.day).isoformat()
        blocks = [block for block in self.plan.blocks if block.entity == self.entity]
        parts = [f'"""{self.entity}, law of {day}, {self.mode}{", recorded" if self.recorded else ""}."""']
        parts += [self._block(number, block) for number, block in enumerate(blocks)]
        if self.plan.posts[self.entity]:
            parts.append(self._posts())
        if any(item.entity == self.entity for item in self.plan.refused):
            parts.append(self._refused())
        return "\n\n\n".join(parts) + "\n"

    def _start(self) -> tuple[Code, Known | Sets]:
        code = Code(self.folding.book.vocabulary, self.entity, self.bare)
        return code, Known(code, self.folding) if self.mode == "known" else Sets(code, self.folding)

    # --- concepts ---------------------------------------------------------------------------------------------------

    def _block(self, number: int, block: Block) -> str:
        code, writer = self._start()
        for concept in block.concepts:
            self._concept(code, writer, concept)
        for concept in block.concepts:
            if (concept.entity, concept.name) in self.plan.stored:
                for slot, value in _stored(writer, concept):
                    code.add(f"_r.{slot} = {value}")
        if self.recorded:
            values = ", ".join(writer.recorded(concept.name, concept.type) for concept in block.concepts)
            code.add(f"_r.k{number} = ({values},)")
        return "\n".join([f"def blokk_{number}(_r):", *code.text()])

    def _concept(self, code: Code, writer: Known | Sets, concept: Concept) -> None:
        version = self.folding.version(concept)
        if self.recorded and version is not None:
            flagged = self.folding.flagged(version)
            if any(flagged):
                reached = writer.reached(version, flagged)
                if reached != "False":
                    code.add(f"if {unbracketed(reached)}: _hand_over()")
        if isinstance(writer, Known):
            writer.concept(concept.name, version)
        else:
            writer.concept(concept.name, concept.type, version)

    # --- posts ------------------------------------------------------------------------------------------------------

    def _posts(self) -> str:
        code, writer = self._start()
        for post in self.plan.posts[self.entity]:
            exists = "True" if post.exists is None else _ends(writer, post.exists)[1]
            if exists == "True":
                self._post(code, writer, post)
            else:
                with code.deeper(f"if {unbracketed(exists)}:"):
                    self._post(code, writer, post)
        return "\n".join(["def poster(_r, _ut):", *code.text()])

    def _post(self, code: Code, writer: Known | Sets, post: Post) -> None:
        """Outcomes as a mask (refused 1, reduced 2, granted 4), the two ends of each column, the reasons that hold."""
        right = [code.named(end) for end in self._yes(writer, post.right)]
        reduced = [self._yes(writer, name) for name in post.reduced]
        whole, partly = negated(any_of([low for low, _ in reduced])), any_of([top for _, top in reduced])
        granted = " + ".join(text for text in (_if(whole, 4), _if(partly, 2)) if text)
        outcomes = f"{_if(negated(right[0]), 1) or 0} + (({granted}) if {right[1]} else 0)"
        columns = (post.payable, post.computed, post.own_share, post.frikort, post.interest)
        amounts = [", ".join(self._amount(writer, post.entity, name)) for name in columns]
        code.add("_g = []")
        for reason in post.reasons:
            self._reason(code, writer, reason, right[1])
        number = self.folding.book.posts.index(post)
        code.add(f"_ut.append(({number}, _r, {outcomes}, {', '.join(amounts)}, _g))")

    def _reason(self, code: Code, writer: Known | Sets, reason: Reason, can_be_granted: str) -> None:
        low, top = _ends(writer, ConceptRef(Route(reason.up), reason.entity, reason.concept, BOOLEAN))
        holds = low if reason.value else negated(top)
        about_amounts = f"{can_be_granted} and " if reason.group in ABOUT_AMOUNTS else ""
        code.add(f"if {about_amounts}{unbracketed(holds)}: _g.append({reason.code!r})")

    def _yes(self, writer: Known | Sets, name: str) -> tuple[str, str]:
        return _ends(writer, ConceptRef(_HERE, self.entity, name, BOOLEAN))

    def _amount(self, writer: Known | Sets, entity: str, name: str) -> tuple[str, str]:
        if not name:
            return "0", "0"
        concept = self.folding.book.concepts[entity, name]
        low, top = _ends(writer, ConceptRef(_HERE, entity, name, concept.type))
        return (f"{low} + 0", low) if isinstance(writer, Known) else (low, top)

    def _refused(self) -> str:
        """Is there surely a combination of facts that cannot be? The reference then says which."""
        code, writer = self._start()
        found = [_ends(writer, item.condition)[0] for item in self.plan.refused if item.entity == self.entity]
        code.add(f"if {unbracketed(any_of(found))}: _hand_over()")
        return "\n".join(["def umulig(_r):", *code.text()])


def _stored(writer: Known | Sets, concept: Concept) -> list[tuple[str, str]]:
    return writer.stored(concept.name) if isinstance(writer, Known) else writer.stored(concept.name, concept.type)


def _ends(writer: Known | Sets, expr: object) -> tuple[str, str]:
    """Both ends of an expression on the entity itself; where all is known they are the same."""
    if isinstance(writer, Known):
        text = writer.write(expr, writer.code.own)  # type: ignore[arg-type]
        return text, text
    return writer.write(expr, writer.code.own)  # type: ignore[arg-type]


def _if(condition: str, value: int) -> str:
    """`value` if the condition holds, else nothing."""
    if condition == "False":
        return ""
    return str(value) if condition == "True" else f"({value} if {unbracketed(condition)} else 0)"


__all__ = ["ABOUT_AMOUNTS", "Mode", "Writer", "local"]
