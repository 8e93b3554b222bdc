"""The process that owns durable-rules, and the traps of the library that it and the plans are built around.

Everything that touches the library runs in a process of its own: some of it ends the process, some hangs it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from signal import SIGALRM
from time import monotonic

import pytest

from reiseregel.control.durable.executor import DurableExecutor

UNAVAILABLE = DurableExecutor.available()
pytestmark = pytest.mark.skipif(UNAVAILABLE is not None, reason=UNAVAILABLE.en if UNAVAILABLE else "")

#: The version whose traps were measured.
MEASURED = "2.0.28"
WARM_UP = {"all": [{"m": {"w": 1}}]}


def installed() -> str:
    try:
        return version("durable_rules")
    except PackageNotFoundError:
        return ""


def child(orders: list[object], *words: str, before: str = "") -> tuple[list[dict[str, object]], int]:
    """What the child answers, and how it ends. `before` is run in it first."""
    start = ["-c", f"{before}\nfrom reiseregel.control.durable.child import main\nmain()"] if before else []
    done = subprocess.run(
        [sys.executable, *(start or ["-m", "reiseregel.control.durable.child"]), *words],
        input="".join(json.dumps(order) + "\n" for order in orders).encode(),
        capture_output=True,
        timeout=30,
        check=False,
    )
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def defined(rules: dict[str, object]) -> dict[str, object]:
    return {"define": 0, "rulesets": [{**{name: {"all": [{"m": rule}]} for name, rule in rules.items()}, "w": WARM_UP}]}


def asked(*facts: list[int]) -> dict[str, object]:
    return {"batch": 1, "plan": 0, "facts": list(facts)}


def test_it_greets_and_ends_with_its_input() -> None:
    assert child([]) == ([{"ready": 1}], 0)


def test_it_answers_each_fact_with_the_rules_it_fires() -> None:
    rules = defined({"r0": {"$gt": {"f0": 2}}, "r1": {"$and": [{"$neq": {"f0": 3}}, {"f1": 1}]}})
    answers, code = child([rules, asked([7, 3, 1], [8, 4, 1], [9, 0, 0])])
    assert answers[1:] == [{"defined": 0, "rules": 2}, {"batch": 1, "fired": [[7, 0], [8, 0, 1], [9]]}]
    assert code == 0


#: The library swallows what an action raises, and goes on.
RAISES = """
from reiseregel.control.durable import child
def action(self, rule):
    def note(context):
        self.noted.append((rule, context.m['id']))
        if rule == 0:
            raise ValueError
    return note
child.Fired.action = action
"""
#: The fact matched, and nothing fired.
IS_LOST = """
from reiseregel.control.durable import child
def action(self, rule):
    return lambda context: self.noted.append((rule, context.m['id'])) if rule != 0 else None
child.Fired.action = action
"""
#: Memory would grow, and the id be refused the next time.
STAYS = "import durable.engine\ndurable.engine.Ruleset.retract_fact = lambda self, fact: 0"
NO_LIBRARY = "import sys\nsys.modules['durable.engine'] = None"


@pytest.mark.parametrize(
    ("before", "code"),
    [(RAISES, "action"), (IS_LOST, "count"), (STAYS, "left_behind"), (NO_LIBRARY, "import")],
    ids=["an action raises", "an action is lost", "a fact is left behind", "no library"],
)
def test_what_goes_wrong_in_the_engine_is_not_an_answer(before: str, code: str) -> None:
    answers, _ = child([defined({"r0": {"f0": 1}, "r1": {"f0": 2}}), asked([1, 1], [2, 0])], before=before)
    assert answers[-1] == {"failed": code}
    assert not any("fired" in answer for answer in answers)


def test_an_id_that_was_used_is_free_again_once_its_fact_is_gone() -> None:
    answers, _ = child([defined({"r0": {"f0": 1}}), asked([1, 1], [1, 1]), asked([1, 0], [1, 1])])
    assert [answer["fired"] for answer in answers[2:]] == [[[1, 0], [1, 0]], [[1], [1, 0]]]


def test_what_the_engine_prints_does_not_reach_the_answers() -> None:
    before = (
        "import os\n"
        "from reiseregel.control.durable import child\n"
        "whole = child.Engine.one\n"
        "def one(self, *words):\n"
        "    print('hei')\n"
        "    os.write(1, b'hei')\n"
        "    return whole(self, *words)\n"
        "child.Engine.one = one"
    )
    answers, code = child([defined({"r0": {"f0": 1}}), asked([1, 1])], before=before)
    assert answers[-1] == {"batch": 1, "fired": [[1, 0]]}
    assert code == 0


def test_left_alone_in_a_loop_it_ends_by_itself() -> None:
    before = (
        "from reiseregel.control.durable import child\n"
        "def one(*words):\n"
        "    while True:\n"
        "        pass\n"
        "child.Engine.one = one"
    )
    began = monotonic()
    answers, code = child([defined({"r0": {"f0": 1}})], "1", before=before)
    assert (len(answers), code) == (1, -SIGALRM)
    assert monotonic() - began < 20


# --- the traps of the library itself: why the plans are as they are ---

RULESET = """
import resource
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from durable.engine import Ruleset
fired = []
def fires(rules):
    made = {name: {**rule, "run": lambda c: fired.append(1)} for name, rule in rules.items()}
    return Ruleset("s", None, made)
def told(rules, **values):
    fact = {"id": 1, "sid": 1, **values}
    try:
        rules.do_actions(rules.assert_fact(fact), lambda error, state: None)
    except Exception as error:
        print(type(error).__name__, end=" ")
    print(len(fired))
"""
TRAPS = {
    "65 rules that match one fact fire none": (
        "told(fires({f'r{n}': {'all': [{'m': {'$gt': {'a': n}}}]} for n in range(65)}), a=99)",
        "error 0",
    ),
    "and 60 do": ("told(fires({f'r{n}': {'all': [{'m': {'$gt': {'a': n}}}]} for n in range(60)}), a=99)", "60"),
    "a second key in a condition is ignored": (
        "told(fires({'r0': {'all': [{'m': {'a': 1, 'b': 1}}]}}), a=1, b=2)",
        "1",
    ),
    "two values of one message compare wrongly": (
        "told(fires({'r0': {'all': [{'m': {'$gt': {'a': {'m': 'b'}}}}]}}), a=1, b=2)",
        "1",
    ),
    "an «or» with both sides true fires twice": (
        "told(fires({'r0': {'all': [{'m': {'$or': [{'a': 1}, {'b': 1}]}}]}}), a=1, b=1)",
        "2",
    ),
    "a session is deleted after nothing fired": (
        "r = fires({'r0': {'all': [{'m': {'a': 1}}]}})\ntold(r, a=2)\nr.delete_state(1)\nprint('alive')",
        "MessageNotHandledException 0 crash",
    ),
}


@pytest.mark.skipif(installed() != MEASURED, reason=f"measured on durable-rules {MEASURED}")
@pytest.mark.parametrize("trap", TRAPS)
def test_the_library_has_the_traps_that_are_built_around(trap: str) -> None:
    text, printed = TRAPS[trap]
    done = subprocess.run(
        [sys.executable, "-u", "-c", f"{RULESET}\n{text}"], capture_output=True, timeout=30, text=True, check=False
    )
    crash = " crash" if done.returncode < 0 else ""
    assert done.stdout.strip() + crash == printed, done.stderr[-500:]
