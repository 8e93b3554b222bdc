"""The same case by two editions of the rules: a rule written otherwise, a rate set otherwise, a concept that is new."""

from __future__ import annotations

from functools import cache

from reiseregel import RuleBook
from reiseregel.changes import Changes, compare
from reiseregel.decision import answer
from reiseregel.resources import rules_folder
from reiseregel.rulebook import load_files
from reiseregel.yamlfile import read_folder
from tests.changes.cases import JOURNEY, book, changed, example
from tests.changes.test_compare import told

PARAGRAPH_8, RATE = "pasientreiseforskriften/par_08.yaml", "satser/standardsats.yaml"
WRITTEN = "er: reisevei_mot_avstandskravet < sats.minste_reisevei eller minstetakst_kan_brukes"
OTHERWISE = WRITTEN.replace("<", "<=")


@cache
def edited() -> RuleBook:
    """The rules, with «kortere enn» read as «høyst» in § 8, and a rate of 3.30 kr in 2026."""
    texts = read_folder(rules_folder())
    assert WRITTEN in texts[PARAGRAPH_8]
    assert "verdi: 320" in texts[RATE]
    texts[PARAGRAPH_8] = texts[PARAGRAPH_8].replace(WRITTEN, OTHERWISE)
    texts[RATE] = texts[RATE].replace("verdi: 320", "verdi: 330")
    found = load_files(texts, demand_words=False).book
    assert found is not None
    return found


@cache
def both_ways() -> tuple[Changes, Changes]:
    """A journey of exactly ten kilometres out and a hundred home, from one edition to the other and back."""
    case = changed(example("01"), {f"{JOURNEY}/reisevei_m": 10_000})
    first, second = answer(case, book()), answer(case, edited())
    return compare(first, second), compare(second, first)


def test_what_differs_comes_of_the_rules() -> None:
    for changes in both_ways():
        assert not changes.same_rules
        assert changes.same_facts
        assert changes.facts == ()
        assert [rule.concept for rule in changes.rules] == ["par_08.kort_reise"]
        assert [rate.name for rate in changes.rates] == ["standardsats"]
        out, home = changes.posts
        assert [step.concept for step in out.chain.steps if step.rule] == ["par_08.kort_reise"]
        assert [step.rates for step in home.chain.steps if step.rates] == [("standardsats",)]
        assert not any(step.rule for step in home.chain.steps)
        text = told(changes)
        assert "De to er avgjort med hver sin utgave av reglene." in text
        assert "Kort reise: regelen er skrevet annerledes i den andre utgaven av reglene (§ 8 første ledd)." in text
