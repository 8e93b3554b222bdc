"""What the compiled executor leaves out, keeps for the others and works out late; the answer is the reference's."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import date
from random import Random
from typing import Any

import pytest

from benchmarks.handwritten.cases import complete_claims
from reiseregel.compiled import program
from reiseregel.compiled.source import Mode
from reiseregel.compiled.text import all_of, any_of, negated
from tests.conftest import Figures
from tests.differential.agreement import checked, plain_pass_agrees
from tests.property.real_cases import real_book

MODES: tuple[Mode, ...] = ("known", "sets")
DAYS = (date(2017, 3, 1), date(2026, 5, 4))
#: One on each side of days that the law changed, so that journeys of one traveller stand under different law.
BREAKS = ("2016-10-03", "2019-12-31", "2025-02-28", "2025-12-31", "2026-03-02", "2026-11-30")
CODES = ("a", "b", "c", "d")


def expression(rng: Random, depth: int) -> str:
    """A random yes/no as the generator writes them, over x, y (codes) and p, q (yes/no)."""
    if depth and rng.random() < 0.7:
        parts = [expression(rng, depth - 1) for _ in range(rng.randint(1, 4))]
        made = rng.choice((all_of, any_of))(parts)
        return negated(made) if rng.random() < 0.3 else made
    name, sign = rng.choice("xy"), rng.choice(("==", "!=", "in", "not in"))
    if rng.random() < 0.3:
        return rng.choice(("p", "(not q)", "True", "False", "(p if q else (x == 'a'))"))
    codes = rng.sample(CODES, rng.randint(1, 3))
    right = f"{{{', '.join(map(repr, codes))}}}" if "in" in sign else repr(codes[0])
    return f"({name} {sign} {right})"


def test_joining_and_turning_keeps_the_meaning(figures: Figures) -> None:
    rng, compared, merged = Random(7), 0, 0
    values = [
        {"x": x, "y": y, "p": p, "q": q} for x in CODES for y in CODES for p in (True, False) for q in (True, False)
    ]
    for _ in range(250):
        parts = [expression(rng, 2) for _ in range(rng.randint(1, 4))]
        every, some = all_of(parts), any_of(parts)
        merged += len(some) < sum(len(part) for part in parts) // 2
        turned = negated(parts[0])
        for names in values[:: rng.randint(1, 5)]:
            found = [bool(eval(part, {}, names)) for part in parts]  # noqa: S307 - made above
            assert bool(eval(every, {}, names)) == all(found), parts  # noqa: S307
            assert bool(eval(some, {}, names)) == any(found), parts  # noqa: S307
            assert bool(eval(turned, {}, names)) != found[0], parts  # noqa: S307
            compared += 3
    assert merged > 20
    figures(f"{compared} uttrykk regnet ut")


@pytest.mark.parametrize("mode", MODES)
def test_no_value_is_worked_out_that_nothing_reads(mode: Mode) -> None:
    made = program(real_book(), "krav")
    for entity in made.entities:
        for day in DAYS:
            for code in (None, "ledsager") if entity in made.telling else (None,):
                tree = ast.parse(made.source(entity, day, mode, code=code))
                names = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
                body = tree.body[0].body  # type: ignore[attr-defined]
                for line in body:
                    if isinstance(line, ast.Assign) and all(isinstance(target, ast.Name) for target in line.targets):
                        assert any(names[target.id] > 1 for target in line.targets), ast.unparse(line)  # type: ignore[attr-defined]


@pytest.mark.parametrize("mode", MODES)
def test_the_record_has_every_value_and_a_run_without_one_has_fewer(mode: Mode) -> None:
    made = program(real_book(), "krav")
    for code in (None, "pasient", "ledsager"):
        recorded = ast.parse(made.source("reise", DAYS[-1], mode, recorded=True, code=code))
        kept = [
            line.value.elts
            for line in ast.walk(recorded)
            if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]).startswith("_r.k")
            if isinstance(line.value, ast.Tuple)
        ]
        assert sum(map(len, kept)) == len(made.plan.concepts_of("reise"))
        plain = made.source("reise", DAYS[-1], mode, code=code)
        assert len(plain) < len(made.source("reise", DAYS[-1], mode, recorded=True, code=code))


def test_a_function_for_one_role_does_not_ask_for_it() -> None:
    made = program(real_book(), "krav")
    assert made.telling["reise"].name == "rolle"
    for_all, for_patients = (made.source("reise", DAYS[-1], "known", code=code) for code in (None, "pasient"))
    assert "_1F_rolle" in for_all
    assert "_1F_rolle" not in for_patients
    assert len(for_patients) < 0.9 * len(for_all)


def test_travellers_and_journeys_under_different_law(figures: Figures) -> None:
    """What one journey keeps for the next is not for one under other law, nor for another kind of traveller's."""
    rng, book, counts = Random(11), real_book(), Counter[str]()
    claims = [claim for claim in complete_claims(41, 120, book.vocabulary) if journeys(claim) > 1]
    for claim in claims[:70]:
        claim["fremsatt"] = "2027-06-01"
        days = sorted(rng.choices(BREAKS, k=2))
        for traveller in (person for trip in claim["turer"] for person in trip["reisende"]):
            for journey in traveller["reiser"]:
                journey["dato"] = days[journey["retning"] == "hjem"]
        if rng.random() < 0.5:
            trip = claim["turer"][0]
            trip["reisende"] = [
                *trip["reisende"],
                {**trip["reisende"][0], "rolle": rng.choice(("ledsager", "paaroerende"))},
            ]
        if rng.random() < 0.5:
            del rng.choice(claim["turer"])["reisende"][0]["reiser"][0]["fremkomstmiddel"]
        found = checked(claim, book)
        if found is not None:
            plain_pass_agrees(found, book, counts, every_value=True)
    assert counts["verdier"] > 3_000
    assert counts["alt kjent"] > 10
    assert counts["mengder"] > 10
    figures(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))


def journeys(claim: dict[str, Any]) -> int:
    """How many journeys the first traveller made."""
    return len(claim["turer"][0]["reisende"][0]["reiser"])
