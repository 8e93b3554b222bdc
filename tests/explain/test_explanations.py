"""Every explanation says what is kept of it, byte for byte; the patient's is easy to read."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from reiseregel import InvalidDocument, answer, render_explanation
from reiseregel.casebook import load_cases
from reiseregel.errors import LANGUAGES
from reiseregel.explain import READERS
from reiseregel.explain.readers.answer_words import TO_PRACTITIONER
from reiseregel.prose import FORMS, Form
from tests.accepted import accepted
from tests.explain.explained import FOLDER, Explained, book, decided, index
from tests.explain.lix import lix

#: Of easy newspaper prose; 40 and above is called difficult.
MOST = 40
SAMPLE, SEED = 80, 40
_ENDINGS: dict[Form, str] = {"markdown": "md", "html": "html", "json": "json"}


@pytest.mark.parametrize("item", index(), ids=lambda item: item.name)
def test_an_explanation_says_what_is_kept(item: Explained) -> None:
    answered = decided(item.name)
    for language in LANGUAGES:
        for reader in item.readers:
            path = FOLDER / item.name / f"{reader}.{language}.txt"
            text = render_explanation(answered, reader, language) + "\n"
            assert text == accepted(path, text), path


@pytest.mark.parametrize("item", [item for item in index() if item.forms], ids=lambda item: item.name)
def test_the_other_forms_say_what_is_kept(item: Explained) -> None:
    for reader in item.readers:
        for form, ending in _ENDINGS.items():
            path = FOLDER / item.name / f"{reader}.nn.{ending}"
            text = render_explanation(decided(item.name), reader, "nn", form) + "\n"
            assert text == accepted(path, text), path


def test_enough_is_kept() -> None:
    assert sum(set(item.readers) == set(READERS) for item in index()) >= 25
    assert set(_ENDINGS) | {"tekst"} == set(FORMS)


def test_no_file_is_left_from_an_entry_that_is_gone() -> None:
    wanted = {
        FOLDER / item.name / name
        for item in index()
        for reader in item.readers
        for name in (
            *(f"{reader}.{language}.txt" for language in LANGUAGES),
            *(f"{reader}.nn.{ending}" for ending in _ENDINGS.values() if item.forms),
        )
    }

    assert _files(FOLDER) == wanted


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()} - {folder / "innhold.yaml"}


@pytest.mark.parametrize("item", index(), ids=lambda item: item.name)
def test_a_patient_reads_it_with_ease(item: Explained, figures: Any) -> None:
    measures = {language: lix(render_explanation(decided(item.name), "pasient", language)) for language in LANGUAGES}

    figures(f"LIX {item.name}: " + ", ".join(f"{language} {float(value):.1f}" for language, value in measures.items()))
    assert max(measures.values()) < MOST


def test_patients_read_other_answers_with_ease(figures: Any) -> None:
    measured = []
    told_to_patients = [case for case in load_cases() if case.document["type"] not in TO_PRACTITIONER]
    for case in random.Random(SEED).sample(told_to_patients, SAMPLE):
        try:
            answered = answer(case.document, book(), dict(case.readings))
        except InvalidDocument:
            continue
        texts = ((render_explanation(answered, "pasient", language), language) for language in LANGUAGES)
        measured += [(lix(text), language, case.name) for text, language in texts]

    hardest, language, name = max(measured)
    mean = float(sum(value for value, *_ in measured) / len(measured))
    figures(f"LIX på {len(measured)} tekster: i snitt {mean:.1f}, høyest {float(hardest):.1f} ({language}: {name})")
    assert hardest < MOST
