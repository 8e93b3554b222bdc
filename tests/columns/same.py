"""Columns against the reference: every concept of every instance, and whole answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from reiseregel.case import CheckedDocument
from reiseregel.columns.chunk import contexts_of
from reiseregel.columns.decide import decide_frames
from reiseregel.columns.evaluate import Run
from reiseregel.columns.plan import plan_for
from reiseregel.columns.rows import case_row, post_rows
from reiseregel.decision import chosen_readings, decide_checked
from reiseregel.engine import Evaluator
from reiseregel.errors import InvalidDocument
from reiseregel.facts import build_facts
from reiseregel.rulebook import RuleBook
from reiseregel.sets import Values
from tests.columns.slow_frames import Data, frames_of

#: Beyond every number in a document: what is above it is no bound.
_NONE = 10**15


def concepts_agree(kind: str, documents: Sequence[Data], book: RuleBook, readings: dict[str, str] | None = None) -> int:
    """The columns have the value set of the reference on every row. Returns how many were compared."""
    chosen = chosen_readings(book, readings or {})
    contexts, plan = contexts_of(frames_of(kind, documents, book.vocabulary), book.vocabulary), plan_for(book, kind)
    run = Run(plan, contexts, {name: 1 << book.readings[name].codes.index(code) for name, code in chosen.items()})
    columns = {
        key: run.of(node, contexts.by_entity[key[0]])
        for key, node in plan.concepts.items()
        if contexts.by_entity[key[0]].rows
    }
    row, compared = Counter[str](), 0
    for number, data in enumerate(documents):
        facts = build_facts(kind, data, book.vocabulary, {})
        evaluator = Evaluator(book, facts, chosen)
        for instance in facts.instances:
            for (entity, name), node in plan.concepts.items():
                if entity == instance.entity and not contexts.unfit[number]:
                    wanted = evaluator.concept(instance, name)[0]
                    found = _at(columns[entity, name], row[entity], node.type.kind)
                    assert _same(found, wanted), (number, instance.path, name, wanted, found)
                    compared += 1
            row[instance.entity] += 1
    return compared


def _at(column: Any, row: int, kind: str) -> Values:
    """The value set in one row, as the reference writes it."""
    if isinstance(column, tuple):
        low, high = (bound if isinstance(bound, int) else int(bound[row]) for bound in column)
        return low, high
    found = column if isinstance(column, int) else int(column[row])
    return {0: 1, 1: 3, 2: 2}[found] if kind == "boolsk" else found


def _same(found: Values, wanted: Values) -> bool:
    if isinstance(found, tuple) and isinstance(wanted, tuple):
        low = found[0] == wanted[0] or (found[0] <= -_NONE and wanted[0] <= -_NONE)
        return low and (found[1] == wanted[1] or (found[1] >= _NONE and wanted[1] >= _NONE))
    return found == wanted


def answers_agree(
    kind: str, documents: Sequence[CheckedDocument], book: RuleBook, readings: dict[str, str] | None = None
) -> Counter[str]:
    """Every document is answered as the reference answers it, or handed over. Returns how many of each."""
    decided = decide_frames(frames_of(kind, [item.data for item in documents], book.vocabulary), book, readings)
    cases = {row["sak"]: row for row in decided.cases.to_pylist()}
    posts = defaultdict(list)
    for row in decided.posts.to_pylist():
        posts[row["sak"]].append(row)
    handed_over = decided.handed_over.tolist()
    assert list(cases) == sorted(cases)
    assert sorted([*cases, *handed_over]) == list(range(len(documents)))
    counts = Counter[str]()
    for number, document in enumerate(documents):
        if number in cases:
            decision = decide_checked(document, book, readings)
            assert cases[number] == case_row(number, decision)
            assert posts[number] == post_rows(number, decision)
            counts["like"] += 1
        else:
            counts["overlatt"] += 1
            counts["overlatt, ikke noe åpent"] += _settled(document, book, readings)
    return counts


def _settled(document: CheckedDocument, book: RuleBook, readings: dict[str, str] | None) -> bool:
    """True when the reference finds no open fact that matters."""
    try:
        return not decide_checked(document, book, readings).clarifications
    except InvalidDocument:
        return False
