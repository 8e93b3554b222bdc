"""The passes over the text of a generated function: it gives what it gave, and does less."""

from __future__ import annotations

import re
from collections import Counter
from random import Random
from types import SimpleNamespace
from typing import Any

from reiseregel.compiled.aliases import named_at_once
from reiseregel.compiled.by_code import by_code
from reiseregel.compiled.fused import fuse
from reiseregel.compiled.implied import held_with
from reiseregel.compiled.late import put_late
from reiseregel.compiled.statements import parsed, written
from reiseregel.compiled.text import all_of, any_of, negated
from tests.conftest import Figures

CODES = ("a", "b", "c", "d", "e", "f")


class Program:
    """A random function in the generator's manner, over yes/no p and q, and lists of members with facts."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.lines, self.known, self.temps = rng, list[str](), ["p", "q"], 0

    def made(self) -> list[str]:
        """The lines of its body; every name is in what it returns, or in a branch."""
        for number in range(self.rng.randint(4, 12)):
            name = f"navn_{number}"
            self.rng.choice((self._value, self._fold, self._guarded, self._copied))(name)
            self.known.append(name)
        some = self.rng.sample(self.known, k=min(len(self.known), 4))
        self.lines += [f"    if {some[0]}:", f"        _ut.append(({', '.join(some)}))", "    else:"]
        self.lines += [f"        _ut.append(({self.rng.choice(self.known)}, 1))"]
        kept = self.rng.sample(self.known, k=2)
        return [*self.lines, f"    _ut.append(({', '.join(kept)}))"]

    def _temp(self) -> str:
        self.temps += 1
        return f"_t{self.temps}"

    def _value(self, name: str) -> None:
        one, other = self.rng.choices(self.known, k=2)
        word = self.rng.choice(("and", "or"))
        self.lines.append(f"    {name} = {one} {word} (not {other})")

    def _loop(self, found: str, depth: int) -> list[str]:
        member, listed, indent = self._temp(), self.rng.choice(("_1.L_en", "_2.L_to")), " " * depth
        fact = self.rng.choice(("d['ja']", "d['nei']", "d['tall'] > 1"))
        test = self.rng.choice((f"{member}.{fact}", f"({member}.d['ja']) and ({member}.{fact})"))
        if self.rng.random() < 0.3:
            tests = [f"{indent}    if {test}:", f"{indent}        {found} += {member}.d['tall']"]
            return [f"{indent}{found} = 0", f"{indent}for {member} in {listed}:", *tests]
        tests = [f"{indent}    if {test}:", f"{indent}        {found} = True", f"{indent}        break"]
        return [f"{indent}{found} = False", f"{indent}for {member} in {listed}:", *tests]

    def _fold(self, name: str) -> None:
        found = self._temp()
        self.lines += [*self._loop(found, 4), f"    {name} = {self.rng.choice(('', 'not '))}{found}"]

    def _guarded(self, name: str) -> None:
        found = self._temp()
        self.lines += [f"    {name} = {self.rng.choice(self.known)}", f"    if {self.rng.choice(('', 'not '))}{name}:"]
        self.lines += [*self._loop(found, 8), f"        {name} = {self.rng.choice(('', 'not '))}{found}"]

    def _copied(self, name: str) -> None:
        held, one, other = self._temp(), *self.rng.choices(self.known, k=2)
        self.lines += [f"    if {one}:", f"        {held} = {other}", "    else:", f"        {held} = q"]
        self.lines.append(f"    {name} = {held}")


def run(lines: list[str], given: dict[str, Any]) -> list[object]:
    """What the function gives; every answer as yes/no, but sums."""
    names: dict[str, Any] = {}
    exec("\n".join(["def f(p, q, _1, _2):", "    _ut = []", *lines, "    return _ut"]), names)  # noqa: S102
    found: list[object] = names["f"](**given)
    return found


def members(rng: Random) -> list[SimpleNamespace]:
    """A list of members, none to three."""
    return [
        SimpleNamespace(d={"ja": rng.random() < 0.5, "nei": rng.random() < 0.5, "tall": rng.randint(0, 3)})
        for _ in range(rng.randint(0, 3))
    ]


def test_a_function_gives_the_same_with_loops_joined_and_values_late(figures: Figures) -> None:
    rng, counts = Random(17), Counter[str]()
    for _ in range(80):
        lines = Program(rng).made()
        statements = parsed(lines)
        named_at_once(statements)
        fuse(statements)
        before = written(statements)
        put_late(statements)
        after = written(statements)
        loops = [len(re.findall(r"^ +for ", "\n".join(text), re.MULTILINE)) for text in (lines, after)]
        counts["løkker før"] += loops[0]
        counts["løkker etter"] += loops[1]
        counts["flyttet inn"] += before != after
        counts["uten kopi"] += len(after) < len(lines)
        for _ in range(6):
            given: dict[str, Any] = {"p": rng.random() < 0.5, "q": rng.random() < 0.5}
            given |= {"_1": SimpleNamespace(L_en=members(rng)), "_2": SimpleNamespace(L_to=members(rng))}
            assert run(after, given) == run(lines, given), "\n".join((*lines, "", *after))
    assert counts["løkker etter"] < 0.8 * counts["løkker før"]
    assert counts["flyttet inn"] > 20
    figures(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))


def test_loops_are_not_joined_across_a_wait() -> None:
    loop = ["    _t2 = 0", "    for _t1 in _r.L_x:", "        _t2 += _t1.C_a", "    a = _t2"]
    other = ["    _t4 = 0", "    for _t3 in _r.L_x:", "        _t4 += _t3.C_b", "    b = _t4"]
    for between, loops in (([], 1), (["    yield"], 2)):
        statements = parsed([*loop, *between, *other])
        fuse(statements)
        assert sum(line.startswith("    for ") for line in written(statements)) == loops


def yes_or_no(rng: Random, depth: int) -> str:
    """A random yes/no as the generator writes them, over codes x and y and yes/no p and q."""
    if depth and rng.random() < 0.75:
        parts = [yes_or_no(rng, depth - 1) for _ in range(rng.randint(2, 3))]
        if rng.random() < 0.3:
            return f"({parts[0]} if {parts[1]} else {parts[-1]})"
        made = rng.choice((all_of, any_of))(parts)
        return negated(made) if rng.random() < 0.3 else made
    if rng.random() < 0.25:
        return rng.choice(("p", "(not q)"))
    name, sign = rng.choice(("_xF_x", "_xF_x", "_yF_y")), rng.choice(("==", "!=", "in", "not in"))
    codes = rng.sample(CODES, rng.randint(1, 3))
    right = f"{{{', '.join(map(repr, codes))}}}" if "in" in sign else repr(codes[0])
    return f"({name} {sign} {right})"


def worlds(rng: Random) -> list[dict[str, str | bool]]:
    """Some of all the values that the names can have."""
    every = [
        {"_xF_x": x, "_yF_y": y, "p": p, "q": q}
        for x in CODES
        for y in CODES
        for p in (True, False)
        for q in (True, False)
    ]
    return every[:: rng.randint(2, 5)]


def test_by_groups_of_codes_it_is_the_same_yes_or_no(figures: Figures) -> None:
    rng, changed, compared = Random(5), 0, 0
    codes = {"_xF_x": CODES, "_yF_y": CODES}
    for _ in range(120):
        text = yes_or_no(rng, 4)
        grouped = by_code(text, codes)
        changed += grouped != text
        one, other = compile(text, "", "eval"), compile(grouped, "", "eval")
        for world in worlds(rng) if grouped != text else ():
            assert bool(eval(one, {}, world)) == bool(eval(other, {}, world)), (text, grouped)  # noqa: S307
            compared += 1
    assert changed > 40
    figures(f"{changed} av 120 skrevet om, {compared} ganger regnet ut")


def test_what_is_told_to_hold_does_hold(figures: Figures) -> None:
    rng, told = Random(3), 0
    for _ in range(150):
        meaning = {name: re.sub(r"\b[pq]\b", "r", yes_or_no(rng, 1)) for name in "pq"}
        text = yes_or_no(rng, 2)
        held = held_with(text, meaning)
        for world in worlds(rng):
            world["r"] = world["p"]
            world |= {name: bool(eval(stands_for, {}, world)) for name, stands_for in meaning.items()}  # noqa: S307
            if eval(text, {}, world):  # noqa: S307
                for one in held:
                    assert eval(one, {}, world), (text, meaning, one)  # noqa: S307
                    told += 1
    assert told > 3_000
    figures(f"{told} påstander holdt")
