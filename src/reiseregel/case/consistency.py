"""The second look at a document of the right shape: do its parts contradict each other?

Only what cannot be true whatever the law says. Each check is a function of the document; all of them run, and every
fault is told. A part that is not given contradicts nothing. Combinations the rules call impossible are judged later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reiseregel.case.messages import fault, owner_fault
from reiseregel.case.pointers import GivenFact, given_facts, survey
from reiseregel.case.shapes import HASH_OF_NOTHING
from reiseregel.errors import Fault
from reiseregel.identifiers import looks_like_identifier
from reiseregel.vocabulary import EntityDef, Vocabulary

Data = dict[str, Any]
PER_DATE = (("overnattinger", "dato", "overnatting.samme_dato"), ("opphold", "avreise", "opphold.samme_dato"))


@dataclass(frozen=True, slots=True)
class Shaped:
    """A document of the right shape, with its travellers by pointer, and the facts it gives by pointer where needed."""

    data: Data
    travellers: tuple[tuple[str, Data], ...]
    facts: dict[str, GivenFact]


def contradictions(
    data: Data, root: EntityDef, vocabulary: Vocabulary, *, judged: bool | None = None
) -> tuple[Fault, ...]:
    """Every fault of consistency in a document that its model accepts; empty when its parts agree.

    `judged` says whether some fact in it is the caseworker's, for those who know.
    """
    checks: list[Check] = [] if _plain_in_time(data) else [*ABOUT_JOURNEYS]
    facts: dict[str, GivenFact] = {}
    if "vurderinger" in data or "kilder" in data or judged or (judged is None and survey(data, root, vocabulary)[1]):
        facts = given_facts(data, root, vocabulary)
        checks += ABOUT_FACTS
    if not checks:
        return ()
    document = Shaped(data, tuple(_travellers(data)), facts)
    return tuple(sorted({found for check in checks for found in check(document)}))


# --- assessments and sources ---


def judgement_has_an_assessment(document: Shaped) -> Iterator[Fault]:
    """A fact that is a matter of judgement counts only with who made it, when, and on what."""
    assessed = {item["faktum"] for item in document.data.get("vurderinger", ())}
    for pointer, fact in document.facts.items():
        if fact.owner == "saksbehandler" and pointer not in assessed:
            yield fault(pointer, "vurdering.mangler")


def assessments_point_at_judgement(document: Shaped) -> Iterator[Fault]:
    """Each assessment is of one given fact of the caseworker's, and of momenter which that fact has."""
    seen: set[str] = set()
    for index, item in enumerate(document.data.get("vurderinger", ())):
        at, target = f"/vurderinger/{index}", item["faktum"]
        fact = document.facts.get(target)
        if target in seen:
            yield fault(f"{at}/faktum", "vurdering.dobbel")
        elif fact is None:
            yield fault(f"{at}/faktum", "vurdering.ukjent_faktum")
        elif fact.owner != "saksbehandler":
            yield owner_fault(f"{at}/faktum", fact.owner)
        else:
            yield from _momenter(item["momenter"], fact.momenter, f"{at}/momenter")
        seen.add(target)


def assessments_have_reasons(document: Shaped) -> Iterator[Fault]:
    """The hash of an empty text is no reason."""
    for index, item in enumerate(document.data.get("vurderinger", ())):
        if item["begrunnelse_sha256"] == HASH_OF_NOTHING:
            yield fault(f"/vurderinger/{index}/begrunnelse_sha256", "vurdering.uten_begrunnelse")


def _momenter(momenter: list[int], known: int, at: str) -> Iterator[Fault]:
    for place, moment in enumerate(momenter):
        if moment >= known:
            yield fault(f"{at}/{place}", "vurdering.ukjent_moment")
        elif moment in momenter[:place]:
            yield fault(f"{at}/{place}", "vurdering.dobbelt_moment")


def sources_point_at_facts(document: Shaped) -> Iterator[Fault]:
    """Each source is of one given fact."""
    seen: set[str] = set()
    for index, item in enumerate(document.data.get("kilder", ())):
        at, target = f"/kilder/{index}/faktum", item["faktum"]
        if target in seen:
            yield fault(at, "kilde.dobbel")
        elif target not in document.facts:
            yield fault(at, "kilde.ukjent_faktum")
        seen.add(target)


