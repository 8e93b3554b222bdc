"""The forecast of the yearly ceiling in words: two lines a year, marked as one that the register settles."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reiseregel.decision import FrikortForecast
from reiseregel.errors import Language, Text
from reiseregel.explain.words import bounds_words, kroner

HEADING = Text(
    "Prognose for frikort (registeret avgjør)",
    "Prognose for frikort (registeret avgjer)",
    "Forecast for the exemption card (the register decides)",
)
NO_CEILING = Text(
    "{year}: Taket for året er ikke kjent her, så det er ingen prognose.",
    "{year}: Taket for året er ikkje kjent her, så det er ingen prognose.",
    "{year}: The ceiling for the year is not known here, so there is no forecast.",
)
CEILING = Text(
    "{year}: Taket er {ceiling}{status}. Godkjent ellers: {approved}. Reisene her legger til: {counted}.",
    "{year}: Taket er {ceiling}{status}. Godkjent elles: {approved}. Reisene her legg til: {counted}.",
    "{year}: The ceiling is {ceiling}{status}. Approved otherwise: {approved}. The journeys here add: {counted}.",
)
PROVISIONAL = Text(" (foreløpig tall)", " (førebels tal)", " (provisional figure)")
REACHED = Text(
    "Taket nås med «{journey}».", "Taket blir nådd med «{journey}».", "The ceiling is reached with “{journey}”."
)
REACHED_BEFORE = Text(
    "Taket er nådd før reisene her.",
    "Taket er nådd før reisene her.",
    "The ceiling is reached before the journeys here.",
)
REACHED_OTHERWISE = Text(
    "Taket nås med en annen egenandel.",
    "Taket blir nådd med ein annan eigendel.",
    "The ceiling is reached with another charge.",
)
PERHAPS = Text("Taket kan bli nådd.", "Taket kan bli nådd.", "The ceiling may be reached.")
NOT_REACHED = Text("Taket blir ikke nådd.", "Taket blir ikkje nådd.", "The ceiling is not reached.")
PAID_BACK = Text("Betales tilbake: {amount}.", "Blir betalt tilbake: {amount}.", "To be paid back: {amount}.")


def forecast_lines(
    forecasts: tuple[FrikortForecast, ...], label: Callable[[str], str], language: Language
) -> Iterator[str]:
    """The lines of the section, after an empty one; none without a forecast. `label` names the journey at a place."""
    if forecasts:
        yield ""
        yield HEADING.in_language(language)
    for item in forecasts:
        if item.ceiling is None:
            yield f"  {NO_CEILING.in_language(language).format(year=item.year)}"
            continue
        yield "  " + CEILING.in_language(language).format(
            year=item.year,
            ceiling=kroner(item.ceiling.value, language),
            status=PROVISIONAL.in_language(language) if item.ceiling.status == "foreloepig" else "",
            approved=kroner(item.approved, language),
            counted=bounds_words(item.counted, language),
        )
        words = [_where(item, item.ceiling.value, label, language)]
        if item.paid_back is not None and item.paid_back.highest != 0:
            words.append(PAID_BACK.in_language(language).format(amount=bounds_words(item.paid_back, language)))
        yield f"    {' '.join(words)}"


def _where(item: FrikortForecast, ceiling: int, label: Callable[[str], str], language: Language) -> str:
    """With which charge the ceiling is reached, as far as it can be told."""
    for journey in item.journeys:
        if journey.reaches:
            return REACHED.in_language(language).format(journey=label(journey.place))
    everything = item.counted.highest
    if everything is not None and item.approved + everything < ceiling:
        return NOT_REACHED.in_language(language)
    if (item.journeys[0].before.lowest or 0) >= ceiling:
        return REACHED_BEFORE.in_language(language)
    surely = item.approved + (item.counted.lowest or 0) >= ceiling
    by_journey = any(journey.reaches is None for journey in item.journeys)
    return (REACHED_OTHERWISE if surely and not by_journey else PERHAPS).in_language(language)
