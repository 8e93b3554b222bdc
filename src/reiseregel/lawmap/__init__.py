"""The law map: every ledd and bokstav of a law, and where each went: a rule, judgement, procedure, or out of scope.

In: the files of `rules/dekning/`, and the `RuleBook` they speak of. Out: `LawMap`, or every fault with its place.
"""

from reiseregel.lawmap.checks import map_faults
from reiseregel.lawmap.load import placement_faults, read_maps
from reiseregel.lawmap.model import LawMap, Ledd, Placement, written
from reiseregel.lawmap.shares import Shares, shares

__all__ = ["LawMap", "Ledd", "Placement", "Shares", "map_faults", "placement_faults", "read_maps", "shares", "written"]
