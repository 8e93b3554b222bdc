"""The regulation for claims with journeys in 2026, written by hand: what the rules are measured against.

Plain functions over the plain dict of a checked document in which every fact is given, under the readings the project
has chosen. No rule file is read. `tests/benchmarks` holds it together with the reference evaluator.
"""

from benchmarks.handwritten.claim import decide
from benchmarks.handwritten.lines import GRANTED, REDUCED, REFUSED, Line, Result

__all__ = ["GRANTED", "REDUCED", "REFUSED", "Line", "Result", "decide"]
