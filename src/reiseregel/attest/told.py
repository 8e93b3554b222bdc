"""What each attest came to for each trip, as lines to read. The words are here; the reasons come from the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from reiseregel.attest.model import Standing, TripAnswer
from reiseregel.errors import Language, Text

_TITLE: Final = Text("Reiseattester", "Reiseattestar", "Travel attests")
_LINE: Final = Text("Tur {}, attest {} ({}): {}", "Tur {}, attest {} ({}): {}", "Trip {}, attest {} ({}): {}")
_STANDING: Final[dict[Standing, Text]] = {
    "valid": Text("gjelder for turen.", "gjeld for turen.", "covers the trip."),
    "not_valid": Text("gjelder ikke for turen.", "gjeld ikkje for turen.", "does not cover the trip."),
    "open": Text(
        "det er ikke avgjort om den gjelder for turen.",
        "det er ikkje avgjort om han gjeld for turen.",
        "it is not settled whether it covers the trip.",
    ),
}
_LEFT_OUT: Final = Text(
    "Den er ikke lagt inn, fordi kravet ikke sier hvilke attester som finnes.",
    "Han er ikkje lagd inn, fordi kravet ikkje seier kva attestar som finst.",
    "It was not put in, because the claim does not say which attests there are.",
)


def attest_lines(answers: Iterable[TripAnswer], language: Language) -> Iterator[str]:
    """A title and a line for each trip and attest, with reasons or questions below it; nothing without an attest."""
    found = list(answers)
    if found:
        yield _TITLE.in_language(language)
    for item in found:
        standing = _STANDING[item.standing].in_language(language)
        yield "  " + _LINE.in_language(language).format(item.trip + 1, item.attest + 1, item.reference, standing)
        for text in (*item.grounds, *item.missing, *(() if item.written else (_LEFT_OUT,))):
            yield f"    – {text.in_language(language)}"
