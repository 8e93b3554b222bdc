"""A rule book as a program for one type of document: Python source made for each period of law when it is first met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from reiseregel.calendar import LAST_DAY
from reiseregel.compiled.driver import at_once, driver_source, one_post, works
from reiseregel.compiled.folding import Folding
from reiseregel.compiled.given import Given
from reiseregel.compiled.instances import bare_entities, instances_source
from reiseregel.compiled.plan import Plan, often_missing, plan_for, readings_used, telling_codes
from reiseregel.compiled.runtime import HandOver, NotKnown, globals_for
from reiseregel.compiled.settings import settings_functions
from reiseregel.compiled.source import Mode, Writer
from reiseregel.compiled.verdict import OneVerdict, Verdict
from reiseregel.remember import once_for_each
from reiseregel.rulebook import RuleBook
from reiseregel.rulebook.tree import FactRef
from reiseregel.vocabulary import Covered

#: The generator of an instance, or what takes the facts of a document with nothing below it to its posts.
Step = Callable[..., Any]


@once_for_each
def _program(book: RuleBook, kind: str, readings: tuple[tuple[str, str], ...]) -> Program:
    return Program(book, kind, dict(readings))


def program(book: RuleBook, kind: str, readings: Mapping[str, str] | None = None) -> Program:
    """The program for documents of one `type`, made once for each rule book and choice of readings.

    Raises:
        KeyError: a type of document, or a reading, that the rule book does not have.

    """
    return _program(book, kind, _key(book, readings))


#: So many documents are decided without it before a program is made: making one takes as long as deciding some thirty.
WARM_UP = 20


@once_for_each
def _seen(book: RuleBook, kind: str, readings: tuple[tuple[str, str], ...]) -> Iterator[int]:  # noqa: ARG001 - the key
    return count()


def program_in_use(book: RuleBook, kind: str, readings: Mapping[str, str] | None = None) -> Program | None:
    """The program when so many documents of the type have been decided that it pays to make one; None before.

    Only the clock can tell: the reference gives the same answers.
    """
    key = _key(book, readings)
    return _program(book, kind, key) if next(_seen(book, kind, key)) >= WARM_UP else None


def _key(book: RuleBook, readings: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    return tuple((dict(_chosen(book)) | dict(readings)).items()) if readings else _chosen(book)


@once_for_each
def _chosen(book: RuleBook) -> tuple[tuple[str, str], ...]:
    return tuple((name, reading.chosen) for name, reading in book.readings.items())


class Program:
    """Decides documents of one type. Safe to share between threads: a run keeps its state to itself."""

    def __init__(self, book: RuleBook, kind: str, readings: Mapping[str, str]) -> None:
        self.book, self.kind, self.readings = book, kind, readings
        self.plan: Plan = plan_for(book, kind)
        #: The codes for each of which an entity has functions of its own.
        self.telling = telling_codes(book, kind)
        self.open_readings = readings_used(book, kind)
        #: The mask of each open reading as chosen, and with every code it can have.
        self.chosen = tuple(self.mask(name, readings[name]) for name in self.open_readings)
        self.any_reading = tuple(book.readings[name].type.all_codes for name in self.open_readings)
        bare = bare_entities(self.plan, book.vocabulary)
        self.given = Given(book, self.plan)
        self.names = globals_for(book) | self.given.tables()
        laid_out = {**self.names, **settings_functions(book.vocabulary, self.plan)}
        exec(compile(self.layout(), f"<{kind}>", "exec"), laid_out)  # noqa: S102 - our own text
        self._build: Callable[[Mapping[str, Any]], Any] = laid_out["build"]  # type: ignore[assignment]
        self._work: Callable[[Any, tuple[int, ...], Any, Any], list[tuple[Any, ...]]] = laid_out["work"]  # type: ignore[assignment]
        made = [entity.name for entity in self.plan.entities if entity.name not in bare]
        for name in made:
            exec(compile(self.given.source(name), f"<facts of {name}>", "exec"), laid_out)  # noqa: S102
        self._facts: dict[str, Callable[..., Any]] = {name: laid_out[f"facts_{name}"] for name in made}  # type: ignore[misc]
        self._tables = {
            (mode, recorded): {
                name: (_ByCode if name in self.telling else _Periods)(self, name, mode, recorded, bare)
                for name in made
                if works(self.plan, name)
            }
            for mode in _MODES
            for recorded in (False, True)
        }
        self._plain, self._recorded = [
            (self._tables["known", recorded], self._tables["sets", recorded]) for recorded in (False, True)
        ]
        #: Where one call takes the facts to the posts: the fact with the law date, and the functions by that date.
        self._day, root = "", self.plan.root
        self._told: type[Verdict] = OneVerdict if one_post(self.plan) else Verdict
        if at_once(self.plan, book.vocabulary):
            assert root.law_time is not None
            self._day = root.law_time.fact
            self._known_at: Any = self._tables["known", False][root.name]
            self._sets_at: Any = self._tables["sets", False][root.name]

    def mask(self, reading: str, code: str) -> int:
        """A code of a reading as a mask."""
        return 1 << self.book.readings[reading].codes.index(code)

    def run(self, data: Mapping[str, Any], *, recorded: bool = False, sets_only: bool = False) -> Verdict | None:
        """What each post comes to, by the plain pass; None when the reference must decide.

        Args:
            data: a checked document, as `CheckedDocument.data`.
            recorded: also keep the value of every concept; hands over where an answer would rest on more than its
                verdict tells (a rate or wording that is not confirmed).
            sets_only: do not try whether every fact that is looked at is known.

        """
        try:
            if self._day and not recorded:
                if not sets_only:
                    try:
                        return self._told(self, None, self._known_at[data[self._day]](data, self.chosen), True)
                    except (KeyError, NotKnown):
                        pass
                return self._told(self, None, self._sets_at[data[self._day]](data, self.chosen), False)
            known, sets = self._recorded if recorded else self._plain
            run = self._build(data)
            if not sets_only:
                try:
                    return Verdict(self, run, self._work(run, self.chosen, known, None), True)
                except (KeyError, NotKnown):
                    pass
            return Verdict(self, run, self._work(run, self.chosen, sets, self._facts), False)
        except HandOver:
            return None

    def run_under(
        self, data: Mapping[str, Any], readings: tuple[int, ...], *, recorded: bool = False
    ) -> Verdict | None:
        """As `run`, with other masks for the open readings, in the order of `open_readings`."""
        try:
            if self._day and not recorded:
                return self._told(self, None, self._sets_at[data[self._day]](data, readings), False)
            run = self._build(data)
            return Verdict(self, run, self._work(run, readings, self._tables["sets", recorded], self._facts), False)
        except HandOver:
            return None

    def source(
        self, entity: str, day: date, mode: Mode = "sets", *, recorded: bool = False, code: str | None = None
    ) -> str:
        """The source made for an entity under the law of a day; for one `code` where it has functions for each.

        Raises:
            KeyError: nothing is worked out on the entity.

        """
        periods = self._tables[mode, recorded][entity]
        return (periods[code] if isinstance(periods, _ByCode) else periods).source(day.toordinal())

    def layout(self) -> str:
        """The source that lays a document out and works through it."""
        vocabulary = self.book.vocabulary
        bare = bare_entities(self.plan, vocabulary)
        made = [entity for entity in self.plan.entities if entity.name not in bare]
        driver = driver_source(self.plan, made, self.telling, often_missing(self.plan.entities, vocabulary))
        return f"{instances_source(self.plan, vocabulary)}\n\n{driver}"

    @property
    def entities(self) -> tuple[str, ...]:
        """Those on which something is worked out."""
        return tuple(self._tables["sets", False])


_MODES: tuple[Mode, ...] = ("known", "sets")


@dataclass(eq=False)
class _Periods(dict[str, Step]):
    """The generator of one entity by ISO date; that of one period of law is made once."""

    program: Program
    entity: str
    mode: Mode
    recorded: bool
    bare: frozenset[str]
    settled: tuple[FactRef, str] | None = None
    made: dict[int, Step] = field(default_factory=dict)

    def __missing__(self, iso: str) -> Step:
        day = date.fromisoformat(iso).toordinal() if iso else LAST_DAY
        covered: Covered | None = self.program.plan.root.covered
        if iso and covered is not None and not covered.has(day):
            raise HandOver
        since = max((first for first in self.program.plan.breaks[self.entity] if first <= day), default=0)
        if since not in self.made:
            self.made[since] = self._generator(day)
        self[iso] = self.made[since]
        return self.made[since]

    def _writer(self, day: int) -> Writer:
        found = self.program
        folding = Folding(found.book, day, found.readings, found.open_readings, found.given, self.settled)
        return Writer(self.program.plan, self.entity, folding, self.mode, self.recorded, self.bare)

    def source(self, day: int) -> str:
        return self._writer(day).source()

    def _generator(self, day: int) -> Step:
        writer = self._writer(day)
        names: dict[str, Any] = {**self.program.names}
        text = writer.source()
        names |= writer.folding.tables
        code = compile(text, f"<{self.entity} {date.fromordinal(day).isoformat()} {self.mode}>", "exec")
        exec(code, names)  # noqa: S102 - the text was made here, from checked rules
        made: Step = names[self.entity]
        return made


@dataclass(eq=False)
class _ByCode(dict[str | None, _Periods]):
    """As above, by what the telling code of the entity is (None while it is open)."""

    program: Program
    entity: str
    mode: Mode
    recorded: bool
    bare: frozenset[str]

    def __missing__(self, code: str | None) -> _Periods:
        settled = None if code is None else (self.program.telling[self.entity], code)
        self[code] = _Periods(self.program, self.entity, self.mode, self.recorded, self.bare, settled)
        return self[code]
