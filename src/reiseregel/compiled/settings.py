"""Facts that the health trust, or the country, has fixed: filled in where the document does not give them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from reiseregel.compiled.plan import Plan
from reiseregel.vocabulary import FactDef, Vocabulary
from reiseregel.vocabulary.settings_by_trust import TRUST_FACT


def settings_functions(vocabulary: Vocabulary, plan: Plan) -> dict[str, Callable[[Any], dict[str, Any]]]:
    """For each entity with such facts, the function that the layout calls: an instance to its facts."""
    return {
        f"_with_settings_{entity.name}": _filler(vocabulary, entity.name, facts)
        for entity in plan.entities
        if (facts := [fact for fact in vocabulary.facts_of(entity.name) if fact.setting])
    }


def _filler(vocabulary: Vocabulary, entity: str, facts: list[FactDef]) -> Callable[[Any], dict[str, Any]]:
    holder = vocabulary.trust_owner(entity)
    steps = vocabulary.ancestors(entity).index(holder) if holder else 0

    def filled(instance: Any) -> dict[str, Any]:
        given: dict[str, Any] = instance.d
        if holder is None or not instance.iso:
            return given
        above = instance
        for _ in range(steps):
            above = above.up
        trust, day = above.d[TRUST_FACT], date.fromisoformat(instance.iso).toordinal()
        rows = {fact.name: vocabulary.settings[fact.setting].on(trust, day) for fact in facts}
        fixed = {name: row.value for name, row in rows.items() if row is not None and row.value is not None}
        return {**fixed, **given}

    return filled
