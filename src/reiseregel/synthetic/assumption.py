"""The kinds of assumption a portfolio is made of, and what is published that some of them rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

#: Key -> what was published, and where.
SOURCES = {
    "NK17": "Pasientreiser key figures 2017: 4.3 million journeys without requisition, 907 000 decisions, 354 000 "
    "people. https://pasientreiser.no/om-pasientreiser/pasientreiseordningen",
    "NK23": "Pasientreiser key figures 2023: 7.92 million journeys, with and without requisition, 761 000 patients. "
    "https://www.pasientreiser.no/pasientreiseordningen/",
    "SBT": "Pasientreiser, processing times (2023): about 60 % of claims are decided without people. "
    "https://www.helsenorge.no/pasientreiser/saksbehandlingstider/",
    "GLAM": "Pasientreiser (April 2024): about 90 % of applications are digital. "
    "https://www.pasientreiser.no/nyheter/nyhet-manglende-transportoravtale/",
    "§ 8": "Pasientreiseforskriften § 8: 10 km. https://lovdata.no/forskrift/2015-06-25-793/§8",
    "§ 21": "Pasientreiseforskriften § 21: 300 km. https://lovdata.no/forskrift/2015-06-25-793/§21",
    "§ 25": "Pasientreiseforskriften § 25: six months. https://lovdata.no/forskrift/2015-06-25-793/§25",
}


@dataclass(frozen=True, slots=True)
class Share:
    """So many in a thousand."""

    per_mille: int
    why: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Weights:
    """Each alternative as often as its weight, of the sum."""

    weights: dict[str, int]
    why: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """A number whose distribution goes straight from point to point: (thousandths below, value in `unit`)."""

    points: tuple[tuple[int, int], ...]
    unit: str
    why: str = ""
    source: str = ""


Assumption: TypeAlias = Share | Weights | Spread
