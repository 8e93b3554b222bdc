"""Random small rule sets, and the best order of questions there can be for each, found by search.

One entity with four to six facts (yes/no, or a code with three values), concepts with exceptions over them, a right and
an amount. Every fact is open and every combination of values equally likely.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random
from typing import Any

from reiseregel.decision import answer
from reiseregel.guide import next_question
from reiseregel.rulebook import RuleBook, load_files

_TEXT = {"nb": "a", "nn": "a", "en": "a"}
_PLACE = {"paragraf": "1"}
_KRAV = {"navn": _TEXT, "rot": "krav", "lovtid": {"faktum": "dag"}}
_CODES = ("aa", "bb", "cc")

#: What is known of each fact, by its place: an index into its values, or None.
State = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class SmallSet:
    """A rule book and its facts: name and values."""

    book: RuleBook
    facts: tuple[tuple[str, tuple[Any, ...]], ...]

    def document(self, state: State) -> dict[str, Any]:
        """The document in which so much is known."""
        known = {
            name: values[place] for (name, values), place in zip(self.facts, state, strict=True) if place is not None
        }
        return {"type": "krav", "versjon": 1, "dag": "2020-01-01", **known}


def small_sets(seed: int, count: int) -> Iterator[SmallSet]:
    """So many rule sets in which something is open to begin with."""
    rng = Random(seed)  # noqa: S311 - synthetic rules, nothing secret
    while count:
        found = _small_set(rng)
        if not answer(found.document((None,) * len(found.facts)), found.book).decision.settled:
            count -= 1
            yield found


def best(small: SmallSet) -> Fraction:
    """The mean number of questions of the best order, which may hang on the answers so far."""
    sizes = [len(values) for _, values in small.facts]
    answers = {state: _answer(small, state) for state in product(*(range(size) for size in sizes))}

    @cache
    def possible(state: State) -> frozenset[Any]:
        place = next((place for place, known in enumerate(state) if known is None), None)
        if place is None:
            return frozenset({answers[state]})  # type: ignore[index]
        return frozenset().union(*(possible(with_answer(state, place, value)) for value in range(sizes[place])))

    @cache
    def mean(state: State) -> Fraction:
        if len(possible(state)) == 1:
            return Fraction(0)
        return 1 + min(
            sum((mean(with_answer(state, place, value)) for value in range(size)), Fraction(0)) / size
            for place, size in enumerate(sizes)
            if state[place] is None
        )

    return mean((None,) * len(sizes))


def asked(small: SmallSet) -> Fraction:
    """The mean number of questions that the guidance asks."""
    names = [name for name, _ in small.facts]

    def mean(state: State) -> Fraction:
        question = next_question(answer(small.document(state), small.book))
        if question is None:
            return Fraction(0)
        place = names.index(question.pointer.removeprefix("/"))
        values = range(len(small.facts[place][1]))
        return 1 + sum((mean(with_answer(state, place, value)) for value in values), Fraction(0)) / len(values)

    return mean((None,) * len(names))


def with_answer(state: State, place: int, value: int) -> State:
    """What is known after one more answer."""
    return (*state[:place], value, *state[place + 1 :])


def _answer(small: SmallSet, state: State) -> tuple[Any, ...]:
    decision = answer(small.document(state), small.book).decision
    return decision.outcomes, decision.amount


# --- rules ------------------------------------------------------------------------------------------------------------


def _small_set(rng: Random) -> SmallSet:
    kinds = [rng.choice(("boolsk", "boolsk", "boolsk", "kode")) for _ in range(rng.randint(4, 6))]
    facts = {f"f{number}": _fact(kind) for number, kind in enumerate(kinds)}
    conditions = [
        f"krav.{name}" if item["type"] == "boolsk" else f"krav.{name} == {rng.choice(_CODES)}"
        for name, item in facts.items()
    ]
    concepts = {
        "c0": _concept("boolsk", _condition(rng, conditions, 2), rng, conditions),
        "c1": _concept("boolsk", _condition(rng, [*conditions, "c0"], 2), rng, conditions),
        "rett": _concept("boolsk", _condition(rng, [*conditions, "c0", "c1"], 3), rng, [*conditions, "c1"]),
        "stoenad": {
            "type": "beloep",
            "versjoner": [
                {
                    "fra": "2000-01-01",
                    "hjemmel": {},
                    "er": "0 oere",
                    "unntak": [{"id": "u0", "naar": "rett", "er": f"{rng.choice((1, 2))} oere", "hjemmel": {}}],
                }
            ],
        },
        "mindre": _concept("boolsk", rng.choice(["usann", *conditions]), rng, []),
    }
    post = {"gjelder": "krav", "navn": _TEXT, "rett": "rett", "beregnet": "stoenad", "utbetales": "stoenad"}
    reason = {"begrep": "rett", "er": False, "kode": "nei", "gruppe": "rett"}
    files: dict[str, Any] = {
        "fakta/entiteter.yaml": {"entiteter": {"krav": _KRAV}},
        "fakta/krav.yaml": {"entitet": "krav", "fakta": {"dag": _fact("dato") | {"innhold": True}, **facts}},
        "pasientreiseforskriften/par_1.yaml": {
            "paragraf": "1",
            "tittel": _TEXT,
            "gjelder": "krav",
            "begreper": concepts,
        },
        "pasientreiseforskriften/poster.yaml": {"poster": {"p": post | {"redusert": ["mindre"], "grunner": [reason]}}},
    }
    loaded = load_files({name: json.dumps(data) for name, data in files.items()}, demand_words=False)
    assert loaded.book is not None, loaded.faults
    return SmallSet(
        loaded.book,
        tuple((name, (False, True) if item["type"] == "boolsk" else _CODES) for name, item in facts.items()),
    )


def _fact(kind: str) -> dict[str, Any]:
    codes = {"koder": dict.fromkeys(_CODES, _TEXT)} if kind == "kode" else {}
    return {"navn": _TEXT, "spoersmaal": _TEXT, "type": kind, "eier": "pasient", "hjemmel": _PLACE, **codes}


def _concept(kind: str, main: str, rng: Random, conditions: list[str]) -> dict[str, Any]:
    """A main rule, and up to two exceptions in order."""
    exceptions: list[dict[str, Any]] = []
    for number in range(rng.choice((0, 0, 1, 2)) if conditions else 0):
        value = rng.choice(("sann", "usann"))
        exceptions.append({"id": f"u{number}", "naar": _condition(rng, conditions, 1), "er": value, "hjemmel": {}})
    if len(exceptions) > 1:
        exceptions[0]["gaar_foran"] = ["u1"]
    version = {"fra": "2000-01-01", "hjemmel": {}, "er": main} | ({"unntak": exceptions} if exceptions else {})
    return {"type": kind, "versjoner": [version]}


def _condition(rng: Random, parts: list[str], depth: int) -> str:
    if depth == 0 or rng.random() < 0.2:
        part = rng.choice(parts)
        return part if rng.random() < 0.7 else f"ikke ({part})"
    joined = rng.choice((" og ", " eller ")).join(_condition(rng, parts, depth - 1) for _ in range(2))
    return f"({joined})"