def references_name_nobody(document: Shaped) -> Iterator[Fault]:
    """References reach the trace, so none may be an identity number."""
    for part in ("vurderinger", "kilder"):
        for index, item in enumerate(document.data.get(part, ())):
            if looks_like_identifier(item.get("referanse", "")):
                yield fault(f"/{part}/{index}/referanse", "referanse.personnummer")


# --- journeys in time; dates are ISO texts, which sort as the days do ---


def one_journey_each_way(document: Shaped) -> Iterator[Fault]:
    """A tur is at most one journey out and one home."""
    for at, traveller in document.travellers:
        directions = [reise.get("retning") for reise in traveller.get("reiser", ())]
        for index, direction in enumerate(directions):
            if direction is not None and direction in directions[:index]:
                yield fault(f"{at}/reiser/{index}/retning", "tur.samme_retning")


def one_patient_in_a_tur(document: Shaped) -> Iterator[Fault]:
    """A tur is the journeys to one treatment of one patient."""
    for index, tur in enumerate(document.data.get("turer", ())):
        patients = [place for place, item in enumerate(tur.get("reisende", ())) if item.get("rolle") == "pasient"]
        for place in patients[1:]:
            yield fault(f"/turer/{index}/reisende/{place}/rolle", "tur.flere_pasienter")


def home_after_out(document: Shaped) -> Iterator[Fault]:
    """The journey home begins on the day of the journey out, or later."""
    for at, traveller in document.travellers:
        out, home = _day(traveller, "ut"), _day(traveller, "hjem")
        if out and home and home < out:
            index = [reise.get("retning") for reise in traveller["reiser"]].index("hjem")
            yield fault(f"{at}/reiser/{index}/dato", "tur.hjem_foer_ut")


def absence_within_tur(document: Shaped) -> Iterator[Fault]:
    """The home is left, and nights are spent away, not before the journey out; and left not after the journey home."""
    for at, traveller in document.travellers:
        out, home = _day(traveller, "ut"), _day(traveller, "hjem")
        for index, opphold in enumerate(traveller.get("opphold", ())):
            left = opphold.get("avreise")
            if out and left and left < out:
                yield fault(f"{at}/opphold/{index}/avreise", "opphold.foer_utreise")
            if home and left and left > home:
                yield fault(f"{at}/opphold/{index}/avreise", "opphold.etter_hjemreise")
        for index, night in enumerate(traveller.get("overnattinger", ())):
            if out and night.get("dato") and night["dato"] < out:
                yield fault(f"{at}/overnattinger/{index}/dato", "overnatting.foer_utreise")


def one_loss_a_day(document: Shaped) -> Iterator[Fault]:
    """The ceilings are per day: each traveller has one loss for a day, and the patient one in the whole claim."""
    of_patient: set[str] = set()
    for at, traveller in document.travellers:
        seen = of_patient if traveller.get("rolle") == "pasient" else set()
        for index, loss in enumerate(traveller.get("inntektstap", ())):
            if loss.get("dato") in seen:
                yield fault(f"{at}/inntektstap/{index}/dato", "inntektstap.samme_dag")
            elif "dato" in loss:
                seen.add(loss["dato"])


def one_night_a_date(document: Shaped) -> Iterator[Fault]:
    """§ 12 pays for a døgn: each traveller spends one night, and leaves home once, on a date; the patient in all."""
    of_patient: dict[str, set[str]] = {"overnattinger": set(), "opphold": set()}
    for at, traveller in document.travellers:
        is_patient = traveller.get("rolle") == "pasient"
        for part, name, code in PER_DATE:
            seen = of_patient[part] if is_patient else set()
            for index, item in enumerate(traveller.get(part, ())):
                if item.get(name) in seen:
                    yield fault(f"{at}/{part}/{index}/{name}", code)
                elif name in item:
                    seen.add(item[name])


def claimed_after_losses(document: Shaped) -> Iterator[Fault]:
    """Income is lost before it is claimed."""
    claimed = document.data.get("fremsatt")
    for at, traveller in document.travellers:
        for index, loss in enumerate(traveller.get("inntektstap", ())):
            if claimed and claimed < loss.get("dato", ""):
                yield fault(f"{at}/inntektstap/{index}/dato", "inntektstap.etter_kravet")


