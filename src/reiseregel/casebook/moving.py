"""A base document moved to another time: every date in it by the same number of days, so that ages and limits stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

#: A date, or the date that begins a point in time.
DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=T|$)")


def moved(document: dict[str, Any], first_journey: str) -> dict[str, Any] | None:
    """The document with its earliest journey on `first_journey` (ISO); None when it has no journey to move."""
    journeys = sorted(_journey_dates(document))
    if not journeys:
        return None
    shift = date.fromisoformat(first_journey) - date.fromisoformat(journeys[0])
    result: dict[str, Any] = _shifted(document, shift)
    return result


def _journey_dates(document: dict[str, Any]) -> Iterator[str]:
    for trip in document.get("turer", ()):
        for traveller in trip.get("reisende", ()):
            yield from (journey["dato"] for journey in traveller.get("reiser", ()))


def _shifted(value: Any, shift: timedelta) -> Any:
    if isinstance(value, dict):
        return {key: _shifted(item, shift) for key, item in value.items()}
    if isinstance(value, list):
        return [_shifted(item, shift) for item in value]
    if isinstance(value, str) and (found := DAY.match(value)):
        day = date.fromisoformat(found.group()) + shift
        return day.isoformat() + value[found.end() :]
    return value
