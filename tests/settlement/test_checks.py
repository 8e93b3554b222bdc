"""The published example ties out; a message without faults gives none; each fault gives its own code and no other."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest

from reiseregel.settlement import SettlementBook, check_message, load_settlement_book, read_message
from reiseregel.settlement.book import CHECKS
from reiseregel.settlement.checks import Seen
from reiseregel.settlement.tariff import amount_oere, possible_times
from tests.settlement.messages import event, line, message, published, random_message, trip

BOOK = load_settlement_book()
Message = dict[str, Any]


def found(given: Message) -> list[tuple[str, str]]:
    return [(item.pointer, item.check) for item in check_message(given, BOOK)]


# --- the published example ---


def test_the_published_example_ties_out() -> None:
    given = published()

    assert amount_oere(14750, "0.024") == 35400
    assert [item["sum_oere"] for item in given["turer"]] == [44400, 41400, 40900, 40900, 47250]
    assert (given["sum_oere"], given["egenandeler_sum_oere"]) == (214850, -46850)
    assert found(given) == []


# --- random messages, and one fault each ---


def test_random_messages_without_faults_give_none(figures: Callable[[str], None]) -> None:
    count = 300
    for seed in range(count):
        given = random_message(BOOK, seed)
        assert found(given) == [], seed
        if seed < 40:
            assert isinstance(read_message(_json(given)), dict), seed
    figures(f"settlement: {count} random messages without faults, none found")


def _json(given: Message) -> str:
    import json

    return json.dumps(given)


Change = Callable[[Message, random.Random], str | None]
CHANGES: dict[str, Change] = {}


def change(check: str) -> Callable[[Change], Change]:
    def keep(function: Change) -> Change:
        CHANGES[check] = function
        return function

    return keep


def any_trip(given: Message, dice: random.Random) -> tuple[str, dict[str, Any]]:
    index = dice.randrange(len(given["turer"]))
    return f"/turer/{index}", given["turer"][index]


def add(given: Message, item: dict[str, Any], oere: int) -> None:
    item["sum_oere"] += oere
    given["sum_oere"] += oere


@change("takst_beloep")
def _(given: Message, dice: random.Random) -> str:
    at, item = any_trip(given, dice)
    index = dice.randrange(len(item["takster"]))
    item["takster"][index]["beloep_oere"] += 1
    add(given, item, 1)
    return f"{at}/takster/{index}/beloep_oere"


@change("startpris")
def _(given: Message, dice: random.Random) -> str:
    at, item = any_trip(given, dice)
    item["takster"][0]["startpris_oere"] = 1
    return f"{at}/takster/0/startpris_oere"


@change("takstkode_takst")
def _(given: Message, dice: random.Random) -> str | None:
    at, item = any_trip(given, dice)
    item["takster"][0]["kode"] = "99" + item["takster"][0]["kode"][2:]
    return f"{at}/takster/0/kode"


@change("takstkode_kjoeretoey")
def _(given: Message, dice: random.Random) -> str:
    at, item = any_trip(given, dice)
    code = item["takster"][0]["kode"]
    item["takster"][0]["kode"] = code[:2] + ("1" if code[0] in "68" else "5") + code[3:]
    return f"{at}/takster/0/kode"


@change("takstkode_tid")
def _(given: Message, dice: random.Random) -> str:
    at, item = any_trip(given, dice)
    code = item["takster"][0]["kode"]
    item["takster"][0]["kode"] = code[:3] + ("11" if code[0] in "68" else "15")
    return f"{at}/takster/0/kode"


@change("takstkode_mot_hendelser")
def _(given: Message, dice: random.Random) -> str | None:
    at, item = any_trip(given, dice)
    times = [datetime.fromisoformat(one["tid"]) for one in item["hendelser"]]
    wrong = sorted(BOOK.times.all - possible_times(BOOK.times, times[0], times[-1]))
    places = [index for index, one in enumerate(item["takster"]) if one["kode"][0] not in "68"]
    if not places:
        return None
    item["takster"][places[0]]["kode"] = item["takster"][places[0]]["kode"][:3] + dice.choice(wrong)
    return f"{at}/takster/{places[0]}/kode"


@change("tur_sum")
def _(given: Message, dice: random.Random) -> str | None:
    at, item = any_trip(given, dice)
    add(given, item, 1)  # more than the tariffs: no charge was deducted
    return f"{at}/sum_oere"


@change("egenandel_trukket")
def _(given: Message, dice: random.Random) -> str | None:
    at, item = any_trip(given, dice)
    charges = sum(one["beloep_oere"] for one in item["egenandeler"])
    if not charges:
        return None
    add(given, item, charges)
    return f"{at}/sum_oere"


@change("egenandel_fortegn")
def _(given: Message, dice: random.Random) -> str | None:
    at, item = any_trip(given, dice)
    if not item["egenandeler"]:
        return None
    charge = item["egenandeler"][0]
    given["egenandeler_sum_oere"] -= 2 * charge["beloep_oere"]
    charge["beloep_oere"] *= -1
    return f"{at}/egenandeler/0/beloep_oere"


@change("melding_sum")
def _(given: Message, dice: random.Random) -> str:
    given["sum_oere"] += dice.choice((-1, 1))
    return "/sum_oere"


@change("egenandel_sum")
def _(given: Message, dice: random.Random) -> str:
    given["egenandeler_sum_oere"] += dice.choice((-1, 1))
    return "/egenandeler_sum_oere"


def _other(name: str) -> Change:
    def other(given: Message, dice: random.Random) -> str:
        at, item = any_trip(given, dice)
        item[name] = "x9"
        return f"{at}/{name}"

    return other


CHANGES |= {f"samme_{name}": _other(name) for name in ("avtale", "kontor", "fakturering")}


@change("hendelser_i_tid")
def _(given: Message, dice: random.Random) -> str | None:
    at, item = any_trip(given, dice)
    first, second = item["hendelser"][:2]
    if first["tid"] == second["tid"]:
        return None
    first["tid"], second["tid"] = second["tid"], first["tid"]
    faults = [
        index
        for index in range(1, len(item["hendelser"]))
        if item["hendelser"][index]["tid"] < item["hendelser"][index - 1]["tid"]
    ]
    return f"{at}/hendelser/1/tid" if faults == [1] else None


def _events_of(item: dict[str, Any], kind: str) -> list[int]:
    return [index for index, one in enumerate(item["hendelser"]) if one["slag"] == kind]


@change("levert_foer_hentet")
def _(given: Message, dice: random.Random) -> str | None:
    at, item = any_trip(given, dice)
    if not (places := _events_of(item, "hentet")):
        return None
    del item["hendelser"][places[0]]
    return f"{at}/hendelser/{places[0]}"


@change("hentet_to_ganger")
def _(given: Message, dice: random.Random) -> str | None:
    at, item = any_trip(given, dice)
    if not (places := _events_of(item, "hentet")):
        return None
    item["hendelser"].insert(places[0], dict(item["hendelser"][places[0]]))
    return f"{at}/hendelser/{places[0] + 1}"


@change("hentet_ikke_levert")
def _(given: Message, dice: random.Random) -> str | None:
    at, item = any_trip(given, dice)
    if not (places := _events_of(item, "levert")):
        return None
    item["hendelser"][places[-1]] = event("navigasjon", item["hendelser"][places[-1]]["tid"])
    return f"{at}/hendelser/{places[-1] - 1}"


@change("rekvisisjon_uten_hendelse")
def _(given: Message, dice: random.Random) -> str:
    at, item = any_trip(given, dice)
    item["rekvisisjoner"].append("r-ny")
    return f"{at}/rekvisisjoner/{len(item['rekvisisjoner']) - 1}"


@change("hendelse_uten_rekvisisjon")
def _(given: Message, dice: random.Random) -> str:
    at, item = any_trip(given, dice)
    item["hendelser"].append(event("navigasjon", item["hendelser"][-1]["tid"], "r-ny"))
    return f"{at}/hendelser/{len(item['hendelser']) - 1}/rekvisisjon"


@change("bomtur_uten_ikke_moett")
def _(given: Message, dice: random.Random) -> str | None:
    at, item = any_trip(given, dice)
    if _events_of(item, "ikke_moett"):
        return None
    item["takster"][0]["kode"] = "44000"
    return f"{at}/takster/0/kode"


@change("ikke_moett_og_hentet")
def _(given: Message, dice: random.Random) -> str | None:
    at, item = any_trip(given, dice)
    if not (places := _events_of(item, "hentet")):
        return None
    who = item["hendelser"][places[0]]["rekvisisjon"]
    item["hendelser"].append(event("ikke_moett", item["hendelser"][-1]["tid"], who))
    return f"{at}/hendelser/{len(item['hendelser']) - 1}"


@change("tilstand_overgang")
def _(given: Message, dice: random.Random) -> str:
    at, item = any_trip(given, dice)
    item["tilstander"].insert(0, "godkjent")  # nothing comes after it
    return f"{at}/tilstander/1"


@change("tilstand_i_melding")
def _(given: Message, dice: random.Random) -> str | None:
    if given["melding"]["slag"] not in (8000, 8010):
        return None
    at, item = any_trip(given, dice)
    item["tilstander"].append("avvist")
    return f"{at}/tilstander/{len(item['tilstander']) - 1}"


def test_one_change_gives_exactly_its_fault(figures: Callable[[str], None]) -> None:
    tried = {check: sum(tried_with(check, seed) for seed in range(30)) for check in CHANGES}
    assert [check for check, count in tried.items() if count < 4] == []
    figures(f"settlement: {sum(tried.values())} messages with one of {len(tried)} faults, each found alone")


def tried_with(check: str, seed: int) -> bool:
    given = random_message(BOOK, 10_000 + seed)
    changed = deepcopy(given)
    at = CHANGES[check](changed, random.Random(seed))
    if at is None:
        return False
    if seed < 5:
        assert isinstance(read_message(_json(changed)), dict), (check, seed)
    assert found(changed) == [(at, check)], (check, seed)
    return True


# --- submitted before ---


def test_what_was_submitted_before_in_the_run_is_found() -> None:
    seen = Seen()
    lines = [line("42111", 1, "409", 40900)]
    first, same = message([trip("1", lines, [])]), message([trip("1", lines, [])], number="m2")
    other = message([{**trip("2", lines, []), "rekvisisjoner": ["r1"], "hendelser": trip("1", lines, [])["hendelser"]}])

    assert check_message(first, BOOK, seen) == ()
    assert [item.check for item in check_message(same, BOOK, seen)] == ["tur_levert_foer"]
    assert [item.check for item in check_message(other, BOOK, seen)] == ["rekvisisjon_levert_foer"]


@pytest.mark.parametrize(
    ("states", "kind", "expected"),
    [
        (["ny", "innsendt", "avvist", "innsendt"], 8000, []),
        (["ny", "innsendt", "til_vurdering"], 8010, []),
        (["ny", "til_vurdering"], 8010, ["tur_levert_foer"]),
        (["ny", "innsendt", "godkjent"], 8101, []),  # an answer submits nothing
    ],
)
def test_a_trip_may_come_again_when_its_states_say_why(states: list[str], kind: int, expected: list[str]) -> None:
    seen = Seen()
    lines = [line("42111", 1, "409", 40900)]
    check_message(message([trip("1", lines, [])]), BOOK, seen)

    again = message([{**trip("1", lines, []), "tilstander": states}], kind)

    assert [item.check for item in check_message(again, BOOK, seen)] == expected


def test_a_message_that_is_stopped_submits_nothing() -> None:
    seen = Seen()
    stopped = published() | {"sum_oere": 1}

    assert [item.check for item in check_message(stopped, BOOK, seen)] == ["melding_sum"]
    assert check_message(published(), BOOK, seen) == ()
    assert {item.check for item in check_message(published(), BOOK, seen)} == {"tur_levert_foer"}


def test_a_trip_twice_in_one_message_is_found() -> None:
    lines = [line("42111", 1, "409", 40900)]
    given = message([trip("1", lines, []), trip("1", lines, [])])
    assert found(given) == [("/turer/1/tur", "tur_levert_foer")]


def test_all_faults_come_at_once() -> None:
    given = published()
    given["sum_oere"] += 1
    given["turer"][0]["avtale"] = "x9"
    given["turer"][1]["takster"][0]["kode"] = "61100"

    assert found(given) == [
        ("/turer/0/avtale", "samme_avtale"),
        ("/turer/1/takster/0/kode", "takstkode_kjoeretoey"),
        ("/sum_oere", "melding_sum"),
    ]


def test_every_check_has_been_made_to_fail() -> None:
    assert set(CHANGES) | {"tur_levert_foer", "rekvisisjon_levert_foer"} == set(CHECKS)


def test_every_problem_code_is_checked_or_says_why_not() -> None:
    book: SettlementBook = BOOK
    assert len(book.problems) == 32
    assert {code for check in book.checks.values() for code in check.problems} <= set(book.problems)
    assert all(
        problem.unchecked.nb and problem.unchecked.nn and problem.unchecked.en for problem in book.problems.values()
    )
