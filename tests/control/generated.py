"""A made-up month of events for control, from a seed: most as they should be, some near a threshold, some wrong.

Nobody is in it: every id is a number with a letter before it. The same seed gives the same bytes:
`python -m tests.control.generated --antall 300000 --seed 1 -o hendelser.jsonl`.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

Event = dict[str, Any]

#: Days of the month that the events are about, and the days before and after it that spill over.
FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)
TRUSTS = ("ahus", "bergen", "oslo", "unn")
MODES = ("drosje", "drosje", "samkjoert_bil", "samkjoert_bil", "helsebuss", "baat", "fly")
ROLES = ("behandler",) * 16 + ("utpekt",) * 3 + ("annet_helsepersonell", "ikke_helsepersonell")
#: No patient has fewer events than this on average, so there are patients enough.
EVENTS_A_PATIENT = 4


class Month:
    """Makes the events of a month, patient by patient."""

    def __init__(self, seed: int, patients: int) -> None:
        self.random = Random(seed)
        self.patients = patients
        self.made = dict.fromkeys("hrjakq", 0)
        self.requesters = max(8, patients // 40)
        self.carriers = max(4, min(60, patients // 200))
        #: How each requester's patients must travel alone, in promille; most are alike, a few are at or over the limit.
        self.alone = [self.random.choice((80, 120, 150, 200, 260, 500, 620)) for _ in range(self.requesters)]
        self.no_contact = [self.random.choice((5, 10, 20, 48, 52, 90)) for _ in range(self.carriers)]
        self.misplaced = [self.random.choice((2, 4, 8, 19, 22, 40)) for _ in range(self.carriers)]

    def events(self) -> Iterator[Event]:
        """Every event, a patient at a time."""
        for number in range(self.patients):
            yield from self._patient(f"p{number}")

    # --- small choices ----------------------------------------------------------------------------------------------

    def _new(self, letter: str) -> str:
        self.made[letter] += 1
        return f"{letter}{self.made[letter]}"

    def _often(self, promille: int) -> bool:
        return self.random.randrange(1000) < promille

    def _day(self) -> date:
        return FIRST + timedelta(self.random.randrange((LAST - FIRST).days + 1))

    def _event(self, kind: str, day: date, **fields: Any) -> Event:
        when = f"{day.isoformat()}T{self.random.randrange(6, 20):02}:{self.random.randrange(60):02}"
        event: Event = {"id": self._new("h"), "slag": kind, "tid": when}
        if self._often(900):
            event["helseforetak"] = self.random.choice(TRUSTS)
        return event | {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in fields.items()
            if value is not None
        }

    # --- what happens to a patient ----------------------------------------------------------------------------------

    def _patient(self, patient: str) -> Iterator[Event]:
        random = self.random
        site = f"s{random.randrange(40)}"
        if self._often(180):
            since = FIRST - timedelta(random.randrange(120)) if self._often(700) else self._day()
            yield self._event("frikort", since, pasient=patient, fra=since, til=date(2026, 12, 31))
        attest = None
        if self._often(300):
            attest = self._new("a")
            yield from self._attest(patient, attest, site)
        if self._often(40):
            into = self._day() - timedelta(3)
            out = None if self._often(100) else into + timedelta(random.randrange(1, 8))
            yield self._event("innleggelse", into, pasient=patient, inn=into, ut=out)
        bad_habit = random.choice((None,) * 40 + ("ikke_moett", "avbestilt"))
        for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4, 6))):
            yield from self._visit(patient, site, attest, bad_habit)

    def _attest(self, patient: str, attest: str, site: str) -> Iterator[Event]:
        random = self.random
        since = FIRST - timedelta(random.randrange(330)) if self._often(900) else self._day()
        days = random.choice((30, 90, 180, 364, 365, 365, 366, 367))
        yield self._event(
            "attest",
            since if self._often(500) else self._day(),
            attest=attest,
            pasient=patient,
            rekvirent="q0" if self._often(40) else self._requester(),
            rolle=random.choice(ROLES),
            attesttype="egen_bil" if self._often(250) else "tilrettelagt_transport",
            gyldig_fra=since,
            gyldig_til=since + timedelta(days - 1),
            omfang="eget_behandlingssted" if self._often(300) else "alle_behandlingssteder",
            behandlingssted=site,
        )
        if self._often(30):
            yield self._event("attest_tilbakekalt", self._day(), attest=attest, fra=self._day())

    def _requester(self) -> str:
        return f"q{min(self.random.randrange(self.requesters), self.random.randrange(self.requesters))}"

    def _visit(self, patient: str, site: str, attest: str | None, bad_habit: str | None) -> Iterator[Event]:
        random, day = self.random, self._day()
        place = site if self._often(930) else f"s{random.randrange(40)}"
        if not self._often(15):
            covered = None if self._often(20) else not self._often(10)
            yield self._event("behandling", day, pasient=patient, dato=day, behandlingssted=place, dekket=covered)
        organised = self._often(520)
        claim = None if organised and not self._often(15) else self._new("k")
        for direction in ("til", "fra"):
            if claim is not None:
                yield self._claimed(patient, claim, day, direction)
                if self._often(8):
                    yield self._claimed(patient, self._new("k"), day, direction)
            if organised:
                yield from self._organised(patient, place, day, direction, attest, bad_habit)

    def _claimed(self, patient: str, claim: str, day: date, direction: str) -> Event:
        later = day + timedelta(self.random.randrange(30))
        mode = self.random.choice(("egen_bil", "egen_bil", "rutegaaende", "rutegaaende", "drosje", "annet"))
        return self._event("kravreise", later, krav=claim, pasient=patient, dato=day, retning=direction, transport=mode)

    def _organised(
        self, patient: str, site: str, day: date, direction: str, attest: str | None, bad_habit: str | None
    ) -> Iterator[Event]:
        random = self.random
        before = day - timedelta(random.randrange(1, 12))
        order = None
        used = attest if attest is not None and self._often(800) else None
        if used is None and self._often(970):
            order = self._new("r")
            requester = self._requester()
            yield self._event(
                "rekvisisjon",
                before,
                rekvisisjon=order,
                pasient=patient,
                rekvirent=requester,
                rolle=random.choice(("behandler",) * 8 + ("utpekt", "pasientreisekontoret")),
                grunn="trafikk" if self._often(60) else "helse",
                alene_i_bil=self._often(self.alone[int(requester[1:])]),
            )
        if self._often(15):
            order, used = (f"r{10**9 + random.randrange(1000)}", None) if used is None else (None, f"a{10**9}")
        trip = self._new("j")
        yield self._event(
            "bestilling",
            before,
            reise=trip,
            pasient=patient,
            dato=day,
            retning=direction,
            formaal=random.choice(("behandling",) * 12 + ("utskrivning", "permisjon", "annet_behandlingssted")),
            transport=random.choice(MODES),
            bestilt_av=random.choice(("pasient", "behandler", "utpekt", "pasientreisekontoret")),
            behandlingssted=site,
            rekvisisjon=order,
            attest=used,
        )
        yield from self._carried_out(trip, day, bad_habit)

    def _carried_out(self, trip: str, day: date, bad_habit: str | None) -> Iterator[Event]:
        random = self.random
        habit = bad_habit is not None and self._often(700)
        if self._often(40) or (habit and bad_habit == "avbestilt"):
            yield self._event("avbestilling", day, reise=trip, etter_utsending=habit or self._often(200))
            if not self._often(20):
                return
        if self._often(20):
            return
        carrier = random.randrange(self.carriers)
        result = "ikke_kontakt" if self._often(self.no_contact[carrier]) else "kjoert"
        if habit and bad_habit == "ikke_moett":
            result = "ikke_moett"
        elif self._often(self.misplaced[carrier]):
            result = "feil_levert"
        elif self._often(10):
            result = "ikke_moett"
        charged = 17100 if self._often(550) else 0
        if charged and trip.endswith("77"):
            charged = 40000
        yield self._event(
            "gjennomfoering",
            day,
            reise=trip,
            transportoer=f"t{carrier}",
            resultat=result,
            egenandel_oere=charged,
        )


def events(count: int, seed: int) -> Iterator[Event]:
    """`count` events, some of them sent twice, in no particular order within some hundreds."""
    month = Month(seed, max(1, count // EVENTS_A_PATIENT))
    mix, waiting, sent = Random(seed + 1), [], 0
    for event in month.events():
        waiting.append(event)
        if mix.randrange(1000) < 2:
            waiting.append(dict(event))
        while len(waiting) > 400 and sent < count:
            place = mix.randrange(len(waiting))
            waiting[place], waiting[-1] = waiting[-1], waiting[place]
            yield waiting.pop()
            sent += 1
        if sent == count:
            return
    mix.shuffle(waiting)
    yield from waiting[: count - sent]


def main() -> None:
    """Write a file of events."""
    parser = ArgumentParser(description="Skriv en oppdiktet måned med hendelser.")
    parser.add_argument("--antall", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("-o", dest="out", type=Path, required=True)
    chosen = parser.parse_args()
    with chosen.out.open("w", encoding="utf-8") as out:
        for event in events(chosen.antall, chosen.seed):
            out.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
