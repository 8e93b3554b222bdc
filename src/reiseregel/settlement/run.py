"""Many messages, one a line: each checked against those before it, and what came of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reiseregel.settlement.book import SettlementBook
from reiseregel.settlement.checks import Seen, check_message
from reiseregel.settlement.document import read_message
from reiseregel.settlement.told import Checked, outcome


@dataclass(slots=True)
class Tally:
    """What came of a run: messages by outcome, findings by check."""

    outcomes: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    trips: int = 0

    def counts(self) -> dict[str, int]:
        """How many messages there were, without faults, with faults, and that cannot be read."""
        outcomes = self.outcomes
        return {
            "meldinger": outcomes.total(),
            "uten_feil": outcomes["uten_funn"],
            "med_feil": outcomes["funn"] + outcomes["stanses"],
            "ugyldige": outcomes["ugyldig"],
        }

    def to_json(self, book: SettlementBook) -> dict[str, Any]:
        """The tally with fixed keys; a finding with several problem codes counts for each."""
        codes: Counter[int] = Counter()
        for name, count in self.checks.items():
            for code in book.checks[name].problems:
                codes[code] += count
        return {
            **self.counts(),
            "turer": self.trips,
            "kontroller": dict(sorted(self.checks.items())),
            "problemkoder": {str(code): codes[code] for code in sorted(codes)},
        }


def check_lines(lines: Iterable[tuple[int, bytes]], book: SettlementBook, tally: Tally) -> Iterator[Checked]:
    """Each message by the number of its line. Memory follows the trips and requisitions that were submitted."""
    seen = Seen()
    for number, line in lines:
        checked = _check(number, line, book, seen)
        tally.outcomes[outcome(checked, book)] += 1
        tally.checks.update(item.check for item in checked.findings)
        tally.trips += checked.trips
        yield checked


def _check(number: int, line: bytes, book: SettlementBook, seen: Seen) -> Checked:
    message = read_message(line)
    if isinstance(message, tuple):
        return Checked(number, faults=message)
    trips = message["turer"]
    return Checked(
        number,
        findings=check_message(message, book, seen),
        trips=len(trips),
        total_oere=sum(line["beloep_oere"] for trip in trips for line in trip["takster"]),
        charges_oere=sum(item["beloep_oere"] for trip in trips for item in trip.get("egenandeler", ())),
    )
