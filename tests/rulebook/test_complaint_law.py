"""The law on complaints stands in two places, for letters and for the complaint as a document: they say the same."""

from __future__ import annotations

import random
from datetime import date, timedelta

import holidays
import pytest

from reiseregel import decide
from tests.conftest import Figures, own_rules

SATURDAY = 5
FIRST, LAST = date(2016, 10, 1), date(2027, 12, 31)
HOLIDAYS = holidays.country_holidays("NO", years=range(2016, 2029))
COMPLAINT = {
    "type": "klage",
    "versjon": 1,
    "gjelder": "reisestoenad",
    "avgjort_av": "pasientreiser_hf",
    "fremsatt_av": "pasient",
    "sendt_til": "pasientreiser_hf",
    "annen_startdag": False,
    "form": "digitalt_skjema",
}


@pytest.mark.parametrize("kind", ["stoenad", "tilbakekreving"])
def test_the_weeks_in_letters_are_the_days_of_the_rate(kind: str) -> None:
    """Both sides of every date at which either of the two changes."""
    book = own_rules()
    assert book.complaint is not None
    rows = [row for row in book.complaint.rows if row.kind == kind]
    rate = book.rates["klagefrist_dager"]
    assert rows
    for day in {row.since for row in rows} | {row.since for row in rate.rows} | {LAST.toordinal()}:
        row = rate.on(day)
        assert row is not None
        assert book.complaint.row(kind, day).weeks * 7 == row.value


def test_the_body_in_letters_is_the_one_in_the_rules() -> None:
    book = own_rules()
    assert book.complaint is not None
    concept = book.concepts["klage", "statsforvalteren_avgjoer"]
    for since in (body.since for body in book.complaint.bodies):
        for day in (since, max(since - 1, FIRST.toordinal())):
            told = concept.phrase_on("sann", day)
            assert told is not None
            body = book.complaint.body(day)
            assert (body.nb in told.nb, body.nn in told.nn) == (True, True)


def test_the_last_day_is_weeks_later_or_the_next_working_day(figures: Figures) -> None:
    """Counted here a second time, day by day. A complaint on the last day is in time; the day after it is not."""
    draw = random.Random(75)
    days = (LAST - FIRST).days
    moved = 0
    for _ in range(40):
        told = FIRST + timedelta(draw.randrange(days - 60))
        last = told + timedelta(weeks=4)
        while last.weekday() >= SATURDAY or last in HOLIDAYS:
            last += timedelta(1)
        moved += last != told + timedelta(weeks=4)
        assert _outcome(told, last) == "kan_behandles"
        assert _outcome(told, last + timedelta(1)) == "til_vurdering"
    figures(f"40 klagefrister, {moved} flyttet til en virkedag")
    assert moved


def _outcome(told: date, arrived: date) -> str:
    dates = {"avgjort": told, "underrettet": told, "mottatt": arrived, "sendt": arrived}
    document = {**COMPLAINT, **{name: day.isoformat() for name, day in dates.items()}}
    return str(decide(document, own_rules()).to_json("nb")["utfall"])
