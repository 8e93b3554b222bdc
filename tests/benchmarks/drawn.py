"""Complete claims dated 2026 that crowd around the limits of the law, each about one theme or about nothing special."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from reiseregel.calendar import add_months, whole_years
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary
from tests.benchmarks.themes import THEMES, Theme
from tests.strategies.claims import PLAIN, Document, assessed, journeys

#: Far apart, so that what happens in one trip never falls on a day of another.
DAYS = tuple(date(2026, month, day) for month, day in ((1, 1), (2, 28), (5, 4), (8, 30), (10, 31), (12, 26)))
NUMBERS = {
    "m": (0, 9_999, 10_000, 10_001, 40_000, 53_437, *(100_000,) * 4, 250_000, 250_000, 299_999, 300_000, 300_001),
    "min": (0, 119, 120, 479, 480, 481, 720, 721, 1_440, 1_441, 1_799, 1_800, 3_239, 3_240),
    "oere": (0, 1, 2_500, 17_099, 17_100, 17_101, 32_000, 39_999, 40_000, 40_001, 73_399, 73_400, 73_401, 200_000),
    "oere_per_time": (0, 1, 8_799, 8_800, 17_200, 31_000),
    "antall": (0, 0, 1, 2, 3),
}
ANYWHERE = {"m": 400_000, "min": 6_000, "oere": 120_000, "oere_per_time": 60_000, "antall": 4}
COUNTS = {
    "turer": (1, 1, 1, 1, 2),
    "reisende": (1, 1, 1, 2, 2, 3),
    "reiser": (1, 2, 2, 2),
    "attester": (0, 1, 1, 2),
    "tilbud": (0, 0, 0, 0, 1, 2),
    "strekninger": (0, 0, 0, 1, 2),
    "utgifter": (0, 0, 1, 1, 2, 3),
    "fellesutgifter": (0, 0, 0, 1, 2),
    "opphold": (0, 0, 1),
    "overnattinger": (0, 0, 0, 1, 2),
    "inntektstap": (0, 0, 0, 1, 2),
    "tilbakeholdte": (0, 0, 0, 0, 0, 1, 2),
}
TEMPORARY_HOMES = ("arbeid", "studier", "militaertjeneste", "institusjon")
#: A presumption leaves the judgement no other answer: the judgement, and when it is so.
PRESUMED: tuple[tuple[str, str, Callable[[Document], bool]], ...] = (
    ("behandling", "noedvendig_vurdert", lambda it: it["registrert_eller_henvist"]),
    (
        *("reise", "rutetransport_kan_benyttes"),
        lambda it: it["felles_takstsone"] and not it["innvending_mot_rutetransport"],
    ),
    ("reise", "midlertidig_opphold_noedvendig", lambda it: it["endepunkt"] in TEMPORARY_HOMES),
    (
        *("tilbud", "forsvarlig"),
        lambda it: it["helsefaglig_vurdering"] != "fraveket" and not it["innvending_mot_forsvarlighet"],
    ),
    ("utgift", "noedvendig_vurdert", lambda it: it["paa_beregnet_reisevei"]),
    ("fellesutgift", "noedvendig_vurdert", lambda it: it["paa_beregnet_reisevei"]),
    (
        *("overnatting", "noedvendig_vurdert"),
        lambda it: it["grunn"] == "helsetilstand" and it["helsebekreftelse"] == "foreligger",
    ),
    ("reisende", "kurs_innhold_vurdert", lambda it: it["kurs_arrangoer"] == "laerings_og_mestringssenter"),
    ("reisende", "kursdeltakelse_vurdert", lambda it: it["kurs_innkalling"] == "foreligger"),
    ("reisende", "kvalifisert_noedvendig", lambda it: it["ledsagerbehov"] == "bekreftet_saerskilt_kvalifisert"),
    (
        *("reisende", "kvalifisert_av_behandlingsgrunner"),
        lambda it: it["ledsagerbehov"] == "bekreftet_saerskilt_kvalifisert",
    ),
    (
        *("inntektstap", "egenerklaering_kan_godtas"),
        lambda it: (
            it["dokumentasjon"] == "egenerklaering"
            and it["arbeid"] == "annen_ervervsinntekt"
            and not it["har_revisor"]
            and it["i_vanlig_arbeidstid"]
        ),
    ),
)


def drawn_claim(rng: Random, vocabulary: Vocabulary) -> Document:
    """One claim with every fact given and an assessment for each judgement."""
    draw = _Draw(rng, vocabulary, rng.choice(THEMES), {})
    document = {"type": "krav", "versjon": 1, **draw.thing("krav")}
    draw.fit(document)
    if rng.random() < 0.3:
        _leave_out_empty(document, vocabulary.entities["krav"], vocabulary)
    return assessed(document, vocabulary)


def _leave_out_empty(document: Document, entity: EntityDef, vocabulary: Vocabulary) -> None:
    """What is claimed in a list is left out where there is none; a list of facts without items is a fact, and stays."""
    for child in vocabulary.children_of(entity.name):
        if not child.many:
            _leave_out_empty(document[child.member], child, vocabulary)
        elif not document[child.member]:
            if child.content:
                del document[child.member]
        else:
            for item in document[child.member]:
                _leave_out_empty(item, child, vocabulary)


@dataclass(frozen=True, slots=True)
class _Draw:
    rng: Random
    vocabulary: Vocabulary
    theme: Theme
    #: For each entity, how often its facts are plain: a claim that is odd in one respect is often plain in the others.
    plain: dict[str, float]

    def thing(self, name: str) -> Document:
        """Every fact of an entity, and everything below it."""
        result: Document = {fact.name: self.value(fact) for fact in self.vocabulary.facts_of(name)}
        for child in self.vocabulary.children_of(name):
            if child.many:
                counts = self.theme.counts.get(child.member) or COUNTS.get(child.member, (0, 1))
                result[child.member] = [self.thing(child.name) for _ in range(self.rng.choice(counts))]
            else:
                result[child.member] = self.thing(child.name)
        for entity, judgement, presumed in PRESUMED:
            if entity == name and presumed(result):
                result[judgement] = True
        return result

    def value(self, fact: FactDef) -> Any:
        """A value of one fact; dates are fitted together afterwards."""
        rng, kind = self.rng, fact.type.kind
        if fact.key in self.theme.fixed and rng.random() < 0.9:
            return rng.choice(self.theme.fixed[fact.key])
        if fact.entity not in self.plain:
            loose = fact.entity in self.theme.loose
            self.plain[fact.entity] = 0.5 if loose else rng.choice((0.8, 0.95, 1.0, 1.0, 1.0))
        plain = rng.random() < self.plain[fact.entity]
        if kind == "boolsk":
            return PLAIN.get(fact.key, False) if plain else rng.random() < 0.5
        if kind == "kode":
            return fact.type.codes[0] if plain else rng.choice(fact.type.codes)
        if kind == "dato":
            return "1970-05-05"
        numbers = NUMBERS[fact.type.unit]
        found = rng.choice(numbers) if rng.random() < 0.7 else rng.randrange(ANYWHERE[fact.type.unit])
        return min(max(found, fact.low), fact.high)

    # --- what must be true together ---------------------------------------------------------------------------------

    def fit(self, document: Document) -> None:
        """Roles, dates and lengths that can be true together, and no combination that is refused."""
        rng, last = self.rng, date.min
        for tur, out in zip(document["turer"], rng.sample(DAYS, len(document["turer"])), strict=True):
            home = out + timedelta(days=rng.choice((0, 0, 1, 3)))
            last = max(last, out + timedelta(days=8))
            self._treatment(tur["behandling"], out)
            for place, person in enumerate(tur["reisende"]):
                self._role(person, place, tur)
                self._travel(person, out, home)
        self._claimed(document, last)
        self._presumed(document)

    def _role(self, person: Document, place: int, tur: Document) -> None:
        person["rolle"] = self.rng.choice(self.theme.others if place else self.theme.first)
        if person["rolle"] == "pasient" and any(item["rolle"] == "pasient" for item in tur["reisende"][:place]):
            person["rolle"] = "ledsager"
        if person["rolle"] == "paaroerende" and "reisende.paaroerende_grunn" not in self.theme.fixed:
            person["paaroerende_grunn"] = self._any("reisende", "paaroerende_grunn")
        elif person["rolle"] == "forelder_til_innlagt_barn":
            person["forelder_grunn"] = self._any("reisende", "forelder_grunn")

    def _any(self, entity: str, name: str) -> str:
        return self.rng.choice(self.vocabulary.facts[entity, name].type.codes)

    def _treatment(self, care: Document, out: date) -> None:
        care["innlagt_dato"] = (out - timedelta(days=self.rng.choice((0, 13, 14, 15)))).isoformat()
        if not care["finansiert_av_rhf"]:
            care["omfattet_av_par_2_4"] = False
        if not care["i_norge"]:
            care["i_bostedsregion"] = care["i_bostedskommune"] = False
        if care["oppgjoer"] == "bidrag" and care["tjeneste"] not in ("annen_tjeneste_kapittel_5", "ingen_av_disse"):
            care["oppgjoer"] = "trygdestoenad"

    def _travel(self, person: Document, out: date, home: date) -> None:
        rng = self.rng
        if rng.random() < 0.2:  # another day than the others
            out, home = (out, home + timedelta(days=1)) if rng.random() < 0.5 else (home, home)
        reiser = person["reiser"]
        ways = rng.sample(("ut", "hjem"), len(reiser))
        for reise, way in zip(reiser, ways, strict=True):
            reise["retning"], reise["dato"] = way, (out if way == "ut" else home).isoformat()
            whole = max(reise[name] for name in ("reisevei_m", "reisevei_endepunkt_m", "reisevei_vurdert_m"))
            for part in reise["strekninger"]:
                part["lengde_m"] = min(part["lengde_m"], whole // len(reise["strekninger"]))
        first = out if "ut" in ways else home
        for number, item in enumerate(person["opphold"]):
            item["avreise"] = (first + timedelta(days=number)).isoformat()
        for number, item in enumerate(person["overnattinger"]):
            item["dato"] = (first + timedelta(days=number)).isoformat()
        room = min(4, (date(2026, 12, 31) - first).days + 1)
        person["inntektstap"] = person["inntektstap"][:room]
        for item, day in zip(person["inntektstap"], rng.sample(range(room), len(person["inntektstap"])), strict=True):
            item["dato"] = (first + timedelta(days=day)).isoformat()
            if item["dato"] in [reise["dato"] for reise in reiser]:
                item["skyldes_reisen_vurdert"] = True
        person["foedselsdato"] = self._born(first).isoformat()

    def _born(self, day: date) -> date:
        """A grown-up, or just about 12, 16 or 18 years old on a day."""
        grown_up = 0.3 if self.theme.children else 0.8
        if self.rng.random() < grown_up:
            return date(1970, 5, 5)
        years = self.rng.choice((12, 16, 16, 18, 18, 9))
        return date.fromordinal(add_months(day.toordinal(), -12 * years) + self.rng.randint(-2, 2))

    def _claimed(self, document: Document, last: date) -> None:
        rng = self.rng
        final = max(date.fromisoformat(reise["dato"]) for reise in journeys(document)).toordinal()
        limits = [add_months(final, months) + step for months in (6, 36) for step in (-1, 0, 1)]
        soon = last.toordinal() + rng.randrange(150)
        filed = date.fromordinal(soon if rng.random() < 0.85 else rng.choice(limits))
        document["fremsatt"] = filed.isoformat()
        first = min(date.fromisoformat(reise["dato"]) for reise in journeys(document))
        document["pasient"]["foedselsdato"] = self._born(rng.choice((first, filed))).isoformat()
        for person in (person for tur in document["turer"] for person in tur["reisende"] if rng.random() < 0.5):
            person["foedselsdato"] = self._born(filed).isoformat()
        for held in document["tilbakeholdte"]:
            near = min(date.fromordinal(add_months(filed.toordinal(), -6) + rng.choice((-1, 0, 1))), DAYS[-1])
            held["dato"] = rng.choice((near, date(2025, 3, 2), date(2025, 3, 3))).isoformat()

    def _presumed(self, document: Document) -> None:
        """The presumptions that hang on more than one thing: a child's companion, and an emergency where it arose."""
        born = date.fromisoformat(document["pasient"]["foedselsdato"]).toordinal()
        for tur in document["turer"]:
            for person in tur["reisende"]:
                last = max(date.fromisoformat(reise["dato"]) for reise in person["reiser"]).toordinal()
                if person["rolle"] == "ledsager" and not person["ekstra_ledsager"] and whole_years(born, last) < 18:
                    person["hindring_noedvendig"] = True
                for reise in person["reiser"]:
                    if tur["behandling"]["oeyeblikkelig_hjelp"] and reise["endepunkt"] == "behov_oppsto_paa_stedet":
                        reise["uventet_behov_vurdert"] = True
