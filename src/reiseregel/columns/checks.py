"""The second look at documents as columns: for each check in `case.consistency`, its twin over a whole batch.

A twin is a function of the parts that gives the numbers of the documents in which the scalar check of the same name
finds a fault (again and again, if there are several). Dates are ordinals. What is not given contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from reiseregel.case.consistency import PER_DATE
from reiseregel.columns.assessed import (
    assessments_have_reasons,
    assessments_point_at_judgement,
    judgement_has_an_assessment,
    references_name_nobody,
    sources_point_at_facts,
)
from reiseregel.columns.frames import FactColumn, Flags, Ints
from reiseregel.columns.parts import Parts

Found = Iterator[Ints]

#: More than any ordinal: two numbers packed in one, so that a sort brings equal ones together.
_DAYS = 1 << 22
_LENGTHS = ("reisevei_m", "reisevei_endepunkt_m", "reisevei_vurdert_m")
_HOME = "folkeregistrert_adresse"


def inconsistent(parts: Parts) -> Flags:
    """Which documents contradict themselves, by some check."""
    found = np.zeros(parts.documents, np.bool_)
    for twin in TWINS.values():
        for documents in twin(parts):
            found[documents] = True
    return found


# --- journeys in time ---


def one_journey_each_way(parts: Parts) -> Found:
    """A tur is at most one journey out and one home."""
    journeys = parts.at("turer", "reisende", "reiser")
    if journeys:
        rows, direction = parts.rows[journeys], parts.fact(journeys, "retning")
        group, document, value = rows.table.parent, rows.document, direction.value
        yield _repeated(group, value, document, direction.given)


def one_patient_in_a_tur(parts: Parts) -> Found:
    """A tur is the journeys to one treatment of one patient."""
    travellers = parts.at("turer", "reisende")
    if travellers:
        rows, patient = parts.rows[travellers], parts.has_code(travellers, "rolle", "pasient")
        yield _repeated(rows.table.parent, np.zeros(len(patient), np.int64), rows.document, patient)


def home_after_out(parts: Parts) -> Found:
    """The journey home begins on the day of the journey out, or later."""
    travellers = parts.at("turer", "reisende")
    if parts.at("turer", "reisende", "reiser"):
        out, home = _first_day(parts, "ut"), _first_day(parts, "hjem")
        yield parts.rows[travellers].document[out.given & home.given & (home.value < out.value)]


def absence_within_tur(parts: Parts) -> Found:
    """The home is left, and nights are spent away, not before the journey out; and left not after the journey home."""
    if not parts.at("turer", "reisende", "reiser"):
        return
    out, home = _first_day(parts, "ut"), _first_day(parts, "hjem")
    for member, name, until_home in (("opphold", "avreise", True), ("overnattinger", "dato", False)):
        entity = parts.at("turer", "reisende", member)
        if not entity or not parts.rows[entity].table.rows:
            continue
        rows, day = parts.rows[entity], parts.fact(entity, name)
        parent = rows.table.parent
        yield rows.document[day.given & out.given[parent] & (day.value < out.value[parent])]
        if until_home:
            yield rows.document[day.given & home.given[parent] & (day.value > home.value[parent])]


def one_loss_a_day(parts: Parts) -> Found:
    """Each traveller has one loss for a day, and the patient one in the whole claim."""
    yield from _once_a_date(parts, "inntektstap", "dato")


def one_night_a_date(parts: Parts) -> Found:
    """Each traveller spends one night, and leaves home once, on a date; the patient in the whole claim."""
    for member, name, _ in PER_DATE:
        yield from _once_a_date(parts, member, name)


def claimed_after_losses(parts: Parts) -> Found:
    """Income is lost before it is claimed."""
    losses = parts.at("turer", "reisende", "inntektstap")
    if losses:
        yield _compared(parts, losses, parts.root, "fremsatt", lambda day, claimed: claimed < day)


def claimed_after_journeys(parts: Parts) -> Found:
    """A claim is for journeys made, not for journeys planned."""
    journeys = parts.at("turer", "reisende", "reiser")
    if journeys:
        yield _compared(parts, journeys, parts.root, "fremsatt", lambda day, claimed: claimed < day)


def born_before_journeys(parts: Parts) -> Found:
    """The patient is born when the first journey is made."""
    journeys, patient = parts.at("turer", "reisende", "reiser"), parts.at("pasient")
    if journeys and patient:
        yield _compared(parts, journeys, patient, "foedselsdato", lambda day, born: born > day)


# --- lengths ---


def parts_within_journey(parts: Parts) -> Found:
    """The parts of a journey are together no longer than the longest reisevei given for it."""
    journeys, legs = parts.at("turer", "reisende", "reiser"), parts.at("turer", "reisende", "reiser", "strekninger")
    if not journeys or not legs or not parts.rows[legs].table.rows:
        return
    lengths = [parts.fact(journeys, name) for name in _LENGTHS]
    longest = np.maximum.reduce([column.value for column in lengths])
    known = np.logical_or.reduce([column.given for column in lengths])
    elsewhere = parts.fact(journeys, "endepunkt").given & ~parts.has_code(journeys, "endepunkt", _HOME)
    known &= ~elsewhere | parts.fact(journeys, "reisevei_endepunkt_m").given
    whole = np.zeros(len(longest), np.int64)
    np.add.at(whole, parts.rows[legs].table.parent, parts.fact(legs, "lengde_m").value)
    yield parts.rows[journeys].document[known & (whole > longest)]


#: By the name of the scalar check.
TWINS: dict[str, Callable[[Parts], Found]] = {
    twin.__name__: twin
    for twin in (
        judgement_has_an_assessment,
        assessments_point_at_judgement,
        assessments_have_reasons,
        sources_point_at_facts,
        references_name_nobody,
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
}


def _repeated(group: Ints, value: Ints, document: Ints, has: Flags) -> Ints:
    """The documents in which some value that is given stands twice in a group."""
    if not has.all():
        group, value, document = group[has], value[has], document[has]
    keys = group * _DAYS + value
    if not (keys[1:] > keys[:-1]).all():
        order = np.argsort(keys, kind="stable")
        keys, document = keys[order], document[order]
    again: Ints = document[1:][keys[1:] == keys[:-1]]
    return again


def _first_day(parts: Parts, direction: str) -> FactColumn:
    """By traveller: the date of the first journey in one direction."""
    if direction in parts.first_days:
        return parts.first_days[direction]
    travellers, journeys = parts.at("turer", "reisende"), parts.at("turer", "reisende", "reiser")
    count = parts.rows[travellers].table.rows
    found = FactColumn(np.zeros(count, np.int64), np.zeros(count, np.bool_))
    # Backwards, for of several values written to one place the last one stays.
    chosen = np.flatnonzero(parts.has_code(journeys, "retning", direction))[::-1]
    parent, day = parts.rows[journeys].table.parent[chosen], parts.fact(journeys, "dato")
    found.value[parent], found.given[parent] = day.value[chosen], day.given[chosen]
    parts.first_days[direction] = found
    return found


def _once_a_date(parts: Parts, member: str, name: str) -> Found:
    travellers, entity = parts.at("turer", "reisende"), parts.at("turer", "reisende", member)
    if not entity or not parts.rows[entity].table.rows:
        return
    rows, day = parts.rows[entity], parts.fact(entity, name)
    patient = parts.has_code(travellers, "rolle", "pasient")
    group = np.where(patient, parts.rows[travellers].document, parts.documents + np.arange(len(patient)))
    yield _repeated(group[rows.table.parent], day.value, rows.document, day.given)


def _compared(parts: Parts, entity: str, other: str, name: str, contradict: Callable[[Ints, Ints], Flags]) -> Ints:
    """The documents in which a `dato` of some row and a date of the one `other` of the document contradict each other.

    `other` is the root or a single child of it, so that its rows are the documents.
    """
    rows, day, day_of_document = parts.rows[entity], parts.fact(entity, "dato"), parts.fact(other, name)
    both = day.given & day_of_document.given[rows.document]
    found: Ints = rows.document[both & contradict(day.value, day_of_document.value[rows.document])]
    return found
