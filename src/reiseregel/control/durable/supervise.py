"""Starts the child, asks it, watches it, and ends it. Whatever it does, in time the parent has an answer or `Lost`."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final, Literal, TypeAlias

from reiseregel.control.durable import protocol
from reiseregel.control.durable.plan import Plan
from reiseregel.control.durable.protocol import Row
from reiseregel.resources import program_folder

#: Why a batch was not answered. `died`: the process ended. `silent`: no answer in time. `babbled`: something else than
#: an answer. `refused`: the child said that it could not go on.
Why: TypeAlias = Literal["died", "silent", "babbled", "refused"]

#: All that the child gets of the environment: where libraries are. Everything else is nothing it needs to know.
_ENVIRONMENT: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME")
_CHUNK: Final = 1 << 16


class Lost(Exception):
    """The child did not answer, and is no more."""

    def __init__(self, why: Why) -> None:
        self.why: Why = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the child is trusted. `facts`: how many it is asked about before another takes its place; the engine
    refuses distinct facts as duplicates from about 65 700. `seconds`: for one order. `losses`: how many children may be
    lost before the engine is given up.
    """

    facts: int = 50_000
    seconds: float = 20.0
    losses: int = 3


def command(limits: Limits) -> list[str]:
    """How the child is started: this Python, nothing from the folder one stands in. Left alone in an order it ends by
    itself, later than the parent would have ended it.
    """
    return [sys.executable, "-P", "-m", "reiseregel.control.durable.child", str(int(limits.seconds) + 10)]


class Child:
    """One process and its two pipes. After `Lost` it is closed."""

    def __init__(self, words: Sequence[str]) -> None:
        self._buffer = b""
        self._process = subprocess.Popen(  # noqa: S603 - our own module, run by this Python, without a shell
            list(words),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(os.environ),
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin, self._process.stdout
        os.set_blocking(self._in.fileno(), False)
        os.set_blocking(self._out.fileno(), False)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, order: bytes, most_bytes: int, seconds: float) -> bytes:
        """The line that answers an order. Raises Lost: the process ended, the time or the room was used up, or it
        spoke without being asked.
        """
        try:
            if self._buffer:
                raise Lost("babbled")
            return self._exchange(order, most_bytes, monotonic() + seconds)
        except Lost:
            self.close()
            raise
        except OSError:
            self.close()
            raise Lost("died") from None

    def _exchange(self, order: bytes, most_bytes: int, deadline: float) -> bytes:
        left = memoryview(order)
        with selectors.DefaultSelector() as ready:
            ready.register(self._out, selectors.EVENT_READ)
            if left:
                ready.register(self._in, selectors.EVENT_WRITE)
            while True:
                happened = ready.select(max(0.0, deadline - monotonic()))
                if not happened:
                    raise Lost("silent")
                for key, _ in happened:
                    if key.fileobj is self._in:
                        left = left[os.write(self._in.fileno(), left[:_CHUNK]) :]
                        if not left:
                            ready.unregister(self._in)
                        continue
                    chunk = os.read(self._out.fileno(), _CHUNK)
                    if not chunk:
                        raise Lost("died")
                    self._buffer += chunk
                    line, end, rest = self._buffer.partition(b"\n")
                    if len(line) > most_bytes or (end and (rest or left)):
                        raise Lost("babbled")
                    if end:
                        self._buffer = b""
                        return line

    def close(self) -> None:
        """End the process, at once; nothing it has is worth waiting for."""
        for pipe in (self._in, self._out):
            pipe.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


class Engine:
    """The child of the moment, with the plans it knows, and how it has gone so far."""

    def __init__(self, words: Sequence[str], limits: Limits) -> None:
        self._words, self._limits = tuple(words), limits
        self._child: Child | None = None
        self._known: set[int] = set()
        self._asked = self._number = 0
        self.started = self.lost = 0

    @property
    def given_up(self) -> bool:
        """True when more children were lost than the limits allow."""
        return self.lost > self._limits.losses

    @property
    def pid(self) -> int | None:
        """The process of the child there is, if any."""
        return None if self._child is None else self._child.pid

    def make_room(self, facts: int) -> None:
        """End a child that would pass its limit; the next plan that is defined starts another."""
        if self._child is not None and self._asked and self._asked + facts > self._limits.facts:
            self.close()

    def knows(self, plan: Plan) -> bool:
        """True when the child there is has the rule sets of a plan."""
        return plan.number in self._known

    def define(self, plan: Plan) -> None:
        """Hand over the rule sets of a plan, to a new child if there is none. Raises Lost."""
        try:
            if self._child is None:
                self.started += 1
                self._child = Child(self._words)
                protocol.read_ready(self._ask(b"", protocol.most_bytes(0, 0)))
            order = protocol.define(plan.number, plan.rulesets())
            protocol.read_defined(self._ask(order, protocol.most_bytes(0, 0)), plan.number, len(plan.rules))
        except (Lost, OSError, protocol.Babble, protocol.Refused) as error:
            raise self._lose(error) from None
        self._known.add(plan.number)

    def fired(self, plan: Plan, rows: Sequence[Row]) -> list[Row]:
        """The rules that each row of a plan fires, in the order of the rows. Raises Lost."""
        self._number += 1
        ids = range(self._asked, self._asked + len(rows))
        order = protocol.batch(self._number, plan.number, [(name, *row) for name, row in zip(ids, rows, strict=True)])
        try:
            line = self._ask(order, protocol.most_bytes(len(rows), len(plan.rules)))
            found = protocol.read_fired(line, self._number, ids, len(plan.rules))
        except (Lost, OSError, protocol.Babble, protocol.Refused) as error:
            raise self._lose(error) from None
        self._asked += len(rows)
        return found

    def close(self) -> None:
        """End the child there is. The next plan that is defined starts another."""
        if self._child is not None:
            self._child.close()
        self._child = None
        self._known.clear()
        self._asked = 0

    def _ask(self, order: bytes, most_bytes: int) -> bytes:
        assert self._child is not None
        return self._child.ask(order, most_bytes, self._limits.seconds)

    def _lose(self, error: Exception) -> Lost:
        self.close()
        self.lost += 1
        match error:
            case Lost():
                return error
            case protocol.Refused():
                return Lost("refused")
            case protocol.Babble():
                return Lost("babbled")
        return Lost("died")


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    """What the child gets to know: where libraries are, and where this package is, installed or not."""
    kept = {name: given[name] for name in _ENVIRONMENT if name in given}
    paths = [str(program_folder().parent), *filter(None, [given.get("PYTHONPATH")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths)}
