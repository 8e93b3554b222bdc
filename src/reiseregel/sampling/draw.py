"""Which cases: in each stratum those whose ids, hashed with the seed, come first.

So the draw is a simple random sample without replacement from each stratum, the same for the same seed and ids whatever
the order of the rows. Memory follows the number drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from heapq import heappush, heappushpop

from reiseregel.sampling.model import Case, SamplingStop
from reiseregel.sampling.rules import SamplingRules

_BITS = 128


def lot(seed: int, case_id: str) -> int:
    """The number a case draws: whole, from 0 to 2**128."""
    return int.from_bytes(hashlib.blake2b(f"{seed}\0{case_id}".encode(), digest_size=_BITS // 8).digest(), "big")


def draw(cases: Iterable[Case], rules: SamplingRules, checks: Sequence[int], seed: int) -> list[list[Case]]:
    """The cases drawn from each stratum, in the order of their lots.

    Raises:
        SamplingStop: two of the cases that come first have the same id.

    """
    heaps: list[list[tuple[int, str, int, Case]]] = [[] for _ in rules.strata]
    for number, case in enumerate(cases):
        stratum = rules.stratum_of(case)
        # One more than is drawn: two cases of one id have the same lot, and both are then here if one is drawn.
        most, heap = checks[stratum] + 1, heaps[stratum]
        item = (-lot(seed, case.id), case.id, number, case)
        if len(heap) < most:
            heappush(heap, item)
        elif item[0] > heap[0][0]:
            heappushpop(heap, item)
    found = [[case for *_, case in sorted(heap, reverse=True)] for heap in heaps]
    ids = [case.id for some in found for case in some]
    if len(set(ids)) != len(ids):
        raise SamplingStop("To av sakene har samme id. Hver sak må ha sin egen.")
    return [some[:most] for some, most in zip(found, checks, strict=True)]
