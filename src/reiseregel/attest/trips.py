"""One trip of a claim → the trip that an attest is tested for: only facts that are the same thing in both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

Data = dict[str, Any]

#: The services of a claim → what they can be on an attest. Specialist care may be addiction treatment: the claim does
#: not tell. A service left out may be either kind, or none.
_SERVICES: Final[dict[str, tuple[str, ...]]] = {
    "spesialisthelsetjeneste": ("spesialisthelsetjenesten", "rusbehandling"),
    "klinisk_studie": ("spesialisthelsetjenesten", "rusbehandling"),
    "privat_radiologi": ("spesialisthelsetjenesten",),
    "fastlege": ("primaerhelsetjenesten",),
    "samisktalende_lege": ("primaerhelsetjenesten",),
    "annen_tjeneste_kapittel_5": ("primaerhelsetjenesten",),
    "helsestasjon": ("primaerhelsetjenesten",),
    "sykehjem": ("primaerhelsetjenesten",),
    "kommunal_doegnplass": ("primaerhelsetjenesten",),
}
#: Facts with another name on the trip of an attest.
_SAME: Final = (("i_bostedskommune", "i_bostedskommunen"), ("i_bostedsregion", "i_egen_helseregion"))
#: What a claim is for: a journey the patient paid for. What the trust arranges is no claim.
_OWN_JOURNEY: Final = "egen_bil"


def days_of(trip: Data) -> tuple[str, ...]:
    """The days of the patient's journeys on a trip, as ISO text, each once, in order; everybody's without a patient."""
    travellers = trip["reisende"]
    patients = [item for item in travellers if item.get("rolle") == "pasient"]
    return tuple(sorted({journey["dato"] for item in patients or travellers for journey in item["reiser"]}))


def tested_trips(trips: list[Data], number: int, attest: Data) -> Iterator[Data]:
    """Every trip that one of a claim can be for an attest: one for each day, and each service the claim leaves open.

    A fact the claim does not have is taken from the attest's own trip when that can be no other trip of the claim.
    """
    own, treatment = attest["tur"], trips[number]["behandling"]
    services = _SERVICES.get(treatment.get("tjeneste", ""), ())
    known: Data = {}
    if [place for place, trip in enumerate(trips) if own.get("dato") in days_of(trip)] == [number]:
        service = own.get("tjeneste")
        if service is None or not services or service in services:
            known = dict(own)
            services = services if service is None else (service,)
    known |= {name: treatment[source] for source, name in _SAME if source in treatment}
    for day in days_of(trips[number]):
        for service in services or (None,):
            yield {**known, "proeves": _OWN_JOURNEY, "dato": day, **({"tjeneste": service} if service else {})}


def with_trip(attest: Data, trip: Data) -> Data:
    """The attest as a document that is tested for that trip. Sources of facts that are not there any more go."""
    kept = [item for item in attest.get("kilder", ()) if _stands(item["faktum"], trip)]
    rest = {name: item for name, item in attest.items() if name not in ("tur", "kilder")}
    return {**rest, "tur": trip, **({"kilder": kept} if kept else {})}


def _stands(pointer: str, trip: Data) -> bool:
    part, _, name = pointer[1:].partition("/")
    return part != "tur" or name in trip
