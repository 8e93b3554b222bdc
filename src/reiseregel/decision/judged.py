"""Does the answer look at judgement? Told from the rules in force, without the trace."""

from __future__ import annotations

from reiseregel.case import CheckedDocument
from reiseregel.decision.core import Core
from reiseregel.engine.in_force import naming, references_in_force
from reiseregel.facts import Instance
from reiseregel.rulebook.tree import FactRef


def looks_at_judgement(core: Core, document: CheckedDocument) -> bool:
    """True when some rule in force names a fact that was assessed."""
    if not document.assessments:
        return False
    assessed = {assessment.pointer for assessment in document.assessments}
    book, facts = core.book, core.evaluator.facts
    entities = {instance.path: instance.entity for instance in facts.instances}
    keys = dict.fromkeys((entities.get(path, ""), name) for path, _, name in (p.rpartition("/") for p in assessed))
    return any(
        _is(reference, instance, assessed)
        for key in keys
        for reference, instance in references_in_force(book, facts, naming(book, key))
    )


def _is(reference: object, instance: Instance, assessed: set[str]) -> bool:
    return isinstance(reference, FactRef) and f"{instance.path}/{reference.name}" in assessed
