"""What each reader is told, whatever the case: the whole tree to the jurist, a place in the law for each sentence, and
to the patient no paper that only shows what invites an untruth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from reiseregel import explanation, render_explanation
from reiseregel.decision import Answered
from reiseregel.prose import Heading, Item, Items, Paragraph, Sentence
from tests.explain.explained import Explained, book, decided, index

entries = pytest.mark.parametrize("item", index(), ids=lambda item: item.name)


def lines(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from lines(item.below)


def told_in_full(answered: Answered) -> Counter[str]:
    """The nodes with a line of their own on the jurist's page, and how many such lines."""
    lists = [block for block in explanation(answered, "jurist", "nb").blocks if isinstance(block, Items)]
    shown = (item for block in lists for item in lines(block.items))
    return Counter(item.code for item in shown if "#" in item.code and item.mark != "↑")


def below(trace: dict[str, Any], name: str, found: set[str]) -> set[str]:
    """A node and all it rests on."""
    if name not in found:
        found.add(name)
        for child in trace[name].get("barn", ()):
            below(trace, child, found)
    return found


@entries
def test_the_jurist_is_told_everything_the_right_and_the_amounts_rest_on(item: Explained, figures: Any) -> None:
    answered = decided(item.name)
    trace, wanted = answered.decision.trace, set[str]()
    for post in answered.decision.posts:
        about = post.post
        for name in filter(None, (about.right, *about.reduced, about.computed, about.own_share, about.payable)):
            below(trace, f"{post.place}#{book().concept(about.entity, name).id}", wanted)

    told = told_in_full(answered)
    figures(f"{item.name}: {len(told)} regler og opplysninger")
    assert {name for name in wanted if "#" in name} <= set(told)
    assert max(told.values()) == 1


@entries
def test_each_sentence_on_a_post_for_the_patient_has_its_place(item: Explained) -> None:
    titled = False
    for block in explanation(decided(item.name), "pasient", "nb").blocks:
        match block:
            case Heading(_, level):
                titled = level > 1
            case Paragraph(sentences) if titled:
                assert [sentence.text for sentence in sentences if not sentence.references] == []
            case Items(items):
                said = (sentence for line in lines(items) for sentence in line.sentences)
                assert [sentence.text for sentence in said if not sentence.references] == []


@entries
def test_a_reason_has_its_place_as_data_and_once_as_text(item: Explained) -> None:
    blocks = explanation(decided(item.name), "saksbehandler", "nb").blocks
    reasons = {ground.code for post in decided(item.name).decision.posts for ground in post.grounds}
    told = [
        sentence
        for block in blocks
        if isinstance(block, Items)
        for line in block.items
        if line.code in reasons
        for sentence in line.sentences
    ]

    assert all(sentence.references for sentence in told)
    assert not any(_has_place(sentence) for sentence in told)


def _has_place(sentence: Sentence) -> bool:
    return sentence.text.rstrip(".").endswith(")") and "(§" in sentence.text


def test_no_paper_that_only_shows_what_invites_an_untruth() -> None:
    facts = {fact.key: fact for fact in book().vocabulary.facts.values()}
    hidden = [
        entry.document.nb
        for entry in book().documentation
        if entry.facts and all(facts[key].hidden_from_patient for key in entry.facts)
    ]
    refused = [decided(item.name) for item in index() if decided(item.name).decision.settled]

    assert any("øyeblikkelig hjelp" in words for words in hidden)
    for answered in refused:
        page = render_explanation(answered, "pasient", "nb").lower()
        assert not [words for words in hidden if words.lower() in page]


def test_an_amount_that_is_not_worked_out_is_named_with_its_place() -> None:
    page = render_explanation(decided("over_300_km"), "saksbehandler", "nb").replace("\N{NO-BREAK SPACE}", " ")
    ticket = render_explanation(decided("baatbillett"), "pasient", "nb").replace("\N{NO-BREAK SPACE}", " ")

    assert "Prisen på billigste rutetransport: 1 900,00 kr (§ 21 fjerde ledd første punktum).\n" in page
    assert "281,60 kr + 70,00 kr (krevd beløp for utgiften) = 351,60 kr" in ticket


def test_what_left_an_expense_out_of_the_sum_is_told() -> None:
    patient, caseworker = (
        render_explanation(decided("bompenger_paa_omvei"), reader, "nb") for reader in ("pasient", "saksbehandler")
    )

    assert "\nUtgift på korteste vei eller ved behandlingsstedet: nei." in patient
    assert "     – Behovet for utgiften, vurdert av saksbehandler: nei (" in caseworker
