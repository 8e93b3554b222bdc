"""`reiseregel regler --dekning`: where every ledd and bokstav of the law went, and the shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from reiseregel.calendar import LAST_DAY
from reiseregel.cli.output import FAULT_IN_RULES, WRONG_USAGE, Stop, say, say_error, say_json, say_rule_faults
from reiseregel.errors import InvalidRules
from reiseregel.explain.words import day as day_words
from reiseregel.explain.words import hjemmel_words
from reiseregel.lawmap import LawMap, Ledd, Placement, map_faults, read_maps, shares
from reiseregel.resources import rules_folder
from reiseregel.rulebook import RuleBook
from reiseregel.yamlfile import read_folder

_KINDS = {"kodet": "kodet", "skjoenn": "skjønn", "prosedyre": "prosedyre", "utenfor": "utenfor"}


def show_maps(book: RuleBook, folder: Path | None, paragraph: str | None, form: str, day: int | None) -> int:
    """Print the law maps of a rules folder: all, or one paragraph; every text of the law, or that of a day."""
    try:
        maps, faults = read_maps(read_folder(folder or rules_folder()))
    except InvalidRules as error:
        maps, faults = [], list(error.faults)
    faults += map_faults(maps, book)
    if faults:
        say_rule_faults(faults)
        return FAULT_IN_RULES
    shown = [(found, rows) for found in maps if found.tells(day) and (rows := list(_rows(found, paragraph, day)))]
    if not shown:
        say_error("Ingen kart over loven har den paragrafen. Kartene står i mappen dekning.")
        raise Stop(WRONG_USAGE)
    if form == "json":
        say_json([_as_json(found, rows, day) for found, rows in shown])
        return 0
    for found, rows in shown:
        if len(shown) > 1:
            say(_heading(found))
        for ledd, placement in rows:
            say(_line(ledd, placement, day))
        if paragraph is None:
            for line in _summary(found, day):
                say(line)
    return 0


def _rows(found: LawMap, paragraph: str | None, day: int | None) -> Iterator[tuple[Ledd, Placement]]:
    for ledd in found.ledd:
        if (paragraph is None or ledd.paragraf == paragraph) and (day is None or ledd.number_on(day)):
            for placement in found.placed(ledd):
                yield ledd, placement


def _heading(found: LawMap) -> str:
    since = day_words(date.fromordinal(found.since).isoformat(), "nb")
    if found.until == LAST_DAY:
        return f"Teksten fra {since}"
    return f"Teksten fra {since} til {day_words(date.fromordinal(found.until).isoformat(), 'nb')}"


def _line(ledd: Ledd, placement: Placement, day: int | None) -> str:
    unit = placement.unit if day is None else replace(placement.unit, ledd=ledd.number_on(day))
    named = placement.rules or placement.facts
    words = f"{hjemmel_words(unit, 'nb')}: {_KINDS[placement.kind]}"
    words += f" ({', '.join(named)})" if named else ""
    words += f". {placement.reason}" if placement.reason else ""
    if _unread(ledd, day):
        words += f"{'' if words.endswith('.') else '.'} Lovteksten er ikke lest. Veiledningen: {ledd.guidance}"
    return words


def _unread(ledd: Ledd, day: int | None) -> bool:
    """The wording of the day was not read; of no day in particular, that of some day."""
    return bool(ledd.guidance) if day is None else not ledd.read_on(day)


def _summary(found: LawMap, day: int | None) -> Iterator[str]:
    counted = shares(found, day)
    names, counts = ("kodet", "skjønn", "prosedyre eller utenfor"), (counted.coded, counted.judged, counted.other)
    rows = zip(names, counts, counted.percents, strict=True)
    parts = [f"{count} {name} ({percent} %)" for name, count, percent in rows]
    text = day_words(found.text_as_of.isoformat(), "nb")
    yield f"Plassert: {counted.placed} av {counted.ledd} ledd i teksten per {text}."
    yield f"Av {counted.deciding} ledd som avgjør noe: {', '.join(parts)}."


def _as_json(found: LawMap, rows: list[tuple[Ledd, Placement]], day: int | None) -> dict[str, object]:
    counted = shares(found, day)
    names, counts = ("kodet", "skjoenn", "prosedyre_eller_utenfor"), (counted.coded, counted.judged, counted.other)
    three = zip(names, counts, counted.percents, strict=True)
    return {
        "lov": found.law,
        "fra": date.fromordinal(found.since).isoformat(),
        "til": None if found.until == LAST_DAY else date.fromordinal(found.until).isoformat(),
        "tekst_per": found.text_as_of.isoformat(),
        "lest": found.read_on.isoformat(),
        "plasseringer": [_row_as_json(ledd, placement, day) for ledd, placement in rows],
        "andeler": {
            "ledd": counted.ledd,
            "plassert": counted.placed,
            "avgjoer": counted.deciding,
            **{name: {"ledd": count, "prosent": percent} for name, count, percent in three},
        },
    }


def _row_as_json(ledd: Ledd, placement: Placement, day: int | None) -> dict[str, object]:
    unit = placement.unit if day is None else replace(placement.unit, ledd=ledd.number_on(day))
    return {
        "hjemmel": unit.to_json(),
        "fra": date.fromordinal(ledd.since).isoformat(),
        "endret": [date.fromordinal(changed).isoformat() for changed in ledd.changed],
        "tekst_lest": not _unread(ledd, day),
        "veiledning": ledd.guidance if _unread(ledd, day) else "",
        "plass": placement.kind,
        "avgjoer": placement.decides,
        "regler": list(placement.rules),
        "fakta": list(placement.facts),
        "grunn": placement.reason,
    }
