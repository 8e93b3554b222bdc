"""`reiseregel regler --dokumentasjon`: for each post what must be shown, from whom, and when it may be done without.

With a day: what the law of that day asks for, and where it stood. Without: everything, with the time it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from reiseregel.calendar import FIRST_DAY, LAST_DAY
from reiseregel.cli.output import WRONG_USAGE, Stop, say, say_error, say_json
from reiseregel.explain.documentation import (
    entries_by_post,
    facts_words,
    issuers_words,
    status_words,
    time_words,
    waiver_words,
)
from reiseregel.explain.words import hjemmel_words
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.model import Documentation
from reiseregel.vocabulary.model import Earlier, places


def show_documentation(book: RuleBook, paragraph: str | None, form: str, day: int | None) -> int:
    """Print the catalogue, all of it or what one paragraph says of requiring or waiving."""
    entries = [entry for entry in book.documentation if day is None or entry.holds_on(day)]
    entries = [entry for entry in entries if paragraph in (None, *_paragraphs(entry, day))]
    if not entries:
        then = "" if day is None else " den dagen"
        say_error(f"Den paragrafen sier ikke noe om dokumentasjon{then}. Se: reiseregel regler --dokumentasjon")
        raise Stop(WRONG_USAGE)
    if form == "json":
        say_json([_as_json(entry, day) for entry in entries])
        return 0
    for post, found in entries_by_post(book):
        shown = [entry for entry in found if entry in entries]
        if shown:
            label = post.label_on(LAST_DAY if day is None else day)
            say(label.nb if label else post.id)
        for entry in shown:
            for line in _lines(entry, book, day):
                say(line)
    return 0


def _paragraphs(entry: Documentation, day: int | None) -> Iterator[str]:
    """The paragraphs that it stands in on the day, or has stood in."""
    for item in (entry, entry.waiver):
        days = [LAST_DAY, *(period.until for period in item.earlier)] if day is None else [day]
        yield from (item.hjemmel_on(day).paragraf for day in days)


def _lines(entry: Documentation, book: RuleBook, day: int | None) -> Iterator[str]:
    on = LAST_DAY if day is None else day
    yield f"  {entry.id}: når {entry.when.nb}"
    yield f"    {entry.document.nb}"
    law = f"{hjemmel_words(entry.hjemmel_on(on), 'nb')}, {status_words(entry, 'nb')}"
    yield f"    fra {issuers_words(entry, 'nb')} ({law}; {entry.place})"
    yield f"    gir svar på: {facts_words(entry.facts, book, 'nb')}"
    yield f"    {waiver_words(entry, book, 'nb', on)}"
    if entry.note:
        yield f"    {entry.note.nb}"
    if day is None:
        yield from (f"    {line}" for line in time_words(entry, "nb"))


def _as_json(entry: Documentation, day: int | None) -> dict[str, object]:
    """One entry; on a day with where it stood then, else with where it stands now and stood before."""
    waiver, on = entry.waiver, LAST_DAY if day is None else day
    return {
        "id": entry.id,
        "poster": list(entry.posts),
        "grunner": list(entry.reasons),
        "naar": asdict(entry.when),
        "dokument": asdict(entry.document),
        "fra": list(entry.issuers),
        "fakta": list(entry.facts),
        "fritak": {
            "regel": waiver.rule,
            "fakta": list(waiver.facts),
            "hjemmel": waiver.hjemmel_on(on).to_json(),
            **_earlier(waiver.earlier, day),
        },
        "hjemmel": entry.hjemmel_on(on).to_json(),
        **_earlier(entry.earlier, day),
        "gjelder": {"fra": _iso(entry.since), "til": _iso(entry.until)},
        "status": entry.status,
        "merknad": asdict(entry.note) if entry.note else None,
    }


def _earlier(earlier: Earlier, day: int | None) -> dict[str, object]:
    """Where it stood before; on one day there is only one place."""
    if day is not None:
        return {}
    return {"tidligere": [{"til": _iso(item.until), "hjemmel": place.to_json()} for item, place in places(earlier)]}


def _iso(day: int) -> str | None:
    """A day; None where the time has no limit."""
    return None if day in (FIRST_DAY, LAST_DAY) else date.fromordinal(day).isoformat()
