"""Which documents have an assessed fact in their trace: one that a rule in force names.

The caseworker's facts are those that are assessed: such a fact is only taken with an assessment, and no other has one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reiseregel.columns.contexts import Context
from reiseregel.columns.evaluate import Run
from reiseregel.columns.plan import Node, Plan, Step, VersionPlan
from reiseregel.columns.values import NO
from reiseregel.remember import once_for_each

Flags = NDArray[np.bool_]
#: Where a fact is named: the entity of the concept, the version, the way from there to the fact.
Named = tuple[str, VersionPlan, tuple[Step, ...]]


def judged(run: Run) -> Flags:
    """The documents with judgement that a rule names."""
    contexts = run.contexts
    found: Flags = np.zeros(contexts.documents, np.bool_)
    if contexts.assessed.any():
        for context in contexts.named():
            assert context.table is not None
            for fact in contexts.vocabulary.facts_of(context.definition.name):
                column = context.table.facts.get(fact.name)
                if fact.owner == "saksbehandler" and column is not None:
                    rows = column.given & _named_rows(run, context, fact.name, column.given)
                    documents = contexts.rows_of_documents(context)
                    found[rows if documents is None else documents[rows]] = True
    return found


def _named_rows(run: Run, context: Context, name: str, wanted: Flags) -> Flags:
    """The rows on which some rule in force names the fact; no more is looked at once all that is wanted is."""
    found: Flags = np.zeros(context.rows, np.bool_)
    for entity, item, steps in _names(run.plan).get((context.definition.name, name), ()):
        there = run.contexts.by_entity[entity]
        if there.rows:
            within: Any = there.in_force(item.version.since, item.version.until)
            flags = np.full(there.rows, within != NO) if isinstance(within, int) else within != NO
            found |= along(steps, there, flags)
            if not (wanted & ~found).any():
                break
    return found


def along(steps: tuple[Step, ...], context: Context, flags: Flags) -> Flags:
    """The rows at the end of a way that some flagged row leads to, among those that were given."""
    for kind, step in steps:
        if kind == "up":
            rows, above = context.rows_up(step), context.up(step)
            if rows is not None:
                marked: Flags = np.zeros(above.rows, np.bool_)
                marked[rows[flags]] = True
                flags = marked
            context = above
        elif kind == "down":
            context = context.down(step)
        else:
            context = context.lists[step].child
            flags = flags if context.rows_above is None else flags.take(context.rows_above)
    return flags


@once_for_each
def _names(plan: Plan) -> dict[tuple[str, str], list[Named]]:
    """Every place where a rule names a fact, the nearest first."""
    found: dict[tuple[str, str], dict[tuple[Any, ...], Named]] = {}
    for (entity, _), concept in plan.concepts.items():
        for item in concept.data[1]:
            todo: list[tuple[tuple[Step, ...], Node]] = [
                ((), part) for pair in item.clauses for part in pair if part is not None
            ]
            while todo:
                steps, node = todo.pop()
                if node.op == "fact":
                    down, fact = node.data
                    way = (*steps, ("down", down))
                    key = entity, item.version.since, item.version.until, way
                    found.setdefault((fact.entity, fact.name), {})[key] = (entity, item, way)
                elif node.op != "concept":
                    todo += [(_stepped(steps, node), below) for below in node.items]
    return {key: sorted(named.values(), key=lambda item: len(item[2])) for key, named in found.items()}


def _stepped(steps: tuple[Step, ...], node: Node) -> tuple[Step, ...]:
    if node.op == "lift":
        return (*steps, ("up", node.data))
    if node.op == "down":
        return (*steps, ("down", node.data))
    if node.op == "aggregate":
        return (*steps, ("down", node.data[1]), ("list", node.data[2]))
    return steps
