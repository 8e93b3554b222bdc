"""A portfolio of synthetic claims: any part of it, as an Arrow table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from reiseregel.synthetic.assumption import Assumption
from reiseregel.synthetic.assumptions import TABLE
from reiseregel.synthetic.claims import finish_claims, make_claims
from reiseregel.synthetic.expenses import add_expenses, add_food, add_income, add_nights, car_costs
from reiseregel.synthetic.journeys import make_journeys, make_travellers, where_exceptions_matter
from reiseregel.synthetic.people import tell_of_people
from reiseregel.synthetic.to_arrow import to_table
from reiseregel.synthetic.treatment import TODAYS_TEXT, make_treatment
from reiseregel.synthetic.trips import make_attests, make_trips
from reiseregel.synthetic.window import Window
from reiseregel.vocabulary import Vocabulary

#: Claims made at once: large enough for numpy to be fast, small enough for the caches. It changes nothing in a claim.
CHUNK = 16_384


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Claims from a seed. The vocabulary is that of the rules (`RuleBook.vocabulary`)."""

    seed: int
    vocabulary: Vocabulary
    window: Window = field(default_factory=Window)
    table: Mapping[str, Assumption] = field(default_factory=lambda: TABLE)

    def claims(self, numbers: range) -> pa.Table:
        """The claims of these numbers (from 0, one step at a time), a row each, as `document_schema` has it.

        Raises:
            ValueError: no numbers, or numbers that do not follow each other.

        """
        if not numbers or numbers.step != 1 or numbers.start < 0:
            raise ValueError("the numbers of claims follow each other, and there is at least one")
        claims = make_claims(numbers, self.seed, self.window, self.vocabulary, self.table)
        treatment = make_treatment(claims, self.window)
        trips = make_trips(claims, treatment)
        home = claims.day + trips.nights
        finish_claims(claims, treatment, home, self.window)
        people = make_travellers(claims, trips)
        travel = make_journeys(claims, treatment, trips, people)
        tell_of_people(claims, treatment, travel, home)
        old = claims.day < TODAYS_TEXT if self.window.first < TODAYS_TEXT else None
        health = claims.turer.share("attest.helsetilstand")
        costs = car_costs(travel, health)
        asked = where_exceptions_matter(travel, treatment, costs)
        make_attests(claims, trips, asked, old=old)
        add_expenses(travel, costs)
        add_nights(claims, trips, travel)
        add_food(claims, trips, travel)
        add_income(travel)
        return to_table(claims.krav, numbers.start)

    def chunks(self, numbers: range) -> Iterator[pa.Table]:
        """The claims of these numbers, CHUNK at a time."""
        for start in range(numbers.start, numbers.stop, CHUNK):
            yield self.claims(range(start, min(start + CHUNK, numbers.stop)))
