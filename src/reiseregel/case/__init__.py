"""The first stage: a document as somebody sent it -> a checked document, or its faults as values.

Three named steps, each telling all its faults at once: reading (JSON, strictly), shape (the contract made from the
vocabulary) and consistency (parts that contradict each other). No fault ever repeats what was sent.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from reiseregel.case.assessments import NewAssessment, fact_at, with_assessments
from reiseregel.case.document import Assessment, CheckedDocument, Source, check_document
from reiseregel.case.pointers import GivenFact, given_facts

if TYPE_CHECKING:
    from reiseregel.case.typed import Value, how_to_write, read_typed

__all__ = [
    "Assessment",
    "CheckedDocument",
    "GivenFact",
    "NewAssessment",
    "Source",
    "Value",
    "check_document",
    "fact_at",
    "given_facts",
    "how_to_write",
    "read_typed",
    "with_assessments",
]

_TYPED = ("Value", "how_to_write", "read_typed")


def __getattr__(name: str) -> object:
    """What reads values as people type them: only those who ask questions need it."""
    if name not in _TYPED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.typed"), name)
    return found
