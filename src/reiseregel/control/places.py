"""Do the places in the law that signals rest on exist, on the days they are cited for?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reiseregel.control.book import place_below_rules
from reiseregel.control.signals import ControlBook
from reiseregel.errors import RuleFault
from reiseregel.lawmap.model import LawMap, written
from reiseregel.rulebook.timeline import iso


def hjemmel_faults(maps: Iterable[LawMap], book: ControlBook) -> Iterator[RuleFault]:
    """A fault for each place that is not in a mapped text of the law, on the first day the text is cited for.

    Laws without a map are not checked.
    """
    texts = list(maps)
    for signal in book.signals.values():
        for version in signal.versions:
            for hjemmel in version.hjemler:
                for text in texts:
                    day = max(version.since, text.since)
                    cited = text.law == hjemmel.lov and day <= min(version.until, text.until)
                    if cited and not text.ledd_of(hjemmel, day):
                        message = f"{written(hjemmel)} finnes ikke i loven {iso(day)}"
                        yield RuleFault(place_below_rules(version.place), "ukjent_ledd", message)
