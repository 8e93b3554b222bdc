"""Which turns of a signal no case shows: both sides of every comparison, what is open, the days it begins and changes.

A case shows a side of a comparison when the comparison alone decides there: turned round, the signal would come out the
other way. For a number that must be so at the limit itself, and at the last number on the other side of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reiseregel.control.book import place_below_rules
from reiseregel.control.cases import SignalCase
from reiseregel.control.conditions import atoms
from reiseregel.control.signals import ControlBook, Signal, SignalVersion
from reiseregel.errors import RuleFault
from reiseregel.facts.build import encode
from reiseregel.rulebook import tree as t
from reiseregel.rulebook.timeline import iso
from reiseregel.sets import bits
from reiseregel.vocabulary import FactDef

#: A fact as the rule tree has it, by name.
Known: TypeAlias = dict[str, int]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A case with every fact a condition reads, and the day it is tried on."""

    known: Known
    day: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A time in which a signal has one condition and the same thresholds, `since` rising over each of its parts."""

    version: SignalVersion
    limits: dict[str, int]
    since: tuple[int, ...]


def uncovered(book: ControlBook, cases: Iterable[SignalCase]) -> list[RuleFault]:
    """A fault for each side of a signal that no case shows, where the signal stands."""
    listed = list(cases)
    found: list[RuleFault] = []
    for signal in book.signals.values():
        own = [case for case in listed if case.entity == signal.entity]
        place = place_below_rules(signal.place)
        found += [RuleFault(place, "mangler_sak", said) for said in dict.fromkeys(_of_signal(book, signal, own))]
    return found


def _of_signal(book: ControlBook, signal: Signal, cases: list[SignalCase]) -> Iterator[str]:
    if not any(signal.id in case.maybe for case in cases):
        yield f"ingen sak viser at «{signal.id}» kan gis når noe er åpent"
    definitions = {fact.name: fact for fact in book.rules.vocabulary.facts_of(signal.entity)}
    stretches = list(_stretches(book, signal))
    for stretch in stretches:
        shown = [
            item
            for case in cases
            if (item := _shown(case, stretch.version, definitions)) is not None
            and _stretch_of(stretches, item.day) is stretch
        ]
        for side in _sides(stretch, definitions):
            if not any(_decides(stretch, item, side) for item in shown):
                yield f"ingen sak viser «{signal.id}» der det kommer an på at {side.words}"
    yield from _days(signal, stretches, cases, definitions)


# --- time ---


def _stretches(book: ControlBook, signal: Signal) -> Iterator[_Stretch]:
    """Stretches that read alike are one, however the places in the law change between them."""
    alike: dict[tuple[t.Expr, tuple[tuple[str, int], ...]], list[int]] = {}
    versions: dict[tuple[t.Expr, tuple[tuple[str, int], ...]], SignalVersion] = {}
    for version in signal.versions:
        rows = (row.since for name in version.thresholds for row in book.rules.rates[name].rows)
        for day in sorted({version.since, *(day for day in rows if version.since < day <= version.until)}):
            limits = tuple((name, book.threshold_on(name, day)) for name in version.thresholds)
            alike.setdefault((version.condition, limits), []).append(day)
            versions.setdefault((version.condition, limits), version)
    for key, days in alike.items():
        yield _Stretch(versions[key], dict(key[1]), tuple(days))


def _stretch_of(stretches: Sequence[_Stretch], day: int) -> _Stretch | None:
    """The stretch a day is in: the one that began last."""
    begun = [(since, place) for place, item in enumerate(stretches) for since in item.since if since <= day]
    return stretches[max(begun)[1]] if begun else None


def _days(
    signal: Signal, stretches: list[_Stretch], cases: list[SignalCase], definitions: dict[str, FactDef]
) -> Iterator[str]:
    """The first day has a case with the signal, the day before one that only the day keeps from it; each later turn has
    a case on either side.
    """
    turns = sorted({since for stretch in stretches for since in stretch.since} | {v.since for v in signal.versions})
    raised = {item.day for case in cases if signal.id in case.surely and (item := _dated(case, definitions))}
    first = stretches[0]
    would = {
        item.day
        for case in cases
        if (item := _shown(case, first.version, definitions)) is not None
        and signal.id not in case.surely
        and holds(first.version.condition, item.known, first.limits)
    }
    for turn in turns:
        if turn not in raised:
            yield f"ingen sak viser «{signal.id}» den første dagen, {iso(turn)}"
        before = turn - 1
        if turn == turns[0] and before not in would:
            yield f"ingen sak viser at «{signal.id}» ikke gis {iso(before)}, dagen før det finnes"
        elif turn != turns[0] and before not in raised:
            yield f"ingen sak viser «{signal.id}» {iso(before)}, dagen før en endring"


def _dated(case: SignalCase, definitions: dict[str, FactDef]) -> _Shown | None:
    day = next(fact for fact in definitions.values() if fact.content and fact.type.kind == "dato")
    return _Shown({}, encode(day, case.values[day.name])) if day.name in case.values else None


def _shown(case: SignalCase, version: SignalVersion, definitions: dict[str, FactDef]) -> _Shown | None:
    dated = _dated(case, definitions)
    if dated is None or any(name not in case.values for name in version.facts):
        return None
    known = {name: encode(definitions[name], case.values[name]) for name in version.facts}
    return _Shown(known, dated.day)


# --- the sides of a comparison ---


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of the comparison that stands `number` in the condition: what a case must have to be on it."""

    number: int
    words: str
    fits: Callable[[Known], bool]


