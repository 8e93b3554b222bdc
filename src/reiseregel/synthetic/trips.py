"""How far each trip went and how, for how many nights, and which attests the patient had."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reiseregel.synthetic.assumption import Weights
from reiseregel.synthetic.claims import Claims
from reiseregel.synthetic.draws import Flags, Ints
from reiseregel.synthetic.rows import Rows
from reiseregel.synthetic.treatment import far_away, specialist

SHORT, NEAR, MIDDLE, LONG = 10_000, 20_000, 200_000, 300_000
#: Children under 16 pay no charge, and so claim for short trips too.
CHARGE_FROM = 16


@dataclass(frozen=True, slots=True)
class Trips:
    """A row for each trip: metres one way, nights away, the codes of how it went out and home."""

    length: Ints
    nights: Ints
    out: Ints
    home: Ints
    modes: tuple[str, ...]

    def went(self, *modes: str) -> Flags:
        """Which trips went out so."""
        return np.isin(self.out, [self.modes.index(mode) for mode in modes])


def make_trips(claims: Claims, treatment: Rows) -> Trips:
    """The length, the nights and the means of transport of each trip."""
    turer = claims.turer
    length = _length(claims, treatment)
    near, far = turer.numbers("netter.under_200_km", own=True), turer.numbers("netter.fra_200_km", own=True)
    nights = np.minimum(np.where(length < MIDDLE, near, far), claims.free_nights)
    modes = turer.vocabulary.facts["reise", "fremkomstmiddel"].type.codes
    place, own = _mode(turer, length, modes, own=False), _mode(turer, length, modes, own=True)
    out = np.where(turer.share("samme_fremkomstmiddel_hjem", own=False), place, own)  # most go the same way every time
    home = np.where(turer.share("samme_fremkomstmiddel_hjem", own=True), out, own)
    return Trips(length, nights, out, home, modes)


def _length(claims: Claims, treatment: Rows) -> Ints:
    turer = claims.turer
    child = (claims.day - claims.born[claims.claim]) * 4 // 1461 < CHARGE_FROM
    free = claims.card[claims.claim] | child | claims.by("ledsager", "forelder")[claims.claim]
    local = ~specialist(treatment) & ~treatment.is_("tjeneste", "klinisk_studie")
    found = np.where(
        free,
        np.where(local, turer.spread("avstand.behandler_i_kommunen"), turer.spread("avstand.med_frikort")),
        turer.spread("avstand.uten_frikort"),
    )
    return np.where(far_away(treatment), turer.spread("avstand.utenfor_regionen"), found)


def _mode(turer: Rows, length: Ints, modes: tuple[str, ...], *, own: bool) -> Ints:
    found = []
    for name in ("under_20_km", "fra_20_km", "over_300_km"):
        given = turer.table[f"fremkomstmiddel.{name}"]
        assert isinstance(given, Weights)
        codes = np.array([modes.index(mode) for mode in given.weights], np.int64)
        found.append(codes[turer.choice(f"fremkomstmiddel.{name}", own=own)])
    return np.where(length < NEAR, found[0], np.where(length <= LONG, found[1], found[2]))


def make_attests(claims: Claims, trips: Trips, asked: Flags, *, old: Flags | None) -> Flags:
    """The attests of each trip, told where they can matter. Gives back which trips have one for health."""
    turer = claims.turer
    taxi = trips.went("drosje")
    health = np.where(taxi, turer.share("attest.helsetilstand.drosje"), turer.share("attest.helsetilstand"))
    transport = turer.share("attest.manglende_rutetilbud") & (trips.length >= SHORT)
    counts = health.astype(np.int64) + transport
    told = turer.told("attester", "kjent.attester") & asked
    attests = turer.child("attest", counts, told)
    for_health = health[attests.parent] & (attests.position == 0)
    ground = np.where(
        for_health, attests.index("grunn", "helsetilstand"), attests.index("grunn", "manglende_rutetilbud")
    )
    attests.known("grunn", ground)
    by_practitioner, by_trust = attests.code("utsteder"), attests.code("utsteder", weights="attest.utsteder.rutetilbud")
    attests.known("utsteder", np.where(for_health, by_practitioner, by_trust))
    attests.yes_no("gyldig_for_turen")
    if old is not None:
        attests.code("skrevet_av", old[attests.parent] & for_health)
    return health
