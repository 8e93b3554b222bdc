"""Spot checks: how many cases of each risk, which ones, what it costs, what is expected, and what was found.

§ 26 third ledd asks for control in reasonable measure, its cost weighed against its benefit. Everything that is assumed
stands in `rules/kontroll/utvalg/`; a draw follows from the seed and the ids alone, whatever the order of the rows.
"""

from reiseregel.sampling.allocate import Allocation, allocate
from reiseregel.sampling.estimate import Estimate, estimate
from reiseregel.sampling.rules import SamplingRules, load_sampling_rules

__all__ = ["Allocation", "Estimate", "SamplingRules", "allocate", "estimate", "load_sampling_rules"]
