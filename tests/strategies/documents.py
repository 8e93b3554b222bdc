"""Hypothesis strategies for documents, made from the vocabulary alone.

`shaped_documents` fit the contract; `valid_documents` are consistent as well, so that `check_document` takes them. They
may still hold combinations that the rules call impossible.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from reiseregel.case import given_facts
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

Document = dict[str, Any]

#: Children in one list, at most: enough for «several», few enough to be quick.
MOST_CHILDREN = 2
FIRST_JOURNEY, LAST_JOURNEY = date(2025, 3, 3), date(2026, 12, 31)

ISO_DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat)
REFERENCES = st.from_regex(r"\A[A-Za-z][A-Za-z._:-]{0,20}[0-9]{0,6}\Z")
TIMES = st.datetimes().map(lambda time: f"2026-{time:%m-%d}T{time:%H:%M:%S}Z".replace("-02-29", "-02-28"))
HASHES = st.from_regex(r"\A[0-9a-f]{64}\Z")
POINTERS = st.from_regex(r"\A(/[a-z0-9_]{1,12}){1,5}\Z")
LABELS = st.text(st.characters(exclude_categories=["Cs"]), max_size=64)
SOURCE_KINDS = st.sampled_from(["register", "egenerklaering", "attest", "helseforetak", "kart"])


def minimal_document(vocabulary: Vocabulary, kind: str = "krav") -> Document:
    """The least document the contract takes: content only, every list as short as it may be, the lowest values."""
    root = vocabulary.root(kind)
    assert root is not None
    return {"type": kind, "versjon": 1, **_minimal(vocabulary, root)}


def _minimal(vocabulary: Vocabulary, entity: EntityDef) -> Document:
    result: Document = {fact.name: _low(fact) for fact in vocabulary.facts_of(entity.name) if fact.content}
    for child in vocabulary.children_of(entity.name):
        if not child.many:
            result[child.member] = _minimal(vocabulary, child)
        elif child.least:
            result[child.member] = [_minimal(vocabulary, child) for _ in range(child.least)]
    return result


def _low(fact: FactDef) -> str | int | bool:
    if fact.type.kind == "dato":
        return FIRST_JOURNEY.isoformat()
    if fact.type.kind == "kode":
        return fact.type.codes[0]
    return False if fact.type.kind == "boolsk" else fact.low


def fact_values(fact: FactDef) -> st.SearchStrategy[Any]:
    """Every value the contract takes for one fact."""
    if fact.type.kind == "boolsk":
        return st.booleans()
    if fact.type.kind == "kode":
        return st.sampled_from(fact.type.codes)
    return ISO_DATES if fact.type.kind == "dato" else st.integers(fact.low, fact.high)


def shaped_documents(vocabulary: Vocabulary, kind: str = "krav") -> st.SearchStrategy[Document]:
    """Documents of the right shape; their parts may contradict each other."""
    root = vocabulary.root(kind)
    assert root is not None
    assessment = st.fixed_dictionaries(
        {
            "faktum": POINTERS,
            "rolle": st.just("saksbehandler"),
            "referanse": REFERENCES,
            "tidspunkt": TIMES,
            "momenter": st.lists(st.integers(0, 99), max_size=3),
            "begrunnelse_sha256": HASHES,
        }
    )
    source = st.fixed_dictionaries({"faktum": POINTERS, "kilde": SOURCE_KINDS}, optional={"referanse": REFERENCES})
    return entity_objects(
        vocabulary,
        root,
        {"type": st.just(kind), "versjon": st.just(1)},
        {
            "spraak": st.sampled_from(["nb", "nn", "en"]),
            "konvolutt": st.fixed_dictionaries({}, optional={"saksreferanse": LABELS, "innsender": LABELS}),
            "vurderinger": st.lists(assessment, max_size=2),
            "kilder": st.lists(source, max_size=2),
        },
    )


def entity_objects(
    vocabulary: Vocabulary,
    entity: EntityDef,
    required: dict[str, st.SearchStrategy[Any]] | None = None,
    optional: dict[str, st.SearchStrategy[Any]] | None = None,
) -> st.SearchStrategy[Document]:
    """Objects of one entity with everything below it; any fact that need not be given may be left out."""
    required, optional = dict(required or {}), dict(optional or {})
    for fact in vocabulary.facts_of(entity.name):
        (required if fact.content else optional)[fact.name] = fact_values(fact)
    for child in vocabulary.children_of(entity.name):
        below = entity_objects(vocabulary, child)
        if not child.many:
            required[child.member] = below
            continue
        most = min(child.most, max(child.least, MOST_CHILDREN))
        several = st.lists(below, min_size=child.least, max_size=most)
        (required if child.least else optional)[child.member] = several
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def valid_documents(draw: st.DrawFn, vocabulary: Vocabulary, kind: str = "krav") -> Document:
    """Documents that `check_document` takes: dates in order, lengths that fit, each judgement with its assessment."""
    document = draw(shaped_documents(vocabulary, kind))
    days = [FIRST_JOURNEY]
    of_patient: set[date] = set()
    nights: dict[str, set[str]] = {"overnattinger": set(), "opphold": set()}
    for tur in document["turer"]:
        _one_patient(tur["reisende"])
    for traveller in (traveller for tur in document["turer"] for traveller in tur["reisende"]):
        days += _order_days(draw, traveller)
        _one_night_a_date(traveller, nights if traveller["rolle"] == "pasient" else {part: set() for part in nights})
        days += _one_loss_a_day(traveller, min(days[-2:]), of_patient if traveller["rolle"] == "pasient" else set())
        for reise in traveller["reiser"]:
            _fit_lengths(reise)
    document["fremsatt"] = (max(days) + timedelta(days=draw(st.integers(0, 400)))).isoformat()
    if "foedselsdato" in document["pasient"]:
        born = FIRST_JOURNEY - timedelta(days=draw(st.integers(0, 36500)))
        document["pasient"]["foedselsdato"] = born.isoformat()
    _assess(draw, document, vocabulary, kind)
    return document


def _one_patient(travellers: list[Document]) -> None:
    for place, traveller in enumerate(travellers):
        if traveller["rolle"] == "pasient" and any(other["rolle"] == "pasient" for other in travellers[:place]):
            traveller["rolle"] = "ledsager"


def _order_days(draw: st.DrawFn, traveller: Document) -> list[date]:
    """Give the dates of one traveller an order that can be true; the days of the journeys."""
    out = draw(st.dates(FIRST_JOURNEY, LAST_JOURNEY))
    home = out + timedelta(days=draw(st.integers(0, 9)))
    if len(traveller["reiser"]) > 1:
        traveller["reiser"][0]["retning"], traveller["reiser"][1]["retning"] = draw(st.permutations(["ut", "hjem"]))
    for reise in traveller["reiser"]:
        reise["dato"] = (out if reise["retning"] == "ut" else home).isoformat()
    for opphold in traveller.get("opphold", ()):
        opphold["avreise"] = draw(st.dates(out, home)).isoformat()
    for night in traveller.get("overnattinger", ()):
        night["dato"] = draw(st.dates(out, home)).isoformat()
    return [out, home]


def _one_loss_a_day(traveller: Document, first: date, taken: set[date]) -> list[date]:
    """Give each loss of income a day of its own, from the first day of the trip; the days."""
    found: list[date] = []
    for loss in traveller.get("inntektstap", ()):
        day = first
        while day in taken:
            day += timedelta(days=1)
        loss["dato"] = day.isoformat()
        taken.add(day)
        found.append(day)
    return found


def _one_night_a_date(traveller: Document, taken: dict[str, set[str]]) -> None:
    """Keep one night and one absence of each date."""
    for part, name in (("overnattinger", "dato"), ("opphold", "avreise")):
        kept = {item[name]: item for item in traveller.get(part, ()) if item[name] not in taken[part]}
        taken[part] |= kept.keys()
        if part in traveller:
            traveller[part] = list(kept.values())


def _fit_lengths(reise: Document) -> None:
    whole = [reise[name] for name in ("reisevei_m", "reisevei_endepunkt_m", "reisevei_vurdert_m") if name in reise]
    for part in reise.get("strekninger", ()):
        if whole and "lengde_m" in part:
            part["lengde_m"] = min(part["lengde_m"], max(whole) // len(reise["strekninger"]))


def _assess(draw: st.DrawFn, document: Document, vocabulary: Vocabulary, kind: str) -> None:
    root = vocabulary.root(kind)
    assert root is not None
    document.pop("vurderinger", None)
    document.pop("kilder", None)
    facts = given_facts(document, root, vocabulary)
    assessments = [
        {
            "faktum": pointer,
            "rolle": "saksbehandler",
            "referanse": draw(REFERENCES),
            "tidspunkt": "2026-05-10T12:30:00Z",
            "momenter": draw(st.lists(st.integers(0, fact.momenter - 1), unique=True)) if fact.momenter else [],
            "begrunnelse_sha256": draw(HASHES),
        }
        for pointer, fact in facts.items()
        if fact.owner == "saksbehandler"
    ]
    if assessments:
        document["vurderinger"] = assessments
    sourced = draw(st.lists(st.sampled_from(sorted(facts)), unique=True, max_size=3))
    if sourced:
        document["kilder"] = [{"faktum": pointer, "kilde": draw(SOURCE_KINDS)} for pointer in sourced]
