"""The columnar executor against the reference, on the cases beside the rules and on synthetic claims."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from reiseregel.case import CheckedDocument, check_document
from reiseregel.casebook.load import COMMON, read_cases
from reiseregel.columns import resting
from reiseregel.columns.decide import decide_frames, evaluate_concepts
from reiseregel.errors import InvalidDocument
from reiseregel.resources import rules_folder
from reiseregel.synthetic import Portfolio, Window
from reiseregel.yamlfile import read_folder
from tests.columns.same import answers_agree, concepts_agree
from tests.columns.slow_frames import frames_of
from tests.conftest import Figures, own_rules

#: Case files of every period and every kind of post.
FILES = ("par_05", "par_12_overnatting", "par_14", "par_19", "par_21", "par_22_foer", "par_24", "par_27", "nyttaar")


def documents(kind: str, files: tuple[str, ...] = ()) -> list[CheckedDocument]:
    """The valid documents of one type in the case files whose names have one of the words; in all without."""
    texts = read_folder(rules_folder())
    wanted = {
        name: text for name, text in texts.items() if not files or COMMON in name or any(w in name for w in files)
    }
    cases, faults = read_cases(wanted)
    assert not faults
    found = []
    for case in cases:
        if case.document.get("type") == kind:
            try:
                found.append(check_document(case.document, own_rules().vocabulary))
            except InvalidDocument:
                continue
    return found


def claims(seed: int, count: int, window: Window) -> list[CheckedDocument]:
    """Synthetic claims of a time."""
    from reiseregel.synthetic.jsonl import lines

    vocabulary = own_rules().vocabulary
    made = Portfolio(seed, vocabulary, window).claims(range(count))
    return [check_document(line, vocabulary) for line in lines(made)]


def test_cases_beside_the_rules(figures: Figures) -> None:
    found = documents("krav", FILES)
    Random(1).shuffle(found)
    compared = concepts_agree("krav", [item.data for item in found[:25]], own_rules())
    counts = answers_agree("krav", found[:80], own_rules())
    assert counts["like"] > 40
    figures(f"begreper likt referansen: {compared}, krav: {dict(counts)}")


@pytest.mark.parametrize(
    "window",
    [Window(), Window(date(2017, 6, 1), date(2025, 6, 1)), Window(date(2026, 12, 20), date(2027, 12, 31))],
    ids=["i dag", "eldre rett", "foreløpige satser"],
)
def test_synthetic_claims(window: Window, figures: Figures) -> None:
    counts = answers_agree("krav", claims(7, 16, window), own_rules())
    assert counts["like"] > 5
    figures(str(dict(counts)))


@pytest.mark.grundig
@pytest.mark.parametrize(
    "kind",
    sorted(own_rules().vocabulary.roots),
)
def test_every_case_beside_the_rules(kind: str, figures: Figures) -> None:
    found = documents(kind)
    compared = concepts_agree(kind, [item.data for item in found], own_rules())
    figures(f"{kind}: begreper {compared}, {dict(answers_agree(kind, found, own_rules()))}")


def test_other_readings_than_the_chosen() -> None:
    found = claims(5, 12, Window())
    readings = {"avrunding": "hele_kroner", "egenandel_gulv": "per_tur", "minsteutbetaling": "ingen_grense"}
    assert answers_agree("krav", found, own_rules(), readings)["like"] > 5


def test_an_alternative_over_the_whole_chunk_gives_what_it_gives_by_document(monkeypatch: pytest.MonkeyPatch) -> None:
    data = [item.data for item in claims(3, 300, Window())]
    frames = frames_of("krav", data, own_rules().vocabulary)
    found = []
    for many in (0, 10**9):
        monkeypatch.setattr(resting, "_MANY", many)
        found.append(decide_frames(frames, own_rules()))
    assert found[0].cases.equals(found[1].cases)
    assert found[0].handed_over.tolist() == found[1].handed_over.tolist()
    rests = [code for row in found[0].cases["hindringer"].to_pylist() for code in row if code.startswith("lesning:")]
    assert len(set(rests)) > 3


def test_what_is_open_under_an_alternative_is_filled_in(monkeypatch: pytest.MonkeyPatch, figures: Figures) -> None:
    """One possible way to fill it in that comes out otherwise shows that the answer rests on the reading."""
    found = claims(3, 900, Window())
    frames = frames_of("krav", [item.data for item in found], own_rules().vocabulary)
    with_it = decide_frames(frames, own_rules()).handed_over.tolist()
    monkeypatch.setattr(resting, "_filled_in", lambda _run, pairs, *_: pairs)
    without = decide_frames(frames, own_rules()).handed_over.tolist()
    monkeypatch.undo()
    gained = sorted(set(without) - set(with_it))
    assert set(with_it) < set(without)
    assert answers_agree("krav", [found[n] for n in gained], own_rules()) == {"like": len(gained)}
    figures(f"{len(gained)} av {len(without)} overlatte krav ble avgjort")


def test_what_cannot_be_true_and_what_asks_for_nothing_is_handed_over() -> None:
    plain = next(item.data for item in documents("krav", ("par_08",)))
    wrong = {**plain, "fremsatt_av": {"rolle": "arbeidsgiver"}}
    assert decide_frames(frames_of("krav", [wrong, plain], own_rules().vocabulary), own_rules()).handed_over[0] == 0


def test_no_documents() -> None:
    decided = decide_frames(frames_of("krav", [], own_rules().vocabulary), own_rules())
    assert (decided.cases.num_rows, decided.posts.num_rows, decided.handed_over.size) == (0, 0, 0)


def test_columns_of_some_concepts() -> None:
    data = [item.data for item in claims(3, 20, Window())]
    frames = frames_of("krav", data, own_rules().vocabulary)
    found = evaluate_concepts(frames, own_rules(), None, [("reise", "reise_til_utbetaling")])
    low, high = found["reise", "reise_til_utbetaling"]
    assert len(low) == len(high) == frames.tables["reise"].rows
    with pytest.raises(KeyError):
        evaluate_concepts(frames, own_rules(), None, [("reise", "finnes_ikke")])
