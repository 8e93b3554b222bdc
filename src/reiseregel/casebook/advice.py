"""Advice that no case shows: every code in the `raad` files must be expected by some case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reiseregel.casebook.load import Case
from reiseregel.errors import RuleFault
from reiseregel.rulebook.advice import AdviceRules


def advice_without_cases(rules: AdviceRules, cases: Iterable[Case]) -> Iterator[RuleFault]:
    """A fault for each advice that no case expects; what is said while an answer is open is told apart by document."""
    shown = {(case.document.get("type"), code) for case in cases for code in case.expected.get("raad", ())}
    codes = {code for _, code in shown}
    for advice in rules.advice:
        if advice.told.code not in codes:
            message = f"ingen sak venter rådet «{advice.told.code}»"
            yield RuleFault(advice.told.place, "mangler_saker", message)
    for item in rules.when_open:
        given = (kind for kind, code in shown if code == item.told.code)
        if not any(rules.for_owner(str(kind), item.owner) is item.told for kind in given):
            message = f"ingen sak venter rådet «{item.told.code}» slik det er for «{item.document}»"
            yield RuleFault(item.told.place, "mangler_saker", message)
