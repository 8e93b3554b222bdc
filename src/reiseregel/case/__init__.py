"""The first stage: a document as somebody sent it -> a checked document, or its faults as values.

Three named steps, each telling all its faults at once: reading (JSON, strictly), shape (the contract made from the
vocabulary) and consistency (parts that contradict each other). No fault ever repeats what was sent.
"""

from reiseregel.case.document import Assessment, CheckedDocument, Source, check_document
from reiseregel.case.pointers import GivenFact, given_facts

__all__ = ["Assessment", "CheckedDocument", "GivenFact", "Source", "check_document", "given_facts"]
