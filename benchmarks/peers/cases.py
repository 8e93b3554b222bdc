"""Seeded cases of the small rule set: columns of whole numbers, and the same rows as dicts.

A column holds øre, metres, days or years; yes/no as 1 and 0; a code as its place in `CODES`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Case: TypeAlias = dict[str, Any]
#: Outcome, øre to be paid, leading reason.
Answer: TypeAlias = tuple[str, int, str]
Ints: TypeAlias = NDArray[np.int64]
Columns: TypeAlias = dict[str, Ints]

#: The day of every journey: all rates are those of one day.
DAY = "2025-06-16"
#: What a document of reiseregel has beside its facts. It stands in every case, so that all decide the same dict.
HEAD = {"type": "krav", "versjon": 1, "dag": DAY}

OUTCOMES = ("avslag", "redusert", "innvilget")
REASONS = (
    "tjenesten_ikke_omfattet",
    "ikke_moett",
    "for_sent",
    "kort_reise",
    "egenandel_overstiger_stoenad",
    "holdes_til_minstebeloep",
    "beregnet_til_naermeste_sted",
    "drosje_uten_rekvisisjon",
    "utgift_ikke_dokumentert",
    "drosje_etter_kvittering",
    "billigste_rute",
    "etter_kilometersats",
)
CODES = {
    "fremkomstmiddel": ("egen_bil", "rutetransport", "drosje"),
    "valg_av_sted": ("naermeste", "valgt_i_regionen", "valgt_utenfor_regionen"),
}
#: The facts with yes and no: yes in so many of a hundred.
YES = {
    "tjeneste_omfattet": 95,
    "oppmoete_bekreftet": 95,
    "oeyeblikkelig_hjelp": 15,
    "helseattest": 20,
    "minstetakst_kan_brukes": 10,
    "drosje_rekvirert": 70,
    "utgifter_dokumentert": 80,
    "frikort": 20,
}
#: Highest usual value, and the values beside a limit: of the rules, of a rounding at 3.10 kr/km, of what is accepted.
_METRES = (400_000, (0, 50, 150, 9_999, 10_000, 10_001, 55_161, 55_162, 71_290, 300_000, 300_001, 3_000_000))
_NUMBERS: dict[str, tuple[int, tuple[int, ...]]] = {
    "avstand_m": _METRES,
    "avstand_naermeste_m": _METRES,
    "dager_siden_reisen": (200, (0, 179, 180, 181, 3_650)),
    "drosje_oere": (300_000, (0, 17_099, 17_100, 17_101, 22_099, 22_100, 40_000, 45_000, 2_000_000)),
    "billigste_rute_oere": (200_000, (0, 17_100, 22_099, 22_100, 40_000, 44_999, 2_000_000)),
    "parkering_oere": (20_000, (0, 0, 1, 5_000, 500_000)),
    "bom_oere": (15_000, (0, 0, 1, 4_999, 500_000)),
    "alder_aar": (95, (0, 15, 16, 17, 120)),
}
#: Every fact but the day.
FACTS = (*CODES, *YES, *_NUMBERS)


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """A row each: outcome and reason as places in `OUTCOMES` and `REASONS`, and øre to be paid."""

    outcome: NDArray[np.int8]
    amount: Ints
    reason: NDArray[np.int8]

    def answers(self) -> Answers:
        """These. What another executor gives back may need to be made into them."""
        return self

    def __getitem__(self, row: int) -> Answer:
        """The answer of one row."""
        return OUTCOMES[self.outcome[row]], int(self.amount[row]), REASONS[self.reason[row]]


def columns(count: int, seed: int, edges: float = 0.1) -> Columns:
    """So many random cases; a number lies beside a limit with probability `edges`."""
    rng = np.random.default_rng(seed)
    found: Columns = {name: rng.integers(0, len(codes), count) for name, codes in CODES.items()}
    for name, percent in YES.items():
        found[name] = (rng.integers(0, 100, count) < percent).astype(np.int64)
    for name, (highest, beside) in _NUMBERS.items():
        usual = rng.integers(0, highest + 1, count)
        found[name] = np.where(rng.random(count) < edges, rng.choice(np.array(beside), count), usual)
    return found


def cases(table: Columns) -> Iterator[Case]:
    """The rows as documents: yes/no as bool, codes by name."""
    names = list(table)
    for row in zip(*(table[name].tolist() for name in names), strict=True):
        yield HEAD | {name: _shown(name, value) for name, value in zip(names, row, strict=True)}


def _shown(name: str, value: int) -> object:
    if name in CODES:
        return CODES[name][value]
    return bool(value) if name in YES else value