def _sides(stretch: _Stretch, definitions: dict[str, FactDef]) -> Iterator[_Side]:
    for number, atom in enumerate(atoms(stretch.version.condition)):
        match atom:
            case t.FactRef(name=name):
                yield _Side(number, f"{name} er sann", _is(name, 1))
                yield _Side(number, f"{name} er usann", _is(name, 0))
            case t.OneOf(t.FactRef(name=name, type=kind), mask):
                for code in bits(mask):
                    yield _Side(number, f"{name} er {kind.codes[code]}", _is(name, code))
                yield _Side(number, f"{name} er en annen kode", _outside(name, mask))
            case t.Compare(_, t.FactRef(name=name, type=kind), t.Const(value)) if kind.finite:
                word = kind.codes[value] if kind.codes else ("usann", "sann")[value]
                yield _Side(number, f"{name} er {word}", _is(name, value))
                yield _Side(number, f"{name} ikke er {word}", _outside(name, 1 << value))
            case t.Compare(op, t.FactRef(name=name), right):
                for gap in _EDGES[op]:
                    if not isinstance(right, t.Const) or right.value + gap >= definitions[name].low:
                        words = _written(name, gap, right, stretch.limits)
                        yield _Side(number, words, _at(name, gap, right, stretch.limits))


#: How far from the other side a number stands where each comparison turns.
_EDGES = {">=": (0, -1), ">": (1, 0), "<=": (0, 1), "<": (-1, 0), "==": (0, -1, 1), "!=": (0, -1, 1)}


def _is(name: str, value: int) -> Callable[[Known], bool]:
    return lambda known: known[name] == value


def _outside(name: str, mask: int) -> Callable[[Known], bool]:
    return lambda known: not mask >> known[name] & 1


def _at(name: str, gap: int, right: t.Expr, limits: dict[str, int]) -> Callable[[Known], bool]:
    return lambda known: known[name] == _number(right, known, limits) + gap


def _written(name: str, gap: int, right: t.Expr, limits: dict[str, int]) -> str:
    if isinstance(right, t.FactRef):
        step = "" if not gap else f" {'pluss' if gap > 0 else 'minus'} 1"
        return f"{name} er lik {right.name}{step}"
    return f"{name} er {_number(right, {}, limits) + gap}"


# --- truth ---


def _decides(stretch: _Stretch, item: _Shown, side: _Side) -> bool:
    """True when the case is on that side, and the comparison turned round would turn the signal."""
    if not side.fits(item.known):
        return False
    answers = [_true(atom, item.known, stretch.limits) for atom in atoms(stretch.version.condition)]
    turned = [answer is (number != side.number) for number, answer in enumerate(answers)]
    return _truth(stretch.version.condition, iter(answers)) is not _truth(stretch.version.condition, iter(turned))


def holds(condition: t.Expr, known: Known, limits: dict[str, int]) -> bool:
    """Whether a condition of a signal is true of known facts; `limits` are the thresholds of the day."""
    return _truth(condition, (_true(atom, known, limits) for atom in atoms(condition)))


def _truth(expr: t.Expr, answers: Iterator[bool]) -> bool:
    """The whole condition from the answer to each comparison, as written."""
    match expr:
        case t.All(items):
            found = [_truth(item, answers) for item in items]  # each takes its answers, whatever the others say
            return all(found)
        case t.AnyOf(items):
            found = [_truth(item, answers) for item in items]
            return any(found)
        case t.Not(item):
            return not _truth(item, answers)
        case _:
            return next(answers)


def _true(atom: t.Expr, known: Known, limits: dict[str, int]) -> bool:
    match atom:
        case t.FactRef(name=name):
            return bool(known[name])
        case t.OneOf(t.FactRef(name=name), mask):
            return bool(mask >> known[name] & 1)
        case t.Compare(op, t.FactRef(name=name), right):
            return _COMPARED[op](known[name], _number(right, known, limits))
        case _:
            raise AssertionError("the book refuses anything else")


_COMPARED: dict[str, Callable[[int, int], bool]] = {
    "<": int.__lt__,
    "<=": int.__le__,
    ">": int.__gt__,
    ">=": int.__ge__,
    "==": int.__eq__,
    "!=": int.__ne__,
}


def _number(expr: t.Expr, known: Known, limits: dict[str, int]) -> int:
    match expr:
        case t.Const(value):
            return value
        case t.RateRef(name):
            return limits[name]
        case t.FactRef(name=name):
            return known[name]
        case _:
            raise AssertionError("the book refuses anything else")
