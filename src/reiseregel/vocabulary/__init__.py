"""The vocabulary: which entities a document consists of, and every fact that can be known about them.

In: the files of `rules/fakta/`. Out: `Vocabulary`. Both the contract for documents and the rules are built on it.
"""

from reiseregel.vocabulary.load import load_vocabulary
from reiseregel.vocabulary.model import Changeable, Covered, EntityDef, FactDef, Hjemmel, LawTime, Owner, Vocabulary

__all__ = [
    "Changeable",
    "Covered",
    "EntityDef",
    "FactDef",
    "Hjemmel",
    "LawTime",
    "Owner",
    "Vocabulary",
    "load_vocabulary",
]
