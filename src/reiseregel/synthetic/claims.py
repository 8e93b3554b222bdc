"""Claims with who makes them, for whom, and on which days the trips were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reiseregel.synthetic.assumption import Assumption, Weights
from reiseregel.synthetic.draws import Flags, Ints, child_keys, claim_keys
from reiseregel.synthetic.rows import Rows
from reiseregel.synthetic.window import Window
from reiseregel.vocabulary import Vocabulary

#: A claim of several trips is for trips near each other in time.
SERIES_DAYS = 120
#: From the last journey; no six months are longer.
DEADLINE_DAYS = 184
#: No six months are shorter.
SIX_MONTHS = 180
#: Days after 1970-01-01 of 3 March 2025: from then on nothing is held back.
NOTHING_HELD_BACK = 20150


@dataclass(frozen=True, slots=True)
class Claims:
    """The roots of a part of a portfolio, and the trips below them.

    `kind` says who claims; `born` and `first` are days after 1970-01-01, `gap` the days from trip to trip. `card` is
    frikort, `day` the day each trip begins, `claim` the claim of each trip, `free_nights` how many nights fit in.
    """

    krav: Rows
    turer: Rows
    kind: Ints
    born: Ints
    card: Flags
    day: Ints
    free_nights: Ints

    @property
    def claim(self) -> Ints:
        """The row of each trip's claim."""
        return self.turer.parent

    def by(self, *names: str) -> Flags:
        """Which claims are made by one of these."""
        table = self.krav.table["hvem_krever"]
        assert isinstance(table, Weights)
        return np.isin(self.kind, [list(table.weights).index(name) for name in names])


def make_claims(
    numbers: range, seed: int, window: Window, vocabulary: Vocabulary, table: Mapping[str, Assumption]
) -> Claims:
    """The claims of these numbers, their trips still without content."""
    keys = claim_keys(seed, numbers)
    nobody = np.zeros(len(keys), np.int64)
    krav = Rows("krav", vocabulary, table, keys, keys, nobody, nobody)
    trips = np.minimum(krav.numbers("turer_i_krav"), window.days)
    between = np.maximum(trips - 1, 1)
    gap = np.minimum(krav.numbers("dager_mellom_turer"), min(SERIES_DAYS, window.days - 1) // between)
    first = window.first + krav.up_to("foerste_dag", window.days - (trips - 1) * gap)
    turer = krav.child("tur", trips)
    same = turer.share("tur_til_samme_sted", own=True) | (turer.position == 0)
    turer.place = np.where(same, child_keys(keys, np.zeros_like(nobody), "tur")[turer.parent], turer.key)
    day = (first + 0)[turer.parent] + turer.position * gap[turer.parent]
    last = turer.position == (trips - 1)[turer.parent]
    free = np.where(last, window.first + window.days - 1 - day, gap[turer.parent] - 1)
    kind = krav.choice("hvem_krever")
    age = _ages(krav, kind)
    born = first - age * 1461 // 4 - krav.up_to("fyller", 365)
    return Claims(krav, turer, kind, born, krav.share("frikort"), day, free)


def _ages(krav: Rows, kind: Ints) -> Ints:
    """Whole years; the child of a parent who claims for own journeys is under 18."""
    table = krav.table["hvem_krever"]
    assert isinstance(table, Weights)
    parent = kind == list(table.weights).index("forelder")
    return np.where(parent, krav.up_to("barnets_alder", 18), krav.spread("alder"))


def finish_claims(claims: Claims, treatment: Rows, home: Ints, window: Window) -> None:
    """When the claim is made, who makes it, and what is known of the patient. `home` is the last day of each trip."""
    krav = claims.krav
    ended = np.maximum.reduceat(home, np.searchsorted(claims.claim, np.arange(len(krav))))
    late = krav.share("for_sent")
    after = np.where(late, DEADLINE_DAYS + krav.spread("dager_etter_fristen"), krav.spread("dager_fra_reise_til_krav"))
    krav.content("fremsatt", ended + after)
    old = window.first < NOTHING_HELD_BACK
    if old:
        begun = np.minimum.reduceat(claims.day, np.searchsorted(claims.claim, np.arange(len(krav))))
        held = krav.up_to("holdt_tilbake", 9_000) * krav.share("annet_tilbakeholdt")
        krav.known("annet_tilbakeholdt_oere", held, begun < NOTHING_HELD_BACK)
    _held_back(claims, late)
    _patient(claims, treatment)
    _claimant(claims)


def _held_back(claims: Claims, late: Flags) -> None:
    """Below a hundred kroner before 3 March 2025: paid with a later claim."""
    krav = claims.krav
    claimed = krav.value("fremsatt")
    passed = claimed - NOTHING_HELD_BACK
    possible = (passed >= 0) & (passed < SIX_MONTHS) & ~late
    held = krav.child("tilbakeholdt", possible & krav.share("tilbakeholdte") & claims.by("pasienten"))
    held.content("dato", NOTHING_HELD_BACK - 1 - held.up_to("dager_foer", (SIX_MONTHS - passed)[held.parent]))
    held.content("beloep_oere", 1 + held.up_to("beloep_oere", 9_999))


def _patient(claims: Claims, treatment: Rows) -> None:
    krav = claims.krav
    patient = krav.child("pasient")
    patient.known("foedselsdato", claims.born)
    patient.code("tilknytning")
    other = patient.is_("tilknytning", "annen_tilknytning")
    patient.yes_no("omfattet_vurdert", other)
    treatment.yes_no("utskrevet_fra_sykehus", patient.is_("tilknytning", "bosatt_paa_svalbard")[claims.claim])
    sami = np.bincount(claims.claim[treatment.is_("tjeneste", "samisktalende_lege")], minlength=len(krav)) > 0
    patient.yes_no("samisktalende", sami)
    patient.yes_no("bosatt_i_samisk_omraade", sami)
    begun = np.minimum.reduceat(claims.day, np.searchsorted(claims.claim, np.arange(len(krav))))
    counted = krav.share("godkjente_egenandeler") & ~claims.card
    charges = patient.child("godkjent_egenandel", np.where(counted, 1 + krav.up_to("antall_egenandeler", 5), 0))
    new_year = begun.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    so_far = (begun - new_year + 1)[charges.parent]
    charges.content("dato", new_year[charges.parent] + charges.up_to("dato", so_far))
    charges.content("beloep_oere", charges.spread("godkjent_egenandel.beloep_oere"))


def _claimant(claims: Claims) -> None:
    krav = claims.krav
    claimant = krav.child("fremsetter")
    years = (krav.value("fremsatt") - claims.born) * 4 // 1461
    role = np.full(len(krav), claimant_code(claimant, "pasient"), np.int64)
    for kind in ("fullmektig", "doedsbo", "ledsager", "paaroerende"):
        role[claims.by(kind)] = claimant_code(claimant, kind)
    young = (years < 16) | (years < 18) & krav.share("verge_fra_16_til_18")
    young &= ~claims.by("ledsager", "paaroerende", "doedsbo")
    role[young | claims.by("forelder")] = claimant_code(claimant, "verge")
    claimant.content("rolle", role)
    grown_up = claimant.is_("rolle", "verge") & (years >= 18)
    claimant.code("representasjon", claimant.is_("rolle", "fullmektig", "doedsbo") | grown_up)


def claimant_code(claimant: Rows, code: str) -> int:
    """The place of a role among the roles of those who claim."""
    return claimant.index("rolle", code)
