"""The process that owns durable-rules, and the only module that imports it.

`python -m reiseregel.control.durable.child` is started and watched by `supervise`, speaks only when spoken to
(`protocol`), and ends when its input ends. Each fact is asserted, acted on and retracted by itself, so that the engine
never holds two.

The rule sets are made without the library's host: that has two threads of its own which start actions too, and a
signal taken by one of them would be missing from the answer.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

from reiseregel.control.durable.protocol import VERSION, WARM_UP

#: The only session there is: the engine tells sessions apart by a 32-bit hash.
_SESSION: Final = 1
#: Seconds an order may take when the command line does not say.
_PATIENCE: Final = 60


class Failed(Exception):
    """The engine did something it should not. The code says what."""


class Fired:
    """What the actions note: the only thing they do, as the library swallows what they raise."""

    def __init__(self) -> None:
        self.noted: list[tuple[int, int]] = []

    def action(self, rule: int) -> Callable[[Any], None]:
        """The action of a rule: notes the rule and the id of the fact."""

        def note(context: Any) -> None:
            self.noted.append((rule, context.m["id"]))

        return note

    def taken(self) -> list[tuple[int, int]]:
        """What was noted since last."""
        noted, self.noted = self.noted, []
        return noted


class Engine:
    """The rule sets of one plan, each on its own. `rules` is how many there are, without those for warming up."""

    def __init__(self, plan: int, rulesets: list[dict[str, Any]]) -> None:
        from durable.engine import MessageNotHandledException, Ruleset

        self.unmatched: type[Exception] = MessageNotHandledException
        self.fired = Fired()
        self.rules = 0
        self.sets: list[Any] = []
        for number, rules in enumerate(rulesets):
            self.rules += len(rules) - 1
            for name, rule in rules.items():
                rule["run"] = self.fired.action(-1 if name == WARM_UP else int(name[1:]))
            made = Ruleset(f"p{plan}s{number}", None, rules)
            if self.one(made, 0, {WARM_UP: 1}) != [-1]:
                raise Failed("warm_up")
            self.sets.append(made)

    def batch(self, facts: list[list[int]]) -> Iterator[list[int]]:
        """Each fact's id with the rules it fires. Raises Failed."""
        for name, *values in facts:
            message = {f"f{place}": value for place, value in enumerate(values)}
            yield [name, *(rule for ruleset in self.sets for rule in self.one(ruleset, name, message))]
        for ruleset in self.sets:
            if "exception" in ruleset.get_state(_SESSION):
                raise Failed("action")
            if ruleset.get_facts(_SESSION):
                raise Failed("left_behind")

    def one(self, ruleset: Any, name: int, values: dict[str, int]) -> list[int]:
        """The rules a fact fires in one rule set, which afterwards is as empty as before. Raises Failed."""
        fact = {"id": name, "sid": _SESSION, **values}
        try:
            ruleset.do_actions(ruleset.assert_fact(fact), _raise)
        except self.unmatched:
            matched = False
        else:
            matched = True
            ruleset.retract_fact(fact)
        noted = self.fired.taken()
        # A fact that matched and fired nothing, or the other way round, has lost an action on the way.
        if matched != bool(noted) or any(about != name for _, about in noted):
            raise Failed("count")
        return [rule for rule, _ in noted]


def _raise(error: Exception | None, _: object) -> None:
    if error is not None:
        raise Failed("engine")


def serve(orders: BinaryIO, answers: BinaryIO, patience: int) -> None:
    """Answer orders until there are no more. An order that takes more than `patience` seconds ends the process."""
    engines: dict[int, Engine] = {0: Engine(0, [])}  # an engine that cannot be imported is told of at once
    _say(answers, {"ready": VERSION})
    for line in iter(orders.readline, b""):
        # Even a parent that is gone leaves no child behind in a loop: the alarm ends it, in Python code or in C.
        signal.alarm(patience)
        order = json.loads(line)
        if "define" in order:
            plan = order["define"]
            engines[plan] = Engine(plan, order["rulesets"])
            answer = {"defined": plan, "rules": engines[plan].rules}
        else:
            answer = {"batch": order["batch"], "fired": list(engines[order["plan"]].batch(order["facts"]))}
        signal.alarm(0)
        _say(answers, answer)


def main() -> None:
    """Take orders on standard input and answer on standard output, until the input ends or the engine fails."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # A crash in the engine is met by the parent; it writes no picture of the memory.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    patience = int(sys.argv[1]) if len(sys.argv) > 1 else _PATIENCE
    # What the engine might print must not come between the answers.
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            serve(sys.stdin.buffer, answers, patience)
        except Failed as failed:
            _say(answers, {"failed": str(failed)})
        except ImportError:
            _say(answers, {"failed": "import"})
        except Exception:  # noqa: BLE001 - whatever the engine raises: the parent is told that it cannot go on
            _say(answers, {"failed": "engine"})


def _say(answers: BinaryIO, message: dict[str, object]) -> None:
    answers.write(json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
