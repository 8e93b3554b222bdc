"""Is this a value that a fact, or the length of a list, can have? The words are those of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reiseregel.case.messages import fault, type_fault
from reiseregel.case.shapes import DATE_PATTERN
from reiseregel.errors import Fault
from reiseregel.vocabulary import EntityDef, FactDef


def value_faults(asked: FactDef | EntityDef, value: object, pointer: str) -> Iterator[Fault]:
    """What is wrong with a value of a fact, or with how many there are said to be in a list; nothing of it repeated."""
    if isinstance(asked, EntityDef):
        yield from _number_faults(value, asked.least, asked.most, pointer)
    elif asked.type.kind == "boolsk":
        if type(value) is not bool:
            yield type_fault(pointer, "boolsk")
    elif asked.type.kind == "kode":
        if type(value) is not str or value not in asked.type.codes:
            yield fault(pointer, "krav.kode", koder=", ".join(asked.type.codes))
    elif asked.type.kind == "dato":
        if type(value) is not str or not re.fullmatch(DATE_PATTERN, value):
            yield fault(pointer, "krav.dato")
    else:
        yield from _number_faults(value, asked.low, asked.high, pointer)


def _number_faults(value: object, low: int, high: int, pointer: str) -> Iterator[Fault]:
    if type(value) is not int:
        yield type_fault(pointer, "heltall")
    elif value < low:
        yield fault(pointer, "krav.for_liten", minst=low)
    elif value > high:
        yield fault(pointer, "krav.for_stor", hoeyst=high)