def claimed_after_journeys(document: Shaped) -> Iterator[Fault]:
    """A claim is for journeys made, not for journeys planned."""
    claimed, days = document.data.get("fremsatt"), _days(document.travellers)
    if claimed and days and claimed < max(days):
        yield fault("/fremsatt", "krav.fremsatt_foer_reise")


def born_before_journeys(document: Shaped) -> Iterator[Fault]:
    """The patient is born when the first journey is made."""
    born, days = document.data.get("pasient", {}).get("foedselsdato"), _days(document.travellers)
    if born and days and born > min(days):
        yield fault("/pasient/foedselsdato", "pasient.foedt_etter_reise")


# --- lengths ---


def parts_within_journey(document: Shaped) -> Iterator[Fault]:
    """The parts of a journey are together no longer than the longest reisevei given for it.

    Nothing is said of a journey that starts or ends elsewhere than at home while the length from there is not given.
    """
    for at, traveller in document.travellers:
        for index, reise in enumerate(traveller.get("reiser", ())):
            elsewhere = reise.get("endepunkt", "folkeregistrert_adresse") != "folkeregistrert_adresse"
            if elsewhere and "reisevei_endepunkt_m" not in reise:
                continue
            whole = [
                reise[name] for name in ("reisevei_m", "reisevei_endepunkt_m", "reisevei_vurdert_m") if name in reise
            ]
            parts = sum(part.get("lengde_m", 0) for part in reise.get("strekninger", ()))
            if whole and parts > max(whole):
                yield fault(f"{at}/reiser/{index}/strekninger", "reise.strekninger_for_lange")


Check = Callable[[Shaped], Iterator[Fault]]
ABOUT_FACTS: tuple[Check, ...] = (
    judgement_has_an_assessment,
    assessments_point_at_judgement,
    assessments_have_reasons,
    sources_point_at_facts,
    references_name_nobody,
)
ABOUT_JOURNEYS: tuple[Check, ...] = (
    one_journey_each_way,
    one_patient_in_a_tur,
    home_after_out,
    absence_within_tur,
    one_loss_a_day,
    one_night_a_date,
    claimed_after_losses,
    claimed_after_journeys,
    born_before_journeys,
    parts_within_journey,
)
#: What a traveller or a journey may have that the checks above look into.
_WITH_DAYS = frozenset({"opphold", "overnattinger", "inntektstap"})
_LATER_THAN_ANY_DAY = "9"


def _plain_in_time(data: Data) -> bool:
    """True when no check about journeys can find anything: one look at what most documents are.

    At most one patient a tur, at most one journey out and one home not before it, all between the birth and the claim;
    nobody has absences, nights or losses, and no journey has parts.
    """
    first, last = data.get("pasient", {}).get("foedselsdato", ""), data.get("fremsatt", _LATER_THAN_ANY_DAY)
    for tur in data.get("turer", ()):
        patients = 0
        for traveller in tur.get("reisende", ()):
            patients += traveller.get("rolle") == "pasient"
            if patients > 1 or not _WITH_DAYS.isdisjoint(traveller):
                return False
            days = {}
            for reise in traveller.get("reiser", ()):
                day = reise.get("dato", "")
                if not first <= day <= last or "strekninger" in reise or reise.get("retning") in days:
                    return False
                days[reise.get("retning")] = day
            if len(days) > 1 and not days.get("ut", _LATER_THAN_ANY_DAY) <= days.get("hjem", ""):
                return False
    return True


def _travellers(data: Data) -> Iterator[tuple[str, Data]]:
    for index, tur in enumerate(data.get("turer", ())):
        for place, traveller in enumerate(tur.get("reisende", ())):
            yield f"/turer/{index}/reisende/{place}", traveller


def _day(traveller: Data, direction: str) -> str | None:
    """The date of the first journey in one direction."""
    return next((reise.get("dato") for reise in traveller.get("reiser", ()) if reise.get("retning") == direction), None)


def _days(travellers: Iterable[tuple[str, Data]]) -> list[str]:
    return [reise["dato"] for _, traveller in travellers for reise in traveller.get("reiser", ()) if "dato" in reise]
