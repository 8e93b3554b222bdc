"""The columnar check lets through what the scalar check lets through, and never more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random

import numpy as np
import pytest

from reiseregel.case import check_document, shapes
from reiseregel.case.consistency import ABOUT_FACTS, ABOUT_JOURNEYS, Shaped, _travellers
from reiseregel.case.models import document_model
from reiseregel.case.pointers import given_facts
from reiseregel.case.reading import _Copier
from reiseregel.case.violations import violations
from reiseregel.casebook.load import read_cases
from reiseregel.columns.checks import TWINS
from reiseregel.columns.from_arrow import frames_from_arrow, parts_of
from reiseregel.columns.from_documents import frames_from_documents
from reiseregel.columns.layout import layouts, most_bytes
from reiseregel.columns.to_documents import documents
from reiseregel.errors import InvalidDocument
from reiseregel.yamlfile import read_folder
from tests.case.contradictory import CONSISTENCY
from tests.case.faulty import PLAIN, SHAPE
from tests.columns.arrow_tables import FORMS, Document, arrow_table, changed, contradicted, held_in, schema_in
from tests.columns.same_frames import assert_same
from tests.conftest import Figures
from tests.strategies.claims import full_claim, open_pointers, without
from tests.strategies.vocabulary import RULES, rules_vocabulary

VOCABULARY = rules_vocabulary()
#: Small case files, some of every type of document, with what they have in common.
FILES = re.compile(
    r"(felles\w*|par_1[27]_\w+|attest_bruk\w*|(bestilling|rekvisisjon|utskrivning)_svar|bestilling_tid|"
    r"pbrl_02_06a_tid|klage_\w*frist\w*|avvik\w*|rekvirentveileder\w*)\.saker\.yaml"
)
FIRST = 1_000
CHECKS = (*ABOUT_FACTS, *ABOUT_JOURNEYS)


def _accepted(document: Document) -> bool:
    try:
        check_document(document, VOCABULARY)
    except InvalidDocument:
        return False
    return True


@cache
def _cases() -> dict[str, list[Document]]:
    texts = {name: text for name, text in read_folder(RULES).items() if FILES.fullmatch(name.rpartition("/")[2])}
    cases, faults = read_cases(texts)
    assert not faults
    found: dict[str, list[Document]] = {}
    for case in cases:
        found.setdefault(case.document["type"], []).append(case.document)
    return found


def _claims(rng: Random, count: int) -> Iterator[Document]:
    for _ in range(count):
        claim = full_claim(rng, VOCABULARY)
        if rng.random() < 0.6:
            claim = without(claim, [at for at in open_pointers(claim, VOCABULARY) if rng.random() < 0.4], VOCABULARY)
        yield claim


def _with_more(document: Document, rng: Random) -> Document:
    """The document with sources, an envelope or a language now and then."""
    result = dict(document)
    if rng.random() < 0.2:
        at = open_pointers(document, VOCABULARY)
        references = ("a-1", "01017012345", "550e8400-e29b-41d4-a716-446655440000")
        result["kilder"] = [
            {"faktum": pointer, "kilde": "register", "referanse": rng.choice(references)}
            for pointer in rng.sample(at, min(3, len(at)))
        ]
    if rng.random() < 0.1:
        result["konvolutt"] = {"saksreferanse": "æ" * rng.choice((3, 64, 65))}
    if rng.random() < 0.1:
        result["spraak"] = rng.choice(("nb", "en", "de"))
    return result


def test_every_check_has_its_twin() -> None:
    assert set(TWINS) == {check.__name__ for check in CHECKS}


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_let_through_that_the_scalar_check_refuses(form: str, figures: Figures) -> None:
    """Random documents of every type, most of them with something changed, in one of the forms a sender may choose."""
    rng, counted = Random(FORMS.index(form)), Counter[tuple[bool, bool]]()
    for kind, cases in _cases().items():
        drawn = [*rng.sample(cases, min(6, len(cases))), *(_claims(rng, 16) if kind == "krav" else ())]
        made = [_with_more(document, rng) for document in drawn]
        made += [changed(document, rng, VOCABULARY) for document in made]
        schema = schema_in(form, kind, VOCABULARY)
        table, _ = held_in(made, schema)
        read = documents(table, range(table.num_rows))
        framed = frames_from_arrow(table, kind, VOCABULARY, first=FIRST)
        refused = set((framed.refused - FIRST).tolist())
        taken = [number for number in range(len(read)) if number not in refused]
        for number, document in enumerate(read):
            counted[_accepted(document), number not in refused] += 1
        wanted = frames_from_documents([read[at] for at in taken], kind, VOCABULARY, [FIRST + at for at in taken])
        assert_same(framed.frames, wanted)
    assert not counted[False, True]
    assert counted[True, True] > 50
    assert counted[False, False] > 30
    # Of what is drawn here it refuses nothing for nothing either.
    assert not counted[True, False]
    figures(f"{form}: {counted[True, True]} let through, {counted[False, False]} refused, the same by both checks")


def test_each_twin_finds_what_its_check_finds(figures: Figures) -> None:
    """One by one, on claims of the right shape that contradict themselves in every way."""
    rng, kind = Random(7), "krav"
    drawn = [contradicted(claim, rng) for claim in _claims(rng, 45)]
    model, root = document_model(VOCABULARY, kind), VOCABULARY.roots[kind]
    known = [item.document for item in CONSISTENCY if isinstance(item.document, dict)]
    shaped = [document for document in (*known, PLAIN, *drawn) if not violations(model, document)]
    parts = parts_of(arrow_table(shaped, schema_in("as written", kind, VOCABULARY)), kind, VOCABULARY)
    assert not parts.refused.any()
    seen = [
        Shaped(document, tuple(_travellers(document)), given_facts(document, root, VOCABULARY)) for document in shaped
    ]
    for check in CHECKS:
        wanted = {number for number, document in enumerate(seen) if next(iter(check(document)), None)}
        assert {int(number) for found in TWINS[check.__name__](parts) for number in found} == wanted, check.__name__
        assert wanted, check.__name__
        figures(f"{check.__name__}: in {len(wanted)} of {len(shaped)}")


def test_every_fault_of_shape_is_refused(figures: Figures) -> None:
    schema, tried = schema_in("texts", "krav", VOCABULARY), 0
    for fault in SHAPE:
        table, held = held_in([fault.document], schema)  # type: ignore[list-item]
        if documents(table, range(len(held))) != [fault.document]:
            continue  # no table can say it
        assert frames_from_arrow(table, "krav", VOCABULARY).refused.tolist() == [0], (fault.code, fault.pointer)
        tried += 1
    assert tried > 12
    figures(f"{tried} of {len(SHAPE)} faults of shape can stand in a table")


def test_a_document_that_may_be_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "MAX_BYTES", 200_000)
    large = {**PLAIN, "turer": PLAIN["turer"] * 60, "vurderinger": [], "kilder": []}
    table = arrow_table([PLAIN, large, PLAIN], schema_in("as written", "krav", VOCABULARY))
    parts = parts_of(table, "krav", VOCABULARY)
    assert parts.refused.tolist() == [False, True, False]


@pytest.mark.parametrize("kind", VOCABULARY.roots)
def test_no_row_is_larger_than_it_is_thought_to_be(kind: str) -> None:
    """The longest that each entity can say of itself, counted by the reader of documents, which stops at its limit."""
    for name, most in most_bytes(VOCABULARY, kind).items():
        layout = layouts(VOCABULARY, kind)[name]
        longest: Document = dict.fromkeys((*layout.children, *layout.around))
        for key, item in layout.fields.items():
            longest[key] = (
                max(item.codes, key=len).decode() if item.codes else "2026-05-10" if item.kind == "dato" else 1
            )
        copier = _Copier(frozenset())
        copier.copy(longest, "", shown=True, depth=1)
        assert copier.size <= most, name


def test_what_lies_under_a_null_is_never_read() -> None:
    """Lists that are null may still have items in memory; the frames of a slice begin at its first document."""
    schema = schema_in("as written", "krav", VOCABULARY)
    table = arrow_table([PLAIN, {**PLAIN, "turer": None}, PLAIN, PLAIN], schema)
    framed = frames_from_arrow(table.slice(1), "krav", VOCABULARY, first=1)
    assert framed.refused.tolist() == [1]
    assert framed.frames.tables["krav"].parent.tolist() == [2, 3]
    assert np.array_equal(framed.frames.tables["tur"].parent, [0, 1])
