"""`reiseregel regler --innstillinger`: what the health trusts, or the whole country, have fixed, and by what source.

With a day: what held then. With a trust: its own, and the national ones wherever it has fixed nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from reiseregel.cli.output import WRONG_USAGE, Stop, say, say_error, say_json
from reiseregel.errors import nearest
from reiseregel.explain.words import clock, is_clock, quantity
from reiseregel.explain.words import day as day_words
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary.settings_by_trust import NATIONAL, Setting, SettingRow

_STATUS = {"bekreftet": "bekreftet", "lokal": "lokal praksis", "foreloepig": "foreløpig"}


def show_settings(book: RuleBook, form: str, day: int | None, trust: str | None) -> int:
    """Print every setting with the rows that were asked for."""
    trusts = book.vocabulary.trusts
    if trust is not None and trust not in trusts:
        say_error(f"Det helseforetaket finnes ikke.{nearest(trust, trusts)} Kodene er: {', '.join(trusts)}.")
        raise Stop(WRONG_USAGE)
    shown = [(setting, list(_rows(setting, day, trust))) for setting in book.vocabulary.settings.values()]
    if form == "json":
        say_json([_as_json(setting, rows, book) for setting, rows in shown])
        return 0
    for setting, rows in shown:
        say(f"{setting.name}: {setting.label.nb}")
        for row in rows:
            for line in _lines(setting, row, book):
                say(line)
        if not rows:
            say("  ingen sier noe om dette" + ("" if day is None else " den dagen"))
    return 0


def _rows(setting: Setting, day: int | None, trust: str | None) -> Iterator[SettingRow]:
    """All rows; on a day those in force, one for each owner; for a trust on a day the one that holds there."""
    if day is not None and trust is not None:
        found = setting.on(trust, day)
        yield from [found] if found else []
        return
    for row in setting.rows:
        if trust is not None and row.owner not in (NATIONAL, trust):
            continue
        if day is None or row is setting.owned(row.owner, day):
            yield row


def _lines(setting: Setting, row: SettingRow, book: RuleBook) -> Iterator[str]:
    owner = "nasjonal standard" if row.owner == NATIONAL else book.vocabulary.trusts[row.owner].nb
    since = day_words(date.fromordinal(row.since).isoformat(), "nb")
    yield f"  {owner}: {_value(setting, row)} (fra {since}; {_STATUS[row.status]}; {row.place})"
    if row.reason is not None:
        yield f"    {row.reason.nb}"
    source = book.sources[row.source]
    yield f"    kilde: {', '.join(filter(None, (source.title.nb, source.date, source.link)))}"


def _value(setting: Setting, row: SettingRow) -> str:
    if row.value is None:
        return "ikke fastsatt"
    if isinstance(row.value, bool):
        return "ja" if row.value else "nei"
    if isinstance(row.value, int):
        return clock(row.value, "nb") if is_clock(setting.name) else quantity(row.value, setting.type.unit, "nb")
    return setting.codes[row.value].nb if setting.codes else day_words(row.value, "nb")


def _as_json(setting: Setting, rows: list[SettingRow], book: RuleBook) -> dict[str, object]:
    return {
        "innstilling": setting.name,
        "navn": asdict(setting.label),
        "type": setting.type.kind,
        "enhet": setting.type.unit or None,
        "koder": {code: asdict(text) for code, text in setting.codes.items()},
        "fakta": [fact.key for fact in book.vocabulary.facts.values() if fact.setting == setting.name],
        "rader": [_row_as_json(row, setting, book) for row in rows],
    }


def _row_as_json(row: SettingRow, setting: Setting, book: RuleBook) -> dict[str, object]:
    source = book.sources[row.source]
    later = [other.since for other in setting.rows if other.owner == row.owner and other.since > row.since]
    return {
        "helseforetak": row.owner,
        "nasjonal": row.owner == NATIONAL,
        "fra": date.fromordinal(row.since).isoformat(),
        "til": date.fromordinal(min(later) - 1).isoformat() if later else None,
        "verdi": row.value,
        "grunn": asdict(row.reason) if row.reason else None,
        "status": row.status,
        "kilde": {
            "noekkel": source.key,
            "tittel": asdict(source.title),
            "lenke": source.link or None,
            "dato": source.date or None,
            "status": source.status,
        },
    }
