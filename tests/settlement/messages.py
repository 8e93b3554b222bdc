"""Settlement messages of nobody: the published example, and seeded random ones that are right in every way."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from reiseregel.settlement.book import SettlementBook
from reiseregel.settlement.tariff import possible_times, vehicles_of

Message = dict[str, Any]


def event(kind: str, moment: str, requisition: str | None = None) -> dict[str, Any]:
    return {"slag": kind, "tid": moment} | ({} if requisition is None else {"rekvisisjon": requisition})


def line(code: str, units: int, price: str, oere: int) -> dict[str, Any]:
    return {"kode": code, "enheter": units, "enhetspris": price, "beloep_oere": oere}


def trip(number: str, lines: list[dict[str, Any]], charges: list[int], day: str = "2026-05-11") -> dict[str, Any]:
    requisition = f"r{number}"
    return {
        "tur": f"t{number}",
        "tilstander": ["ny", "innsendt"],
        "loeyve": "L-1",
        "avtale": "a1",
        "kontor": "k1",
        "fakturering": "f1",
        "rekvisisjoner": [requisition],
        "takster": lines,
        "hendelser": [event("hentet", f"{day}T10:00:00", requisition), event("levert", f"{day}T10:40:00", requisition)],
        "egenandeler": [{"rekvisisjon": requisition, "beloep_oere": charge} for charge in charges],
        "sum_oere": sum(item["beloep_oere"] for item in lines),
    }


def message(trips: list[dict[str, Any]], kind: int = 8000, number: str = "m1") -> Message:
    return {
        "type": "oppgjoer",
        "versjon": 1,
        "melding": {"nummer": number, "slag": kind, "avtale": "a1", "kontor": "k1", "fakturering": "f1"},
        "turer": trips,
        "sum_oere": sum(item["sum_oere"] for item in trips),
        "egenandeler_sum_oere": sum(c["beloep_oere"] for item in trips for c in item["egenandeler"]),
    }


def published() -> Message:
    """Trips of 444, 414, 409, 409 and 472.50 kroner, charges of 123.50, 100, 135 and 110; 14 750 m at 0.024 is 354."""
    return message(
        [
            trip("1", [line("11111", 14750, "0.024", 35400), line("41111", 1, "90", 9000)], [-12350]),
            trip("2", [line("11111", 13500, "0.024", 32400), line("41111", 1, "90", 9000)], [-10000]),
            trip("3", [line("42111", 1, "409", 40900)], [-13500]),
            trip("4", [line("42111", 1, "409", 40900)], [-11000]),
            trip("5", [line("11111", 14750, "0.024", 35400), line("21111", 2370, "1/20", 11850)], []),
        ]
    )


def random_message(book: SettlementBook, seed: int) -> Message:
    """A message without faults: any tariffs, hours, no-shows and charges."""
    dice = random.Random(seed)
    kind = dice.choice(list(book.messages))
    trips = [_random_trip(book, dice, kind, f"{seed}-{index}") for index in range(dice.randint(1, 4))]
    return message(trips, kind, f"m{seed}")


def _random_trip(book: SettlementBook, dice: random.Random, kind: int, number: str) -> dict[str, Any]:
    at = datetime(2026, 1, 1) + timedelta(minutes=dice.randrange(365 * 24 * 60))  # noqa: DTZ001 - the clock on the wall
    requisitions = [f"r{number}-{index}" for index in range(dice.randint(1, 3))]
    events, charges, times = [event("tur_start", at.isoformat())], [], [at]
    missing = dice.random() < 0.3
    for requisition in requisitions:
        kinds = ["ikke_moett"] if missing and requisition == requisitions[0] else ["hentet", "levert"]
        for what in kinds:
            times.append(times[-1] + timedelta(seconds=dice.randint(0, 2400)))
            events.append(event(what, times[-1].isoformat(), requisition))
        if kinds[0] == "hentet" and dice.random() < 0.6:
            charges.append({"rekvisisjon": requisition, "beloep_oere": -dice.randint(1, 20000)})
    codes = [code for code, tariff in book.tariffs.items() if missing or not tariff.no_show]
    lines = [_random_line(book, dice, dice.choice(codes), times[0], times[-1]) for _ in range(dice.randint(1, 5))]
    if missing:
        lines.append(_random_line(book, dice, "44", times[0], times[-1]))
    return {
        "tur": f"t{number}",
        "tilstander": _way_to(book, dice, dice.choice(book.messages[kind].states)),
        "loeyve": "L-1",
        "avtale": "a1",
        "kontor": "k1",
        "fakturering": "f1",
        "rekvisisjoner": requisitions,
        "takster": lines,
        "hendelser": events,
        "egenandeler": charges,
        "sum_oere": sum(item["beloep_oere"] for item in lines),
    }


def _random_line(
    book: SettlementBook, dice: random.Random, tariff: str, first: datetime, last: datetime
) -> dict[str, Any]:
    times = sorted(possible_times(book.times, first, last)) if book.tariffs[tariff].times else [book.times.none]
    code = tariff + dice.choice(vehicles_of(book, tariff)) + dice.choice(times)
    units, thousandths = dice.randint(0, 90_000), dice.randint(1, 9_999)
    price = f"{thousandths // 1000}.{thousandths % 1000:03d}" if dice.random() < 0.5 else f"{thousandths}/1000"
    exact = Fraction(units * thousandths, 10)  # øre
    return line(code, units, price, int(exact + Fraction(1, 2)))


def _way_to(book: SettlementBook, dice: random.Random, last: str) -> list[str]:
    way = [last]
    while way[0] != "ny":
        way.insert(0, dice.choice([state for state, to in book.moves.items() if way[0] in to]))
    return way
