"""The compiled executor: the rules as generated Python, for one case. The reference evaluator stays the meaning."""

from reiseregel.compiled.by_concept import ByConcept
from reiseregel.compiled.program import Program, program, program_in_use
from reiseregel.compiled.verdict import PostVerdict, Verdict

__all__ = ["ByConcept", "PostVerdict", "Program", "Verdict", "program", "program_in_use"]
