"""From the text of a document to the text of its answer: the same answer as by the longer way."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from reiseregel import InvalidDocument, decide
from reiseregel.case import CheckedDocument, check_document
from reiseregel.compiled import program
from reiseregel.decision import answer_by_program, answer_json
from reiseregel.decision.canonical import canonical
from tests.differential.documents import document
from tests.property.real_cases import real_book

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_it_is_the_decision_as_json() -> None:
    book = real_book()
    for found in settled():
        text, wanted = json.dumps(found.data), decide(found.data, book)
        assert json.loads(answer_json(text, book)) == wanted.to_json()
        assert json.loads(answer_json(text.encode(), book, language="en")) == wanted.to_json("en")


def test_what_is_refused_is_refused_alike() -> None:
    text = json.dumps({**document(3), "finnes_ikke": 1})
    with pytest.raises(InvalidDocument) as found:
        answer_json(text, real_book())
    with pytest.raises(InvalidDocument) as wanted:
        decide(text, real_book())
    assert found.value.faults == wanted.value.faults


def settled() -> list[CheckedDocument]:
    """Examples that the program settles by itself, all under the law of one time."""
    book = real_book()
    found = [check_document(path.read_bytes(), book.vocabulary) for path in sorted(EXAMPLES.glob("0[1-6]_*/krav.json"))]
    kept = [item for item in found if answer_by_program(program(book, "krav"), item) is not None]
    assert len(kept) >= 3
    return kept


def test_it_is_one_line_in_utf_8() -> None:
    text = answer_json(json.dumps({**document(3), "spraak": "nb"}), real_book())
    assert b"\n" not in text
    assert "ø" in text.decode()


def test_a_reading_nobody_has_is_refused() -> None:
    with pytest.raises(KeyError):
        answer_json(json.dumps(document(3)), real_book(), {"finnes_ikke": "ja"})


def test_a_decision_that_is_sent_elsewhere_is_the_same_there() -> None:
    book = real_book()
    for checked in settled():
        answered = answer_by_program(program(book, checked.kind), checked)
        assert answered is not None
        sent = pickle.loads(pickle.dumps(answered.decision))  # noqa: S301 - written just now
        assert sent.to_json() == answered.decision.to_json()
        assert sent.trace == answered.decision.trace


def test_the_canonical_text_is_that_of_the_json_library() -> None:
    value = {"b": [{"d": 1, "c": {"f": None, "e": "æ\u2028"}}], "a": [1, 2], "c": []}
    assert canonical(value).decode() == json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
