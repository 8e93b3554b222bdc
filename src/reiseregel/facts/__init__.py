"""From a checked document to a tree of entities whose facts are sets of possible values, each with owner and source."""

from reiseregel.facts.build import build_facts
from reiseregel.facts.model import FactSlot, FactTree, Instance, OpenFact, Origin

__all__ = ["FactSlot", "FactTree", "Instance", "OpenFact", "Origin", "build_facts"]
