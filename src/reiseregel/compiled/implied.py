"""What surely holds where a condition does, from the texts of the conditions alone: to test it again is needless."""

from __future__ import annotations

from collections.abc import Mapping

from reiseregel.compiled.text import negated, parts_of


def held_with(text: str, meaning: Mapping[str, str]) -> frozenset[str]:
    """The texts that are true wherever `text` is; `meaning` is what each name stands for."""
    found, left = set[str](), [text]
    while left:
        one = left.pop()
        if one in found:
            continue
        found.add(one)
        left += parts_of(one, "and")
        if one in meaning:
            left.append(meaning[one])
        opposite = negated(one)
        if opposite in meaning:
            opposite = meaning[opposite]
            left.append(negated(opposite))
        left += [negated(part) for part in parts_of(opposite, "or")]
    return frozenset(found)
