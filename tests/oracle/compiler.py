"""The rule tree printed as ordinary Python, one function for each concept, and compiled.

This is the oracle's own reading of the rules: `og` is `and`, `sum` is `sum`, a decision list is `if … elif … else`. It
shares nothing with the evaluator over sets but the tree that both read. A function takes a `Thing` and gives an int.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from reiseregel.rulebook import Concept, Rate, RuleBook
from reiseregel.rulebook import tree as t
from tests.oracle.points import Constants, constants_of
from tests.oracle.things import Thing

Function = Callable[[Thing], int]


class OutsideLaw(Exception):
    """No rule or rate is in force on the date."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule book as Python functions, under one choice of readings. `source` is what was compiled.

    No completion is `impossible`. What is in `contradictions` is refused when given, and says nothing of the unknown.
    """

    book: RuleBook
    concepts: dict[tuple[str, str], Function]
    exists: tuple[Function, ...]
    impossible: tuple[tuple[str, Function], ...]
    contradictions: tuple[tuple[str, Function], ...]
    constants: Constants
    source: str


def compile_rules(book: RuleBook, readings: Mapping[str, str] | None = None) -> Rules:
    """Print and compile every concept, post condition and impossible combination."""
    chosen = {name: reading.chosen for name, reading in book.readings.items()} | dict(readings or {})
    printer = _Printer(book, {name: book.readings[name].codes.index(code) for name, code in chosen.items()})
    lines: list[str] = []
    for number, concept in enumerate(book.concepts.values()):
        lines += printer.concept(number, concept)
    for number, post in enumerate(book.posts):
        condition = "1" if post.exists is None else printer.expression(post.exists)
        lines.append(f"def exists_{number}(i): return {condition}")
    for number, item in enumerate((*book.impossible, *book.contradictions)):
        lines.append(f"def refused_{number}(i): return {printer.expression(item.condition)}")
    source = "\n".join(lines)
    space: dict[str, Any] = {**_HELPERS, **{f"rate_{name}": _rate(rate) for name, rate in book.rates.items()}}
    exec(compile(source, "<regler>", "exec"), space)  # noqa: S102 - the source is printed above from the rule tree
    refused = [(item.entity, space[f"refused_{n}"]) for n, item in enumerate((*book.impossible, *book.contradictions))]
    return Rules(
        book=book,
        concepts={key: space[f"concept_{number}"] for number, key in enumerate(book.concepts)},
        exists=tuple(space[f"exists_{number}"] for number in range(len(book.posts))),
        impossible=tuple(refused[: len(book.impossible)]),
        contradictions=tuple(refused[len(book.impossible) :]),
        constants=constants_of(book),
        source=source,
    )


class _Printer:
    def __init__(self, book: RuleBook, readings: Mapping[str, int]) -> None:
        self.readings = readings
        self.numbers = {key: number for number, key in enumerate(book.concepts)}

    def concept(self, number: int, concept: Concept) -> list[str]:
        """The function of one concept: its versions by date, each a list of clauses; worked out once for each thing."""
        lines = [f"def concept_{number}(i):  # {concept.id}"]
        lines += [f"    if {number} in i.memo: return i.memo[{number}]"]
        word = "if"
        for version in concept.versions:
            lines.append(f"    {word} {version.since} <= i.day <= {version.until}:")
            for place, clause in enumerate(version.clauses):
                if clause.condition is not None:
                    condition = self.expression(clause.condition)
                    lines.append(
                        f"        {'elif' if place else 'if'} {condition}: v = {self.expression(clause.value)}"
                    )
                elif place:
                    lines.append(f"        else: v = {self.expression(clause.value)}")
                else:
                    lines.append(f"        v = {self.expression(clause.value)}")
            word = "elif"
        lines += ["    else: raise OutsideLaw" if concept.versions else "    raise OutsideLaw"]
        lines += [f"    i.memo[{number}] = v", "    return v"]
        return lines

    def expression(self, expr: t.Expr, i: str = "i") -> str:
        """Python for one expression standing on the thing that the variable `i` holds."""

        def of(part: t.Expr) -> str:
            return self.expression(part, i)

        match expr:
            case t.Const(value):
                return f"({value})"
            case t.FactRef(route, _, name):
                return f"{_at(route, i)}.facts[{name!r}]"
            case t.ConceptRef(route, entity, name):
                return f"concept_{self.numbers[entity, name]}({_at(route, i)})"
            case t.RateRef(name):
                return f"rate_{name}({i}.day)"
            case t.ReadingRef(name):
                return str(self.readings[name])
            case t.LawDate():
                return f"{i}.day"
            case t.All(items):
                return "(" + " and ".join(of(item) for item in items) + ")"
            case t.AnyOf(items):
                return "(" + " or ".join(of(item) for item in items) + ")"
            case t.Not(item):
                return f"(not {of(item)})"
            case t.OneOf(item, mask):
                return f"({mask} >> {of(item)} & 1)"
            case t.Aggregate():
                return self._over(expr, i)
            case _:
                return self._number(expr, of)

    def _number(self, expr: t.Expr, of: Callable[[t.Expr], str]) -> str:
        match expr:
            case t.Compare(op, left, right, m, n):
                return f"({of(left)} * {m} {op} {of(right)} * {n})"
            case t.Add(left, right, m, n):
                return f"({of(left)} * {m} + {of(right)} * {n})"
            case t.Subtract(left, right, m, n):
                return f"({of(left)} * {m} - {of(right)} * {n})"
            case t.Multiply(left, right):
                return f"({of(left)} * {of(right)})"
            case t.Extreme(kind, items, factors):
                each = (f"{of(item)} * {factor}" for item, factor in zip(items, factors, strict=True))
                return f"{kind}({', '.join(each)})"
            case t.FloorDivide(item, divisor):
                return f"({of(item)} // {divisor})"
            case t.Rounded(item, step):
                return f"nearest({of(item)}, {item.type.scale * step}) * {step}"
            case t.WholeYears(born, day):
                return f"birthdays({of(born)}, {of(day)})"
            case t.AddMonths(day, months):
                return f"months_later({of(day)}, {of(months)})"
            case t.AddDays(day, days):
                return f"({of(day)} + {of(days)})"
            case t.WorkingDay(kind, day):
                return f"{'last_worked_before' if kind == 'before' else 'first_worked_from'}({of(day)})"
            case t.DaysBetween(start, end):
                return f"({of(end)} - {of(start)})"
            case t.DaySum(rate, start, count):
                return f"sum(rate_{rate}(d) for d in days_from({of(start)}, {of(count)}))"
            case _:
                raise TypeError(type(expr))

    def _over(self, expr: t.Aggregate, i: str) -> str:
        child = f"{i}j"  # a name of its own at each depth
        loop = f"for {child} in {_at(expr.route, i)}.lists[{expr.entity!r}]"
        body = self.expression(expr.body, child)
        where = "1" if expr.where is None else self.expression(expr.where, child)
        match expr.kind:
            case "noen":
                return f"any({where} and {body} {loop})"
            case "alle":
                return f"all(not {where} or {body} {loop})"
            case _:
                return f"sum({body} {loop} if {where})"


def _at(route: t.Route, i: str) -> str:
    return i + ".parent" * route.up + "".join(f".singles[{name!r}]" for name in route.down)


# --- what the printed rules call --------------------------------------------------------------------------------------


def _rate(rate: Rate) -> Callable[[int], int]:
    """The rate of a date."""

    @cache
    def on(day: int) -> int:
        values = [row.value for row in sorted(rate.rows, key=lambda row: row.since) if row.since <= day]
        if not values:
            raise OutsideLaw
        return values[-1]

    return on


def nearest(parts: int, whole: int) -> int:
    """How many wholes the parts come to, rounded; a half counts as one more."""
    done, rest = divmod(parts, whole)
    return done + (2 * rest >= whole)


@lru_cache(maxsize=4096)
def birthdays(born: int, day: int) -> int:
    """How many birthdays have been; one on 29 February comes on 1 March in a common year."""
    start, end = date.fromordinal(born), date.fromordinal(day)
    try:
        birthday = start.replace(year=end.year)
    except ValueError:
        birthday = date(end.year, 3, 1)
    return end.year - start.year - (end < birthday)


@lru_cache(maxsize=4096)
def months_later(day: int, months: int) -> int:
    """The same day of a later month, or its last day."""
    start = date.fromordinal(day)
    first = start.replace(day=1)
    for _ in range(months):
        first = (first + timedelta(days=31)).replace(day=1)
    return first.replace(day=min(start.day, monthrange(first.year, first.month)[1])).toordinal()


@lru_cache(maxsize=4096)
def worked(day: int) -> bool:
    """Monday to Friday, and none of the days off: those with a date, and those that hang on Easter."""
    moment = date.fromordinal(day)
    if moment.isoweekday() in (6, 7) or (moment.month, moment.day) in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26)):
        return False
    return day - easter_sunday(moment.year) not in (-3, -2, 1, 39, 50)


@cache
def easter_sunday(year: int) -> int:
    """The Sunday after the full moon of the church on or after 21 March, by golden number and epact."""
    century = year // 100 + 1
    epact = (11 * (year % 19 + 1) + 20 + (8 * century + 5) // 25 - 5 - (3 * century // 4 - 12)) % 30
    if epact == 24 or (epact == 25 and year % 19 > 10):
        epact += 1
    moon = 44 - epact
    full = date(year, 3, 1).toordinal() + (moon if moon >= 21 else moon + 30) - 1
    return full + 7 - date.fromordinal(full).isoweekday() % 7


def last_worked_before(day: int) -> int:
    """The nearest earlier day that is worked."""
    return next(before for before in range(day - 1, day - 30, -1) if worked(before))


def first_worked_from(day: int) -> int:
    """The nearest day that is worked, this one or a later."""
    return next(after for after in range(day, day + 30) if worked(after))


def days_from(start: int, count: int) -> range:
    """The ordinals of `count` days."""
    return range(start, start + count)


_HELPERS: dict[str, Any] = {
    "OutsideLaw": OutsideLaw,
    "nearest": nearest,
    "birthdays": birthdays,
    "months_later": months_later,
    "last_worked_before": last_worked_before,
    "first_worked_from": first_worked_from,
    "days_from": days_from,
}
