"""Each day of a change in the rules with its neighbours, and the first day of each quarter from 2016 to 2027.

Exactly one definition and one rate applies, and the plain claim comes to what the table of rates says.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from reiseregel import RuleBook, decide, load_rulebook
from reiseregel.casebook.load import as_json
from reiseregel.casebook.moving import moved
from reiseregel.resources import rules_folder
from reiseregel.yamlfile import parse, read_folder
from tests.conftest import Figures
from tests.rulebook.test_rates import FIRST, REWRITE, value_in_table

LAST = date(2027, 12, 31)


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rulebook()


@pytest.fixture(scope="module")
def bases() -> dict[str, Any]:
    """The base documents of the cases."""
    found: dict[str, Any] = {}
    for name, text in read_folder(rules_folder()).items():
        if name.rsplit("/", 1)[-1].startswith("felles"):
            found |= parse(name, text).data.get("utgangspunkt", {})
    return found


def breaks(book: RuleBook) -> set[date]:
    """Every first day of a version, an exception or a rate."""
    found = {version.since for concept in book.concepts.values() for version in concept.versions}
    found |= {row.since for rate in book.rates.values() for row in rate.rows}
    return {day for day in map(date.fromordinal, found) if FIRST <= day <= LAST}


def days(book: RuleBook) -> list[date]:
    near = {day + timedelta(step) for day in breaks(book) for step in (-1, 0, 1)}
    quarters = {date(year, month, 1) for year in range(2016, 2028) for month in (1, 4, 7, 10)}
    return sorted(day for day in near | quarters if FIRST <= day <= LAST)


def test_exactly_one_definition_and_one_rate_applies(book: RuleBook, figures: Figures) -> None:
    compared = 0
    for day in (day.toordinal() for day in days(book)):
        for concept in book.concepts.values():
            found = [version for version in concept.versions if version.since <= day <= version.until]
            exists = concept.versions[0].since <= day <= concept.versions[-1].until
            assert len(found) == exists, (concept.id, date.fromordinal(day))
            compared += 1
        for rate in book.rates.values():
            rows = [row for row in rate.rows if row.since <= day]
            assert rate.on(day) is (rows[-1] if rows else None)
            assert len({row.since for row in rows}) == len(rows)
            compared += 1
    figures(f"{len(days(book))} dager, {compared} definisjoner og satser")


def kroner(name: str, day: date) -> int:
    value = value_in_table(name, day)
    assert value is not None
    return value


def plain_journey(day: date) -> int:
    """100 km each way by car, less the charge each way; less than 100 kr was not paid before March 2025."""
    total = 2 * max(100 * kroner("standardsats", day) - kroner("egenandel_ordinaer", day), 0)
    return total if day >= REWRITE or total >= kroner("minsteutbetaling", day) else 0


def test_the_plain_claim_is_paid_by_the_rates_of_its_day(
    book: RuleBook, bases: dict[str, Any], figures: Figures
) -> None:
    for day in days(book):
        document = moved(as_json(bases["egen_bil_100_km"]), day.isoformat())
        assert document is not None
        decision = decide(document, book)
        assert (decision.status, decision.amount) == ("innvilget", plain_journey(day)), day
        used = {node["fra"] for name, node in decision.trace.items() if name.startswith("sats.standardsats@")}
        assert len(used) == 1, day
        assert max(used) <= day.isoformat()
    figures(f"{len(days(book))} dager")
