"""The values of feature facts against the control book."""

from __future__ import annotations

from datetime import date

from reiseregel.vocabulary import FactDef


def fits(definition: FactDef, value: object) -> bool:
    """Whether a value is of the fact's type: a bool for a yes/no, an int for a number, a known code, an ISO date."""
    match definition.type.kind:
        case "boolsk":
            return isinstance(value, bool)
        case "tall":
            return isinstance(value, int) and not isinstance(value, bool)
        case "kode":
            return value in definition.type.codes
        case "dato":
            return isinstance(value, str) and _is_date(value)


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
