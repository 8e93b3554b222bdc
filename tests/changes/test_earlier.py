"""A printed decision beside a later case: the same posts and reasons, and no more than it can know; what is refused."""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from reiseregel import InvalidDocument
from reiseregel.casebook.moving import moved
from reiseregel.changes import EarlierDecision, compare, read_decision
from reiseregel.decision import Answered
from tests.changes.cases import JOURNEY, answered, book, changed, example
from tests.changes.test_compare import told

PLANTED = "12057012345"


def printed(of: Answered) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(of.decision.to_json("nb")))
    return found


def signed(decision: dict[str, Any]) -> dict[str, Any]:
    """The decision with a receipt that fits it again."""
    receipt = {key: item for key, item in decision["kvittering"].items() if key != "vedtak_sha256"}
    text = json.dumps({**decision, "kvittering": receipt}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {**decision, "kvittering": {**receipt, "vedtak_sha256": hashlib.sha256(text.encode()).hexdigest()}}


@pytest.mark.parametrize("number", [f"{number:02}" for number in range(1, 11)])
def test_a_decision_equals_the_case_it_was_made_of(number: str) -> None:
    case = answered(example(number))
    earlier = read_decision(json.dumps(printed(case)), book())
    for changes in (compare(earlier, case), compare(case, earlier)):
        assert changes.empty
        assert changes.same_facts
        assert changes.same_rules
    assert [post.post.id for post in earlier.posts] == [post.post.id for post in case.decision.posts]


def test_the_posts_reasons_and_sums_that_differ() -> None:
    short = example("02")
    earlier = read_decision(printed(answered(short)), book())
    changes = compare(earlier, answered(changed(short, {f"{JOURNEY}/reisevei_m": 10_001})))
    (post,) = changes.changed_posts
    assert [ground.code for ground in post.grounds_gone] == ["kort_reise"]
    assert (changes.traced, changes.facts, post.chain.steps) == (False, (), ())
    text = told(changes, "vedtak")
    assert text.splitlines()[3].startswith(
        "Det tidligere vedtaket: delvis innvilget, 0,00 kr. Den nye saken: innvilget"
    )
    assert "Gjelder ikke lenger: den beregnede reiseveien er kortere enn 10 kilometer" in text
    assert "Et vedtak inneholder ikke opplysningene det bygger på." in text


def test_the_rate_of_the_day_of_each_when_the_rules_are_the_same() -> None:
    case = example("01")
    earlier = read_decision(printed(answered(moved(case, "2024-05-04") or {})), book())
    changes = compare(earlier, answered(case))
    assert [(rate.name, rate.before[0]["verdi"], rate.after[0]["verdi"]) for rate in changes.rates] == [
        ("standardsats", 300, 320)
    ]


def test_a_decision_by_other_rules_says_so_and_no_rates() -> None:
    case = example("01")
    old = printed(answered(moved(case, "2024-05-04") or {}))
    old["kvittering"] |= {"regler_sha256": "b" * 64, "motor": "0.0.9"}
    changes = compare(read_decision(signed(old), book()), answered(case))
    assert not changes.same_rules
    assert changes.rates == ()
    assert "De to er avgjort med hver sin utgave av reglene." in told(changes, "vedtak")
    assert "hver sin versjon av programmet" in told(changes, "vedtak")


def test_a_reading_chosen_otherwise_then() -> None:
    case = example("01")
    old = printed(answered(case))
    name, reading = next((name, item) for name, item in book().readings.items() if len(item.codes) > 1)
    old["kvittering"]["lesninger"][name] = next(code for code in reading.codes if code != reading.chosen)
    changes = compare(read_decision(signed(old), book()), answered(case))
    assert [item.name for item in changes.readings] == [name]


def test_a_reason_that_the_rules_no_longer_have() -> None:
    old = printed(answered(example("02")))
    old["begrunnelse"][0]["kode"] = "en_gammel_grunn"
    changes = compare(read_decision(signed(old), book()), answered(example("02")))
    assert "Gjelder ikke lenger: en grunn som reglene her ikke lenger har" in told(changes, "vedtak")


def broken(decision: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Each fault a decision can have, with its code."""

    def but(code: str, **changes: Any) -> tuple[str, dict[str, Any]]:
        pointers = {key.replace("__", "/"): value for key, value in changes.items()}
        return code, signed(changed(copy.deepcopy(decision), pointers))

    return [
        but("vedtak.form", __utfall="kanskje"),
        but("vedtak.form", __poster__0__innhold__dato="2026-02-31"),
        but("vedtak.form", __poster__0__innhold__retning="opp"),
        but("vedtak.form", __poster__0__innhold__navn=True),
        but("vedtak.form", __poster__0__sted="/turer/Kari/reisende/0/reiser/0"),
        but("vedtak.form", __poster__0__sted="/turer/0"),
        but("vedtak.form", __begrunnelse__0__kode="Kari Nordmann"),
        but("vedtak.form", __begrunnelse__0__hjemmel__paragraf="Kari"),
        but("vedtak.form", __kvittering__lesninger__kari="Kari Nordmann"),
        but("vedtak.form", __kvittering__motor="Kari Nordmann"),
        but("vedtak.personopplysning", __poster__0__navn=PLANTED),
        but("vedtak.personopplysning", __begrunnelse__0__tekst=f"Gjelder {PLANTED[:6]} {PLANTED[6:]}."),
        but("vedtak.personopplysning", __kvittering__motor=PLANTED),
        but("vedtak.ukjent_post", __poster__0__post="taxfree"),
        ("vedtak.endret", changed(decision, {"/poster/0/utbetales_oere": 1})),
    ]


def test_what_cannot_be_used_is_refused_and_not_repeated() -> None:
    for code, decision in broken(printed(answered(example("02")))):
        with pytest.raises(InvalidDocument) as found:
            read_decision(json.dumps(decision), book())
        assert [fault.code for fault in found.value.faults] == [code]
        assert PLANTED not in str(found.value)
        assert "Kari" not in str(found.value)


@pytest.mark.parametrize(
    ("text", "code"), [("{", "json.syntaks"), ("[]", "vedtak.form"), ('{"type": "vedtak"}', "vedtak.form")]
)
def test_what_is_no_decision(text: str, code: str) -> None:
    with pytest.raises(InvalidDocument) as found:
        read_decision(text, book())
    assert [fault.code for fault in found.value.faults] == [code]


def test_an_open_decision_that_was_closed() -> None:
    open_case = example("06")
    earlier = read_decision(printed(answered(open_case)), book())
    assert isinstance(earlier, EarlierDecision)
    assert earlier.questions
    pointer = earlier.questions[0].pointer
    value: Any = {"reise.felles_takstsone": False}.get(earlier.questions[0].key, False)
    changes = compare(earlier, answered(changed(open_case, {pointer: value})))
    assert earlier.questions[0] in changes.questions_gone
    assert "Trenger ikke lenger avklares: " in told(changes, "vedtak")


def test_two_types_of_documents_are_refused() -> None:
    earlier = read_decision(printed(answered(example("01"))), book())
    other = replace(earlier, side=replace(earlier.side, kind="tilbakekreving"))
    with pytest.raises(ValueError, match="different types"):
        compare(earlier, other)
