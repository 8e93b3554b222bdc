"""Types, units and exact numbers.

Every number is a whole number of parts: a value `n` of scale `s` means `n / s` of its unit. Scales are fixed when the
rules are loaded (metre × øre per km gives øre of scale 1 000), so evaluation only ever handles integers. No floats.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from typing import Literal

Kind = Literal["boolsk", "kode", "tall", "dato"]

#: Stands for «no upper bound». Far above any amount, distance or date; never shown to anybody.
UNBOUNDED = 10**24
#: From here on a bound is «none»: what UNBOUNDED becomes after subtraction and division by small constants.
SHOWN_LIMIT = 10**18


@dataclass(frozen=True, slots=True)
class ValueType:
    """The type of a fact or expression: `unit` and `scale` for numbers, `codes` (in file order) for codes."""

    kind: Kind
    unit: str = ""
    scale: int = 1
    codes: tuple[str, ...] = ()

    @property
    def all_codes(self) -> int:
        """Bit mask of every possible value: codes by position, usann = 1, sann = 2."""
        return (1 << len(self.codes)) - 1 if self.kind == "kode" else 3

    @property
    def finite(self) -> bool:
        """True when the possible values can be listed one by one."""
        return self.kind in ("boolsk", "kode")

    def __str__(self) -> str:
        if self.kind == "tall":
            return self.unit
        return self.kind if self.kind != "kode" else "kode(" + ", ".join(self.codes) + ")"


BOOLEAN = ValueType("boolsk")
DATE = ValueType("dato")

#: Types a rule or fact file may name, with the unit the number is kept in.
NUMBER_TYPES = {
    "beloep": "oere",
    "lengde": "m",
    "varighet": "min",
    "antall": "antall",
    "alder": "aar",
    "timesats": "oere_per_time",
}

#: Units of rates; a rate is multiplied by its base unit to give øre. (result unit, factor to scale by)
UNITS = ("oere", "m", "min", "antall", "aar", "maaneder", "dager", "oere_per_km", "oere_per_time")
PRODUCTS: dict[tuple[str, str], tuple[str, int]] = {
    ("m", "oere_per_km"): ("oere", 1000),
    ("min", "oere_per_time"): ("oere", 60),
}

#: Literal suffixes: word -> (unit, how many of the unit).
LITERAL_UNITS: dict[str, tuple[str, int]] = {
    "m": ("m", 1),
    "km": ("m", 1000),
    "min": ("min", 1),
    "timer": ("min", 60),
    "oere": ("oere", 1),
    "kr": ("oere", 100),
    "aar": ("aar", 1),
    "maaneder": ("maaneder", 1),
    "dager": ("dager", 1),
}


def number(unit: str, scale: int = 1) -> ValueType:
    """The type of a number in `unit`, counted in parts of 1/`scale`."""
    return ValueType("tall", unit, scale)


def named_type(name: str, codes: tuple[str, ...] = ()) -> ValueType:
    """The type a rule or fact file calls `name`."""
    if name in NUMBER_TYPES:
        return number(NUMBER_TYPES[name])
    if name == "kode":
        return ValueType("kode", codes=codes)
    return BOOLEAN if name == "boolsk" else DATE


def product(left: ValueType, right: ValueType) -> ValueType | None:
    """The type of `left * right`, or None when the units do not multiply."""
    for a, b in ((left, right), (right, left)):
        if (a.unit, b.unit) in PRODUCTS:
            unit, factor = PRODUCTS[a.unit, b.unit]
            return number(unit, a.scale * b.scale * factor)
        if a.unit == "antall":
            return number(b.unit, a.scale * b.scale)
    return None


def common_scale(left: int, right: int) -> int:
    """The least scale both numbers can be written in exactly."""
    return lcm(left, right)


def half_up(value: int, parts: int) -> int:
    """`value / parts` rounded to a whole number, halves upwards (towards +∞)."""
    return (2 * value + parts) // (2 * parts)


def ceil_div(value: int, by: int) -> int:
    """The least whole number not below `value / by`; `by` is positive."""
    return -((-value) // by)
