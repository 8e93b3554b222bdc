"""A claim from end to end: who files it and when, each trip, and what was held back earlier."""

from __future__ import annotations

from benchmarks.handwritten.days import birthday, months_after
from benchmarks.handwritten.lines import Data, Line, Result, refused, whole
from benchmarks.handwritten.people import settle_trip

#: Uten fast opphold § 2: who the act covers though not resident; None is decided by judgement or journey by journey.
COVERED: dict[str, bool | None] = {
    "bosatt_i_norge": True,
    "bosatt_paa_svalbard": None,
    "fast_opphold_tolv_maaneder": True,
    "medlem_i_folketrygden": True,
    "forsoerget_av_medlem": True,
    "asylsoeker": True,
    "konvensjonspasient": True,
    "eoes_med_helsetrygdkort": True,
    "eoes_uten_helsetrygdkort": False,
    "nordisk_borger": True,
    "frihetsberoevet_uten_medlemskap": False,
    "uten_lovlig_opphold": False,
}
WITHOUT_HOME = frozenset({"asylsoeker", "konvensjonspasient", "eoes_med_helsetrygdkort", "nordisk_borger"})
#: From this day no smallest payment holds anything back.
NOTHING_HELD_FROM = "2025-03-03"


class Claim:
    """What is the same for every trip. `covered` is None for a resident of Svalbard: it hangs on the journey."""

    __slots__ = (
        "covered",
        "filed",
        "filer",
        "on_svalbard",
        "only_income",
        "pasient",
        "represented",
        "turns_16",
        "without_home",
    )

    def __init__(self, data: Data) -> None:
        filer, pasient = data["fremsatt_av"], data["pasient"]
        self.filed: str = data["fremsatt"]
        self.filer: str = filer["rolle"]
        self.represented: bool = filer["representasjon"] == "foreligger"
        self.only_income: bool = self.filer == "arbeidsgiver"
        self.pasient: Data = pasient
        connection: str = pasient["tilknytning"]
        self.covered = COVERED[connection] if connection in COVERED else pasient["omfattet_vurdert"]
        self.on_svalbard: bool = connection == "bosatt_paa_svalbard"
        self.without_home: bool = connection in WITHOUT_HOME
        self.turns_16 = birthday(pasient["foedselsdato"], 16)

    def turns(self, years: int) -> str:
        """From when the patient is so many years old."""
        return birthday(self.pasient["foedselsdato"], years)


def decide(data: Data) -> Result:
    """The outcome of a claim and a line for each post, in document order.

    `data` is a checked document of type `krav` that claims something and in which every fact is given. Its journeys,
    absences, nights and losses are in 2026. What is claimed in a list may be left out where there is none.
    """
    claim, lines = Claim(data), list[Line]()
    for number, held in enumerate(data.get("tilbakeholdte", ())):
        lines.append(_held_back(held["dato"], f"/tilbakeholdte/{number}", claim.filed))
    for number, tur in enumerate(data["turer"]):
        settle_trip(claim, tur, f"/turer/{number}", lines)
    return whole(lines), lines


def _held_back(day: str, place: str, filed: str) -> Line:
    """§ 27: what was held back before the limit was lifted lapses half a year later, so before these journeys."""
    reasons = []
    if day >= NOTHING_HELD_FROM:
        reasons.append("tilbakeholdt_etter_grensen")
    if filed > months_after(day, 6):
        reasons.append("tilbakeholdt_for_gammelt")
    return refused("tilbakeholdt", place, tuple(reasons))
