"""Synthetic claims dated 2026 in which every fact is given, judgement too: mostly one patient, one trip, two ways."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from reiseregel.case import check_document, given_facts
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

Document = dict[str, Any]

#: What an ordinary claim says where the lowest value, the first code or no is not it. Judgement follows what is
#: presumed, so that no presumption is contradicted.
ORDINARY: dict[str, Any] = {
    "pasient.foedselsdato": "1961-04-12",
    "pasient.omfattet_vurdert": True,
    "behandling.finansiert_av_rhf": True,
    "behandling.i_bostedsregion": True,
    "behandling.naermeste_sted": True,
    "behandling.tilbys_i_bostedsregion": True,
    "behandling.i_norge": True,
    "behandling.registrert_eller_henvist": True,
    "behandling.noedvendig_vurdert": True,
    "behandling.i_bostedskommune": True,
    "behandling.oppmoete_bekreftet": True,
    "attest.gyldig_for_turen": True,
    "reisende.foedselsdato": "1964-09-30",
    "reisende.hindring_noedvendig": True,
    "reisende.kvalifisert_noedvendig": True,
    "reisende.kvalifisert_av_behandlingsgrunner": True,
    "reisende.kurs_innhold_vurdert": True,
    "reisende.kursdeltakelse_vurdert": True,
    "reise.i_norge": True,
    "reise.planlagt_behandling": True,
    "reise.rutetransport_kan_benyttes": True,
    "reise.midlertidig_opphold_noedvendig": True,
    "reise.uventet_behov_vurdert": True,
    "tilbud.forsvarlig": True,
    "utgift.paa_beregnet_reisevei": True,
    "utgift.noedvendig_vurdert": True,
    "utgift.frakt_eller_rengjoering_noedvendig": True,
    "fellesutgift.paa_beregnet_reisevei": True,
    "fellesutgift.noedvendig_vurdert": True,
    "fellesutgift.frakt_eller_rengjoering_noedvendig": True,
    "overnatting.noedvendig_vurdert": True,
    "inntektstap.skyldes_reisen_vurdert": True,
    "inntektstap.egenerklaering_kan_godtas": True,
    "inntektstap.i_vanlig_arbeidstid": True,
}
#: Metres, each as likely as the others: most live within an hour of a hospital, some beyond what a car is paid for.
LENGTHS = (
    6_500,
    9_900,
    10_000,
    14_200,
    18_700,
    24_900,
    33_100,
    41_800,
    58_300,
    72_600,
    96_400,
    151_900,
    224_300,
    331_000,
)
MODES = (
    ("egen_bil",) * 10 + ("rutegaaende",) * 6 + ("drosje",) * 2 + ("leid_bil", "fly", "rutebaat", "sykkel_eller_gange")
)
SERVICES = ("spesialisthelsetjeneste",) * 9 + ("privat_radiologi", "fastlege", "annen_tjeneste_kapittel_5")
ROAD = ("bomvei", "bomvei", "parkering", "ferge")
FIRST_DAY, DAYS = date(2026, 1, 1), 355


def complete_claims(seed: int, count: int, vocabulary: Vocabulary) -> list[Document]:
    """So many claims, the same for the same seed. Every one is accepted, with an assessment for each judgement."""
    rng = Random(seed)  # noqa: S311 - synthetic claims, nothing secret
    maker = Maker(vocabulary, rng)
    return [maker.claim() for _ in range(count)]


class Maker:
    """Draws claims: an ordinary one with every fact, then what makes this one different."""

    def __init__(self, vocabulary: Vocabulary, rng: Random) -> None:
        self.vocabulary, self.rng = vocabulary, rng

    def claim(self) -> Document:
        """One claim that the engine accepts."""
        rng = self.rng
        document = {"type": "krav", "versjon": 1, **self.thing("krav")}
        first = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        last = first + timedelta(days=rng.choice((0, 0, 0, 0, 0, 0, 1, 3)))
        tur = self.thing("tur")
        self._treatment(tur)
        tur["reisende"] = [self._traveller(tur, first, last, "pasient")]
        if self.often(0.12):
            tur["reisende"].append(self._traveller(tur, first, last, "ledsager"))
        document["turer"] = [tur]
        document["pasient"]["foedselsdato"] = rng.choice(
            ("1938-02-11", "1951-07-23", "1961-04-12", "1987-12-02", "2013-05-19")
        )
        document["fremsatt"] = (
            last + timedelta(days=rng.choice((4, 9, 12, 19, 26, 30, 44, 55, 71, 90, 118, 140, 163, 170, 240)))
        ).isoformat()
        document = assessed(document, self.vocabulary)
        check_document(document, self.vocabulary)
        return document

    def often(self, share: float) -> bool:
        """Yes, so often."""
        return self.rng.random() < share

    def thing(self, name: str) -> Document:
        """One entity as in an ordinary claim: every fact, no children in any list."""
        entity: EntityDef = self.vocabulary.entities[name]
        result: Document = {fact.name: ordinary(fact) for fact in self.vocabulary.facts_of(name)}
        for child in self.vocabulary.children_of(entity.name):
            result[child.member] = [] if child.many else self.thing(child.name)
        return result

    def _treatment(self, tur: Document) -> None:
        care = tur["behandling"]
        care["tjeneste"] = self.rng.choice(SERVICES)
        care["oppgjoer"] = "trygdestoenad" if care["tjeneste"] == "annen_tjeneste_kapittel_5" else "ingen_av_disse"
        care["oppmoete_bekreftet"] = self.often(0.98)
        care["oeyeblikkelig_hjelp"] = self.often(0.05)
        if self.often(0.06):  # a place further away than the nearest, chosen or not
            care["naermeste_sted"] = care["i_bostedsregion"] = care["i_bostedskommune"] = False
            care["omfattet_av_par_2_4"] = self.often(0.6)
        if self.often(0.3):
            tur["attester"] = [self.thing("attest")]

    def _traveller(self, tur: Document, first: date, last: date, role: str) -> Document:
        rng, person = self.rng, self.thing("reisende")
        person["rolle"] = role
        person["ledsagerbehov"] = "bekreftet" if self.often(0.9) else "ikke_bekreftet"
        mode = tur["reisende"][0]["reiser"][0]["fremkomstmiddel"] if role == "ledsager" else rng.choice(MODES)
        length = rng.choice(LENGTHS)
        ways = [("ut", first), ("hjem", last)] if self.often(0.93) else [("ut", first)]
        person["reiser"] = [
            self._journey(way, day, mode, length, certificate=bool(tur["attester"])) for way, day in ways
        ]
        if self.often(0.15):
            person["opphold"] = [self._absence(first, (last - first).days)]
        for night in range((last - first).days):
            if self.often(0.8):
                person["overnattinger"].append(self._night(first + timedelta(days=night)))
        if role == "ledsager" and self.often(0.25):
            person["inntektstap"] = [self._loss(first)]
        if mode == "egen_bil" and self.often(0.06):
            shared = self.thing("fellesutgift")
            shared["art"], shared["beloep_oere"] = "parkering", rng.choice((6_000, 18_000))
            person["fellesutgifter"] = [shared]
        return person

    def _journey(self, way: str, day: date, mode: str, length: int, *, certificate: bool) -> Document:
        rng, reise = self.rng, self.thing("reise")
        reise.update(
            retning=way,
            dato=day.isoformat(),
            fremkomstmiddel=mode,
            reisevei_m=length,
            reisevei_endepunkt_m=length,
            reisevei_naermeste_m=length * rng.choice((60, 100)) // 100,
            reisevei_endepunkt_naermeste_m=length,
            reisevei_vurdert_m=length,
            billigste_rute_oere=rng.choice((48_900, 112_500, 176_000)),
            frikort=self.often(0.3),
        )
        if self.often(0.05):
            reise["felles_takstsone"] = True
        if self.often(0.03):
            reise["allerede_dekket"] = "organisert_av_helseforetaket"
        if self.often(0.04):
            reise.update(endepunkt=rng.choice(("arbeid", "annet_oppholdssted")), reisevei_endepunkt_m=length // 2)
        if mode == "drosje":
            taxi = self._expense("drosje", length)
            reise.update(drosjebestilling="avtalt" if self.often(0.7) else "selv", utgifter=[taxi])
        elif mode in ("egen_bil", "leid_bil") and self.often(0.6 if certificate else 0.15):
            reise["utgifter"] = [self._expense(rng.choice(ROAD), length) for _ in range(rng.choice((1, 1, 2)))]
        if self.often(0.02):
            reise["tilbud"] = [self.thing("tilbud")]
        return reise

    def _expense(self, kind: str, length: int) -> Document:
        expense = self.thing("utgift")
        amount = 9_000 + length * 2 if kind == "drosje" else self.rng.choice((2_400, 5_600, 9_800, 21_400))
        expense.update(art=kind, beloep_oere=amount, strekning_m=length if kind == "drosje" else 0)
        if self.often(0.08):
            expense["dokumentasjon"] = "finnes_ikke"
        return expense

    def _absence(self, day: date, nights: int) -> Document:
        absence = self.thing("opphold")
        away = self.rng.choice((540, 700, 800, 980)) + 1_440 * nights
        absence.update(avreise=day.isoformat(), fravaer_min=away, fravaer_uten_forlengelse_min=away)
        return absence

    def _night(self, day: date) -> Document:
        night = self.thing("overnatting")
        night.update(dato=day.isoformat(), beloep_oere=self.rng.choice((0, 59_000, 73_400, 98_500)))
        night["privat"] = not night["beloep_oere"]
        return night

    def _loss(self, day: date) -> Document:
        loss = self.thing("inntektstap")
        loss.update(dato=day.isoformat(), fravaer_min=self.rng.choice((240, 450, 540)), timeloenn_oere=31_000)
        return loss


def ordinary(fact: FactDef) -> Any:
    """What an ordinary claim says of a fact."""
    if fact.key in ORDINARY:
        return ORDINARY[fact.key]
    if fact.type.kind == "dato":
        return FIRST_DAY.isoformat()
    if fact.type.kind == "kode":
        return fact.type.codes[0]
    return False if fact.type.kind == "boolsk" else max(fact.low, 0)


def assessed(document: Document, vocabulary: Vocabulary) -> Document:
    """The document with an assessment for each judgement in it."""
    made = [
        {
            "faktum": pointer,
            "rolle": "saksbehandler",
            "referanse": "S-1",
            "tidspunkt": "2026-11-01T08:00:00Z",
            "momenter": [],
            "begrunnelse_sha256": f"{1:064}",
        }
        for pointer, fact in given_facts(document, vocabulary.entities["krav"], vocabulary).items()
        if fact.owner == "saksbehandler"
    ]
    return {**document, "vurderinger": made}
